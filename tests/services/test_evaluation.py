"""The nightly evaluation over the registry: what it raises and clears, and that repeating changes nothing."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from qianming.core.codes import Carrier, EventKind, MessageState
from qianming.core.message_codes import ReceiptCode
from qianming.registry.models import Evaluation, Event, HealthReason, Message, Qualification, Signature
from qianming.services import evaluation, health
from qianming.services._command import write
from qianming.services.evaluation import Progress, Step, evaluate
from qianming.services.messages import JournalEntry, JournalLine, record_batch
from qianming.services.receipts import record_receipt
from qianming.services.sending_records import export
from tests.services.making import NOW, TODAY, a_live_signature, an_account, filed

pytestmark = pytest.mark.django_db

UNICOM_NUMBER, MOBILE_NUMBER = "13000000001", "13800000001"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: LazySettings) -> None:
    settings.QIANMING_ANALYTICS = str(tmp_path / "analytics")


@pytest.fixture
def signature(db: None) -> Signature:
    """A signature with nothing wrong, filed with every carrier."""
    live = a_live_signature(an_account())
    for carrier in Carrier:
        filed(live, carrier)
    with write():
        health.refresh(live, NOW)
    return live


def send(signature: Signature, count: int, *, number: str = MOBILE_NUMBER, text: str = "您好") -> list[int]:
    """Messages of today, as the lane's journal hands them over; their ids."""
    before = set(Message.objects.values_list("pk", flat=True))
    position = Message.objects.count() + 1
    lines = tuple(JournalLine(number, f"【{signature.name}】{text}", signature.pk) for _ in range(count))
    entry = JournalEntry(position, signature.account_id, f"biz{position}", NOW, "SMS_1", lines)
    record_batch(f"journal{position}", [entry])
    return sorted(set(Message.objects.values_list("pk", flat=True)) - before)


def answered(ids: list[int], code: ReceiptCode = ReceiptCode.DELIVERED) -> None:
    for pk in ids:
        record_receipt(pk, code, NOW)


def reasons(signature: Signature) -> set[str]:
    return set(HealthReason.objects.filter(signature=signature).values_list("code", flat=True))


def test_a_signature_in_order_stays_available(signature: Signature) -> None:
    answered(send(signature, 60))
    outcome = evaluate(TODAY, NOW)
    assert (outcome.exported, outcome.folded, outcome.judged, outcome.changed) == (1, 1, 0, 0)
    assert reasons(signature) == set()


def test_failed_messages_make_it_abnormal_with_figures_and_cause(signature: Signature) -> None:
    answered(send(signature, 20))
    answered(send(signature, 40, text="详情见 www.example.com"), ReceiptCode.CONTENT_KEYWORD)
    assert evaluate(TODAY, NOW).changed == 1
    reason = HealthReason.objects.get(signature=signature)
    assert (reason.code, reason.since) == ("DELIVERY_ABNORMAL", NOW)
    assert reason.evidence == {"delivered_mobile": "20/60", "cause_mobile": "content"}
    signature.refresh_from_db()
    assert signature.availability == "abnormal"


def test_unfiled_and_failing_is_another_reason(signature: Signature) -> None:
    filed(signature, Carrier.UNICOM, "failed")
    with write():
        health.refresh(signature, NOW)
    answered(send(signature, 60, number=UNICOM_NUMBER), ReceiptCode.PORT_NOT_REGISTERED)
    answered(send(signature, 60))
    evaluate(TODAY, NOW)
    assert reasons(signature) == {"FILING_ABNORMAL", "DELIVERY_ABNORMAL_UNFILED"}
    evidence = HealthReason.objects.get(code="DELIVERY_ABNORMAL_UNFILED").evidence
    assert (evidence["delivered_unicom"], evidence["cause_unicom"]) == ("0/60", "filing")


def test_messages_without_an_answer_are_no_failures(signature: Signature) -> None:
    send(signature, 60)
    evaluate(TODAY, NOW)
    assert reasons(signature) == set()


def test_a_late_receipt_has_its_day_counted_again(signature: Signature) -> None:
    ids = send(signature, 60)
    assert evaluate(TODAY, NOW).changed == 0
    answered(ids, ReceiptCode.SP_UNKNOWN_ERROR)
    outcome = evaluate(TODAY + DAY, NOW + DAY)
    assert (outcome.exported, outcome.folded, outcome.changed) == (1, 1, 1)
    assert reasons(signature) == {"DELIVERY_ABNORMAL"}


def test_a_file_that_is_gone_is_written_again(signature: Signature) -> None:
    answered(send(signature, 60), ReceiptCode.CONTENT_ERROR)
    evaluate(TODAY, NOW)
    file = evaluation.record_store().records(TODAY)
    before = file.read_bytes()
    assert evaluate(TODAY, NOW).exported == 0
    file.unlink()
    assert evaluate(TODAY, NOW).exported == 1
    assert file.read_bytes() == before


