"""Storing one signature of existing stock: application, decision and filings. Decides nothing."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from qianming.core.china_time import china_midnight
from qianming.core.codes import (
    Carrier,
    DecisionVerdict,
    EventKind,
    FilingReason,
    FilingState,
    Origin,
    Purpose,
    ReviewState,
    WorkOrderKind,
)
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject
from qianming.policy.loader import policy_on
from qianming.registry.models import Application, CarrierFiling, Signature, WorkOrder
from qianming.registry.subjects import completed
from qianming.services import filings
from qianming.services._command import Change, Detail, record, touch_sending
from qianming.services._import_rows import ImportedFiling
from qianming.services._moves import Move, move_application
from qianming.services._orders import note_decision, open_order
from qianming.services._resolving import Planned
from qianming.services._signing import NewSignature, make_signature
from qianming.services.actors import Actor

_USUAL_REASON: Mapping[FilingState, FilingReason] = MappingProxyType(
    {
        FilingState.FILING: FilingReason.REGISTERING,
        FilingState.FAILED: FilingReason.OTHERS_ERROR,
        FilingState.UNVERIFIED: FilingReason.DETECTING,
        FilingState.FILED: FilingReason.DETECT_SUCCESS,
        FilingState.EXPIRED: FilingReason.NO_SEND_RECORD,
    }
)
_UNANSWERED = frozenset({FilingState.NOT_FILED, FilingState.FILING})


def store(plan: Planned, actor: Actor, now: datetime) -> Signature:
    """Store a signature with the approval and the filings that it had; the history says when it came.

    Its health is for the caller to assess, of all that come together at once.
    """
    application = _approved(plan, actor, now)
    signature = application.signature
    filings.stop_for(signature)
    signature.approved = application
    signature.save(update_fields=["approved"])
    for carrier in Carrier:
        _file(application, carrier, plan, Move(actor, now))
    detail: Detail = {"order": application.work_order_id, "source": plan.row.source}
    subject = f"signature:{signature.pk}"
    change = Change(
        EventKind.SIGNATURE_IMPORTED, subject, plan.account.pk, new=ReviewState.APPROVED, detail=detail
    )
    record(change, actor, now)
    touch_sending(plan.account.pk)
    return signature


def _approved(plan: Planned, actor: Actor, now: datetime) -> Application:
    """The application with its decision, both of the day of the approval."""
    new = NewSignature(
        name=plan.row.name,
        kind=plan.row.kind,
        origin=Origin.APPLIED_FOR,
        source=plan.row.source,
        purpose=_purpose(plan),
        papers=plan.papers,
    )
    order = _order(plan)
    application = make_signature(plan.account, order, new, Move(actor, now))
    move_application(application, ReviewState.APPROVED, Move(actor, now))
    application.created_at = application.decided_at = plan.approved_at
    application.save(update_fields=["created_at", "decided_at"])
    note_decision(order, DecisionVerdict.APPROVED, Move(actor, plan.approved_at), automatic=True)
    return application


def _order(plan: Planned) -> WorkOrder:
    """The work order, with what the rules of the day of the approval say."""
    typed = ApplicationSubject(
        name=plan.row.name,
        today=plan.row.approved_on,
        source=plan.row.source,
        kind=plan.row.kind,
        purpose=_purpose(plan),
    )
    verdict = check(completed(typed, plan.account, plan.papers), policy_on(plan.row.approved_on))
    return open_order(plan.account, WorkOrderKind.SIGNATURE, verdict, plan.approved_at, plan.approved_at)


def _purpose(plan: Planned) -> Purpose:
    bound = plan.papers.qualification
    return plan.row.purpose or (Purpose(bound.purpose) if bound else Purpose.OWN_USE)


def _told(application: Application, state: FilingState) -> int | None:
    """What the carrier was told is taken to be what the qualification says now."""
    bound = application.qualification
    return bound.work_order_id if bound and state is not FilingState.NOT_FILED else None


def _file(application: Application, carrier: Carrier, plan: Planned, move: Move) -> None:
    """A filing as the carrier has it. Nobody is asked about it: the carrier knows it by another number."""
    given = plan.row.filings.get(carrier, ImportedFiling(FilingState.NOT_FILED))
    since = china_midnight(given.since or plan.row.approved_on)
    usual = _USUAL_REASON.get(given.state) or filings.waiting_reason(application)
    reasons = [reason.value for reason in given.reasons or (usual,)]
    filing = CarrierFiling.objects.create(
        account=plan.account,
        signature=application.signature,
        application=application,
        carrier=carrier,
        state=given.state,
        reasons=reasons,
        since=since,
        completed_at=None if given.state in _UNANSWERED else since,
        papers_id=_told(application, given.state),
    )
    detail: Detail = {
        "signature": application.signature_id,
        "carrier": carrier,
        "since": since.isoformat(),
    }
    subject = f"filing:{filing.pk}"
    change = Change(
        EventKind.FILING_MOVED, subject, plan.account.pk, new=given.state, reasons=reasons, detail=detail
    )
    record(change, move.actor, move.now)
