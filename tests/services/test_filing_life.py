"""A filing's life: every state and every reason with its cause, filing again, time that passes, verdicts."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import pytest

from qianming.carriers.protocol import (
    CarrierUnreachable,
    ComplianceVerdict,
    DeliveryPlan,
    Drivers,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.core.codes import Carrier, EventKind, FilingReason, FilingState, QualificationState
from qianming.core.permissions import Permission
from qianming.jobs.handlers.filings import FilingHandler
from qianming.registry.carrier_words import open_texts, open_verdict
from qianming.registry.models import (
    Account,
    CarrierFiling,
    CarrierVerdict,
    Event,
    Qualification,
    Signature,
)
from qianming.services import extension_codes, filing_terms, filings, reviews
from qianming.services.compliance import record_compliance
from qianming.services.filing_orders import refile, set_answer
from qianming.services.messages import JournalEntry, JournalLine, record_batch
from qianming.services.refusals import Conflict, Forbidden, Invalid, NotFound, RuleViolation
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    MINUTE,
    NOW,
    OPERATOR,
    PHONE,
    REVIEWER,
    a_live_signature,
    an_applicant,
    applied,
    filed,
)

pytestmark = pytest.mark.django_db

S, R = FilingState, FilingReason
DAY = timedelta(days=1)


@pytest.fixture
def signature(account: Account) -> Signature:
    return a_live_signature(account)


def row_of(signature: Signature, carrier: Carrier = Carrier.MOBILE) -> CarrierFiling:
    rows = CarrierFiling.objects.select_related("account").filter(carrier=carrier)
    return rows.get(signature=signature, superseded_at__isnull=True)


def answer(state: FilingState, reason: FilingReason, *texts: str) -> FilingAnswer:
    return FilingAnswer(state, (reason,), None, {reason: texts})


def by_hand(signature: Signature, state: FilingState, reason: FilingReason, *texts: str) -> CarrierFiling:
    assert set_answer(OPERATOR, signature, Carrier.MOBILE, answer(state, reason, *texts), NOW)
    return row_of(signature)


class Filing:
    """Carriers that begin to file whatever they are handed."""

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        return FilingAnswer(S.FILING, (R.REGISTERING,), now + DAY)

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        raise CarrierUnreachable

    def deliver(self, submission: Submission, now: datetime) -> DeliveryPlan | None:
        raise CarrierUnreachable


FILING_CARRIERS: Drivers = dict.fromkeys(Carrier, Filing())


def worked(drivers: Drivers, name: str) -> None:
    """One round of the job for a signature's filings alone."""
    handler = FilingHandler(drivers)
    rows = [row for row in handler.claim(NOW, 20) if row.signature.name == name]
    handler.record([(row, handler.work(row, NOW)) for row in rows], NOW)
    CarrierFiling.objects.update(leased_until=None)


def unbound(signature: Signature) -> None:
    signature.filings.all().delete()
    assert signature.approved is not None
    signature.approved.qualification = None
    signature.approved.save()
    filings.open_for(signature.approved, OPERATOR, NOW)


def incomplete(signature: Signature) -> None:
    Qualification.objects.update(company_name="")
    row = next(row for row in filings.claim_due(NOW, 3) if row.carrier == Carrier.MOBILE)
    assert filings.task_for(row) is None
    assert filings.leave(row, NOW)


def silent(signature: Signature) -> None:
    by_hand(signature, S.FILING, R.REGISTERING)
    filing_terms.pass_time(NOW + 40 * DAY)


def with_a_taken_code(signature: Signature) -> None:
    """Its code is at the carrier with another signature already, whose filing is under way."""
    actor = an_applicant(signature.account)
    assert signature.approved is not None
    assert signature.approved.qualification is not None
    order = applied(actor, DOUBTFUL, signature.approved.qualification).order_id
    reviews.approve(REVIEWER, order, NOW)
    extension_codes.tie(actor, "77", DOUBTFUL, NOW)
    worked(FILING_CARRIERS, DOUBTFUL)
    extension_codes.free(actor, "77", DOUBTFUL, NOW)
    extension_codes.tie(actor, "77", COMPANY, NOW)
    worked(FILING_CARRIERS, COMPANY)


def unused(signature: Signature) -> None:
    by_hand(signature, S.FILED, R.DETECT_SUCCESS)
    filing_terms.pass_time(NOW + 180 * DAY)


def with_a_recycled_code(signature: Signature) -> None:
    actor = an_applicant(signature.account)
    extension_codes.tie(actor, "88", COMPANY, NOW)
    worked(FILING_CARRIERS, COMPANY)
    by_hand(signature, S.FILED, R.DETECT_SUCCESS)
    extension_codes.free(actor, "88", COMPANY, NOW)


