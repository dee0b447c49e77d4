"""Qualifications: submitting, withdrawing and deleting the real-name papers of an entity.

Decides whether a submission is complete and proven by the phone code; whether it is true is a reviewer's.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from qianming.core.codes import AccountType, EventKind, QualificationState, ReviewState
from qianming.core.papers.qualification import LicenceFields, PersonFields, QualificationFields
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.registry.models import Account, Application, Qualification
from qianming.registry.queries import for_account, qualification
from qianming.services import readings
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._fields import need_fitting
from qianming.services._moves import Move, move_qualification
from qianming.services._qualifying import (
    administrator_hash,
    make_qualification,
    need_no_twin,
    need_sound,
    use_up_phone_code,
)
from qianming.services._related import refresh_related, take_related_turn
from qianming.services.actors import Actor
from qianming.services.finding import found_submission
from qianming.services.refusals import Conflict, Invalid, NotFound, Noun, RefusalCode

__all__ = [
    "LicenceFields",
    "PersonFields",
    "SubmitQualification",
    "SubmittedQualification",
    "delete",
    "submit",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class SubmitQualification(QualificationFields):
    """The fields, judged together so that every problem is answered at once, and what goes with them."""

    share: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SubmittedQualification:
    """The numbers of a submission that was stored."""

    qualification_id: int
    order_id: int
    state: QualificationState


def submit(
    actor: Actor, command: SubmitQualification, now: datetime, *, enterprises_only: bool = False
) -> SubmittedQualification:
    """Store a qualification for review and use up its phone code.

    `enterprises_only` is the API's rule. Raises `Invalid` with every problem of the fields, `Conflict` when
    the name is taken or the account has the same company with the same administrator already.
    """
    account = Account.objects.get(pk=actor.account_for(Permission.QUALIFICATION_SUBMIT))
    if enterprises_only:
        need_enterprise(account)
    need_fitting(("remark", command.remark, 2000))
    need_sound(actor, account.pk, command, now)
    with write():
        lock_accounts(account.pk)
        _need_free_name(account.pk, command.name.strip())
        need_no_twin(account.pk, command.credit_code, administrator_hash(command))
        use_up_phone_code(account.pk, command, now)
        row = make_qualification(account, command, now, share=command.share, remark=command.remark)
        readings.queue_licences(row, now)
        state = QualificationState(row.state)
        subject = f"qualification:{row.pk}"
        record(Change(EventKind.QUALIFICATION_MOVED, subject, account.pk, new=state), actor, now)
    return SubmittedQualification(row.pk, row.work_order_id, state)


def need_enterprise(account: Account) -> None:
    """Raise `Invalid` unless the account is verified as an enterprise."""
    if account.account_type != AccountType.ENTERPRISE:
        raise Invalid(Problem(RefusalCode.NOT_AN_ENTERPRISE, "account"))


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take a submission back while it waits for its decision; `NotFound`, `Conflict` once it is decided."""
    live = Qualification.objects.filter(deleted_at__isnull=True)
    found = found_submission(live, order_id, actor, Permission.QUALIFICATION_SUBMIT)
    with write():
        take_related_turn(found)
        found.refresh_from_db()
        if found.work_order_id != order_id:
            raise Conflict(RefusalCode.ORDER_EXPIRED)
        move_qualification(found, QualificationState.WITHDRAWN, Move(actor, now))
        refresh_related(found, now)


def delete(actor: Actor, qualification_id: int, order_id: int, now: datetime) -> None:
    """Delete a qualification for good.

    `Conflict` while it is under review, while a signature is bound to it, or when `order_id` is not its
    present work order.
    """
    found = taken(actor, qualification_id)
    with write():
        take_related_turn(found)
        found.refresh_from_db()
        need_current(found, order_id)
        if found.state in WAITING:
            raise Conflict(RefusalCode.STATE_FORBIDS)
        if _is_bound(found):
            raise Conflict(RefusalCode.QUALIFICATION_BOUND)
        Qualification.objects.filter(pk=found.pk).update(deleted_at=now)
        subject = f"qualification:{found.pk}"
        change = Change(EventKind.QUALIFICATION_DELETED, subject, found.account_id, old=found.state)
        record(change, actor, now)
        refresh_related(found, now)


def taken(actor: Actor, qualification_id: int) -> Qualification:
    """The actor's own qualification of that id; raises `NotFound`."""
    account_id = actor.account_for(Permission.QUALIFICATION_SUBMIT)
    found = qualification(account_id, qualification_id)
    if found is None:
        raise NotFound(Noun.QUALIFICATION)
    return found


def need_current(row: Qualification, order_id: int) -> None:
    """Raise `NotFound` when the row was deleted meanwhile, `Conflict` when it has another work order now."""
    if row.deleted_at is not None:
        raise NotFound(Noun.QUALIFICATION)
    if row.work_order_id != order_id:
        raise Conflict(RefusalCode.ORDER_EXPIRED)


WAITING = frozenset({QualificationState.QUEUED, QualificationState.IN_REVIEW})


def _is_bound(row: Qualification) -> bool:
    """Whether a signature rests on it: by its approved version, one in review, or the only ones it has."""
    bound = Application.objects.filter(qualification=row, signature__deleted_at__isnull=True)
    in_review = Q(state__in=(ReviewState.DRAFT, ReviewState.IN_REVIEW))
    return bound.filter(
        in_review | Q(approved_for__isnull=False) | Q(signature__approved__isnull=True)
    ).exists()


def _need_free_name(account_id: int, name: str) -> None:
    if for_account(Qualification, account_id).filter(name=name, deleted_at__isnull=True).exists():
        raise Conflict(RefusalCode.QUALIFICATION_NAME_EXISTS)
