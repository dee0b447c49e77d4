"""Filings that are due: hand them to their carriers, or ask where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.carriers.protocol import Drivers, FilingAnswer, FilingRequest
from qianming.registry.models import CarrierFiling
from qianming.services import filings


@dataclass(frozen=True, slots=True)
class Answered:
    """A carrier's answer, and the sub-port and the papers that it was told, if it was asked to file."""

    answer: FilingAnswer
    extension: str = ""
    papers: int | None = None


class FilingHandler:
    """Asks each carrier's driver; a filing that has become pointless is asked about no more."""

    name = "filings"
    batch = 20

    def __init__(self, drivers: Drivers) -> None:
        self._drivers = drivers

    def claim(self, now: datetime, limit: int) -> Sequence[CarrierFiling]:
        return filings.claim_due(now, limit)

    def work(self, row: CarrierFiling, now: datetime) -> Answered | None:
        task = filings.task_for(row)
        if task is None:
            return None
        if task.refused is not None:
            return Answered(task.refused)
        driver = self._drivers[task.carrier]
        if isinstance(task.question, FilingRequest):
            answer = driver.file(task.question, now)
            return Answered(answer, task.question.extension, task.papers)
        return Answered(driver.poll(task.question, now))

    def record(self, done: Sequence[tuple[CarrierFiling, Answered | None]], now: datetime) -> None:
        for row, told in done:
            if told is None:
                filings.leave(row, now)
            else:
                filings.record_answer(row, told.answer, now, told.extension, told.papers)

    def postpone(self, row: CarrierFiling, due_at: datetime) -> bool:
        return filings.postpone(row, due_at)