def test_a_quiet_night_reads_no_message_and_a_late_row_is_noticed(signature: Signature) -> None:
    ids = send(signature, 3)
    evaluate(TODAY, NOW)
    file = evaluation.record_store().records(TODAY)
    assert _written_days() == []
    file.write_bytes(b"")
    assert _written_days() == [], "nothing is new, so that nothing was looked at"
    # A row below the latest id that could not be seen before: written at the same time, and visible later.
    late = Message.objects.get(pk=ids[0])
    Message.objects.filter(pk=ids[0]).delete()
    assert _written_days() == []
    late.save(force_insert=True)
    assert _written_days() == [TODAY]


def _written_days() -> list[date]:
    return list(export(evaluation.record_store()))


def test_repeating_it_changes_nothing(signature: Signature) -> None:
    answered(send(signature, 60), ReceiptCode.CONTENT_ERROR)
    Qualification.objects.update(administrator_id_until=TODAY - DAY)
    assert evaluate(TODAY, NOW).changed == 1
    events, since = Event.objects.count(), HealthReason.objects.values_list("code", "since")
    before = set(since)
    outcome = evaluate(TODAY, NOW + timedelta(hours=1))
    assert (outcome.folded, outcome.judged, outcome.changed) == (0, 0, 0)
    assert (Event.objects.count(), set(since.all())) == (events, before)
    raised = Event.objects.filter(kind=EventKind.HEALTH_RAISED).exclude(new="FILING_ABNORMAL")
    assert sorted(event.new for event in raised) == ["ADMINISTRATOR_ID_EXPIRED", "DELIVERY_ABNORMAL"]


def test_papers_and_idleness_are_raised_and_cleared_by_night(signature: Signature) -> None:
    Qualification.objects.update(legal_representative_id_until=TODAY + 100 * DAY)
    later = NOW + 101 * DAY
    evaluate(TODAY + 101 * DAY, later)
    assert reasons(signature) == {"LEGAL_REPRESENTATIVE_ID_EXPIRED", "RECENTLY_UNUSED"}
    evaluate(TODAY + 175 * DAY, NOW + 175 * DAY)
    assert reasons(signature) == {"LEGAL_REPRESENTATIVE_ID_EXPIRED", "LONG_UNUSED"}
    Qualification.objects.update(legal_representative_id_until=date(2099, 12, 31))
    Signature.objects.update(last_sent_at=NOW + 175 * DAY)
    evaluate(TODAY + 176 * DAY, NOW + 176 * DAY)
    assert reasons(signature) == set()


def test_an_earlier_day_does_not_take_back_what_a_later_one_found(signature: Signature) -> None:
    Qualification.objects.update(legal_representative_id_until=TODAY + 100 * DAY)
    later = NOW + 101 * DAY
    evaluate(TODAY + 101 * DAY, later)
    told = Event.objects.count()
    outcome = evaluate(TODAY + 5 * DAY, later)
    assert (outcome.day, outcome.judged_day) == (TODAY + 5 * DAY, TODAY + 101 * DAY)
    assert (outcome.judged, outcome.changed, Event.objects.count()) == (0, 0, told)
    assert reasons(signature) == {"LEGAL_REPRESENTATIVE_ID_EXPIRED", "RECENTLY_UNUSED"}


def test_a_day_that_a_wrong_clock_left_is_not_held_against_the_right_one(signature: Signature) -> None:
    evaluate(TODAY + 101 * DAY, NOW + 101 * DAY)
    outcome = evaluate(TODAY, NOW)
    assert (outcome.judged_day, reasons(signature)) == (TODAY, set())


def test_a_deleted_signature_is_left_alone(signature: Signature) -> None:
    Signature.objects.update(deleted_at=NOW)
    Qualification.objects.update(administrator_id_until=TODAY - DAY)
    assert evaluate(TODAY, NOW).judged == 0


@pytest.mark.parametrize("step", [Step.EXPORT, Step.FOLD, Step.JUDGE, Step.STORE])
def test_a_run_that_is_broken_off_anywhere_is_made_up_for(signature: Signature, step: Step) -> None:
    answered(send(signature, 60), ReceiptCode.CONTENT_ERROR)

    class BrokenOff(Exception):
        pass

    def break_off(progress: Progress) -> None:
        if progress.step is step:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        evaluate(TODAY, NOW, told=break_off)
    assert Evaluation.objects.get().finished_at is None
    evaluate(TODAY, NOW)
    assert reasons(signature) == {"DELIVERY_ABNORMAL"}
    assert Event.objects.filter(kind=EventKind.HEALTH_RAISED, new="DELIVERY_ABNORMAL").count() == 1
    assert Evaluation.objects.get().finished_at == NOW


def test_last_night_evaluates_yesterday(signature: Signature) -> None:
    answered(send(signature, 60), ReceiptCode.CONTENT_ERROR)
    assert not evaluation.last_night(NOW + timedelta(hours=16))
    row = Evaluation.objects.get()
    assert (row.day, row.changed) == (TODAY, 1)
    assert Message.objects.filter(state=MessageState.FAILED).count() == 60
