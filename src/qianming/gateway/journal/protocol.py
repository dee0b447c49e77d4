"""What the lane asks of a journal, whichever database keeps it.

A journal only stores and hands back. What may be written is decided by the committer; what becomes of a row
is the follower's business.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


class JournalUnavailable(Exception):
    """The journal cannot store now (disk full, database gone). Nothing of the batch may be acknowledged."""


class AlreadyServed(Exception):
    """Another process serves the same data."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(f"the data in {folder} is already served by process {holder}")
        self.folder = folder
        self.holder = holder


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One accepted request: its position, its account, and its content sealed with the account's key."""

    position: int
    account_id: int
    sealed: bytes


class Batch(Protocol):
    """One transaction of the journal; its context manager commits it."""

    def use(self, nonces: Sequence[bytes]) -> list[bool]:
        """Remember these nonce digests; for each, whether it is fresh. A repeat within the list is not."""
        ...

    def append(self, rows: Sequence[tuple[int, bytes]]) -> list[int]:
        """Store (account id, sealed content) rows; their positions, rising and never used before."""
        ...


class Journal(Protocol):
    """Durable rows in the order of their positions, and the nonces of recent requests.

    `batch`, `trim` and `forget_nonces` belong to the one committing thread; the reading functions may be
    called from any thread. Everything raises `JournalUnavailable` when the store fails, and works again as
    soon as the store does.
    """

    def batch(self, now: datetime) -> AbstractContextManager[Batch]: ...

    def read(self, after: int, limit: int) -> list[JournalRow]:
        """The next rows beyond a position, in order."""
        ...

    def read_account(self, account_id: int, after: int, limit: int) -> list[JournalRow]:
        """One account's next rows beyond a position, in order."""
        ...

    def read_at(self, account_id: int, positions: Sequence[int]) -> list[JournalRow]:
        """Those of an account's rows that are still there, in order."""
        ...

    def trim(self, position: int, limit: int) -> int:
        """Drop at most `limit` rows up to a position, oldest first; how many were dropped."""
        ...

    def forget_nonces(self, now: datetime) -> None:
        """Drop the nonces that no request in the time window can repeat any more."""
        ...

    def close(self) -> None: ...
