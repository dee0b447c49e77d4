"""Signatures as a whole: deleting, freezing, unfreezing, disabling, enabling.

Decides who may stop a signature from sending; what follows for its availability is `services.health`.
"""

from datetime import datetime

from qianming.core.codes import EventKind, FreezeParty, ReviewState, SignatureKind
from qianming.core.permissions import Permission
from qianming.core.rejections import RejectionReason
from qianming.registry.models import HealthReason
from qianming.registry.queries import latest_application
from qianming.services import filings, health
from qianming.services._command import Change, record
from qianming.services._taking import taken_signature
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, RefusalCode

_FREEZERS = {
    FreezeParty.CUSTOMER: ("frozen_by_customer_at", Permission.SIGNATURE_FREEZE),
    FreezeParty.PLATFORM: ("frozen_by_platform_at", Permission.SIGNATURE_PENALISE),
}


def delete(
    actor: Actor, account_id: int, name: str, now: datetime, *, kind: SignatureKind | None = None
) -> None:
    """Delete for good: its name becomes free and it stops sending.

    Only withdrawn, rejected or approved ones: `Conflict(SIGNATURE_IN_REVIEW)` otherwise. Of two kinds of one
    name the universal one is meant unless `kind` says so. `NotFound` when the account has none.
    """
    actor.need(Permission.SIGNATURE_DELETE, account_id)
    with taken_signature(account_id, name, kind) as row:
        state = latest_application(row).state
        if state == ReviewState.IN_REVIEW:
            raise Conflict(RefusalCode.SIGNATURE_IN_REVIEW)
        row.deleted_at = now
        row.save(update_fields=["deleted_at"])
        filings.stop_for(row)
        HealthReason.objects.filter(signature=row).delete()
        subject = f"signature:{row.pk}"
        record(Change(EventKind.SIGNATURE_DELETED, subject, account_id, state, "deleted"), actor, now)


def freeze(
    actor: Actor,
    account_id: int,
    name: str,
    by: FreezeParty,
    reason: RejectionReason | None,
    now: datetime,
    *,
    kind: SignatureKind | None = None,
) -> None:
    """Stop a signature for a while; a second freeze by the same party changes nothing."""
    column, permission = _FREEZERS[by]
    actor.need(permission, account_id)
    with taken_signature(account_id, name, kind) as row:
        if getattr(row, column) is not None:
            return
        setattr(row, column, now)
        row.save(update_fields=[column])
        subject, reasons = f"signature:{row.pk}", [reason] if reason else []
        change = Change(EventKind.SIGNATURE_FROZEN, subject, account_id, new=by, reasons=reasons)
        record(change, actor, now)
        health.refresh(row, now)


def unfreeze(
    actor: Actor,
    account_id: int,
    name: str,
    by: FreezeParty,
    now: datetime,
    *,
    kind: SignatureKind | None = None,
) -> None:
    """Lift a party's own freeze; `Conflict(NOT_FROZEN)` when that party froze nothing."""
    column, permission = _FREEZERS[by]
    actor.need(permission, account_id)
    with taken_signature(account_id, name, kind) as row:
        if getattr(row, column) is None:
            raise Conflict(RefusalCode.NOT_FROZEN)
        setattr(row, column, None)
        row.save(update_fields=[column])
        change = Change(EventKind.SIGNATURE_UNFROZEN, f"signature:{row.pk}", account_id, old=by)
        record(change, actor, now)
        health.refresh(row, now)


def disable(
    actor: Actor,
    account_id: int,
    name: str,
    reason: RejectionReason,
    now: datetime,
    *,
    kind: SignatureKind | None = None,
) -> None:
    """Forbid a signature as a security penalty; doing it twice changes nothing."""
    actor.need(Permission.SIGNATURE_PENALISE, account_id)
    with taken_signature(account_id, name, kind) as row:
        if row.disabled_at is not None:
            return
        row.disabled_at = now
        row.save(update_fields=["disabled_at"])
        change = Change(
            EventKind.SIGNATURE_DISABLED, f"signature:{row.pk}", account_id, new="disabled", reasons=[reason]
        )
        record(change, actor, now)
        health.refresh(row, now)


def enable(
    actor: Actor, account_id: int, name: str, now: datetime, *, kind: SignatureKind | None = None
) -> None:
    """Lift the penalty; `Conflict(STATE_FORBIDS)` when there is none. Freezes stay as they are."""
    actor.need(Permission.SIGNATURE_PENALISE, account_id)
    with taken_signature(account_id, name, kind) as row:
        if row.disabled_at is None:
            raise Conflict(RefusalCode.STATE_FORBIDS)
        row.disabled_at = None
        row.save(update_fields=["disabled_at"])
        change = Change(EventKind.SIGNATURE_ENABLED, f"signature:{row.pk}", account_id, old="disabled")
        record(change, actor, now)
        health.refresh(row, now)
