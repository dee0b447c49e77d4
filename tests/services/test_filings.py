"""Filings: opened on approval, asked for, answered, and what moves with them."""

from datetime import timedelta

import pytest

from qianming.carriers.protocol import FilingAnswer, FilingProbe, FilingRequest
from qianming.core.codes import (
    Carrier,
    EventKind,
    FilingReason,
    FilingState,
    QualificationState,
    SignatureSource,
)
from qianming.registry.models import Account, CarrierFiling, Event, Qualification, Signature
from qianming.services import filings, reviews, signatures
from qianming.services.refusals import Conflict
from tests.services.making import (
    COMPANY,
    CREDIT_CODE,
    MINUTE,
    NOW,
    REVIEWER,
    SECOND,
    a_live_signature,
    an_applicant,
    id_number,
)

pytestmark = pytest.mark.django_db

FILING = FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), NOW + SECOND)
UNVERIFIED = FilingAnswer(FilingState.UNVERIFIED, (FilingReason.DETECTING,), NOW + SECOND)
FILED = FilingAnswer(FilingState.FILED, (FilingReason.DETECT_SUCCESS,), None)
FAILED = FilingAnswer(FilingState.FAILED, (FilingReason.QUALIFICATION_ERROR,), None)


@pytest.fixture
def signature(account: Account) -> Signature:
    return a_live_signature(account)


def claimed(carrier: Carrier = Carrier.MOBILE) -> CarrierFiling:
    """The carrier's filing under a lease; the others are claimed along."""
    later = NOW + timedelta(days=1)
    return next(row for row in filings.claim_due(later, 10) if row.carrier == carrier)


def answered(*answers: FilingAnswer, carrier: Carrier = Carrier.MOBILE) -> CarrierFiling:
    CarrierFiling.objects.filter(carrier=carrier).update(due_at=NOW, leased_until=None)
    row = claimed(carrier)
    for answer in answers:
        assert filings.record_answer(row, answer, NOW + MINUTE)
        CarrierFiling.objects.filter(pk=row.pk).update(due_at=NOW, leased_until=None)
        row = claimed(carrier)
    return CarrierFiling.objects.get(pk=row.pk)


def test_approval_opens_one_filing_per_carrier_due_at_once(signature: Signature) -> None:
    rows = list(signature.filings.all())
    assert {row.carrier for row in rows} == set(Carrier)
    assert {(row.state, row.due_at, tuple(row.reasons)) for row in rows} == {
        ("not_filed", NOW, ("NON_REGISTER",))
    }
    assert len({row.reference for row in rows}) == 3


def test_the_request_carries_the_six_elements(signature: Signature) -> None:
    row = claimed()
    task = filings.task_for(row)
    assert task is not None
    assert isinstance(task.question, FilingRequest)
    assert (task.carrier, task.question.reference) == (Carrier.MOBILE, row.reference)
    assert (task.question.signature, task.question.source) == (COMPANY, SignatureSource.ENTERPRISE_NAME)
    elements = task.question.elements
    assert (elements.enterprise_name, elements.credit_code) == (COMPANY, CREDIT_CODE)
    assert (elements.legal_representative, elements.administrator_id_number) == ("法人甲", id_number(2))


def test_a_filing_on_its_way_is_asked_about(signature: Signature) -> None:
    row = answered(FILING)
    task = filings.task_for(row)
    assert task is not None
    assert task.question == FilingProbe(
        row.reference, Carrier.MOBILE, FilingState.FILING, NOW + MINUTE, COMPANY
    )


def test_every_move_is_an_event_and_moves_the_lane(account: Account, signature: Signature) -> None:
    version = Account.objects.get(pk=account.pk).sending_version
    row = answered(FILING, UNVERIFIED, FILED)
    assert (row.state, row.reasons, row.completed_at) == ("filed", ["DETECT_SUCCESS"], NOW + MINUTE)
    events = Event.objects.filter(subject=f"filing:{row.pk}", kind=EventKind.FILING_MOVED)
    assert [(event.old, event.new) for event in events] == [
        ("", "not_filed"),
        ("not_filed", "filing"),
        ("filing", "unverified"),
        ("unverified", "filed"),
    ]
    assert events[1].detail == {"signature": signature.pk, "carrier": "mobile"}
    assert Account.objects.get(pk=account.pk).sending_version >= version + 3


