"""Messages as records: made from the lane's journal, submitted to carriers, closed by receipts.

Each step is recorded exactly once, however often it is tried; what a carrier is told it may hear twice, under
the same reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One text to one number inside a journal entry; `text` is whole, signature included."""

    phone: str
    text: str
    signature_id: int


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One acknowledged request; `position` is its place in the journal, rising."""

    position: int
    account_id: int
    biz_id: str
    accepted_at: datetime
    template_code: str
    lines: tuple[JournalLine, ...]
    out_id: str = ""


def position_of(journal: str) -> int:
    """The position of the last entry of that journal which is recorded; 0 at the beginning."""
    raise NotImplementedError


def record_batch(journal: str, entries: Sequence[JournalEntry], now: datetime) -> int:
    """Make records of journal entries, in order, and move the journal's position in the same transaction.

    Entries at or before the stored position are skipped, so that repeating a batch changes nothing. Returns
    the stored position afterwards.
    """
    raise NotImplementedError
