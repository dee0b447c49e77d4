"""When a decision is due and how long an item has waited: review hours and working days, in China time.

Decides dates from given instants. Which days count is `core.status.holiday_table`'s matter.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from qianming.core.china_time import CHINA, china_day, china_midnight
from qianming.core.policy import RulePolicy
from qianming.core.status.holiday_table import (
    NOTHING_ENTERED,
    HolidayTable,
    Pause,
    is_statutory_holiday,
    is_working_day,
)

_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]


def working_time_between(start: datetime, end: datetime, table: HolidayTable = NOTHING_ENTERED) -> timedelta:
    """How much of a stretch of time lies on working days, which count whole; nothing where it ends early."""
    day, waited = china_day(start), timedelta()
    while max(start, china_midnight(day)) < end:
        if is_working_day(day, table):
            waited += min(end, china_midnight(day + _DAY)) - max(start, china_midnight(day))
        day += _DAY
    return waited


def add_working_time(start: datetime, needed: timedelta, table: HolidayTable = NOTHING_ENTERED) -> datetime:
    """The instant, in UTC, at which that much time of working days has passed."""
    day = china_day(start)
    while True:
        since, until = max(start, china_midnight(day)), china_midnight(day + _DAY)
        if is_working_day(day, table):
            if until - since >= needed:
                return (since + needed).astimezone(UTC)
            needed -= until - since
        day += _DAY


def review_due(submitted_at: datetime, policy: RulePolicy, *, government: bool = False) -> datetime:
    """When the review of a signature or template is due, in UTC.

    Review time counts inside the review hours of every day but statutory holidays, and not while the review
    is paused. A government body's application takes whole working days instead, each as long as the review
    hours.
    """
    if government:
        return _working_days_later(submitted_at, policy.government_working_days, policy)
    needed = timedelta(minutes=policy.review_minutes)
    return _within_hours(
        submitted_at, needed, policy, lambda day: not is_statutory_holiday(day, policy.calendar)
    )


def qualification_due(submitted_at: datetime, policy: RulePolicy) -> datetime:
    """When the review of a qualification is due, in UTC; it takes whole working days."""
    return _working_days_later(submitted_at, policy.qualification_working_days, policy)


def review_time_between(
    start: datetime, end: datetime, policy: RulePolicy, *, working_days: bool
) -> timedelta:
    """How much review time lies in a stretch of time; on working days alone, or on all but holidays."""
    day, found = china_day(start), timedelta()
    while china_midnight(day) < end:
        holiday = is_statutory_holiday(day, policy.calendar)
        counts = is_working_day(day, policy.calendar) if working_days else not holiday
        for opens, closes in _open_spans(day, start, policy) if counts else ():
            found += max(min(closes, end) - opens, timedelta())
        day += _DAY
    return found


def _working_days_later(submitted_at: datetime, days: int, policy: RulePolicy) -> datetime:
    today = date.min
    length = datetime.combine(today, policy.review_closes) - datetime.combine(today, policy.review_opens)
    return _within_hours(
        submitted_at, days * length, policy, lambda day: is_working_day(day, policy.calendar)
    )


def _within_hours(
    submitted_at: datetime, needed: timedelta, policy: RulePolicy, counts: Callable[[date], bool]
) -> datetime:
    """The instant at which `needed` has passed inside the review hours of the days that count."""
    day = china_day(submitted_at)
    while True:
        for start, end in _open_spans(day, submitted_at, policy) if counts(day) else ():
            if end - start >= needed:
                return (start + needed).astimezone(UTC)
            needed -= end - start
        day += _DAY


def _open_spans(day: date, submitted_at: datetime, policy: RulePolicy) -> Iterator[Span]:
    """The review hours of a day after the submission, less the pauses, in order of time."""
    start = max(submitted_at, datetime.combine(day, policy.review_opens, CHINA))
    closes = datetime.combine(day, policy.review_closes, CHINA)
    for pause in sorted(policy.calendar.pauses, key=_start):
        if start < pause.end and pause.start < closes:
            if start < pause.start:
                yield start, pause.start
            start = pause.end
    if start < closes:
        yield start, closes


def _start(pause: Pause) -> datetime:
    return pause.start
