"""What the service does again and again by itself: which chores there are, and when each is due next.

A chore that says that there is more to do is due again at once; each round of it is short.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qianming.core.china_time import CHINA
from qianming.registry.models import Chore
from qianming.services import (
    audit,
    early_warnings,
    evaluation,
    filing_terms,
    leases,
    leftovers,
    privacy,
    pruning,
)
from qianming.services._command import write

_LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Task:
    """`work` does one round and says whether there is more; `due_after` is when the chore is due again."""

    work: Callable[[datetime], bool]
    due_after: Callable[[datetime], datetime]


def next_day(now: datetime) -> datetime:
    """Five minutes into the next day in China."""
    midnight = now.astimezone(CHINA).replace(hour=0, minute=5, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def next_hour(now: datetime) -> datetime:
    """An hour later."""
    return now + timedelta(hours=1)


def _anchor(now: datetime) -> bool:
    audit.anchor(now)
    return False


def tonight(now: datetime) -> datetime:
    """The next two o'clock at night in China, when the day's last receipts have come."""
    return _next(now, 2)


def before_dawn(now: datetime) -> datetime:
    """The next four o'clock in the morning in China, after the evaluation of the night."""
    return _next(now, 4)


def _next(now: datetime, hour: int) -> datetime:
    local = now.astimezone(CHINA)
    then = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return then if local < then else then + timedelta(days=1)


TASKS: dict[str, Task] = {
    "evaluate": Task(evaluation.last_night, tonight),
    "warn": Task(early_warnings.look_ahead, before_dawn),
    "filing-terms": Task(filing_terms.pass_time, next_day),
    "holidays": Task(filing_terms.warn_of_holidays, next_day),
    "anchor": Task(_anchor, next_day),
    "prune": Task(pruning.prune, next_hour),
    "erase": Task(privacy.finish_some, next_hour),
    "leftovers": Task(leftovers.clear, next_hour),
}


def begin(now: datetime) -> None:
    """Make the rows of chores that have none yet, due at once."""
    missing = TASKS.keys() - set(Chore.objects.values_list("name", flat=True))
    if missing:
        with write():
            rows = [Chore(name=name, due_at=now) for name in sorted(missing)]
            Chore.objects.bulk_create(rows, ignore_conflicts=True)


def claim_due(now: datetime, limit: int) -> list[Chore]:
    """Lease chores that are due."""
    return leases.claim(Chore, now, _LEASE, limit)


def work(row: Chore, now: datetime) -> bool:
    """One round; whether there is more. A chore of another version has nothing to do."""
    task = TASKS.get(row.name)
    return task is not None and task.work(now)


def record(done: Sequence[tuple[Chore, bool]], now: datetime) -> None:
    """Note that rounds ended, and when the next ones are due."""
    for row, more in done:
        task = TASKS.get(row.name)
        due_at = now if more else (task.due_after(now) if task else None)
        with write():
            if leases.settle(row, due_at) and not more:
                Chore.objects.filter(pk=row.pk).update(done_at=now)


def postpone(row: Chore, due_at: datetime) -> bool:
    """Give a chore back, to be tried again."""
    return leases.postpone(row, due_at)
