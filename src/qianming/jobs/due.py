"""One round of due work: claim rows with a lease, work outside any transaction, record the results together.

Decides when a failed row is tried again. What the work is, and how it is recorded exactly once, is the
handler's: it stands in the services.
"""

import logging
import traceback
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from qianming.services.clock import Clock

log = logging.getLogger(__name__)

RowT = TypeVar("RowT", bound="Claimed")
ResultT = TypeVar("ResultT")

_FIRST_RETRY = timedelta(seconds=1)
_LAST_RETRY = timedelta(minutes=10)


class Claimed(Protocol):
    """A row that is its own queue, as it was claimed."""

    @property
    def pk(self) -> int: ...

    @property
    def attempts(self) -> int: ...

    @property
    def leased_until(self) -> datetime | None: ...


class Handler(Protocol[RowT, ResultT]):
    """One kind of due work."""

    name: str
    batch: int

    def claim(self, now: datetime, limit: int) -> Sequence[RowT]:
        """Lease rows that are due."""
        ...

    def work(self, row: RowT, now: datetime) -> ResultT:
        """Do the slow part for one row, without a transaction; may raise."""
        ...

    def record(self, done: Sequence[tuple[RowT, ResultT]], now: datetime) -> None:
        """Store results whose leases still hold, in one short transaction."""
        ...

    def postpone(self, row: RowT, due_at: datetime) -> bool:
        """Give a row back, to be tried again."""
        ...


def back_off(attempts: int) -> timedelta:
    """How long a row waits after so many attempts: twice as long each time, at most ten minutes."""
    doubled = _FIRST_RETRY * (1 << min(max(attempts - 1, 0), 16))
    return min(doubled, _LAST_RETRY)


def run_once(handler: Handler[RowT, ResultT], clock: Clock) -> int:
    """Claim and handle one batch; a failing row never holds up the others. Returns how many were claimed.

    A row whose lease has run out before its turn comes, because those before it were slow, is left: another
    worker may have it by now, and what it does must not be done twice.
    """
    rows = handler.claim(clock.now(), handler.batch)
    done = []
    for row in rows:
        now = clock.now()
        if row.leased_until is None or row.leased_until <= now:
            continue
        try:
            done.append((row, handler.work(row, now)))
        except Exception as error:  # a row's own fault, whatever it is
            _give_back(handler, row, error, clock)
    _record(handler, done, clock)
    return len(rows)


def _record(handler: Handler[RowT, ResultT], done: list[tuple[RowT, ResultT]], clock: Clock) -> None:
    """All results in one transaction; if that fails one by one, so that the culprit is alone in waiting."""
    if not done:
        return
    try:
        handler.record(done, clock.now())
        return
    except Exception as error:  # of one row among many; looked for below
        log.error("%s: recording %d results failed (%s)", handler.name, len(done), described(error))
    for row, result in done:
        try:
            handler.record([(row, result)], clock.now())
        except Exception as error:  # a row's own fault, whatever it is
            _give_back(handler, row, error, clock)


def _give_back(handler: Handler[RowT, ResultT], row: RowT, error: Exception, clock: Clock) -> None:
    wait = back_off(row.attempts)
    log.error("%s: row %s failed (%s); again in %s", handler.name, row.pk, described(error), wait)
    try:
        handler.postpone(row, clock.now() + wait)
    except Exception as second:  # the lease ends by itself
        log.error("%s: row %s keeps its lease until it ends (%s)", handler.name, row.pk, described(second))


def described(error: BaseException) -> str:
    """An error by its kind and place alone: its message can quote what must not be logged."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
