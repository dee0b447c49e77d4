"""Everything a reviewer has to look at for one work order, on one sheet. Reads; decides nothing.

Persons, their numbers and phones are masked unless a reason is given, which the history then keeps.
"""

from dataclasses import dataclass
from datetime import datetime

from qianming.core.access import AccessReason
from qianming.core.codes import DecisionVerdict, WorkOrderKind
from qianming.core.findings import Finding
from qianming.core.papers.entity import ENTITY_RULES
from qianming.core.permissions import Permission
from qianming.core.readings import DocumentField
from qianming.registry.models import Application, Decision, Qualification, RegisterCheck, Template, WorkOrder
from qianming.registry.rejections import ReasonGiven, reasons_of
from qianming.services import personal
from qianming.services._review_documents import Document, documents_of
from qianming.services._review_fields import Veil, application_fields, qualification_fields, template_fields
from qianming.services.actors import Actor
from qianming.services.reading_results import ReadDocument, letter_of, licences_of
from qianming.services.refusals import Conflict, NotFound, Noun, RefusalCode
from qianming.services.reviews import PendingReview, summary

_OF_REGISTER = frozenset(code for rule in ENTITY_RULES.rules for code in rule.codes)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, on this work order or on an earlier one of the same object."""

    order_id: int
    verdict: DecisionVerdict
    reasons: tuple[ReasonGiven, ...]
    note: str
    automatic: bool
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class RegisterAnswered:
    """What the register of enterprises said; `answered_at` is None while none has answered."""

    answered_at: datetime | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A work order with what was submitted, what machines and registers say of it, and what was decided."""

    review: PendingReview
    fields: tuple[tuple[str, str], ...]
    documents: tuple[Document, ...]
    readings: tuple[ReadDocument, ...]
    register: RegisterAnswered | None
    decisions: tuple[Decided, ...]
    veil: Veil

    def shown(self, field: DocumentField, value: str) -> str:
        """A value of a reading as it may be shown."""
        if field is DocumentField.LEGAL_REPRESENTATIVE:
            return self.veil.name(value)
        parties = {DocumentField.GRANTOR, DocumentField.GRANTEE, DocumentField.SEAL}
        return self.veil.party(value) if field in parties else value


def sheet(actor: Actor, order_id: int, now: datetime, reveal: AccessReason | None = None) -> ReviewSheet:
    """The sheet of a work order, open or decided; with a reason nothing is masked, and an event says so.

    Raises `NotFound`, `Forbidden`, or `Conflict` when a later submission took the work order's place.
    """
    actor.need(Permission.REVIEW_DECIDE)
    order = WorkOrder.objects.select_related("account").filter(pk=order_id).first()
    if order is None or order.account.erased_at is not None:
        raise NotFound(Noun.WORK_ORDER)
    found = _object(order)
    if reveal is not None:
        personal.open_work_order(actor, order, reveal, now)
    veil = Veil(opened=reveal is not None)
    review = summary(order, now, opened=veil.opened)
    return ReviewSheet(
        review=review,
        fields=tuple((field, value) for field, value in _fields(found, veil) if value),
        documents=documents_of(found),
        readings=readings_for(found),
        register=_register(order, review.findings),
        decisions=tuple(_decided(row, veil) for row in _decisions(found)),
        veil=veil,
    )


def readings_for(found: Qualification | Application | Template) -> tuple[ReadDocument, ...]:
    """What machines read on the submission's documents, beside what its form says."""
    if isinstance(found, Qualification):
        return licences_of(found)
    if isinstance(found, Application) and found.power_of_attorney is not None:
        return letter_of(found.power_of_attorney)
    return ()


def _object(order: WorkOrder) -> Qualification | Application | Template:
    papers = ("qualification", "power_of_attorney__account", "trademark", "app_record", "signature")
    found = (
        Qualification.objects.select_related("account").filter(work_order=order).first()
        or Application.objects.select_related("account", *papers).filter(work_order=order).first()
        or Template.objects.filter(work_order=order).first()
    )
    if found is None:
        raise Conflict(RefusalCode.ORDER_EXPIRED)
    return found


def _fields(found: Qualification | Application | Template, veil: Veil) -> list[tuple[str, str]]:
    if isinstance(found, Qualification):
        return list(qualification_fields(found, veil))
    if isinstance(found, Application):
        return list(application_fields(found, veil))
    return list(template_fields(found, veil))


def _register(order: WorkOrder, findings: tuple[Finding, ...]) -> RegisterAnswered | None:
    """Only papers are compared with the register."""
    if order.kind != WorkOrderKind.QUALIFICATION:
        return None
    check = RegisterCheck.objects.filter(work_order=order).first()
    told = tuple(finding for finding in findings if finding.code in _OF_REGISTER)
    return RegisterAnswered(check.answered_at if check else None, told)


def _decisions(found: Qualification | Application | Template) -> list[Decision]:
    """Those on this object, its earlier versions and its other applications, the oldest first."""
    if isinstance(found, Qualification):
        orders = [found.work_order_id, *found.versions.values_list("work_order_id", flat=True)]
    elif isinstance(found, Application):
        orders = list(found.signature.applications.values_list("work_order_id", flat=True))
    else:
        orders = [found.work_order_id]
    rows = Decision.objects.filter(account_id=found.account_id, work_order__in=orders)
    return list(rows.select_related("work_order__account").order_by("pk"))


def _decided(row: Decision, veil: Veil) -> Decided:
    return Decided(
        order_id=row.work_order_id,
        verdict=DecisionVerdict(row.verdict),
        reasons=tuple(reasons_of(row.work_order, row, opened=veil.opened)),
        note=veil.text(row.note),
        automatic=row.automatic,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
