"""A filing's forecast as it is shown: a range of days that promises nothing. Decides nothing."""

from datetime import date

import msgspec

from qianming.cli.language import say
from qianming.core.status.forecast import Forecast


class ForecastShown(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """From when to when an answer is expected, which is no promise."""

    start: date
    end: date


def forecast_shown(expected: Forecast | None) -> ForecastShown | None:
    """The range, where there is one."""
    if expected is None or expected.start is None or expected.end is None:
        return None
    return ForecastShown(expected.start, expected.end)


def forecast_words(expected: ForecastShown | None, overdue_since: date | None) -> str:
    """The range and since when it is overdue, in words that promise nothing."""
    lines = []
    if overdue_since:
        lines.append(say("overdue since {day}", day=overdue_since))
    if expected:
        lines.append(say("expected {start} to {end}, no promise", start=expected.start, end=expected.end))
    return "\n".join(lines)
