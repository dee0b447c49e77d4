"""When a carrier's filing will probably be answered: a range of dates, never a promise.

Decides from how long earlier filings took, the still open ones included, in working time; and from the
carriers' published days while that history is thin. Does not decide what happens to one that takes too long.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from qianming.core.china_time import CHINA, china_day
from qianming.core.codes import Carrier
from qianming.core.policy import RulePolicy
from qianming.core.status.calendar import add_working_time, working_time_between

EARLY, LATE = 0.5, 0.9
_DAY = timedelta(days=1)
_ROUNDING = 1e-9


class ForecastBasis(StrEnum):
    """What a forecast rests on."""

    HISTORY = "history"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class PastFiling:
    """How long a carrier took, or has taken so far, in working time; `answered` tells the two apart."""

    took: timedelta
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Forecast:
    """The answer is expected from `start` (half of all come by then) to `end` (nine of ten), in China time.

    `overdue_since` is the day by which nine of ten had come, once it has passed. Then the range speaks of
    those that were as old as this one, and is None where too few were. No day lies in the past. `sample` is
    how many answered filings were known.
    """

    start: date | None
    end: date | None
    basis: ForecastBasis
    sample: int
    overdue_since: date | None = None


def forecast(
    asked_at: datetime, now: datetime, carrier: Carrier, history: Sequence[PastFiling], policy: RulePolicy
) -> Forecast:
    """The forecast for a filing that was handed over at `asked_at` and is still open at `now`."""
    usual, basis, sample = _usual(carrier, history, policy)
    if basis is ForecastBasis.PUBLISHED:
        return _told(asked_at, now, usual, None, policy, basis, sample)
    waited = working_time_between(asked_at, now, policy.calendar)
    older = [past for past in history if past.took > waited]
    later = _range_of(quantile(older, EARLY), quantile(older, LATE))
    return _told(asked_at, now, usual, later, policy, basis, sample)


def expected_by(
    asked_at: datetime, carrier: Carrier, history: Sequence[PastFiling], policy: RulePolicy
) -> datetime:
    """The instant by which nine of ten filings handed over at `asked_at` are answered, in UTC."""
    usual, _, _ = _usual(carrier, history, policy)
    return add_working_time(asked_at, usual.late, policy.calendar)


def _usual(
    carrier: Carrier, history: Sequence[PastFiling], policy: RulePolicy
) -> tuple["_Range", ForecastBasis, int]:
    """From when to when a new filing is answered, what that rests on, and how many answers are known."""
    answered = sum(past.answered for past in history)
    known = _range_of(quantile(history, EARLY), quantile(history, LATE))
    if answered >= policy.filing.history_min and known is not None:
        return known, ForecastBasis.HISTORY, answered
    shortest, longest = policy.filing.published_days[carrier]
    return _Range(shortest * _DAY, longest * _DAY), ForecastBasis.PUBLISHED, answered


def quantile(history: Iterable[PastFiling], share: float) -> timedelta | None:
    """The working time by which that share of filings is answered; None if too few of them ever were.

    The product-limit estimate: a filing that is still open counts for as long as it has waited, so that slow
    ones are not overlooked. One more than there were is counted as waiting, which makes a new filing exceed
    the figure exactly as often as it says.
    """
    ordered = sorted(history, key=lambda past: (past.took, not past.answered))
    left, waiting = 1.0, len(ordered)
    for past in ordered:
        if past.answered:
            left *= waiting / (waiting + 1)
            if left <= 1 - share + _ROUNDING:
                return past.took
        waiting -= 1
    return None


@dataclass(frozen=True, slots=True)
class _Range:
    """From when to when after being handed over, in working time."""

    early: timedelta
    late: timedelta


def _range_of(early: timedelta | None, late: timedelta | None) -> _Range | None:
    return None if early is None or late is None else _Range(early, late)


def _told(
    asked_at: datetime,
    now: datetime,
    usual: _Range,
    later: _Range | None,
    policy: RulePolicy,
    basis: ForecastBasis,
    sample: int,
) -> Forecast:
    """The usual range while it lasts; after that since when it is overdue, and the range of those as old."""
    due = add_working_time(asked_at, usual.late, policy.calendar)
    overdue_since = None if now <= due else china_day(due)
    shown = usual if now <= due else later
    if shown is None:
        return Forecast(None, None, basis, sample, overdue_since)
    today = china_day(now)
    start, end = (
        max(today, add_working_time(asked_at, took, policy.calendar).astimezone(CHINA).date())
        for took in (shown.early, shown.late)
    )
    return Forecast(start, end, basis, sample, overdue_since)
