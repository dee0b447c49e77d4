"""The service's recurring chores."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from qianming.registry.models import Chore
from qianming.services import chores

_BETWEEN_LOOKS = timedelta(seconds=5)


class ChoreHandler:
    """One round of one chore at a time."""

    name = "chores"
    batch = 1

    def __init__(self) -> None:
        self._looked_at: datetime | None = None

    def claim(self, now: datetime, limit: int) -> Sequence[Chore]:
        if self._looked_at is None or abs(now - self._looked_at) >= _BETWEEN_LOOKS:
            chores.begin(now)
            self._looked_at = now
        return chores.claim_due(now, limit)

    def work(self, row: Chore, now: datetime) -> bool:
        return chores.work(row, now)

    def record(self, done: Sequence[tuple[Chore, bool]], now: datetime) -> None:
        chores.record(done, now)

    def postpone(self, row: Chore, due_at: datetime) -> bool:
        return chores.postpone(row, due_at)
