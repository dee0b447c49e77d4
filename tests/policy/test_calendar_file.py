"""The operator's calendar: read whole, or refused with the entry that is wrong."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qianming.core.status.holiday_table import NOTHING_ENTERED, Pause, is_working_day
from qianming.policy import loader
from qianming.policy.calendar_file import BadCalendar, read_calendar
from tests.policy.files import policy_file

GOOD = """
[[years]]
year = 2031
days_off = [2031-01-01, 2031-01-02]
makeup_days = [2031-01-04]

[[pauses]]
start = 2026-12-01T22:00:00+08:00
end = 2026-12-02T02:00:00+08:00
"""


def calendar(folder: Path, text: str = GOOD) -> Path:
    path = folder / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_years_and_pauses_are_read(tmp_path: Path) -> None:
    table = read_calendar(calendar(tmp_path))
    assert table.years == {2031}
    assert table.days_off == {date(2031, 1, 1), date(2031, 1, 2)}
    assert table.makeup_days == {date(2031, 1, 4)}
    (pause,) = table.pauses
    assert pause == Pause(datetime(2026, 12, 1, 14, tzinfo=UTC), datetime(2026, 12, 1, 18, tzinfo=UTC))


EVERY_DAY_OFF = ", ".join(str(date.fromordinal(date(2031, 1, 1).toordinal() + day)) for day in range(200))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[years]]\nyear = 2031", "days_off"),
        ("[[years]]\nyear = 2031\ndays_off = [2030-01-01]", "2030-01-01 is not in 2031"),
        ("[[years]]\nyear = 2031\ndays_off = []\nmakeup_days = [2031-01-03]", "2031-01-03 is no weekend"),
        ("[[years]]\nyear = 2031\ndays_off = []\n[[years]]\nyear = 2031\ndays_off = []", "stands twice"),
        (f"[[years]]\nyear = 2031\ndays_off = [{EVERY_DAY_OFF}]", "too few working days"),
        ("[[pauses]]\nstart = 2026-12-01T22:00:00\nend = 2026-12-02T02:00:00", "with their zone"),
        ("[[pauses]]\nstart = 2026-12-02T22:00:00Z\nend = 2026-12-01T02:00:00Z", "ends before it starts"),
        ("[[pause]]\nstart = 2026-12-02T22:00:00Z", "pause"),
        ("years", "calendar.toml"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadCalendar, match=says) as refused:
        read_calendar(calendar(tmp_path, text))
    assert str(refused.value).startswith("calendar.toml: ")


def test_a_calendar_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCalendar, match=r"^calendar\.toml: "):
        read_calendar(tmp_path / "calendar.toml")


def test_the_calendar_is_part_of_every_policy(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    request.addfinalizer(lambda: loader.use_folder(None))
    policy_file(tmp_path, "2027-01-01")
    loader.use_folder(tmp_path)
    assert all(policy.calendar == NOTHING_ENTERED for policy in loader.policies())
    path = calendar(tmp_path)
    assert loader.reload()
    assert [policy.calendar.years for policy in loader.policies()] == [{2031}] * len(loader.policies())
    assert is_working_day(date(2031, 1, 4), loader.policy_on(date(2026, 11, 22)).calendar)
    path.write_text("years", encoding="utf-8")
    assert loader.reload()
    assert all(policy.calendar == NOTHING_ENTERED for policy in loader.policies())
    assert [line.split(":")[0] for line in loader.refused()] == ["calendar.toml"]
