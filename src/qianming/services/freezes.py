"""Freezes that were announced: carried out when their day has come, unless the signature was mended.

Decides whether the reason still holds. Nothing here ever lifts a freeze.
"""

from datetime import datetime, timedelta

from qianming.core.codes import FreezeParty, RejectionReason, SignatureKind
from qianming.core.policy import StockEffect
from qianming.core.stock import effects
from qianming.registry.models import PlannedFreeze, Signature
from qianming.services import leases, signatures
from qianming.services._command import lock_accounts, write
from qianming.services._fields import china_day, policy_at
from qianming.services._stock import live, subject_of
from qianming.services.actors import SYSTEM

_LEASE = timedelta(minutes=1)


def claim_due(now: datetime, limit: int) -> list[PlannedFreeze]:
    """Lease announced freezes whose day has come."""
    return leases.claim(PlannedFreeze, now, _LEASE, limit)


def carry_out(plan: PlannedFreeze, now: datetime) -> bool:
    """Freeze, if a rule of the policy in force still asks for it; False when the lease was lost meanwhile."""
    with write():
        lock_accounts(plan.account_id)
        if not leases.still_held([plan]):
            return False
        plan.delete()
        signature = live().filter(pk=plan.signature_id).first()
        if signature is not None and _is_asked_for(signature, now):
            signatures.freeze(
                SYSTEM,
                signature.account_id,
                signature.name,
                FreezeParty.PLATFORM,
                RejectionReason.RULES_VIOLATED,
                now,
                kind=SignatureKind(signature.kind),
            )
    return True


def postpone(plan: PlannedFreeze, due_at: datetime) -> bool:
    """End a claim without a result, to be tried again."""
    return leases.postpone(plan, due_at)


def _is_asked_for(signature: Signature, now: datetime) -> bool:
    held = effects(subject_of(signature, china_day(now)), policy_at(now))
    return any(entry.effect is StockEffect.FREEZE for entry in held.values())