def test_three_filed_carriers_make_it_available(signature: Signature) -> None:
    for carrier in Carrier:
        signature.refresh_from_db()
        assert signature.availability == "abnormal"
        answered(FILING, UNVERIFIED, carrier=carrier)
    signature.refresh_from_db()
    assert signature.availability == "available"
    assert not signature.health_reasons.exists()
    cleared = Event.objects.get(kind=EventKind.HEALTH_CLEARED)
    assert (cleared.old, cleared.subject) == ("FILING_ABNORMAL", f"signature:{signature.pk}")


def test_a_failed_filing_keeps_its_reason(signature: Signature) -> None:
    row = answered(FILING, FAILED)
    assert (row.state, row.reasons) == ("failed", ["QUALIFICATION_ERROR"])
    reason = signature.health_reasons.get(code="FILING_ABNORMAL")
    assert reason.evidence["mobile"] == "failed"


def test_the_same_answer_again_is_no_news(signature: Signature) -> None:
    row = answered(FILING, FILING, FILING)
    assert Event.objects.filter(subject=f"filing:{row.pk}", new="filing").count() == 1


def test_a_new_reason_without_a_move_is_news(signature: Signature) -> None:
    late = FilingAnswer(FilingState.FILING, (FilingReason.REGISTER_TIMEOUT,), NOW)
    row = answered(FILING, late)
    assert (row.state, row.reasons, row.since) == ("filing", ["REGISTER_TIMEOUT"], NOW + MINUTE)
    assert Event.objects.filter(subject=f"filing:{row.pk}", new="filing").count() == 2


def test_a_carrier_that_answers_at_once_passes_through_filing(signature: Signature) -> None:
    row = answered(FAILED)
    assert row.state == "failed"
    assert Event.objects.filter(subject=f"filing:{row.pk}", new="filing").count() == 1


def test_an_answer_without_the_lease_is_not_recorded(signature: Signature) -> None:
    row = claimed()
    assert filings.record_answer(row, FILING, NOW)
    before = Event.objects.count()
    assert not filings.record_answer(row, FAILED, NOW)
    assert CarrierFiling.objects.get(pk=row.pk).state == "filing"
    assert Event.objects.count() == before


def test_an_impossible_answer_changes_nothing(signature: Signature) -> None:
    row = answered(FILING, UNVERIFIED, FILED)
    CarrierFiling.objects.filter(pk=row.pk).update(due_at=NOW, leased_until=None)
    row, before = claimed(), Event.objects.count()
    with pytest.raises(Conflict):
        filings.record_answer(row, FILING, NOW)
    assert Event.objects.count() == before
    assert CarrierFiling.objects.get(pk=row.pk).leased_until is not None


def test_a_filing_becomes_pointless(account: Account, signature: Signature) -> None:
    row = claimed()
    Qualification.objects.update(state=QualificationState.REJECTED)
    assert filings.task_for(row) is None
    Qualification.objects.update(state=QualificationState.APPROVED)
    assert filings.task_for(row) is not None
    signatures.delete(an_applicant(account), account.pk, COMPANY, NOW)
    assert filings.task_for(row) is None
    assert not filings.leave(row, NOW)


def test_filings_go_on_when_their_qualification_is_approved_again(signature: Signature) -> None:
    assert filings.leave(claimed(), NOW)
    qualification = Qualification.objects.get()
    Qualification.objects.update(state=QualificationState.QUEUED)
    reviews.approve(REVIEWER, qualification.work_order_id, NOW + MINUTE)
    assert CarrierFiling.objects.get(carrier=Carrier.MOBILE).due_at == NOW + MINUTE


def test_leaving_ends_the_work_and_keeps_the_state(signature: Signature) -> None:
    row = claimed()
    assert filings.leave(row, NOW)
    again = CarrierFiling.objects.get(pk=row.pk)
    assert (again.state, again.due_at, again.leased_until) == ("not_filed", None, None)
