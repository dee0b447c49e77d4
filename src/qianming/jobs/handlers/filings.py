"""Filings that are due: hand them to their carriers, or ask where they stand.

An answer that cannot be taken is kept as a mismatch; only silence is a failure that is simply tried again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.carriers.protocol import CarrierMisunderstood, Drivers, FilingAnswer, FilingRequest
from qianming.core.mismatches import MismatchFault
from qianming.registry.models import CarrierFiling
from qianming.services import filings
from qianming.services.filing_mismatches import leave_answer
from qianming.services.filings import FilingTask
from qianming.services.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Answered:
    """A carrier's answer, and the sub-port and the papers that it was told, if it was asked to file."""

    answer: FilingAnswer
    extension: str = ""
    papers: int | None = None


@dataclass(frozen=True, slots=True)
class Untaken:
    """An answer that is none to the question; `told` is the state or status that it named."""

    fault: MismatchFault
    told: str


Told = Answered | Untaken | None


class FilingHandler:
    """Asks each carrier's driver; a filing that has become pointless is asked about no more."""

    name = "filings"
    batch = 20

    def __init__(self, drivers: Drivers) -> None:
        self._drivers = drivers

    def claim(self, now: datetime, limit: int) -> Sequence[CarrierFiling]:
        return filings.claim_due(now, limit)

    def work(self, row: CarrierFiling, now: datetime) -> Told:
        task = filings.task_for(row)
        if task is None:
            return None
        if task.refused is not None:
            return Answered(task.refused)
        try:
            return self._asked(task, now)
        except CarrierMisunderstood as error:
            return Untaken(error.fault, error.told)

    def _asked(self, task: FilingTask, now: datetime) -> Answered:
        driver = self._drivers[task.carrier]
        if isinstance(task.question, FilingRequest):
            answer = driver.file(task.question, now)
            return Answered(answer, task.question.extension, task.papers)
        return Answered(driver.poll(task.question, now))

    def record(self, done: Sequence[tuple[CarrierFiling, Told]], now: datetime) -> None:
        for row, told in done:
            if told is None:
                filings.leave(row, now)
            elif isinstance(told, Untaken):
                leave_answer(row, told.fault, told.told, now)
            else:
                _take(row, told, now)

    def postpone(self, row: CarrierFiling, due_at: datetime) -> bool:
        return filings.postpone(row, due_at)


def _take(row: CarrierFiling, told: Answered, now: datetime) -> None:
    """Record it, unless no filing takes that step from where this one is."""
    try:
        filings.record_answer(row, told.answer, now, told.extension, told.papers)
    except Refusal:
        leave_answer(row, MismatchFault.IMPOSSIBLE, told.answer.state, now)
