"""Review hours, statutory holidays and working days, in China time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import tzset

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.china_time import CHINA, china_day
from qianming.core.status.calendar import (
    qualification_due,
    review_due,
)
from qianming.core.status.health import recently_unused
from qianming.core.status.holiday_table import is_estimated, is_statutory_holiday, is_working_day
from tests.core.samples import POLICY
from tests.core.status.facts import facts


def china(text: str) -> datetime:
    """A moment in China time, written "month-day hour:minute" of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        # inside the hours of one day
        ("11-18 09:00", "11-18 11:00"),
        ("11-18 12:34", "11-18 14:34"),
        ("11-18 19:00", "11-18 21:00"),
        # weekends count
        ("11-21 10:00", "11-21 12:00"),
        ("11-22 20:00", "11-23 10:00"),
        # over the night
        ("11-18 19:01", "11-19 09:01"),
        ("11-18 20:59", "11-19 10:59"),
        ("11-18 21:00", "11-19 11:00"),
        ("11-18 23:59", "11-19 11:00"),
        ("11-18 00:00", "11-18 11:00"),
        ("11-18 08:59", "11-18 11:00"),
        # over the National Day holiday
        ("09-30 19:00", "09-30 21:00"),
        ("09-30 20:00", "10-08 10:00"),
        ("10-01 10:00", "10-08 11:00"),
        ("10-07 23:00", "10-08 11:00"),
        # a make-up day is an ordinary day
        ("10-10 10:00", "10-10 12:00"),
        ("02-14 20:30", "02-24 10:30"),
    ],
)
def test_a_review_takes_two_hours_of_review_time(submitted: str, due: str) -> None:
    answer = review_due(china(submitted), POLICY)
    assert answer == china(due)
    assert answer.tzinfo is UTC


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        ("11-17 10:00", "11-19 10:00"),
        ("11-17 09:00", "11-18 21:00"),
        ("11-17 08:00", "11-18 21:00"),
        ("11-17 21:00", "11-19 21:00"),
        ("11-20 15:00", "11-24 15:00"),
        ("11-21 10:00", "11-24 21:00"),
        ("09-30 12:00", "10-09 12:00"),
        # Saturday the tenth of October is a working day, made up for the holiday
        ("10-09 12:00", "10-12 12:00"),
    ],
)
def test_papers_take_two_working_days(submitted: str, due: str) -> None:
    assert qualification_due(china(submitted), POLICY) == china(due)
    assert review_due(china(submitted), POLICY, government=True) == china(due)


def test_the_three_deadlines_have_figures_of_their_own() -> None:
    policy = replace(
        POLICY,
        review_minutes=30,
        government_working_days=1,
        qualification_working_days=3,
        review_opens=time(10),
    )
    submitted = china("11-17 09:00")
    assert review_due(submitted, policy) == china("11-17 10:30")
    assert review_due(submitted, policy, government=True) == china("11-17 21:00")
    assert qualification_due(submitted, policy) == china("11-19 21:00")


@pytest.mark.parametrize("machine", ["UTC", "America/New_York", "Asia/Shanghai"])
def test_neither_the_moments_zone_nor_the_machines_matters(
    machine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", machine)
        tzset()
        assert review_due(datetime(2026, 11, 18, 2, tzinfo=UTC), POLICY) == china("11-18 12:00")
        asleep = facts(last_activity=datetime(2026, 8, 20, 15, 59, tzinfo=UTC))
        awake = facts(last_activity=datetime(2026, 8, 20, 16, 0, tzinfo=UTC))
        assert recently_unused(asleep, date(2026, 11, 18), POLICY)
        assert not recently_unused(awake, date(2026, 11, 18), POLICY)
    tzset()


@pytest.mark.parametrize(
    ("day", "working", "holiday"),
    [
        ("2026-11-18", True, False),
        ("2026-11-21", False, False),
        ("2026-10-01", False, True),
        ("2026-10-10", True, False),
        ("2026-02-17", False, True),
        ("2004-01-01", False, True),
        # without an official arrangement
        ("2031-01-01", False, True),
        ("2031-01-04", False, False),
        ("2031-01-06", True, False),
        ("2031-10-01", False, True),
        ("2003-10-01", False, True),
        ("2003-10-19", False, False),
    ],
)
def test_working_days_and_holidays(day: str, working: bool, holiday: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is working
    assert is_statutory_holiday(date.fromisoformat(day)) is holiday


def test_a_year_without_an_arrangement_is_estimated() -> None:
    assert not is_estimated(2004)
    assert not is_estimated(2026)
    assert is_estimated(2003)
    assert is_estimated(2060)


def test_a_review_over_the_edge_of_the_known_years_is_due_all_the_same() -> None:
    submitted = datetime(2060, 12, 31, 20, tzinfo=CHINA)
    assert review_due(submitted, POLICY) == datetime(2061, 1, 2, 10, tzinfo=CHINA)


START = datetime(2004, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=8300)).map(lambda later: START + later)


@given(MOMENTS)
def test_a_due_time_lies_inside_review_hours(submitted: datetime) -> None:
    due = review_due(submitted, POLICY)
    shown = due.astimezone(CHINA)
    assert due - submitted >= timedelta(hours=2)
    assert POLICY.review_opens < shown.time() <= POLICY.review_closes
    assert not is_statutory_holiday(shown.date())


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=10)))
def test_who_submits_later_is_never_due_earlier(submitted: datetime, later: timedelta) -> None:
    assert review_due(submitted + later, POLICY) >= review_due(submitted, POLICY)
    assert qualification_due(submitted + later, POLICY) >= qualification_due(submitted, POLICY)


@given(MOMENTS)
def test_papers_are_due_on_a_working_day(submitted: datetime) -> None:
    due = qualification_due(submitted, POLICY).astimezone(CHINA)
    assert is_working_day(due.date())
    first = china_day(submitted) + timedelta(days=1)
    days = (first + timedelta(days=later) for later in range((due.date() - first).days))
    assert sum(map(is_working_day, days)) <= 2
