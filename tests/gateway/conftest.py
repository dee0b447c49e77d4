"""A journal of the session's kind of database, and a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qianming.gateway.journal.postgresql import PostgresJournal
from qianming.gateway.journal.protocol import Journal
from qianming.gateway.journal.sqlite import SqliteJournal
from tests.clock import StandingClock

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)

Opener = Callable[[], Journal]


class Ticks:
    """The journal's clock, in microseconds."""

    def __init__(self) -> None:
        self.value = 1_000_000

    def __call__(self) -> int:
        return self.value


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOW)


@pytest.fixture
def open_journal(
    database_kind: str, fresh_database_url: str, tmp_path: Path, ticks: Ticks
) -> Iterator[Opener]:
    """Opens the same journal, as many times as a test restarts."""
    opened: list[Journal] = []

    def open_one() -> Journal:
        if database_kind == "postgresql":
            journal: Journal = PostgresJournal(fresh_database_url, ticks)
        else:
            journal = SqliteJournal(tmp_path / "journal.sqlite3", NOW, ticks)
        opened.append(journal)
        return journal

    yield open_one
    for journal in opened:
        journal.close()


@pytest.fixture
def journal(open_journal: Opener) -> Journal:
    return open_journal()
