"""The journal of the embedded database: a SQLite file of its own, written by one thread.

Of its own, because SQLite's lock is unfair: console writes beside a busy lane in one file waited for seconds.
Every batch is one transaction with `synchronous=FULL`. Nonces are looked up in memory and kept as one row per
batch, read back at start.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from qianming.gateway.journal.folder_lock import FolderLock
from qianming.gateway.journal.protocol import JournalRow, JournalUnavailable
from qianming.gateway.nonces import RecentNonces, expiry

_TABLES = """
CREATE TABLE IF NOT EXISTS entries
    (position INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS nonces
    (id INTEGER PRIMARY KEY, expires_at INTEGER NOT NULL, digests BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS trimmed (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL);
INSERT OR IGNORE INTO trimmed VALUES (1, 0);
"""


def microseconds() -> int:
    """The wall clock in microseconds: the floor of new positions, so that even a lost file repeats none."""
    return time.time_ns() // 1000


class _SqliteBatch:
    def __init__(
        self, connection: sqlite3.Connection, recent: RecentNonces, now: datetime, first: int
    ) -> None:
        self._connection = connection
        self._recent = recent
        self._expires_at = expiry(now)
        self.next_position = first
        self.used: set[bytes] = set()

    def use(self, nonces: Sequence[bytes]) -> list[bool]:
        fresh = []
        for nonce in nonces:
            fresh.append(nonce not in self.used and nonce not in self._recent)
            self.used.add(nonce)
        kept = b"".join(nonce for nonce, is_fresh in zip(nonces, fresh, strict=True) if is_fresh)
        if kept:
            self._connection.execute(
                "INSERT INTO nonces (expires_at, digests) VALUES (?, ?)", (self._expires_at, kept)
            )
        return fresh

    def append(self, rows: Sequence[tuple[int, bytes]]) -> list[int]:
        first = self.next_position
        self.next_position += len(rows)
        positions = list(range(first, self.next_position))
        self._connection.executemany(
            "INSERT INTO entries VALUES (?, ?, ?)",
            [(position, *row) for position, row in zip(positions, rows, strict=True)],
        )
        return positions


class SqliteJournal:
    """Opens, and creates if needed, the journal file; raises `AlreadyServed` while another process has it."""

    def __init__(self, file: Path, now: datetime, clock: Callable[[], int] = microseconds) -> None:
        self._lock = FolderLock(file.with_suffix(".lock"))
        self._file = file
        self._clock = clock
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._reader_turn = threading.Lock()
        self._recent = RecentNonces()
        self._last = 0
        try:
            self._recall_nonces(now)
        except JournalUnavailable:
            self.close()
            raise

    @contextmanager
    def batch(self, now: datetime) -> Iterator[_SqliteBatch]:
        with self._transaction() as writer:
            batch = _SqliteBatch(writer, self._recent, now, max(self._last + 1, self._clock()))
            yield batch
        self._last = batch.next_position - 1
        self._recent.add(batch.used, expiry(now))

    def read(self, after: int, limit: int) -> list[JournalRow]:
        return self._rows(
            "SELECT position, account_id, sealed FROM entries WHERE position > ? ORDER BY position LIMIT ?",
            (after, limit),
        )

    def read_account(self, account_id: int, after: int, limit: int) -> list[JournalRow]:
        return self._rows(
            "SELECT position, account_id, sealed FROM entries "
            "WHERE position > ? AND account_id = ? ORDER BY position LIMIT ?",
            (after, account_id, limit),
        )

    def read_at(self, account_id: int, positions: Sequence[int]) -> list[JournalRow]:
        if not positions:
            return []
        return self._rows(
            "SELECT position, account_id, sealed FROM entries "
            "WHERE position IN (SELECT value FROM json_each(?)) AND account_id = ? ORDER BY position",
            (json.dumps(list(positions)), account_id),
        )

    def trim(self, position: int, limit: int) -> int:
        with self._transaction() as writer:
            dropped = writer.execute(
                "DELETE FROM entries WHERE position IN "
                "(SELECT position FROM entries WHERE position <= ? ORDER BY position LIMIT ?)",
                (position, limit),
            ).rowcount
            writer.execute("UPDATE trimmed SET position = max(position, ?)", (position,))
        return dropped

    def forget_nonces(self, now: datetime) -> None:
        seconds = int(now.timestamp())
        with self._transaction() as writer:
            writer.execute("DELETE FROM nonces WHERE expires_at <= ?", (seconds,))
        self._recent.forget(seconds)

    def close(self) -> None:
        self._drop_writer()
        with self._reader_turn:
            self._drop_reader()
        self._lock.release()

    def _recall_nonces(self, now: datetime) -> None:
        with self._transaction() as writer:
            stored = "SELECT expires_at, digests FROM nonces WHERE expires_at > ? ORDER BY id"
            for expires_at, digests in writer.execute(stored, (int(now.timestamp()),)):
                self._recent.add_joined(digests, expires_at)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction. After any failure the connection is opened anew: its state is then unknown."""
        try:
            writer = self._writing()
            writer.execute("BEGIN IMMEDIATE")
            yield writer
            writer.execute("COMMIT")
        except BaseException as error:
            self._drop_writer()
            if isinstance(error, sqlite3.Error | OSError):
                raise JournalUnavailable(f"{self._file.name}: {error}") from error
            raise

    def _writing(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = self._connected()
            self._writer.executescript(_TABLES)
            (last,) = self._writer.execute(
                "SELECT max(position, coalesce((SELECT max(position) FROM entries), 0)) FROM trimmed"
            ).fetchone()
            self._last = max(self._last, last)
        return self._writer

    def _rows(self, query: str, parameters: tuple[int | str, ...]) -> list[JournalRow]:
        with self._reader_turn:
            try:
                self._reader = self._reader or self._connected()
                return [JournalRow(*row) for row in self._reader.execute(query, parameters)]
            except (sqlite3.Error, OSError) as error:
                self._drop_reader()
                raise JournalUnavailable(f"{self._file.name}: {error}") from error

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        return connection

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _drop_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
