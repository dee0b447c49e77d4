"""Documents that wait to be read by machine."""

from collections.abc import Sequence
from datetime import datetime

from qianming.registry.models import DocumentReading
from qianming.services import readings


class ReadingHandler:
    """One document at a time: reading takes seconds, and one process does it."""

    name = "readings"
    batch = 1

    def claim(self, now: datetime, limit: int) -> Sequence[DocumentReading]:
        return readings.claim_due(now, limit)

    def work(self, row: DocumentReading, now: datetime) -> readings.Outcome:
        return readings.work(row)

    def record(self, done: Sequence[tuple[DocumentReading, readings.Outcome]], now: datetime) -> None:
        for row, outcome in done:
            readings.finish(row, outcome, now)

    def postpone(self, row: DocumentReading, due_at: datetime) -> bool:
        return readings.postpone(row, due_at)
