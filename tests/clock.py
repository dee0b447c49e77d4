"""The clock of the tests, and the day for those that a whole service on the machine's clock takes part in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from qianming.core.china_time import china_day


@dataclass
class StandingClock:
    """A clock that moves only by hand."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def today() -> date:
    """The day that it is in China."""
    return china_day(datetime.now(UTC))
