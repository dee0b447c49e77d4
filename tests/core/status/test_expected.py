"""By when an answer is expected at the moment of handing over."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qianming.core.codes import Carrier
from qianming.core.policy import RulePolicy
from qianming.core.status.forecast import PastFiling, expected_by, forecast

POLICY = RulePolicy(date(2026, 4, 27))
MONDAY = datetime(2026, 6, 8, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ((), datetime(2026, 6, 23, 2, 0, tzinfo=UTC)),  # ten published working days, 19 June is a holiday
        (tuple(PastFiling(number * DAY / 10) for number in range(1, 31)), MONDAY + DAY * 28 / 10),
    ],
)
def test_it_is_the_late_end_of_the_range(history: tuple[PastFiling, ...], expected: datetime) -> None:
    assert expected_by(MONDAY, Carrier.MOBILE, history, POLICY) == expected
    told = forecast(MONDAY, MONDAY, Carrier.MOBILE, history, POLICY)
    assert told.end == (expected + timedelta(hours=8)).date()
