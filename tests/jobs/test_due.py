"""One round of due work: a row that fails waits alone, and nothing of it is logged but its place."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from qianming.jobs.due import back_off, described, run_once
from tests.clock import StandingClock

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)


@dataclass
class Row:
    pk: int
    attempts: int = 1
    leased_until: datetime | None = NOW + timedelta(minutes=1)


@dataclass
class Fake:
    """A handler that remembers; rows in `broken` fail at work, rows in `unstorable` at the record."""

    rows: list[Row]
    broken: frozenset[int] = frozenset()
    unstorable: frozenset[int] = frozenset()
    stuck: frozenset[int] = frozenset()
    recorded: list[list[int]] = field(default_factory=list)
    postponed: dict[int, datetime] = field(default_factory=dict)
    name: str = "fake"
    batch: int = 10

    def claim(self, now: datetime, limit: int) -> Sequence[Row]:
        return self.rows[:limit]

    def work(self, row: Row, now: datetime) -> str:
        if row.pk in self.broken:
            raise ValueError("13800000001 said no")
        return f"result {row.pk}"

    def record(self, done: Sequence[tuple[Row, str]], now: datetime) -> None:
        if any(row.pk in self.unstorable for row, _ in done):
            raise RuntimeError("法人甲 cannot be stored")
        self.recorded.append([row.pk for row, _ in done])

    def postpone(self, row: Row, due_at: datetime) -> bool:
        if row.pk in self.stuck:
            raise RuntimeError("no database")
        self.postponed[row.pk] = due_at
        return True


def test_results_are_recorded_together() -> None:
    fake = Fake([Row(1), Row(2), Row(3)])
    assert run_once(fake, StandingClock(NOW)) == 3
    assert fake.recorded == [[1, 2, 3]]


def test_nothing_due_records_nothing() -> None:
    fake = Fake([])
    assert run_once(fake, StandingClock(NOW)) == 0
    assert fake.recorded == []


def test_a_failing_row_waits_alone() -> None:
    fake = Fake([Row(1), Row(2, attempts=3), Row(3)], broken=frozenset({2}))
    assert run_once(fake, StandingClock(NOW)) == 3
    assert fake.recorded == [[1, 3]]
    assert fake.postponed == {2: NOW + timedelta(seconds=4)}


@dataclass
class SlowClock:
    """A clock by which half a minute passes between two looks at it."""

    at: datetime = NOW

    def now(self) -> datetime:
        seen, self.at = self.at, self.at + timedelta(seconds=30)
        return seen


def test_a_row_whose_lease_ran_out_before_its_turn_is_left_to_others() -> None:
    fake = Fake([Row(1), Row(2), Row(3), Row(4, leased_until=None)])
    assert run_once(fake, SlowClock()) == 4
    assert fake.recorded == [[1]]
    assert fake.postponed == {}


def test_a_result_that_cannot_be_stored_waits_alone() -> None:
    fake = Fake([Row(1), Row(2), Row(3)], unstorable=frozenset({2}))
    run_once(fake, StandingClock(NOW))
    assert fake.recorded == [[1], [3]]
    assert set(fake.postponed) == {2}


def test_a_row_that_cannot_even_be_given_back_holds_up_nobody() -> None:
    fake = Fake([Row(1), Row(2)], broken=frozenset({1}), stuck=frozenset({1}))
    run_once(fake, StandingClock(NOW))
    assert fake.recorded == [[2]]


def test_logs_name_row_and_place_but_never_the_message(caplog: pytest.LogCaptureFixture) -> None:
    fake = Fake([Row(1), Row(2)], broken=frozenset({1}), unstorable=frozenset({2}))
    with caplog.at_level(logging.DEBUG):
        run_once(fake, StandingClock(NOW))
    assert "row 1 failed (ValueError at test_due.py:" in caplog.text
    assert "13800000001" not in caplog.text
    assert "法人甲" not in caplog.text


def test_an_error_without_a_place_is_described_by_its_kind() -> None:
    assert described(ValueError("secret")) == "ValueError"


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 1), (1, 1), (2, 2), (5, 16), (10, 512), (11, 600), (10_000, 600)]
)
def test_each_attempt_waits_twice_as_long(attempts: int, seconds: int) -> None:
    assert back_off(attempts) == timedelta(seconds=seconds)
