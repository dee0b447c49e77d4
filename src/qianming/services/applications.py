"""Applications for signatures: submitting, editing and withdrawing.

An application is never changed: an edit is a further application for the same signature, and an approved
version stays live meanwhile. Who edits what somebody else has changed since is told so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.codes import Industry, PaperKind, Purpose, ReviewState, SignatureKind, SignatureSource
from qianming.core.permissions import Permission
from qianming.registry.models import Application, Signature
from qianming.registry.queries import for_account, latest_application
from qianming.services import health, signatures, trademarks
from qianming.services._applying import (
    Edit,
    SubmitApplication,
    SubmittedApplication,
    apply,
    need_possible,
)
from qianming.services._command import lock_accounts, write
from qianming.services._moves import Move, move_application
from qianming.services.actors import Actor
from qianming.services.finding import found_signature, found_submission
from qianming.services.refusals import Conflict, NotFound, Noun, RefusalCode

__all__ = [
    "Resubmission",
    "SubmitApplication",
    "SubmittedApplication",
    "command_of",
    "edit",
    "resubmit",
    "submit",
    "withdraw",
]

_EDITABLE = (ReviewState.APPROVED, ReviewState.REJECTED, ReviewState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Resubmission:
    """The number of the last application and what is to be different; None keeps what it said.

    Only a signature that was never approved can change its name: it then becomes another one.
    """

    order_id: int
    name: str | None = None
    source: SignatureSource | None = None
    purpose: Purpose | None = None
    qualification_id: int | None = None
    power_of_attorney_id: int | None = None
    trademark_id: int | None = None
    app_record_id: int | None = None
    scene: str | None = None
    remark: str | None = None
    material_keys: tuple[str, ...] | None = None
    material_kinds: Mapping[str, PaperKind] | None = None
    industry: Industry | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A signature and its last application as somebody who edits it saw them."""

    signature: Signature
    last: Application


def submit(actor: Actor, command: SubmitApplication, now: datetime) -> SubmittedApplication:
    """Apply for a new signature; raises and stores as `_applying.apply` says."""
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    need_possible(command, now)
    trademarks.look_up(account_id, command.papers, now)
    with write():
        lock_accounts(account_id)
        return apply(account_id, command, Move(actor, now))


def edit(
    actor: Actor, command: SubmitApplication, now: datetime, *, kind: SignatureKind | None = None
) -> SubmittedApplication:
    """Edit the account's signature of that name: a further application, complete in itself.

    Of two kinds of one name the universal one is meant unless `kind` says so. `NotFound`, and `Conflict`
    while an application of it is in review, or when it changed meanwhile.
    """
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    need_possible(command, now)
    row = found_signature(account_id, command.name, kind)
    return _edited(actor, replace(command, kind=SignatureKind(row.kind)), _seen(row), now)


def resubmit(actor: Actor, resubmission: Resubmission, now: datetime) -> SubmittedApplication:
    """Apply again as last time, apart from the changes: reject, mend, resubmit in one step.

    Raises as `edit` does; `Conflict` too when the application is no longer the last one.
    """
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    last = for_account(Application, account_id).filter(work_order_id=resubmission.order_id).first()
    row = _live(last.signature_id) if last else None
    if last is None or row is None:
        raise NotFound(Noun.WORK_ORDER)
    command = _changed(command_of(last), resubmission)
    need_possible(command, now)
    return _edited(actor, command, _Seen(row, last), now)


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take an application back while it is in review; `NotFound`, `Conflict` once it is decided."""
    found = found_submission(Application.objects.all(), order_id, actor, Permission.SIGNATURE_APPLY)
    with write():
        lock_accounts(found.account_id)
        application = Application.objects.select_related("signature").get(pk=found.pk)
        move_application(application, ReviewState.WITHDRAWN, Move(actor, now))
        health.refresh(application.signature, now)


def command_of(last: Application) -> SubmitApplication:
    """What was applied for, as a command that would apply for the same again."""
    return SubmitApplication(
        name=last.signature.name,
        source=SignatureSource(last.source),
        purpose=Purpose(last.purpose),
        qualification_id=last.qualification_id,
        kind=SignatureKind(last.signature.kind),
        power_of_attorney_id=last.power_of_attorney_id,
        trademark_id=last.trademark_id,
        app_record_id=last.app_record_id,
        scene=last.scene,
        remark=last.remark,
        material_keys=tuple(last.material_keys),
        material_kinds={key: PaperKind(kind) for key, kind in last.material_kinds.items()},
        industry=Industry(last.industry) if last.industry else None,
        unbound=last.qualification_id is None,
    )


def _changed(command: SubmitApplication, resubmission: Resubmission) -> SubmitApplication:
    """The command with the changes; one that names a qualification is bound to it."""
    given = {
        field.name: value
        for field in fields(resubmission)
        if field.name != "order_id" and (value := getattr(resubmission, field.name)) is not None
    }
    unbound = command.unbound and resubmission.qualification_id is None
    changed = replace(command, unbound=unbound, **given)
    kinds = {key: kind for key, kind in changed.material_kinds.items() if key in changed.material_keys}
    return replace(changed, material_kinds=kinds)


def _edited(actor: Actor, command: SubmitApplication, seen: _Seen, now: datetime) -> SubmittedApplication:
    account_id = seen.signature.account_id
    _need_editable(seen.last)
    trademarks.look_up(account_id, command.papers, now)
    with write():
        lock_accounts(account_id)
        row = _unchanged(seen)
        if command.name != row.name:
            return _renamed(actor, command, row, now)
        return apply(account_id, command, Move(actor, now), Edit(row))


def _renamed(actor: Actor, command: SubmitApplication, row: Signature, now: datetime) -> SubmittedApplication:
    """A new signature in the place of one that was never approved; the day counts them as one."""
    if row.approved_id is not None:
        raise Conflict(RefusalCode.NAME_FIXED)
    signatures.delete(actor, row.account_id, row.name, now, kind=SignatureKind(row.kind))
    replaced = int(china_day(row.created_at) == china_day(now))
    return apply(row.account_id, command, Move(actor, now), Edit(replaced_today=replaced))


def _seen(row: Signature) -> _Seen:
    return _Seen(row, latest_application(row))


def _live(signature_id: int) -> Signature | None:
    return Signature.objects.filter(pk=signature_id, deleted_at__isnull=True).first()


def _unchanged(seen: _Seen) -> Signature:
    """The row, locked with its account; `Conflict` unless it stands as it was seen."""
    row = _live(seen.signature.pk)
    if row is None:
        raise NotFound(Noun.SIGNATURE)
    last = latest_application(row)
    _need_editable(last)
    if (last.pk, last.state) != (seen.last.pk, seen.last.state):
        raise Conflict(RefusalCode.CHANGED_MEANWHILE)
    return row


def _need_editable(last: Application) -> None:
    """Approved and rejected ones are edited, as the API says; withdrawn ones too: their name is taken."""
    if last.state not in _EDITABLE:
        raise Conflict(RefusalCode.STATE_FORBIDS)