def told(state: FilingState, reason: FilingReason) -> Callable[[Signature], object]:
    return lambda signature: by_hand(signature, state, reason)


CAUSES: Mapping[FilingReason, tuple[FilingState, Callable[[Signature], object]]] = MappingProxyType(
    {
        R.UNBINDING_QUA: (S.NOT_FILED, unbound),
        R.BINDING_INCOMPLETE_QUA: (S.NOT_FILED, incomplete),
        R.NON_REGISTER: (S.NOT_FILED, lambda signature: None),
        R.REGISTERING: (S.FILING, lambda signature: worked(FILING_CARRIERS, COMPANY)),
        R.REGISTER_TIMEOUT: (S.FILING, silent),
        R.DETECTING: (S.UNVERIFIED, told(S.UNVERIFIED, R.DETECTING)),
        R.DETECT_SUCCESS: (S.FILED, told(S.FILED, R.DETECT_SUCCESS)),
        R.QUALIFICATION_ERROR: (S.FAILED, told(S.FAILED, R.QUALIFICATION_ERROR)),
        R.SIGNATURE_ERROR: (S.FAILED, told(S.FAILED, R.SIGNATURE_ERROR)),
        R.SIGNATURE_QUALIFICATION_ERROR: (S.FAILED, told(S.FAILED, R.SIGNATURE_QUALIFICATION_ERROR)),
        R.ONE_CODE_MULTIPLE_SIGN: (S.FAILED, with_a_taken_code),
        R.OTHERS_ERROR: (S.FAILED, told(S.FAILED, R.OTHERS_ERROR)),
        R.NO_SEND_RECORD: (S.EXPIRED, unused),
        R.EXT_CODE_RECYCLE: (S.EXPIRED, with_a_recycled_code),
        R.SUBPORT_RECYCLE: (S.EXPIRED, told(S.UNVERIFIED, R.DETECTING)),
    }
)


def test_every_reason_has_a_cause() -> None:
    assert set(CAUSES) == set(FilingReason)
    assert {state for state, _ in CAUSES.values()} == set(FilingState)


@pytest.mark.parametrize("reason", FilingReason)
def test_its_cause_brings_the_reason(signature: Signature, reason: FilingReason) -> None:
    state, cause = CAUSES[reason]
    cause(signature)
    if reason is R.SUBPORT_RECYCLE:
        by_hand(signature, S.EXPIRED, reason)
    row = row_of(signature)
    assert (row.state, row.reasons) == (state, [reason])
    assert (row.completed_at is None) is (state in (S.NOT_FILED, S.FILING))
    abnormal = signature.health_reasons.get(code="FILING_ABNORMAL")
    assert abnormal.evidence["mobile"] == state


def test_the_carriers_own_words_are_kept_sealed_and_read(signature: Signature) -> None:
    row = by_hand(signature, S.FAILED, R.QUALIFICATION_ERROR, "法人甲的证件号不符", "请重新提交")
    assert open_texts(row) == {R.QUALIFICATION_ERROR: ("法人甲的证件号不符", "请重新提交")}
    assert "法人甲".encode() not in bytes(row.sealed_texts)
    assert not [event for event in Event.objects.all() if "法人甲" in str(event.detail) + str(event.reasons)]
    assert open_texts(by_hand(signature, S.FAILED, R.QUALIFICATION_ERROR)) == {}
    assert open_texts(by_hand(signature, S.FILED, R.DETECT_SUCCESS)) == {}


def test_an_answer_by_hand_needs_the_permission_a_reason_and_a_possible_step(signature: Signature) -> None:
    good = answer(S.FAILED, R.OTHERS_ERROR)
    with pytest.raises(Forbidden) as refused:
        set_answer(an_applicant(signature.account), signature, Carrier.MOBILE, good, NOW)
    assert refused.value.permission is Permission.FILING_OPERATE
    with pytest.raises(Invalid):
        set_answer(OPERATOR, signature, Carrier.MOBILE, FilingAnswer(S.FAILED, (), None), NOW)
    with pytest.raises(Invalid):
        set_answer(OPERATOR, signature, Carrier.MOBILE, answer(S.FAILED, R.OTHERS_ERROR, "x" * 501), NOW)
    by_hand(signature, S.FILED, R.DETECT_SUCCESS)
    with pytest.raises(Conflict):
        set_answer(OPERATOR, signature, Carrier.MOBILE, answer(S.FILING, R.REGISTERING), NOW)
    Signature.objects.update(approved=None)
    signature.refresh_from_db()
    with pytest.raises(NotFound):
        set_answer(OPERATOR, signature, Carrier.MOBILE, good, NOW)


