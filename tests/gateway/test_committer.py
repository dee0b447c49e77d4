"""Group commits: what is acknowledged is stored, and what is not stored is not acknowledged."""

import asyncio
import threading
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from qianming.core.message_codes import SendRefusal
from qianming.gateway import committer as committing
from qianming.gateway.committer import Committer
from qianming.gateway.journal.protocol import Journal, JournalUnavailable
from qianming.gateway.nonces import digest
from qianming.gateway.orders import (
    Failed,
    KeyWithdrawn,
    NonceUsed,
    NotStored,
    Order,
    Refused,
    SendPart,
    SendRequest,
    Stored,
)
from tests.clock import StandingClock

SEND = SendRequest("SMS_1", (SendPart("云帆", "{}", ("13900000001",)),))


class OpenGate:
    """Admits whatever it is given, unless a test tells it what to do."""

    def __init__(self) -> None:
        self.refusal: Refused | KeyWithdrawn | Exception | None = None
        self.unreadable: Exception | None = None

    def refresh(self, account_ids: Collection[int]) -> None:
        if self.unreadable is not None:
            raise self.unreadable

    def decide(self, order: Order, now: datetime) -> bytes | Refused | KeyWithdrawn | None:
        if isinstance(self.refusal, Exception):
            raise self.refusal
        if self.refusal is not None or order.send is None:
            return self.refusal
        return f"{order.account_id}:{order.send.parts[0].template_param}".encode()


@pytest.fixture
def gate() -> OpenGate:
    return OpenGate()


@pytest.fixture
def stored() -> threading.Event:
    return threading.Event()


@pytest.fixture
def committer(journal: Journal, gate: OpenGate, clock: StandingClock, stored: threading.Event) -> Committer:
    return Committer(journal, gate, clock, stored)


@pytest.fixture
def running(committer: Committer) -> Iterator[Committer]:
    committer.start()
    yield committer
    committer.stop()


def order(number: int, *, send: SendRequest | None = SEND) -> Order:
    return Order(digest("key", str(number)), 7, "key", send)


def test_every_order_of_a_batch_gets_an_id_of_its_own(committer: Committer, journal: Journal) -> None:
    outcomes = committer.settle([order(1), order(2)])
    rows = journal.read(0, 10)
    assert outcomes == [Stored(f"{row.position}^0") for row in rows]
    assert [(row.account_id, row.sealed) for row in rows] == [(7, b"7:{}"), (7, b"7:{}")]


def test_a_nonce_is_used_up_by_whatever_was_signed(committer: Committer, gate: OpenGate) -> None:
    assert committer.settle([order(1, send=None)]) == [Stored()]
    gate.refusal = Refused(SendRefusal.SIGNATURE_NOT_USABLE)
    assert committer.settle([order(1), order(2), order(2)]) == [NonceUsed(), gate.refusal, NonceUsed()]
    gate.refusal = None
    assert committer.settle([order(2)]) == [NonceUsed()]


def test_a_replayed_message_is_stored_once(committer: Committer, journal: Journal) -> None:
    committer.settle([order(1), order(1)])
    committer.settle([order(1)])
    assert len(journal.read(0, 10)) == 1


def test_an_order_without_a_nonce_was_checked_before(committer: Committer) -> None:
    unchecked = Order(None, 7, "key", SEND)
    outcomes = committer.settle([unchecked, unchecked])
    assert len({outcome.biz_id for outcome in outcomes if isinstance(outcome, Stored)}) == 2


def test_a_withdrawn_key_stores_nothing(committer: Committer, gate: OpenGate, journal: Journal) -> None:
    gate.refusal = KeyWithdrawn()
    assert committer.settle([order(1)]) == [KeyWithdrawn()]
    assert journal.read(0, 10) == []


def test_one_order_that_breaks_the_gate_spoils_no_other(committer: Committer, gate: OpenGate) -> None:
    gate.refusal = RuntimeError("as asked")
    assert committer.settle([order(1), order(2, send=None)]) == [Failed(), Failed()]
    gate.refusal = None
    assert committer.settle([order(3, send=None)]) == [Stored()]


def test_when_the_registry_cannot_be_read_nothing_is_accepted(
    committer: Committer, gate: OpenGate, journal: Journal
) -> None:
    gate.unreadable = ConnectionError("gone")
    assert committer.settle([order(1)]) == [NotStored()]
    assert journal.read(0, 10) == []
    assert "ConnectionError" in committer.failure
    gate.unreadable = None
    assert isinstance(committer.settle([order(1)])[0], Stored)
    assert committer.failure == ""


class FailingCommit:
    """A journal whose commits fail as those of a full disk do."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def batch(self, now: datetime) -> object:
        raise JournalUnavailable("disk full")

    def __getattr__(self, name: str) -> object:
        return getattr(self.journal, name)


def test_when_the_journal_fails_nothing_is_acknowledged_and_the_lane_recovers(
    committer: Committer, journal: Journal
) -> None:
    committer._journal = FailingCommit(journal)  # type: ignore[assignment]
    assert committer.settle([order(1), order(2)]) == [NotStored(), NotStored()]
    assert committer.failure == "disk full"
    committer._journal = journal
    assert isinstance(committer.settle([order(1)])[0], Stored)


def test_threads_and_coroutines_are_answered_by_the_same_commits(
    running: Committer, journal: Journal, stored: threading.Event
) -> None:
    async def many(first: int) -> list[object]:
        return list(await asyncio.gather(*(running.outcome(order(first + number)) for number in range(50))))

    with ThreadPoolExecutor(4) as pool:
        threads = [pool.submit(running.outcome_now, order(1000 + number)) for number in range(20)]
        loops = [pool.submit(asyncio.run, many(first)) for first in (2000, 3000)]
        outcomes = [thread.result() for thread in threads] + [one for loop in loops for one in loop.result()]
    assert sorted(outcome.biz_id for outcome in outcomes if isinstance(outcome, Stored)) == sorted(
        f"{row.position}^0" for row in journal.read(0, 1000)
    )
    assert len(outcomes) == 120
    assert stored.is_set()


def test_what_waits_at_the_end_is_still_stored(committer: Committer, journal: Journal) -> None:
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(committer.outcome_now, order(number)) for number in range(8)]
        while committer.waiting < 8:
            pass
        committer.start()
        committer.stop()
        assert all(isinstance(one.result(5), Stored) for one in waiting)
    assert len(journal.read(0, 100)) == 8


def test_when_too_many_wait_the_next_is_told_at_once(
    committer: Committer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "WAITING_ORDERS", 0)
    assert committer.outcome_now(order(1)) == NotStored()
    assert asyncio.run(committer.outcome(order(1))) == NotStored()


def test_it_trims_behind_the_follower(committer: Committer, journal: Journal) -> None:
    committer.settle([order(1), order(2), order(3)])
    rows = journal.read(0, 10)
    committer.trim_behind(rows[1].position)
    committer._tidy()
    assert [row.position for row in journal.read(0, 10)] == [rows[2].position]
