"""Which days offices work: an operator's own table first, then the libraries' official arrangements.

Decides about single days and about pauses of the review. Years for which no official arrangement is known are
estimated (Monday to Friday less the statutory days), and `is_estimated` says so.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Pause:
    """A maintenance window, from its start up to but not including its end; both are aware instants."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """What an operator entered.

    `years` are those whose arrangement is complete here: everything else of them is an ordinary weekday or
    weekend. A day of another year listed in `days_off` or `makeup_days` is taken as listed. `pauses` stop the
    clock of reviews.
    """

    days_off: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    pauses: tuple[Pause, ...] = ()


NOTHING_ENTERED = HolidayTable()


def is_estimated(year: int, table: HolidayTable = NOTHING_ENTERED) -> bool:
    """Whether the arrangement of a year's holidays is unknown, so that its days are a forecast."""
    return year not in table.years and _arrangement(date(year, 1, 1)) is None


def is_statutory_holiday(day: date, table: HolidayTable = NOTHING_ENTERED) -> bool:
    """Whether a day belongs to a statutory holiday; an ordinary weekend does not."""
    if day in table.days_off:
        return True
    if day in table.makeup_days or day.year in table.years:
        return False
    known = _arrangement(day)
    if known is None:
        return day in _statutory_days(day.year)
    off, holiday = known
    return off and holiday is not None


def is_working_day(day: date, table: HolidayTable = NOTHING_ENTERED) -> bool:
    """Whether offices work: weekdays and make-up days, without holidays."""
    if day in table.makeup_days:
        return True
    if day in table.days_off:
        return False
    known = None if day.year in table.years else _arrangement(day)
    if known is None:
        return day.weekday() < _SATURDAY and not is_statutory_holiday(day, table)
    return not known[0]


@lru_cache(maxsize=4096)
def _arrangement(day: date) -> tuple[bool, str | None] | None:
    """The official arrangement of a day: off or not, and the holiday it belongs to; None if unknown.

    Remembered, because the time that one filing took is a question about each of its days.
    """
    import chinese_calendar

    try:
        off, holiday = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return off, holiday


@cache
def _statutory_days(year: int) -> frozenset[date]:
    """The statutory days of a year without an arrangement; imported late, because it is slow to load."""
    import holidays

    return frozenset(holidays.country_holidays("CN", years=year))
