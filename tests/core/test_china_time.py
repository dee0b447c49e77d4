"""The clock of China: days begin there, wherever the moment was noted."""

from datetime import UTC, date, datetime

import pytest

from qianming.core.china_time import china_day, china_midnight, china_text


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 5, 20, 15, 59, 59, tzinfo=UTC), date(2026, 5, 20)),
        (datetime(2026, 5, 20, 16, tzinfo=UTC), date(2026, 5, 21)),
    ],
)
def test_a_day_changes_at_midnight_in_china(moment: datetime, day: date) -> None:
    assert china_day(moment) == day


def test_a_moment_is_written_as_clocks_in_china_show_it() -> None:
    assert china_text(datetime(2026, 5, 20, 16, 3, 9, 999, tzinfo=UTC)) == "2026-05-21 00:03:09"


def test_a_day_begins_eight_hours_before_that_of_utc() -> None:
    assert china_midnight(date(2026, 5, 21)) == datetime(2026, 5, 20, 16, tzinfo=UTC)
