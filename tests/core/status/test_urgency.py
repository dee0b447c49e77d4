"""How much review time is left until a deadline, and when that is too little."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qianming.core.china_time import CHINA
from qianming.core.policy import RulePolicy
from qianming.core.status.calendar import review_due, review_time_between
from qianming.core.status.holiday_table import HolidayTable, Pause
from qianming.core.status.urgency import Deadline, Urgency, deadline

POLICY = RulePolicy(date(2026, 4, 27))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def china(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in June 2026, of which the 19th, a Friday, is a holiday."""
    return datetime(2026, 6, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "end", "working_days", "hours"),
    [
        (china(10, 10), china(10, 12), False, 2),
        (china(10, 8), china(10, 10), False, 1),
        (china(10, 20), china(11, 10), False, 2),
        (china(10, 22), china(11, 8), False, 0),
        (china(10, 12), china(10, 10), False, 0),
        (china(13, 9), china(13, 21), False, 12),  # a Saturday
        (china(13, 9), china(13, 21), True, 0),
        (china(19, 9), china(19, 21), False, 0),
        (china(18, 20), china(22, 10), True, 2),
    ],
)
def test_review_time_counts_inside_review_hours(
    start: datetime, end: datetime, working_days: bool, hours: int
) -> None:
    assert review_time_between(start, end, POLICY, working_days=working_days) == hours * HOUR


def test_days_that_were_entered_count_as_entered() -> None:
    """A Wednesday that was taken off, and a Saturday that is made up."""
    entered = HolidayTable(
        days_off=frozenset({date(2026, 6, 10)}), makeup_days=frozenset({date(2026, 6, 13)})
    )
    policy = RulePolicy(date(2026, 4, 27), calendar=entered)
    for day, hours, hours_of_offices in ((10, 0, 0), (11, 12, 12), (13, 12, 12), (14, 12, 0)):
        start, end = china(day, 0), china(day, 23)
        assert review_time_between(start, end, policy, working_days=False) == hours * HOUR
        assert review_time_between(start, end, policy, working_days=True) == hours_of_offices * HOUR


def test_a_pause_stops_the_clock() -> None:
    pause = Pause(china(10, 11).astimezone(UTC), china(10, 12).astimezone(UTC))
    policy = RulePolicy(date(2026, 4, 27), calendar=HolidayTable(pauses=(pause,)))
    assert review_time_between(china(10, 10), china(10, 13), policy, working_days=False) == 2 * HOUR


@pytest.mark.parametrize(
    ("now", "left", "urgency"),
    [
        (china(10, 10), 120 * MINUTE, Urgency.IN_TIME),
        (china(10, 11, 29), 31 * MINUTE, Urgency.IN_TIME),
        (china(10, 11, 30), 30 * MINUTE, Urgency.AT_RISK),
        (china(10, 12), timedelta(), Urgency.AT_RISK),
        (china(10, 12, 1), timedelta(), Urgency.OVERDUE),
        (china(12, 12), timedelta(), Urgency.OVERDUE),
    ],
)
def test_a_quarter_of_the_granted_time_is_the_risk(now: datetime, left: timedelta, urgency: Urgency) -> None:
    due = review_due(china(10, 10), POLICY)
    assert deadline(china(10, 10), due, now, POLICY, working_days=False) == Deadline(left, urgency)


def test_what_is_granted_working_days_has_the_time_of_working_days_left() -> None:
    """From a Friday at noon to the Monday after at noon, with a weekend in between."""
    stands = deadline(china(11, 12), china(15, 12), china(12, 12), POLICY, working_days=True)
    assert stands == Deadline(12 * HOUR, Urgency.IN_TIME)
