"""Freezes that were announced: carried out when their day has come, unless the signature was mended.

Decides whether the reason still holds. Nothing here ever lifts a freeze.
"""

from datetime import datetime, timedelta

from qianming.core.china_time import china_day
from qianming.core.codes import FreezeParty, SignatureKind
from qianming.core.policy import StockEffect
from qianming.core.rejections import RejectionReason
from qianming.core.stock import effects
from qianming.registry.models import PlannedFreeze
from qianming.registry.standing import Standing, standings
from qianming.services import leases, signatures
from qianming.services._command import lock_accounts, write
from qianming.services._fields import policy_at
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
        standing = next(standings([plan.signature_id]), None)
        if standing is not None and _is_asked_for(standing, now):
            signature = standing.signature
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


def _is_asked_for(standing: Standing, now: datetime) -> bool:
    """Whether a rule still freezes the signature, which needs an approved version for that."""
    if standing.signature.approved is None:
        return False
    held = effects(standing.subject(china_day(now)), policy_at(now))
    return any(entry.effect is StockEffect.FREEZE for entry in held.values())
