"""The journal in PostgreSQL: a schema of its own, one COPY per batch, shared by any number of processes.

The single row of `lane.head` hands out positions. Its row lock lasts until the batch has committed, so
positions become visible in their order and a follower that reads upwards misses none.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg

from qianming.gateway.journal.protocol import JournalRow, JournalUnavailable
from qianming.gateway.journal.sqlite import microseconds
from qianming.gateway.nonces import expiry

_CREATION_LOCK = 0x6C616E65  # "lane"
_TABLES = """
CREATE SCHEMA IF NOT EXISTS lane;
CREATE TABLE IF NOT EXISTS lane.entries
    (position bigint PRIMARY KEY, account_id bigint NOT NULL, sealed bytea NOT NULL);
CREATE TABLE IF NOT EXISTS lane.nonces (digest bytea PRIMARY KEY, expires_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS lane.head
    (id int PRIMARY KEY CHECK (id = 1), position bigint NOT NULL) WITH (fillfactor = 10);
INSERT INTO lane.head VALUES (1, 0) ON CONFLICT DO NOTHING;
"""
_RESERVE = "UPDATE lane.head SET position = greatest(position, %s) + %s RETURNING position"
_USE = """
INSERT INTO lane.nonces SELECT digest, %s FROM unnest(%s::bytea[]) AS digest
ON CONFLICT DO NOTHING RETURNING digest
"""


class _PostgresBatch:
    def __init__(self, connection: psycopg.Connection[Any], now: datetime, clock: Callable[[], int]) -> None:
        self._connection = connection
        self._expires_at = datetime.fromtimestamp(expiry(now), UTC)
        self._clock = clock

    def use(self, nonces: Sequence[bytes]) -> list[bool]:
        # Sorted, so that two processes that insert the same nonces wait for each other in one direction only.
        candidates = sorted(set(nonces))
        inserted = {bytes(row[0]) for row in self._connection.execute(_USE, (self._expires_at, candidates))}
        fresh = []
        for nonce in nonces:
            fresh.append(nonce in inserted)
            inserted.discard(nonce)
        return fresh

    def append(self, rows: Sequence[tuple[int, bytes]]) -> list[int]:
        reserved = self._connection.execute(_RESERVE, (self._clock(), len(rows))).fetchone()
        assert reserved is not None, "lane.head has its one row since it was created"
        positions = list(range(reserved[0] - len(rows) + 1, reserved[0] + 1))
        with self._connection.cursor().copy("COPY lane.entries FROM STDIN WITH (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "int8", "bytea"])
            for position, row in zip(positions, rows, strict=True):
                copy.write_row((position, *row))
        return positions


class PostgresJournal:
    """Connects with a libpq connection string and creates its schema if it is not there."""

    def __init__(self, conninfo: str, clock: Callable[[], int] = microseconds) -> None:
        self._conninfo = conninfo
        self._clock = clock
        self._writer: psycopg.Connection[Any] | None = None
        self._reader: psycopg.Connection[Any] | None = None
        self._reader_turn = threading.Lock()
        with self._transaction() as writer:
            writer.execute("SELECT pg_advisory_xact_lock(%s)", (_CREATION_LOCK,))
            writer.execute(_TABLES)

    @contextmanager
    def batch(self, now: datetime) -> Iterator[_PostgresBatch]:
        with self._transaction() as writer:
            yield _PostgresBatch(writer, now, self._clock)

    def read(self, after: int, limit: int) -> list[JournalRow]:
        return self._rows(
            "SELECT position, account_id, sealed FROM lane.entries "
            "WHERE position > %s ORDER BY position LIMIT %s",
            (after, limit),
        )

    def read_account(self, account_id: int, after: int, limit: int) -> list[JournalRow]:
        return self._rows(
            "SELECT position, account_id, sealed FROM lane.entries "
            "WHERE position > %s AND account_id = %s ORDER BY position LIMIT %s",
            (after, account_id, limit),
        )

    def read_at(self, account_id: int, positions: Sequence[int]) -> list[JournalRow]:
        if not positions:
            return []
        return self._rows(
            "SELECT position, account_id, sealed FROM lane.entries "
            "WHERE position = ANY(%s) AND account_id = %s ORDER BY position",
            (list(positions), account_id),
        )

    def trim(self, position: int, limit: int) -> int:
        with self._transaction() as writer:
            return writer.execute(
                "DELETE FROM lane.entries WHERE position IN "
                "(SELECT position FROM lane.entries WHERE position <= %s ORDER BY position LIMIT %s)",
                (position, limit),
            ).rowcount

    def forget_nonces(self, now: datetime) -> None:
        with self._transaction() as writer:
            writer.execute("DELETE FROM lane.nonces WHERE expires_at <= %s", (now,))

    def close(self) -> None:
        self._drop_writer()
        with self._reader_turn:
            self._drop_reader()

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Connection[Any]]:
        """A write transaction; a connection on which one failed is not used again."""
        try:
            with ExitStack() as ending:
                yield self._begun(ending)
        except BaseException as error:
            self._drop_writer()
            if isinstance(error, psycopg.Error | OSError):
                raise JournalUnavailable(f"PostgreSQL: {_first_line(error)}") from error
            raise

    def _begun(self, ending: ExitStack) -> psycopg.Connection[Any]:
        """The writer in a transaction that ends with `ending`.

        A connection that was lost while it lay idle, as by a restart, is opened anew: nothing was sent yet.
        """
        if self._writer is not None:
            try:
                ending.enter_context(self._writer.transaction())
                return self._writer
            except psycopg.OperationalError:
                self._drop_writer()
        writer = self._writer = self._connected("qianming lane", autocommit=False)
        ending.enter_context(writer.transaction())
        return writer

    def _rows(self, query: str, parameters: tuple[int | list[int], ...]) -> list[JournalRow]:
        with self._reader_turn:
            try:
                return self._read(query, parameters)
            except (psycopg.Error, OSError) as error:
                self._drop_reader()
                raise JournalUnavailable(f"PostgreSQL: {_first_line(error)}") from error

    def _read(self, query: str, parameters: tuple[int | list[int], ...]) -> list[JournalRow]:
        """Read once more on a new connection when the one that lay idle was lost."""
        if self._reader is not None:
            try:
                return [JournalRow(*row) for row in self._reader.execute(query, parameters)]
            except psycopg.OperationalError:
                self._drop_reader()
        self._reader = self._connected("qianming lane reader", autocommit=True)
        return [JournalRow(*row) for row in self._reader.execute(query, parameters)]

    def _connected(self, name: str, *, autocommit: bool) -> psycopg.Connection[Any]:
        return psycopg.connect(
            self._conninfo, autocommit=autocommit, connect_timeout=5, application_name=name
        )

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _drop_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
