"""What the year put into the world and no event tells: messages, persons behind papers, nights.

The history holds no personal data and no traffic. So the model is told these plain facts by whoever made
them, and what follows from them it decides by itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import sqrt
from zoneinfo import ZoneInfo

_CHINA = ZoneInfo("Asia/Shanghai")


def china_day(moment: datetime) -> date:
    """The day on which it happened, in China."""
    return moment.astimezone(_CHINA).date()


@dataclass(frozen=True, slots=True)
class Sent:
    """A message, and whether it arrived; None while its carrier has not said."""

    signature: int
    carrier: str
    at: datetime
    arrived: bool | None


@dataclass(frozen=True, slots=True)
class Papers:
    """What a qualification said from a moment on. `administrator` and `enterprise` only tell them apart."""

    since: datetime
    administrator: str
    enterprise: str
    legal_until: date
    administrator_until: date
    whole: bool = True


@dataclass
class Facts:
    """All of them; `nights` are the evaluated days by the moment of their evaluation."""

    papers: dict[int, list[Papers]] = field(default_factory=lambda: defaultdict(list))
    sent: list[Sent] = field(default_factory=list)
    nights: dict[datetime, date] = field(default_factory=dict)

    def papers_at(self, qualification: int, at: datetime) -> Papers:
        """What a qualification said at a moment."""
        return [papers for papers in self.papers[qualification] if papers.since <= at][-1]

    def of_administrator(self, person: str, at: datetime) -> Iterator[tuple[int, Papers]]:
        """The qualifications that a person stands for, whatever became of them."""
        for number in self.papers:
            papers = [one for one in self.papers[number] if one.since <= at]
            if papers and papers[-1].administrator == person:
                yield number, papers[-1]


class Traffic:
    """The messages, ready to be asked about single signatures; carriers' outages count against nobody.

    The figures are those of the shipped policy.
    """

    WINDOW, SAMPLE, RATE, CONFIDENCE = timedelta(days=7), 50, 0.8, 1.96
    OUTAGE_SAMPLE, OUTAGE_RATE, OUTAGE_SIGNATURES = 100, 0.5, 3

    def __init__(self, sent: list[Sent]) -> None:
        self._by_signature: dict[int, list[Sent]] = defaultdict(list)
        hours: dict[tuple[str, datetime], list[Sent]] = defaultdict(list)
        for one in sent:
            self._by_signature[one.signature].append(one)
            if one.arrived is not None:
                hours[one.carrier, _hour(one.at)].append(one)
        self.outages = {hour for hour, answered in hours.items() if self._is_outage(answered)}

    def last(self, signature: int, at: datetime) -> datetime | None:
        """When it was last sent with, up to a moment."""
        return max((one.at for one in self._by_signature.get(signature, ()) if one.at <= at), default=None)

    def is_low(self, signature: int, day: date) -> bool:
        """Whether too little of it arrived with any carrier in the days up to this one."""
        answered: dict[str, list[bool]] = defaultdict(list)
        for one in self._by_signature.get(signature, ()):
            is_out = (one.carrier, _hour(one.at)) in self.outages
            if one.arrived is not None and not is_out and day - self.WINDOW < china_day(one.at) <= day:
                answered[one.carrier].append(one.arrived)
        return any(self._below(arrived, self.SAMPLE, self.RATE) for arrived in answered.values())

    def _is_outage(self, answered: list[Sent]) -> bool:
        several = len({one.signature for one in answered}) >= self.OUTAGE_SIGNATURES
        arrived = [bool(one.arrived) for one in answered]
        return several and self._below(arrived, self.OUTAGE_SAMPLE, self.OUTAGE_RATE)

    def _below(self, arrived: list[bool], sample: int, rate: float) -> bool:
        """Whether even the upper end of the Wilson interval lies below a rate."""
        count, square = len(arrived), self.CONFIDENCE**2
        if count < sample:
            return False
        share = sum(arrived) / count
        reach = self.CONFIDENCE * sqrt(share * (1 - share) / count + square / (4 * count**2))
        return (share + square / (2 * count) + reach) / (1 + square / count) < rate


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