def test_an_answer_by_hand_beats_the_one_a_worker_is_waiting_for(signature: Signature) -> None:
    leased = next(row for row in filings.claim_due(NOW, 3) if row.carrier == Carrier.MOBILE)
    by_hand(signature, S.FAILED, R.SIGNATURE_ERROR)
    assert not filings.record_answer(leased, answer(S.FILED, R.DETECT_SUCCESS), NOW)
    row = row_of(signature)
    assert (row.state, row.due_at) == (S.FAILED, None)


@pytest.mark.parametrize(
    ("state", "reason"),
    [(S.FAILED, R.OTHERS_ERROR), (S.EXPIRED, R.SUBPORT_RECYCLE), (S.NOT_FILED, R.NON_REGISTER)],
)
def test_it_is_filed_again_under_a_new_reference(
    signature: Signature, state: FilingState, reason: FilingReason
) -> None:
    by_hand(signature, S.UNVERIFIED, R.DETECTING)
    before = by_hand(signature, state, reason)
    assert refile(OPERATOR, signature, NOW + DAY, [Carrier.MOBILE]) == (Carrier.MOBILE,)
    row = row_of(signature)
    assert row.reference not in ("", before.reference)
    assert (row.state, row.due_at, row.asked_at) == (state, NOW + DAY, None)
    assert refile(OPERATOR, signature, NOW + DAY, [Carrier.MOBILE]) == (Carrier.MOBILE,)
    assert row_of(signature).reference == row.reference, "handed over twice"
    assert Event.objects.filter(kind=EventKind.FILING_RENEWED, subject=f"filing:{row.pk}").count() == 1
    claimed = next(found for found in filings.claim_due(NOW + DAY, 9) if found.pk == row.pk)
    task = filings.task_for(claimed)
    assert task is not None
    assert isinstance(task.question, FilingRequest)
    assert filings.record_answer(claimed, answer(S.FILING, R.REGISTERING), NOW + DAY)
    row = row_of(signature)
    assert (row.state, row.asked_at, row.completed_at) == (S.FILING, NOW + DAY, None)


def test_what_cannot_be_filed_again(signature: Signature) -> None:
    with pytest.raises(Forbidden):
        refile(an_applicant(signature.account), signature, NOW)
    for carrier in Carrier:
        filed(signature, carrier)
    with pytest.raises(Conflict):
        refile(OPERATOR, signature, NOW)
    filed(signature, Carrier.MOBILE, "failed")
    Qualification.objects.update(state=QualificationState.REJECTED)
    with pytest.raises(RuleViolation) as refused:
        refile(OPERATOR, signature, NOW)
    assert refused.value.code == "SmsQualificationNotPassed"
    Qualification.objects.update(state=QualificationState.APPROVED, company_name="")
    with pytest.raises(RuleViolation) as refused:
        refile(OPERATOR, signature, NOW)
    assert refused.value.code == "QualificationNotComplete"


def sent(signature: Signature, phone: str, at: datetime) -> None:
    line = JournalLine(phone, "【云帆样例】您好", signature.pk)
    position = int(at.timestamp())
    entry = JournalEntry(position, signature.account_id, f"B{position}", at, "SMS_1", (line,))
    record_batch("journal", [entry])


def test_it_expires_per_carrier_after_the_last_message_over_it(signature: Signature) -> None:
    for carrier in (Carrier.MOBILE, Carrier.UNICOM):
        assert set_answer(OPERATOR, signature, carrier, answer(S.FILED, R.DETECT_SUCCESS), NOW)
    sent(signature, PHONE, NOW + 100 * DAY)
    assert not filing_terms.pass_time(NOW + 179 * DAY)
    assert row_of(signature, Carrier.UNICOM).state == S.FILED
    assert not filing_terms.pass_time(NOW + 180 * DAY)
    assert row_of(signature, Carrier.UNICOM).state == S.EXPIRED
    assert row_of(signature, Carrier.MOBILE).state == S.FILED
    assert signature.health_reasons.get(code="FILING_ABNORMAL").evidence["unicom"] == S.EXPIRED
    filing_terms.pass_time(NOW + 279 * DAY)
    assert row_of(signature).state == S.FILED
    events = Event.objects.count()
    filing_terms.pass_time(NOW + 280 * DAY)
    assert row_of(signature).reasons == [R.NO_SEND_RECORD]
    assert Event.objects.count() > events


