"""Reading the operator's calendar: holidays and make-up days of years, and pauses of the review.

Decides nothing about single days. The file is `calendar.toml` beside the operator's policies; every complaint
names the entry.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from qianming.core.status.holiday_table import HolidayTable, Pause

FILE_NAME = "calendar.toml"
FEWEST_WORKING_DAYS = 200
_WORKING_WEEKDAYS = range(5)


class BadCalendar(ValueError):
    """A calendar that cannot be used; the message names the entry and what is wrong with it."""


class YearEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One year: the days off that are weekdays, and the days of weekends that are worked."""

    year: int
    days_off: tuple[date, ...]
    makeup_days: tuple[date, ...] = ()


class PauseEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A maintenance window; both ends carry their zone."""

    start: datetime
    end: datetime


class CalendarFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    years: tuple[YearEntry, ...] = ()
    pauses: tuple[PauseEntry, ...] = ()


def read_calendar(path: Path) -> HolidayTable:
    """The file as a table. Raises `BadCalendar` for anything that cannot be read or makes no sense."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        told = msgspec.convert(raw, CalendarFile)
    except OSError as error:
        raise BadCalendar(f"{path.name}: {error.strerror or type(error).__name__}") from error
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise BadCalendar(f"{path.name}: {error}") from error
    if problem := next(_nonsense(told), None):
        raise BadCalendar(f"{path.name}: {problem}")
    return HolidayTable(
        frozenset(day for entry in told.years for day in entry.days_off),
        frozenset(day for entry in told.years for day in entry.makeup_days),
        frozenset(entry.year for entry in told.years),
        tuple(Pause(pause.start.astimezone(UTC), pause.end.astimezone(UTC)) for pause in told.pauses),
    )


def _nonsense(told: CalendarFile) -> Iterator[str]:
    """What would leave a year without working days, move days to another year, or never end."""
    years = [entry.year for entry in told.years]
    if len(years) != len(set(years)):
        yield "years: a year stands twice"
    for entry in told.years:
        yield from _strange_days(entry)
    for pause in told.pauses:
        if pause.start.tzinfo is None or pause.end.tzinfo is None:
            yield "pauses: write both times with their zone, for instance 2026-12-01T22:00:00+08:00"
        elif pause.end <= pause.start:
            yield f"pauses: the one from {pause.start.isoformat()} ends before it starts"


def _strange_days(entry: YearEntry) -> Iterator[str]:
    for day in (*entry.days_off, *entry.makeup_days):
        if day.year != entry.year:
            yield f"years: {day} is not in {entry.year}"
    for day in entry.makeup_days:
        if day.weekday() in _WORKING_WEEKDAYS:
            yield f"years: {day} is no weekend, so it cannot be made up"
    if len(set(entry.days_off)) > 365 - FEWEST_WORKING_DAYS:
        yield f"years: {entry.year} would have too few working days"
