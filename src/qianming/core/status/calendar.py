"""When a decision is due: review hours, statutory holidays and working days, all in China time.

Decides dates from a given instant. Years for which no official arrangement is known are estimated (Monday to
Friday less the statutory days) and `is_estimated` says so.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from qianming.core.policy import RulePolicy

CHINA = ZoneInfo("Asia/Shanghai")
_DAY = timedelta(days=1)
_SATURDAY = 5


def is_estimated(year: int) -> bool:
    """Whether the official arrangement of a year's holidays is unknown, so that its days are a forecast."""
    return _arrangement(date(year, 1, 1)) is None


def is_statutory_holiday(day: date) -> bool:
    """Whether a day belongs to a statutory holiday; an ordinary weekend does not."""
    known = _arrangement(day)
    if known is None:
        return day in _statutory_days(day.year)
    off, holiday = known
    return off and holiday is not None


def is_working_day(day: date) -> bool:
    """Whether offices work: weekdays and make-up days, without holidays."""
    known = _arrangement(day)
    if known is None:
        return day.weekday() < _SATURDAY and day not in _statutory_days(day.year)
    return not known[0]


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after a day; `count` is at least 1."""
    if count < 1:
        raise ValueError("count must be at least 1")
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


def review_due(submitted_at: datetime, policy: RulePolicy, *, government: bool = False) -> datetime:
    """When the review of a signature or template is due, in UTC.

    Review time counts inside the review hours of every day but statutory holidays. A government body's
    application takes whole working days instead, each as long as the review hours.
    """
    if government:
        return _working_days_later(submitted_at, policy.government_working_days, policy)
    return _within_hours(submitted_at, timedelta(minutes=policy.review_minutes), policy, _is_reviewed)


def qualification_due(submitted_at: datetime, policy: RulePolicy) -> datetime:
    """When the review of a qualification is due, in UTC; it takes whole working days."""
    return _working_days_later(submitted_at, policy.qualification_working_days, policy)


def _is_reviewed(day: date) -> bool:
    return not is_statutory_holiday(day)


def _working_days_later(submitted_at: datetime, days: int, policy: RulePolicy) -> datetime:
    today = date.min
    length = datetime.combine(today, policy.review_closes) - datetime.combine(today, policy.review_opens)
    return _within_hours(submitted_at, days * length, policy, is_working_day)


def _within_hours(
    submitted_at: datetime, needed: timedelta, policy: RulePolicy, counts: Callable[[date], bool]
) -> datetime:
    """The instant at which `needed` has passed inside the review hours of the days that count."""
    moment = submitted_at.astimezone(CHINA).replace(tzinfo=None)
    day = moment.date()
    while True:
        opens = max(moment, datetime.combine(day, policy.review_opens))
        left = datetime.combine(day, policy.review_closes) - opens
        if counts(day) and left >= needed:
            return (opens + needed).replace(tzinfo=CHINA).astimezone(UTC)
        if counts(day) and left > timedelta():
            needed -= left
        day += _DAY


def _arrangement(day: date) -> tuple[bool, str | None] | None:
    """The official arrangement of a day: off or not, and the holiday it belongs to; None if unknown."""
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
