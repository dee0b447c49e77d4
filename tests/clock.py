"""The clock of the tests."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class StandingClock:
    """A clock that moves only by hand."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment
