"""Turns the journal into records: a thread that reads beyond the stored position, in order, and never skips.

The position is stored with the records in one transaction (by the service), so a row becomes records exactly
once, wherever the process is killed. With several processes any of them may follow: a batch that another one
has recorded changes nothing.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.db import close_old_connections, connection

from qianming.gateway import metrics
from qianming.gateway.journal.content import Content, entry, opened
from qianming.gateway.journal.protocol import Journal, JournalRow
from qianming.registry.models import Account
from qianming.registry.sealing import AccountSeal, UnreadableSeal
from qianming.rpc.faults import described
from qianming.services import messages
from qianming.services.clock import Clock
from qianming.services.messages import JournalEntry

JOURNAL = "lane"
BATCH_ROWS = 200
_IDLE_SECONDS = 1.0
_RETRY_SECONDS = 2.0

log = logging.getLogger(__name__)


class Follower:
    """Follows until stopped. `stored` is set when there is more; `trim` hears how far the journal may go."""

    def __init__(
        self, journal: Journal, clock: Clock, stored: threading.Event, trim: Callable[[int], None]
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._trim = trim
        self._stored = stored
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lane-follower")
        self.failure = ""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the batch in hand; what is not followed yet is followed after the next start."""
        self._stopping.set()
        self._stored.set()
        self._thread.join()

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def follow(self) -> bool:
        """Record the next rows, if any; whether there may be more."""
        position = messages.position_of(JOURNAL)
        rows = self._journal.read(position, BATCH_ROWS)
        if rows:
            now = self._clock.now()
            position = messages.record_batch(JOURNAL, list(entries(rows, now)))
            metrics.FOLLOWED.inc(len(rows))
        metrics.FOLLOWER_POSITION.set(position)
        self._trim(position)
        return len(rows) == BATCH_ROWS

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                if not self._followed():
                    self._stored.wait(_IDLE_SECONDS)
                    self._stored.clear()
        finally:
            connection.close()

    def _followed(self) -> bool:
        close_old_connections()
        try:
            more = self.follow()
        except Exception as error:  # the journal keeps the rows until it works
            log.error("the journal was not followed, trying again %s", described(error))
            self.failure = type(error).__name__
            self._stopping.wait(_RETRY_SECONDS)
            return False
        self.failure = ""
        return more


def entries(rows: Sequence[JournalRow], now: datetime) -> Iterator[JournalEntry]:
    """Rows as the records are made from them; one that no key opens any more has no lines."""
    accounts = {row.account_id for row in rows}
    wrapped = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "wrapped_key"))
    for row in rows:
        content = _content(row, wrapped.get(row.account_id))
        if content is None:
            metrics.UNREADABLE.inc()
            log.error("journal row unreadable position=%d account=%d", row.position, row.account_id)
        yield entry(row.position, row.account_id, content or Content(now, "", "", ()))


def _content(row: JournalRow, wrapped_key: bytes | memoryview | None) -> Content | None:
    try:
        return opened(row.sealed, AccountSeal(bytes(wrapped_key))) if wrapped_key else None
    except UnreadableSeal:
        return None
