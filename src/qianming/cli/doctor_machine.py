"""What the doctor looks at on the machine itself: Python, its libraries, the clock. Needs no data."""

import hashlib
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qianming.cli.doctor import Condition, Examined
from qianming.cli.language import say
from qianming.cli.printing import moment

_OLDEST_PYTHON = (3, 11)
# The rules of the first release are in force since this day: a clock before it is wrong.
_RELEASED = datetime(2026, 4, 27, tzinfo=UTC)
_FARTHEST_YEAR = 2090


def machine_lines() -> Iterator[Examined]:
    """One line for each thing on the machine."""
    yield _python()
    yield _time_zones()
    yield _clock()
    yield _holidays()
    yield _sm3()


def _python() -> Examined:
    version = platform.python_version()
    if sys.version_info >= _OLDEST_PYTHON:
        return Examined("python", Condition.OK, version)
    return Examined("python", Condition.BROKEN, version, say("Install Python 3.11 or newer."))


def _time_zones() -> Examined:
    try:
        ZoneInfo("Asia/Shanghai")
    except ZoneInfoNotFoundError:
        fix = say("Install the time zones: pip install tzdata.")
        return Examined("time zones", Condition.BROKEN, say("Asia/Shanghai is not known"), fix)
    return Examined("time zones", Condition.OK, "Asia/Shanghai")


def _clock() -> Examined:
    """Requests are refused when the clock is far off; without a network only gross errors show."""
    now = datetime.now(UTC)
    shown = moment(now) or ""
    if now >= _RELEASED and now.year < _FARTHEST_YEAR:
        return Examined("clock", Condition.OK, shown)
    return Examined(
        "clock", Condition.BROKEN, shown, say("Set the machine's clock; let it follow a time server.")
    )


def _holidays() -> Examined:
    from qianming.core.status.holiday_table import is_estimated

    year = datetime.now(UTC).year
    if not is_estimated(year):
        return Examined("holidays", Condition.OK, say("the arrangement of {year} is known", year=year))
    return Examined(
        "holidays",
        Condition.WARNING,
        say("the arrangement of {year} is not known, working days are estimated", year=year),
        say("Update chinesecalendar: pip install --upgrade chinesecalendar."),
    )


def _sm3() -> Examined:
    """The algorithm comes with OpenSSL; only requests signed with ACS3-HMAC-SM3 need it."""
    try:
        hashlib.new("sm3")
    except ValueError:
        return Examined(
            "SM3",
            Condition.WARNING,
            say("this Python's OpenSSL lacks it; requests signed with ACS3-HMAC-SM3 are refused"),
            say("Use a Python whose OpenSSL is built with SM3; ACS3-HMAC-SHA256 works meanwhile."),
        )
    return Examined("SM3", Condition.OK, say("available"))
