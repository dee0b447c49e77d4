"""The journal, on both databases: the same promises, the same tests."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from qianming.gateway.journal.postgresql import PostgresJournal
from qianming.gateway.journal.protocol import AlreadyServed, Journal, JournalUnavailable
from qianming.gateway.nonces import digest
from tests.gateway.conftest import NOW, Opener, Ticks

A, B, C = digest("key", "a"), digest("key", "b"), digest("key", "c")


def append(journal: Journal, *rows: tuple[int, bytes]) -> list[int]:
    with journal.batch(NOW) as batch:
        return batch.append(rows)


def test_it_reads_back_what_was_committed_in_order(journal: Journal) -> None:
    positions = append(journal, (1, b"one"), (2, b"two"))
    positions += append(journal, (1, b"three"))
    assert positions == sorted(set(positions))
    rows = journal.read(0, 10)
    assert [(row.position, row.account_id, row.sealed) for row in rows] == list(
        zip(positions, (1, 2, 1), (b"one", b"two", b"three"), strict=True)
    )
    assert [row.sealed for row in journal.read(positions[0], 1)] == [b"two"]
    assert [row.sealed for row in journal.read_account(1, positions[0], 10)] == [b"three"]
    assert [row.sealed for row in journal.read_account(1, 0, 1)] == [b"one"]
    assert [row.sealed for row in journal.read_at(1, [positions[2], positions[0], 7])] == [b"one", b"three"]
    assert journal.read_at(2, [positions[0]]) == journal.read_at(1, []) == []


def fail_in_a_batch(journal: Journal, error: Exception) -> None:
    with journal.batch(NOW) as batch:
        assert batch.use([A]) == [True]
        batch.append([(1, b"lost")])
        raise error


def test_it_keeps_nothing_of_a_batch_that_failed(journal: Journal) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_in_a_batch(journal, ZeroDivisionError())
    assert journal.read(0, 10) == []
    with journal.batch(NOW) as batch:
        assert batch.use([A]) == [True]


def test_a_nonce_is_fresh_once(journal: Journal) -> None:
    with journal.batch(NOW) as batch:
        assert batch.use([A, B, A]) == [True, True, False]
    with journal.batch(NOW) as batch:
        assert batch.use([B, C]) == [False, True]


def test_nonces_outlive_a_restart(open_journal: Opener) -> None:
    first = open_journal()
    with first.batch(NOW) as batch:
        batch.use([A, B])
    first.close()
    with open_journal().batch(NOW) as batch:
        assert batch.use([A, C, B]) == [False, True, False]


def test_nonces_are_forgotten_when_no_time_stamp_can_repeat_them(journal: Journal) -> None:
    with journal.batch(NOW) as batch:
        batch.use([A])
    journal.forget_nonces(NOW + timedelta(minutes=29))
    with journal.batch(NOW) as batch:
        assert batch.use([A]) == [False]
    journal.forget_nonces(NOW + timedelta(minutes=30))
    with journal.batch(NOW) as batch:
        assert batch.use([A]) == [True]


def test_it_trims_the_oldest_first_and_never_beyond(journal: Journal) -> None:
    positions = append(journal, (1, b"a"), (1, b"b"), (1, b"c"))
    assert journal.trim(positions[1], 1) == 1
    assert [row.sealed for row in journal.read(0, 10)] == [b"b", b"c"]
    assert journal.trim(positions[1], 10) == 1
    assert journal.trim(positions[1], 10) == 0
    assert [row.sealed for row in journal.read(0, 10)] == [b"c"]


def test_positions_rise_though_everything_was_trimmed_and_the_clock_went_back(
    open_journal: Opener, ticks: Ticks
) -> None:
    first = open_journal()
    (last,) = append(first, (1, b"a"))
    first.trim(last, 10)
    first.close()
    ticks.value = 5
    assert append(open_journal(), (1, b"b"))[0] > last


def test_positions_follow_the_clock_so_that_a_lost_journal_repeats_none(
    journal: Journal, ticks: Ticks
) -> None:
    append(journal, (1, b"a"))
    ticks.value = 9_000_000
    assert append(journal, (1, b"b"))[0] >= 9_000_000


@pytest.mark.only_on("sqlite")
class TestOnSqlite:
    def test_a_second_process_on_the_same_folder_is_refused(self, open_journal: Opener) -> None:
        open_journal()
        with pytest.raises(AlreadyServed, match="already served by process"):
            open_journal()

    def test_the_folder_is_free_again_once_the_journal_is_closed(self, open_journal: Opener) -> None:
        open_journal().close()
        open_journal()

    def test_it_recovers_after_the_store_failed(self, open_journal: Opener, tmp_path: Path) -> None:
        journal = open_journal()
        append(journal, (1, b"a"))
        for file in tmp_path.glob("journal.sqlite3*"):
            file.rename(file.with_name(f"away-{file.name}"))
        (tmp_path / "journal.sqlite3").mkdir()
        with pytest.raises(JournalUnavailable, match="No space left"):
            fail_in_a_batch(journal, OSError(28, "No space left on device"))
        with pytest.raises(JournalUnavailable):
            append(journal, (1, b"c"))
        (tmp_path / "journal.sqlite3").rmdir()
        for file in tmp_path.glob("away-*"):
            file.rename(file.with_name(file.name.removeprefix("away-")))
        append(journal, (1, b"d"))
        assert [row.sealed for row in journal.read(0, 10)] == [b"a", b"d"]


@pytest.mark.only_on("postgresql")
class TestOnPostgresql:
    def test_processes_share_it(self, open_journal: Opener) -> None:
        one, other = open_journal(), open_journal()
        with one.batch(NOW) as batch:
            batch.use([A])
            first = batch.append([(1, b"a")])
        with other.batch(NOW) as batch:
            assert batch.use([A, B]) == [False, True]
            second = batch.append([(1, b"b")])
        assert second > first
        assert [row.sealed for row in one.read(0, 10)] == [b"a", b"b"]

    def test_a_later_position_is_never_visible_before_an_earlier_one(
        self, open_journal: Opener, fresh_database_url: str
    ) -> None:
        one = open_journal()
        other = PostgresJournal(f"{fresh_database_url}&options=-clock_timeout%3D100ms")
        with one.batch(NOW) as batch:
            batch.append([(1, b"a")])
            with pytest.raises(JournalUnavailable, match="lock timeout"):
                append(other, (1, b"b"))
        other.close()
        assert [row.sealed for row in one.read(0, 10)] == [b"a"]

    def test_nobody_notices_that_its_idle_connections_were_cut(
        self, open_journal: Opener, fresh_database_url: str
    ) -> None:
        journal = open_journal()
        append(journal, (1, b"a"))
        journal.read(0, 1)
        with psycopg.connect(fresh_database_url, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        append(journal, (1, b"b"))
        assert [row.sealed for row in journal.read(0, 10)] == [b"a", b"b"]
