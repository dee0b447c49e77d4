"""An operator's own holidays, make-up days and pauses, and time counted on working days."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.china_time import CHINA
from qianming.core.status.calendar import (
    add_working_time,
    qualification_due,
    review_due,
    working_time_between,
)
from qianming.core.status.holiday_table import (
    HolidayTable,
    Pause,
    is_estimated,
    is_statutory_holiday,
    is_working_day,
)
from tests.core.samples import POLICY

ENTERED = HolidayTable(
    days_off=frozenset({date(2031, 1, 1), date(2031, 1, 2)}),
    makeup_days=frozenset({date(2031, 1, 4)}),
    years=frozenset({2031}),
)


def china(text: str) -> datetime:
    """A moment of 2026 in China time, written "month-day hour:minute"."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("day", "working", "holiday"),
    [
        ("2031-01-01", False, True),
        ("2031-01-02", False, True),
        ("2031-01-03", True, False),
        # a Saturday that is made up, and one that is not
        ("2031-01-04", True, False),
        ("2031-01-11", False, False),
        # the libraries' forecast of the National Day is not asked in a year that was entered
        ("2031-10-01", True, False),
        # another year goes by the libraries
        ("2026-10-01", False, True),
    ],
)
def test_a_year_that_was_entered_goes_by_its_table(day: str, working: bool, holiday: bool) -> None:
    assert is_working_day(date.fromisoformat(day), ENTERED) is working
    assert is_statutory_holiday(date.fromisoformat(day), ENTERED) is holiday


def test_a_year_that_was_entered_is_not_estimated() -> None:
    assert is_estimated(2031)
    assert not is_estimated(2031, ENTERED)
    assert is_estimated(2032, ENTERED)


def test_a_single_day_of_a_known_year_can_be_changed() -> None:
    changed = HolidayTable(
        days_off=frozenset({date(2026, 11, 18)}), makeup_days=frozenset({date(2026, 11, 21)})
    )
    assert not is_working_day(date(2026, 11, 18), changed)
    assert is_statutory_holiday(date(2026, 11, 18), changed)
    assert is_working_day(date(2026, 11, 21), changed)
    assert not is_statutory_holiday(date(2026, 11, 21), changed)


@pytest.mark.parametrize(
    ("pauses", "submitted", "due"),
    [
        ([("11-18 10:00", "11-18 12:00")], "11-18 09:00", "11-18 13:00"),
        ([("11-18 10:00", "11-18 12:00")], "11-18 11:00", "11-18 14:00"),
        ([("11-18 10:00", "11-18 12:00")], "11-18 13:00", "11-18 15:00"),
        ([("11-18 08:00", "11-18 10:00")], "11-18 07:00", "11-18 12:00"),
        ([("11-18 20:00", "11-19 10:00")], "11-18 19:30", "11-19 11:30"),
        ([("11-18 14:00", "11-18 15:00"), ("11-18 10:00", "11-18 11:00")], "11-18 09:30", "11-18 12:30"),
        ([("11-18 10:00", "11-18 12:00"), ("11-18 11:00", "11-18 13:00")], "11-18 09:00", "11-18 14:00"),
    ],
)
def test_a_pause_stops_the_clock_of_the_review(
    pauses: list[tuple[str, str]], submitted: str, due: str
) -> None:
    table = HolidayTable(pauses=tuple(Pause(china(start), china(end)) for start, end in pauses))
    assert review_due(china(submitted), replace(POLICY, calendar=table)) == china(due)


def test_papers_wait_through_holidays_that_were_entered() -> None:
    policy = replace(POLICY, calendar=HolidayTable(days_off=frozenset({date(2026, 11, 18)})))
    assert qualification_due(china("11-17 10:00"), policy) == china("11-20 10:00")
    assert review_due(china("11-17 20:00"), policy) == china("11-19 10:00")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("11-18 09:00", "11-18 12:00", 3),
        ("11-18 22:00", "11-19 02:00", 4),
        ("11-20 23:00", "11-23 01:00", 2),
        ("11-21 10:00", "11-22 10:00", 0),
        ("09-30 00:00", "10-09 00:00", 48),
        ("11-18 12:00", "11-18 09:00", 0),
    ],
)
def test_only_working_days_count_as_waiting(start: str, end: str, hours: int) -> None:
    assert working_time_between(china(start), china(end)) == timedelta(hours=hours)


def test_waiting_goes_by_what_was_entered() -> None:
    table = HolidayTable(
        days_off=frozenset({date(2026, 11, 19)}), makeup_days=frozenset({date(2026, 11, 21)})
    )
    start, end = china("11-18 12:00"), china("11-22 00:00")
    assert working_time_between(start, end, table) == timedelta(hours=12 + 24 + 24)
    assert add_working_time(start, timedelta(hours=13), table) == china("11-20 01:00")
    assert add_working_time(start, timedelta(hours=37), table) == china("11-21 01:00")


def test_time_that_ends_with_a_day_is_through_at_its_end() -> None:
    """Friday's midnight is not put off to Monday's."""
    assert add_working_time(china("11-20 00:00"), timedelta(hours=24)) == china("11-21 00:00")


START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda later: START + later)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_adding_working_time_is_the_way_back_from_measuring_it(start: datetime, needed: timedelta) -> None:
    reached = add_working_time(start, needed)
    assert working_time_between(start, reached) == needed
    assert reached.tzinfo is UTC
