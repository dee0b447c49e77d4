"""The one door for changes of state: the lifecycle's step, the row and the event, together.

Decides nothing itself: `core.status.lifecycle` says which steps there are and whose they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from qianming.core.codes import EventKind, FilingReason, FilingState, QualificationState, ReviewState
from qianming.core.problems import Problem
from qianming.core.status import lifecycle
from qianming.registry.models import Application, CarrierFiling, Qualification, Template
from qianming.registry.queries import IN_FORCE
from qianming.services._command import Change, Detail, record, touch_sending
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, Invalid, RefusalCode


@dataclass(frozen=True, slots=True)
class Move:
    """Who moves something, when and why."""

    actor: Actor
    now: datetime
    reasons: Sequence[str] = ()


def move_application(application: Application, target: ReviewState, move: Move) -> None:
    """Move an application; the sending lane follows, because the gate asks for an approved version."""
    old = ReviewState(application.state)
    _step(lifecycle.APPLICATION, old, target, move, application.account_id)
    application.state = target
    application.decided_at = move.now if target in _DECIDED else application.decided_at
    application.save(update_fields=["state", "decided_at"])
    subject = f"application:{application.work_order_id}"
    detail: Detail = {
        "signature": application.signature_id,
        "source": application.source,
    }
    if application.qualification_id is not None:
        detail["qualification"] = application.qualification_id
    if application.power_of_attorney_id is not None:
        detail["power_of_attorney"] = application.power_of_attorney_id
    change = Change(
        EventKind.APPLICATION_MOVED, subject, application.account_id, old, target, move.reasons, detail
    )
    record(change, move.actor, move.now)
    touch_sending(application.account_id)


def move_template(template: Template, target: ReviewState, move: Move) -> None:
    """Move a template's application."""
    old = ReviewState(template.state)
    _step(lifecycle.TEMPLATE, old, target, move, template.account_id)
    template.state = target
    template.decided_at = move.now if target in _DECIDED else template.decided_at
    template.save(update_fields=["state", "decided_at"])
    subject = f"template:{template.code}"
    change = Change(EventKind.TEMPLATE_MOVED, subject, template.account_id, old, target, move.reasons)
    record(change, move.actor, move.now)
    touch_sending(template.account_id)


def move_qualification(qualification: Qualification, target: QualificationState, move: Move) -> None:
    """Move a qualification. What rests on it is refreshed by the verb that moves it."""
    old = QualificationState(qualification.state)
    _step(lifecycle.QUALIFICATION, old, target, move, qualification.account_id)
    qualification.state = target
    decided = target not in (QualificationState.QUEUED, QualificationState.IN_REVIEW)
    qualification.decided_at = move.now if decided else None
    qualification.save(update_fields=["state", "decided_at"])
    subject = f"qualification:{qualification.pk}"
    change = Change(
        EventKind.QUALIFICATION_MOVED, subject, qualification.account_id, old, target, move.reasons
    )
    record(change, move.actor, move.now)


def move_filing(filing: CarrierFiling, target: FilingState, move: Move) -> None:
    """Move a filing, or give new reasons for the state that it is in already."""
    old = FilingState(filing.state)
    if old is not target:
        _step(lifecycle.FILING, old, target, move, filing.account_id)
        filing.since = move.now
    filing.state = target
    filing.reasons = [FilingReason(reason).value for reason in move.reasons]
    if old is not target:
        filing.completed_at = move.now if target in _ANSWERED else filing.completed_at
        filing.completed_at = None if target in _UNANSWERED else filing.completed_at
    filing.save(update_fields=["state", "reasons", "since", "completed_at"])
    subject = f"filing:{filing.pk}"
    detail: Detail = {"signature": filing.signature_id, "carrier": filing.carrier}
    change = Change(EventKind.FILING_MOVED, subject, filing.account_id, old, target, move.reasons, detail)
    record(change, move.actor, move.now)
    if target in IN_FORCE:
        _supersede_earlier(filing, move.now)
    touch_sending(filing.account_id)


def _supersede_earlier(filing: CarrierFiling, now: datetime) -> None:
    """The carrier has filed this one: messages rest on no earlier filing any more."""
    before = Q(application__lt=filing.application_id) | Q(application=filing.application_id, pk__lt=filing.pk)
    CarrierFiling.objects.filter(
        before, signature=filing.signature_id, carrier=filing.carrier, superseded_at__isnull=True
    ).update(superseded_at=now, due_at=None, leased_until=None)


_DECIDED = (ReviewState.APPROVED, ReviewState.REJECTED, ReviewState.WITHDRAWN)
_ANSWERED = (FilingState.FAILED, FilingState.UNVERIFIED, FilingState.FILED)
_UNANSWERED = (FilingState.NOT_FILED, FilingState.FILING)


def _step(
    table: lifecycle.Table[lifecycle.StateT],
    old: lifecycle.StateT,
    target: lifecycle.StateT,
    move: Move,
    account_id: int,
) -> None:
    """Raise `Conflict`, `Forbidden` or `Invalid` unless the actor may take this step now."""
    try:
        transition = lifecycle.step(table, old, target)
    except lifecycle.IllegalTransition:
        raise Conflict(RefusalCode.STATE_FORBIDS) from None
    move.actor.need(transition.permission, account_id)
    if transition.needs_reason and not move.reasons:
        raise Invalid(Problem(RefusalCode.REASON_MISSING, "reasons"))
