"""The service of the year: its clock, its carriers, and what runs by itself every day and every night.

An evaluation takes a tenth of a second however little there is to do: half of it goes into writing the
query, a fifth each into opening the engine and into the snapshot. All 364 would take longer than everything
else together, so that not every night is evaluated: `test_year` says which. What ends between is found on the
next.
"""

from datetime import date, timedelta

from qianming.carriers.protocol import Drivers
from qianming.jobs.due import run_once
from qianming.jobs.handlers.filings import FilingHandler
from qianming.jobs.handlers.policies import FreezeHandler
from qianming.services import early_warnings, filing_terms
from qianming.services.evaluation import evaluate
from tests.services.making import apply_policies
from tests.year.clock import MovedClock
from tests.year.facts import Facts
from tests.year.stock import Applicant

DAY = timedelta(days=1)


class World:
    """Everything that the year's happenings act on. `facts` is what no event tells of it."""

    def __init__(self, clock: MovedClock, drivers: Drivers, applicants: list[Applicant]) -> None:
        self.clock = clock
        self.applicants = applicants
        self.facts = Facts()
        for applicant in applicants:
            self.facts.papers[applicant.qualification.pk] = [applicant.papers]
        self.orders: dict[tuple[int, str], int] = {}
        self._filings = FilingHandler(drivers)

    def file(self) -> None:
        """The carriers are asked about everything that is due."""
        while run_once(self._filings, self.clock):
            self.clock.tick()

    def daily(self, day: date) -> None:
        """A day's chores: terms that end; on the first of a month, when policies begin, the others too."""
        self.clock.set(day, 1)
        while filing_terms.pass_time(self.clock.tick()):
            pass
        if day.day == 1:
            apply_policies(self.clock.tick())
            run_once(FreezeHandler(), self.clock)
            filing_terms.warn_of_holidays(self.clock.tick())
        if day.day == 1 and day.month % 3 == 0:
            early_warnings.look_ahead(self.clock.tick())
        self.clock.set(day, 10)
        self.file()

    def nightly(self, day: date) -> None:
        """The evaluation of a day, in the night that follows."""
        self.clock.set(day + DAY, 0)
        self.facts.nights[self.clock.tick()] = day
        evaluate(day, self.clock.now())
