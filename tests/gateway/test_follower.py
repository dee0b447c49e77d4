"""From the journal to the records: in order, once, and never past what cannot be recorded."""

import threading
import time

import pytest
from django.db import connection

from qianming.core.sending.number import PhoneNumber
from qianming.gateway.follower import BATCH_ROWS, JOURNAL, Follower, entries
from qianming.gateway.journal.content import Content, Part, biz_id, position_of, sealed
from qianming.gateway.journal.protocol import Journal
from qianming.gateway.ledger import JournalTail
from qianming.gateway.tail_index import AccountTail
from qianming.registry.models import Account, JournalFollower, Message
from qianming.registry.sealing import AccountSeal, new_wrapped_key
from qianming.services import messages
from qianming.services.messages import JournalEntry, JournalLine
from tests.clock import StandingClock
from tests.gateway.conftest import NOW
from tests.gateway.stock import TEMPLATE, new_account, new_signature

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def account() -> Account:
    return new_account()


@pytest.fixture
def trimmed() -> list[int]:
    return []


@pytest.fixture
def follower(journal: Journal, clock: StandingClock, trimmed: list[int]) -> Follower:
    return Follower(journal, clock, threading.Event(), trimmed.append)


def accept(journal: Journal, account: Account, *phones: str, times: int = 1) -> list[int]:
    """Store as the committer does."""
    content = Content(NOW, TEMPLATE, "order-1", (Part(1, "【云帆科技】您好", phones),))
    seal = AccountSeal(bytes(account.wrapped_key))
    with journal.batch(NOW) as batch:
        return batch.append([(account.pk, sealed(content, seal)) for _ in range(times)])


def recorded() -> list[tuple[int, int, str]]:
    rows = Message.objects.order_by("journal_position", "position")
    return [(row.journal_position, row.position, row.biz_id) for row in rows]


def test_every_number_of_every_row_becomes_a_record(
    journal: Journal, follower: Follower, account: Account, trimmed: list[int]
) -> None:
    new_signature(account)
    (first,) = accept(journal, account, "13900000001", "13000000001")
    (second,) = accept(journal, account, "18900000001")
    follower.follow()
    assert recorded() == [(first, 0, biz_id(first)), (first, 1, biz_id(first)), (second, 0, biz_id(second))]
    assert messages.position_of(JOURNAL) == second
    assert trimmed == [second]


def test_following_again_changes_nothing(journal: Journal, follower: Follower, account: Account) -> None:
    accept(journal, account, "13900000001")
    follower.follow()
    before = recorded()
    follower.follow()
    assert recorded() == before


def test_another_follower_of_the_same_journal_records_nothing_twice(
    journal: Journal, follower: Follower, account: Account
) -> None:
    accept(journal, account, "13900000001")
    rows = list(entries(journal.read(0, 10), NOW))
    follower.follow()
    messages.record_batch(JOURNAL, rows)
    other = Follower(journal, StandingClock(NOW), threading.Event(), lambda _: None)
    other.follow()
    assert len(recorded()) == 1


def test_long_journals_are_followed_in_pieces(journal: Journal, follower: Follower, account: Account) -> None:
    accept(journal, account, "13900000001", times=BATCH_ROWS + 1)
    assert follower.follow() is True
    assert len(recorded()) == BATCH_ROWS
    assert follower.follow() is False
    assert len(recorded()) == BATCH_ROWS + 1


def test_an_erased_account_holds_nobody_up(journal: Journal, follower: Follower, account: Account) -> None:
    erased = new_account("erased", "key-of-erased")
    accept(journal, erased, "13900000001")
    Account.objects.filter(pk=erased.pk).update(wrapped_key=new_wrapped_key())
    accept(journal, account, "13900000002")
    follower.follow()
    assert [row.account_id for row in Message.objects.all()] == [account.pk]


