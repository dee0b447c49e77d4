"""Reviews: the queue of open work orders and the decisions on them.

A decision takes the lifecycle's step for its object; of two reviewers at once one wins and the other is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from qianming.core.codes import FindingCode, Industry, QualificationState, ReviewState, WorkOrderKind
from qianming.core.findings import Finding
from qianming.core.problems import Problem
from qianming.core.rejections import RejectionReason
from qianming.core.status.urgency import Deadline, deadline
from qianming.core.veil import veiled
from qianming.registry.findings import open_findings
from qianming.registry.models import Application, Qualification, Template, WorkOrder
from qianming.services import _outcomes, _qualified
from qianming.services._command import write
from qianming.services._fields import policy_at
from qianming.services._moves import Move
from qianming.services._reviewable import WAITING, claimant, take, take_open
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, Invalid, RefusalCode

_NOTE_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class PendingReview:
    """One open work order. `account` is the account's name, `name` what was applied for.

    `claimed_by` is the label of the reviewer who took it up; empty when nobody has.

    `industry` is an application's, inferred unless somebody told or corrected it; None for other kinds.
    """

    order_id: int
    kind: WorkOrderKind
    account: str
    name: str
    state: str
    submitted_at: datetime
    due: datetime
    findings: tuple[Finding, ...]
    deadline: Deadline
    industry: Industry | None = None
    claimed_by: str = ""


def pending(now: datetime) -> list[PendingReview]:
    """Everything submitted by now that waits for a decision, of all kinds, the earliest deadline first."""
    waiting = (
        Q(qualification__state__in=WAITING)
        | Q(application__state__in=WAITING)
        | Q(template__state__in=WAITING)
    )
    orders = WorkOrder.objects.filter(waiting, submitted_at__lte=now).select_related(
        "account", "qualification", "application", "application__signature", "template"
    )
    return [summary(order, now) for order in orders.order_by("due_at", "pk")]


def approve(actor: Actor, order_id: int, now: datetime) -> None:
    """Approve; raises `NotFound`, `Forbidden`, or `Conflict` when it is not open (any more)."""
    with write():
        found = take_open(actor, order_id, now)
        move = Move(actor, now)
        if isinstance(found, Application):
            _outcomes.approve_application(found, move)
        elif isinstance(found, Template):
            _outcomes.approve_template(found, move)
        else:
            _qualified.approve_qualification(found, move)


def reject(actor: Actor, order_id: int, reasons: Sequence[RejectionReason], note: str, now: datetime) -> None:
    """Reject for at least one reason; the note is shown to the applicant. Raises as `approve` does."""
    _need_note(note)
    with write():
        found = take_open(actor, order_id, now)
        move = Move(actor, now, _needed(reasons))
        if isinstance(found, Application):
            _outcomes.reject_application(found, move, note=note)
        elif isinstance(found, Template):
            _outcomes.reject_template(found, move, note=note)
        else:
            _qualified.reject_qualification(found, move, note=note)


def ask(
    actor: Actor,
    order_id: int,
    note: str,
    now: datetime,
    *,
    reasons: Sequence[RejectionReason] = (RejectionReason.PROOF_INSUFFICIENT,),
) -> None:
    """Ask for more material; only a qualification can wait for it, other objects raise `Conflict`.

    Elements that a reason calls inaccurate or incomplete make the bound signatures abnormal for it.
    """
    _need_note(note)
    if not note.strip():
        raise Invalid(Problem(RefusalCode.REASON_MISSING, "note"))
    with write():
        found = take_open(actor, order_id, now)
        if not isinstance(found, Qualification):
            raise Conflict(RefusalCode.STATE_FORBIDS)
        move = Move(actor, now, _needed(reasons))
        _qualified.ask_for_more(found, move, note=note)


def revoke(actor: Actor, order_id: int, reasons: Sequence[RejectionReason], note: str, now: datetime) -> None:
    """Take an approval back, for at least one reason; `Conflict` when there is none."""
    _need_note(note)
    with write():
        found = take(actor, order_id)
        if found.state not in (ReviewState.APPROVED, QualificationState.APPROVED):
            raise Conflict(RefusalCode.STATE_FORBIDS)
        move = Move(actor, now, _needed(reasons))
        if isinstance(found, Application):
            _outcomes.revoke_application(found, move, note=note)
        elif isinstance(found, Template):
            _outcomes.revoke_template(found, move, note=note)
        else:
            _qualified.revoke_qualification(found, move, note=note)


def _needed(reasons: Sequence[RejectionReason]) -> list[str]:
    if not reasons:
        raise Invalid(Problem(RefusalCode.REASON_MISSING, "reasons"))
    return [RejectionReason(reason).value for reason in reasons]


def _need_note(note: str) -> None:
    if len(note) > _NOTE_LENGTH or "\x00" in note:
        raise Invalid(Problem(RefusalCode.VALUE_INVALID, "note"))


def summary(order: WorkOrder, now: datetime, *, opened: bool = False) -> PendingReview:
    """A work order in a few words; of a decided one too. `opened` quotes persons in the clear."""
    kind = WorkOrderKind(order.kind)
    name, state = _name_and_state(order, kind)
    found = open_findings(order)
    findings = found if opened else veiled(found)
    industry = _industry(order.application, findings) if kind is WorkOrderKind.SIGNATURE else None
    by_days = kind is WorkOrderKind.QUALIFICATION or industry is Industry.GOVERNMENT
    return PendingReview(
        order_id=order.pk,
        kind=kind,
        account=order.account.name,
        name=name,
        state=state,
        submitted_at=order.submitted_at,
        due=order.due_at,
        findings=findings,
        deadline=deadline(order.submitted_at, order.due_at, now, policy_at(now), working_days=by_days),
        industry=industry,
        claimed_by=claimant(order, now),
    )


def _industry(application: Application, findings: tuple[Finding, ...]) -> Industry:
    """As it was told, else as the rules inferred it; what they are silent about is general."""
    if application.industry:
        return Industry(application.industry)
    inferred = next((found for found in findings if found.code is FindingCode.INDUSTRY_INFERRED), None)
    return Industry(dict(inferred.params)["industry"]) if inferred else Industry.GENERAL


def _name_and_state(order: WorkOrder, kind: WorkOrderKind) -> tuple[str, str]:
    if kind is WorkOrderKind.QUALIFICATION:
        return order.qualification.company_name, order.qualification.state
    if kind is WorkOrderKind.TEMPLATE:
        return order.template.name, order.template.state
    return order.application.signature.name, order.application.state
