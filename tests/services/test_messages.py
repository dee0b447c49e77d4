"""Journal entries become records, and records what carriers and phones say of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from qianming.carriers.protocol import DeliveryPlan
from qianming.core.codes import Carrier, MessageState
from qianming.core.message_codes import ReceiptCode
from qianming.core.sending.number import PhoneNumber
from qianming.registry.bodies import open_body
from qianming.registry.models import Account, CarrierReport, JournalFollower, Message, Receipt, Signature
from qianming.registry.phones import phone_hash
from qianming.services import inbox, messages, receipts, submissions
from qianming.services.messages import JournalEntry, JournalLine
from qianming.services.refusals import NotFound
from qianming.services.submissions import DueMessage, Submitted
from tests.services.making import MINUTE, NOW, PHONE, SECOND, a_live_signature, an_account, filed, row_counts

pytestmark = pytest.mark.django_db

MOBILE, UNICOM, TELECOM = "13800000001", "13000000002", "13300000003"
TEXT = "【杭州云帆样例科技有限公司】您的验证码是123456。"


@pytest.fixture
def account(db: None) -> Account:
    return an_account("sender")


@pytest.fixture
def signature(account: Account) -> Signature:
    """A live signature, and an inbox without the phone code that it took."""
    live = a_live_signature(account)
    inbox.clear()
    return live


def an_entry(signature: Signature, position: int, phones: Sequence[str] = (MOBILE,)) -> JournalEntry:
    lines = tuple(JournalLine(phone, TEXT, signature.pk) for phone in phones)
    return JournalEntry(position, signature.account_id, f"biz{position}", NOW, "SMS_1", lines, out_id="mine")


def test_an_entry_becomes_one_record_per_number(signature: Signature) -> None:
    entry = an_entry(signature, 7, [MOBILE, UNICOM, TELECOM])
    assert messages.record_batch("lane", [entry]) == 7
    rows = list(Message.objects.order_by("position"))
    assert [row.carrier for row in rows] == [Carrier.MOBILE, Carrier.UNICOM, Carrier.TELECOM]
    assert {(row.biz_id, open_body(row).out_id, row.segments, row.state) for row in rows} == {
        ("biz7", "mine", 1, "accepted")
    }
    assert rows[0].phone_hash == phone_hash(PhoneNumber(MOBILE))
    assert open_body(rows[0]).phone == MOBILE
    assert open_body(rows[0]).text == TEXT
    assert rows[0].due_at == NOW


def test_the_day_is_the_one_in_china(signature: Signature) -> None:
    late = datetime(2026, 6, 10, 16, 30, tzinfo=UTC)
    line = JournalLine(MOBILE, TEXT, signature.pk)
    messages.record_batch("lane", [JournalEntry(1, signature.account_id, "b", late, "SMS_1", (line,))])
    assert Message.objects.get().day == date(2026, 6, 11)


def test_a_repeated_batch_changes_nothing(signature: Signature) -> None:
    batch = [an_entry(signature, 1), an_entry(signature, 2, [MOBILE, UNICOM])]
    messages.record_batch("lane", batch)
    before = row_counts()
    assert messages.record_batch("lane", batch) == 2
    assert row_counts() == before
    assert messages.record_batch("lane", [*batch, an_entry(signature, 3)]) == 3
    assert Message.objects.count() == 4
    assert messages.position_of("lane") == 3
    assert messages.position_of("another") == 0


def test_a_batch_that_fails_leaves_the_position(
    signature: Signature, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "_note_use", _fail)
    with pytest.raises(RuntimeError):
        messages.record_batch("lane", [an_entry(signature, 1)])
    assert not Message.objects.exists()
    assert messages.position_of("lane") == 0


def _fail(*_: object) -> None:
    raise RuntimeError


def test_an_erased_accounts_entry_is_passed_over(signature: Signature) -> None:
    gone = JournalEntry(1, 9999, "b", NOW, "SMS_1", (JournalLine(MOBILE, TEXT, 1),))
    assert messages.record_batch("lane", [gone, an_entry(signature, 2)]) == 2
    assert Message.objects.count() == 1


def test_sending_is_remembered_and_never_turned_back(signature: Signature) -> None:
    messages.record_batch("lane", [an_entry(signature, 1)])
    signature.refresh_from_db()
    assert signature.last_sent_at == NOW
    Signature.objects.update(last_sent_at=NOW + MINUTE)
    messages.record_batch("lane", [an_entry(signature, 2)])
    signature.refresh_from_db()
    assert signature.last_sent_at == NOW + MINUTE


def test_an_empty_batch_moves_nothing(db: None) -> None:
    assert messages.record_batch("lane", []) == 0
    assert JournalFollower.objects.get().position == 0


def told(due: DueMessage, plan: DeliveryPlan | None) -> tuple[DueMessage, Submitted]:
    return due, Submitted(submissions.submission_of(due), plan)


def submitted(plan: DeliveryPlan | None) -> Message:
    (row,) = submissions.claim_due(NOW, 10)
    assert submissions.record([told(row, plan)], NOW + SECOND) == 1
    return Message.objects.get(pk=row.pk)


def test_a_submission_says_whether_the_carrier_filed_the_signature(signature: Signature) -> None:
    messages.record_batch("lane", [an_entry(signature, 1, [MOBILE, UNICOM, TELECOM])])
    filed(signature, Carrier.MOBILE)
    filed(signature, Carrier.UNICOM, "unverified")
    filed(signature, Carrier.TELECOM, "expired")
    due = [submissions.submission_of(row) for row in submissions.claim_due(NOW, 10)]
    assert [(each.phone, each.carrier, each.filed) for each in due] == [
        (MOBILE, Carrier.MOBILE, True),
        (UNICOM, Carrier.UNICOM, True),
        (TELECOM, Carrier.TELECOM, False),
    ]
    assert len({each.reference for each in due}) == 3


def test_a_delivered_text_is_in_the_inbox_and_its_report_comes_due(signature: Signature) -> None:
    messages.record_batch("lane", [an_entry(signature, 1)])
    row = submitted(DeliveryPlan(ReceiptCode.DELIVERED, NOW + 3 * SECOND, reaches_phone=True))
    assert (row.state, row.submitted_at, row.due_at) == ("submitted", NOW + SECOND, None)
    (item,) = inbox.items()
    assert (item.phone, item.text, item.signature) == (MOBILE, TEXT, "杭州云帆样例科技有限公司")
    assert item.kind == "message"
    assert receipts.claim_due(NOW + 2 * SECOND, 10) == []
    reports = receipts.claim_due(NOW + 3 * SECOND, 10)
    assert receipts.record_reports(reports, NOW + MINUTE) == 1
    row.refresh_from_db()
    assert (row.state, row.error_code, row.received_at) == ("delivered", "DELIVERED", NOW + 3 * SECOND)
    assert not CarrierReport.objects.exists()
    assert receipts.record_reports(reports, NOW + MINUTE) == 0


def test_a_refused_text_reaches_nobody(signature: Signature) -> None:
    messages.record_batch("lane", [an_entry(signature, 1)])
    row = submitted(DeliveryPlan(ReceiptCode.PORT_NOT_REGISTERED, NOW, reaches_phone=False))
    receipts.record_reports(receipts.claim_due(NOW, 10), NOW)
    row.refresh_from_db()
    assert (row.state, row.error_code) == ("failed", "PORT_NOT_REGISTERED")
    assert inbox.items() == []


@pytest.mark.parametrize("plan", [None, DeliveryPlan(None, NOW, reaches_phone=True)])
def test_without_a_report_it_stays_submitted(signature: Signature, plan: DeliveryPlan | None) -> None:
    messages.record_batch("lane", [an_entry(signature, 1)])
    assert submitted(plan).state == MessageState.SUBMITTED
    assert not CarrierReport.objects.exists()
    assert len(inbox.items()) == (plan is not None)


def test_a_lost_lease_records_nothing(signature: Signature) -> None:
    messages.record_batch("lane", [an_entry(signature, 1)])
    plan = DeliveryPlan(ReceiptCode.DELIVERED, NOW, reaches_phone=True)
    (slow,) = submissions.claim_due(NOW, 10)
    (quick,) = submissions.claim_due(NOW + timedelta(seconds=60), 10)
    assert submissions.record([told(quick, plan)], NOW + MINUTE) == 1
    assert submissions.record([told(slow, plan)], NOW + MINUTE) == 0
    assert submissions.record([told(quick, plan)], NOW + MINUTE) == 0
    assert (CarrierReport.objects.count(), len(inbox.items())) == (1, 1)


def test_a_report_counts_once_and_the_first_one_closes(signature: Signature) -> None:
    messages.record_batch("lane", [an_entry(signature, 1)])
    row = submitted(None)
    assert receipts.record_receipt(row.pk, ReceiptCode.NO_ROUTE, NOW)
    assert not receipts.record_receipt(row.pk, ReceiptCode.NO_ROUTE, NOW + MINUTE)
    assert not receipts.record_receipt(row.pk, ReceiptCode.DELIVERED, NOW + MINUTE)
    row.refresh_from_db()
    assert (row.state, row.error_code, row.received_at) == ("failed", "NO_ROUTE", NOW)
    assert Receipt.objects.count() == 2


def test_a_report_may_be_quicker_than_the_record_of_the_submission(signature: Signature) -> None:
    messages.record_batch("lane", [an_entry(signature, 1)])
    (row,) = submissions.claim_due(NOW, 10)
    assert receipts.record_receipt(row.pk, ReceiptCode.DELIVERED, NOW)
    assert submissions.record([told(row, None)], NOW) == 1
    assert Message.objects.get(pk=row.pk).state == "delivered"


def test_a_report_of_nothing_is_not_found(db: None) -> None:
    with pytest.raises(NotFound):
        receipts.record_receipt(404, ReceiptCode.DELIVERED, NOW)


def test_the_inbox_is_read_and_emptied_by_phone(signature: Signature) -> None:
    messages.record_batch("lane", [an_entry(signature, 1, [MOBILE, UNICOM])])
    rows = submissions.claim_due(NOW, 10)
    plan = DeliveryPlan(None, NOW, reaches_phone=True)
    submissions.record([told(row, plan) for row in rows], NOW)
    assert [item.phone for item in inbox.items("+86 " + UNICOM)] == [UNICOM]
    assert inbox.items("no number") == []
    assert inbox.clear("no number") == 0
    assert inbox.clear(PHONE) == 1
    assert [item.phone for item in inbox.items()] == [UNICOM]
    assert inbox.clear() == 1
