"""Filings that are due: hand them to their carriers, or ask where they stand."""

from collections.abc import Sequence
from datetime import datetime

from qianming.carriers.protocol import Drivers, FilingAnswer, FilingRequest
from qianming.registry.models import CarrierFiling
from qianming.services import filings


class FilingHandler:
    """Asks each carrier's driver; a filing that has become pointless is asked about no more."""

    name = "filings"
    batch = 20

    def __init__(self, drivers: Drivers) -> None:
        self._drivers = drivers

    def claim(self, now: datetime, limit: int) -> Sequence[CarrierFiling]:
        return filings.claim_due(now, limit)

    def work(self, row: CarrierFiling, now: datetime) -> FilingAnswer | None:
        task = filings.task_for(row)
        if task is None:
            return None
        driver = self._drivers[task.carrier]
        if isinstance(task.question, FilingRequest):
            return driver.file(task.question, now)
        return driver.poll(task.question, now)

    def record(self, done: Sequence[tuple[CarrierFiling, FilingAnswer | None]], now: datetime) -> None:
        for row, answer in done:
            if answer is None:
                filings.leave(row)
            else:
                filings.record_answer(row, answer, now)

    def postpone(self, row: CarrierFiling, due_at: datetime) -> bool:
        return filings.postpone(row, due_at)