def test_a_failure_is_told_and_tried_again(
    journal: Journal, follower: Follower, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qianming.gateway.follower._RETRY_SECONDS", 0)
    accept(journal, account, "13900000001")
    with monkeypatch.context() as broken:
        broken.setattr(messages, "record_batch", lambda *_: 1 / 0)
        assert follower._followed() is False
        assert follower.failure == "ZeroDivisionError"
    assert recorded() == []
    follower._followed()
    assert follower.failure == ""
    assert len(recorded()) == 1


def test_its_thread_follows_what_is_stored(journal: Journal, clock: StandingClock, account: Account) -> None:
    stored = threading.Event()
    follower = Follower(journal, clock, stored, lambda _: None)
    follower.start()
    accept(journal, account, "13900000001")
    stored.set()
    deadline = time.monotonic() + 20
    while not recorded() and time.monotonic() < deadline:
        time.sleep(0.01)
    follower.stop()
    assert len(recorded()) == 1
    connection.close()


def test_the_tail_is_what_is_not_followed_yet(journal: Journal, follower: Follower, account: Account) -> None:
    tail = JournalTail(journal, StandingClock(NOW))
    other = new_account("other", "key-of-other")
    accept(journal, account, "13900000001")
    follower.follow()
    accept(journal, other, "13900000002")
    (position,) = accept(journal, account, "13900000003", "13900000004")
    (entry,) = tail.entries(account.pk, PhoneNumber("13900000004"))
    assert (entry.position, entry.biz_id, entry.accepted_at) == (position, biz_id(position), NOW)
    assert [line.phone for line in entry.lines] == ["13900000003", "13900000004"]
    for unasked in ("13900000001", "13900000002"):
        assert list(tail.entries(account.pk, PhoneNumber(unasked))) == []
    follower.follow()
    assert list(tail.entries(account.pk, PhoneNumber("13900000004"))) == []
    assert JournalFollower.objects.count() == 1


@pytest.mark.parametrize("wrong", ["", "^0", "1", "x^0", "-1^0", "1^1", "¹^0", "9" * 30 + "^0", "1^0^0"])
def test_a_public_id_names_a_position(wrong: str) -> None:
    assert position_of(biz_id(1_790_000_000_000_000)) == 1_790_000_000_000_000
    assert position_of(wrong) == 0


def test_one_request_of_the_tail_is_found_by_its_id(
    journal: Journal, follower: Follower, account: Account
) -> None:
    tail, number = JournalTail(journal, StandingClock(NOW)), PhoneNumber("13900000001")
    (followed,) = accept(journal, account, number)
    follower.follow()
    positions = [accept(journal, account, number)[0] for _ in range(3)]
    (entry,) = tail.entries(account.pk, number, biz_id(positions[1]))
    assert entry.position == positions[1]
    for unknown in (biz_id(followed), biz_id(positions[1] + 1_000_000), "none"):
        assert list(tail.entries(account.pk, number, unknown)) == []
    other = new_account("other", "key-of-other")
    assert list(tail.entries(other.pk, number, biz_id(positions[1]))) == []


def test_a_row_of_the_tail_is_opened_once_however_often_it_is_asked_for(
    journal: Journal, follower: Follower, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qianming.gateway.tail_index.CHUNK_ROWS", 2)
    opened: list[int] = []
    tail = AccountTail()

    def positions(number: str, followed: int = 0) -> list[int]:
        def read(after: int, limit: int) -> list[JournalEntry]:
            found = list(entries(journal.read_account(account.pk, after, limit), NOW))
            opened.extend(entry.position for entry in found)
            return found

        return tail.positions(number, followed, read)

    stored = [accept(journal, account, f"1390000000{row % 2}")[0] for row in range(5)]
    assert positions("13900000000") == stored[::2]
    assert positions("13900000001") == stored[1::2]
    stored += accept(journal, account, "13900000001")
    assert positions("13900000001", stored[1]) == [stored[3], stored[5]]
    assert opened == stored
    assert positions("13900000001", stored[5]) == []
    assert tail.lines == 0


def test_what_was_followed_is_swept_out_of_the_index() -> None:
    tail = AccountTail()
    line = JournalLine("13900000001", "", 1)
    waiting = [JournalEntry(position, 1, "", NOW, "", (line,), "") for position in range(1, 9_001)]
    stored = 3_000

    def read(after: int, limit: int) -> list[JournalEntry]:
        return waiting[after : min(after + limit, stored)]

    assert len(tail.positions(line.phone, 0, read)) == tail.lines == 3_000
    stored = 4_000
    assert (len(tail.positions(line.phone, 2_999, read)), tail.lines) == (1_001, 4_000)
    stored = 9_000
    assert len(tail.positions(line.phone, 2_999, read)) == tail.lines == 6_001
