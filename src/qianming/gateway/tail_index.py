"""Where in the journal's unfollowed end the messages to a number are, for one account.

Each row is opened once and then found by number, however often the account asks while the follower is behind.
Numbers are kept as their hashes of this process only. A hash can be another number's too: what is found here
is looked at again by who asks.
"""

import threading
from collections.abc import Callable, Sequence

from qianming.services.messages import JournalEntry

# How many rows are opened at a time, and how many followed lines may lie here before they are swept out.
CHUNK_ROWS = 1000
_SWEPT_LINES = 2000

Read = Callable[[int, int], Sequence[JournalEntry]]


class AccountTail:
    """One account's index; may be used by many threads, which take turns."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._seen = 0
        self._positions: dict[int, list[int]] = {}
        self._lines = 0
        self._swept_at = _SWEPT_LINES

    def positions(self, number: str, followed: int, read: Read) -> list[int]:
        """Where messages to a number may be beyond a position, in order.

        `read` gives the account's next entries beyond a position, at most so many.
        """
        with self._turn:
            if followed >= self._seen:
                self._forget_all(followed)
            self._catch_up(read)
            if self._lines > self._swept_at:
                self._sweep(followed)
            return [position for position in self._positions.get(hash(number), ()) if position > followed]

    @property
    def lines(self) -> int:
        """How many places are kept, followed ones that were not swept out yet included."""
        return self._lines

    def _forget_all(self, followed: int) -> None:
        self._positions.clear()
        self._seen, self._lines, self._swept_at = followed, 0, _SWEPT_LINES

    def _catch_up(self, read: Read) -> None:
        found = read(self._seen, CHUNK_ROWS)
        while found:
            for entry in found:
                self._add(entry)
            found = read(self._seen, CHUNK_ROWS) if len(found) == CHUNK_ROWS else ()

    def _add(self, entry: JournalEntry) -> None:
        numbers = {hash(line.phone) for line in entry.lines}
        for number in numbers:
            self._positions.setdefault(number, []).append(entry.position)
        self._lines += len(numbers)
        self._seen = entry.position

    def _sweep(self, followed: int) -> None:
        kept = {
            number: left
            for number, found in self._positions.items()
            if (left := [position for position in found if position > followed])
        }
        self._positions = kept
        self._lines = sum(map(len, kept.values()))
        self._swept_at = 2 * self._lines + _SWEPT_LINES