def test_silence_times_out_in_working_days_and_an_answer_ends_it(signature: Signature) -> None:
    by_hand(signature, S.FILING, R.REGISTERING)
    # 20 working days from 10 June 2026: 19 June is a holiday, and weekends do not count.
    for days, reason in ((28, R.REGISTERING), (29, R.REGISTER_TIMEOUT)):
        filing_terms.pass_time(NOW + days * DAY)
        assert row_of(signature).reasons == [reason], days
    before = Event.objects.count()
    filing_terms.pass_time(NOW + 40 * DAY)
    again = FilingAnswer(S.FILING, (R.REGISTERING,), None)
    assert not set_answer(OPERATOR, signature, Carrier.MOBILE, again, NOW + 41 * DAY)
    assert Event.objects.count() == before
    assert set_answer(OPERATOR, signature, Carrier.MOBILE, answer(S.FILED, R.DETECT_SUCCESS), NOW + 42 * DAY)
    assert row_of(signature).answered_at == NOW + 42 * DAY


def test_every_signature_has_a_sub_port_of_its_own(signature: Signature) -> None:
    actor = an_applicant(signature.account)
    number = str(signature.pk)
    assert filings.sub_port(signature) == number
    assert signature.approved is not None
    assert signature.approved.qualification is not None
    applied(actor, DOUBTFUL, signature.approved.qualification)
    extension_codes.tie(actor, number, DOUBTFUL, NOW)
    assert filings.sub_port(signature) == f"{number}0"
    extension_codes.tie(actor, "42", COMPANY, NOW)
    assert filings.sub_port(signature) == "42"
    worked(FILING_CARRIERS, COMPANY)
    assert row_of(signature).extension == "42"


OBJECTION = ComplianceVerdict(False, "名称与业务不符")


def codes(signature: Signature) -> set[str]:
    return set(signature.health_reasons.values_list("code", flat=True))


def test_a_verdict_is_told_apart_from_filing_and_taken_back(signature: Signature) -> None:
    by_hand(signature, S.FILED, R.DETECT_SUCCESS)
    for carrier in (Carrier.MOBILE, Carrier.UNICOM):
        assert record_compliance(signature, carrier, OBJECTION, OPERATOR, NOW)
        assert not record_compliance(signature, carrier, OBJECTION, OPERATOR, NOW + MINUTE)
    assert codes(signature) == {"FILING_ABNORMAL", "CARRIER_NON_COMPLIANT"}
    raised = signature.health_reasons.get(code="CARRIER_NON_COMPLIANT")
    assert raised.evidence == {"objecting": "mobile,unicom"}
    verdict = CarrierVerdict.objects.select_related("account").get(carrier=Carrier.MOBILE)
    assert (open_verdict(verdict), verdict.since) == ("名称与业务不符", NOW)
    assert row_of(signature).state == S.FILED
    assert record_compliance(signature, Carrier.MOBILE, ComplianceVerdict(True), OPERATOR, NOW)
    raised.refresh_from_db()
    assert raised.evidence == {"objecting": "unicom"}
    assert record_compliance(signature, Carrier.UNICOM, ComplianceVerdict(True), OPERATOR, NOW)
    assert not record_compliance(signature, Carrier.UNICOM, ComplianceVerdict(True), OPERATOR, NOW)
    assert codes(signature) == {"FILING_ABNORMAL"}
    events = Event.objects.filter(kind=EventKind.COMPLIANCE_REPORTED).values_list("old", "new")
    assert list(events) == [("compliant", "non_compliant")] * 2 + [("non_compliant", "compliant")] * 2


def test_a_driver_may_bring_a_verdict_with_any_answer(signature: Signature) -> None:
    by_hand(signature, S.FILED, R.DETECT_SUCCESS)
    CarrierFiling.objects.filter(carrier=Carrier.MOBILE).update(due_at=NOW)
    row = next(row for row in filings.claim_due(NOW, 9) if row.carrier == Carrier.MOBILE)
    spoken = FilingAnswer(S.FILED, (R.DETECT_SUCCESS,), NOW + DAY, verdict=OBJECTION)
    assert filings.record_answer(row, spoken, NOW)
    assert "CARRIER_NON_COMPLIANT" in codes(signature)
    assert row_of(signature).due_at == NOW + DAY


def test_a_verdict_needs_the_permission(signature: Signature) -> None:
    with pytest.raises(Forbidden):
        record_compliance(signature, Carrier.MOBILE, OBJECTION, an_applicant(signature.account), NOW)
    assert not CarrierVerdict.objects.exists()
