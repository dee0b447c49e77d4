"""When a filing will be answered: from history, from the published days, and once it is late."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.china_time import CHINA
from qianming.core.codes import Carrier
from qianming.core.status.calendar import add_working_time, working_time_between
from qianming.core.status.forecast import LATE, Forecast, ForecastBasis, PastFiling, forecast, quantile
from tests.core.samples import POLICY

MONDAY = datetime(2026, 11, 2, 10, tzinfo=CHINA)
DAY = timedelta(days=1)


def took(*days: float, answered: bool = True) -> list[PastFiling]:
    return [PastFiling(length * DAY, answered) for length in days]


# Half of these come within five working days, nine of ten within nine.
HISTORY = took(*(1 + step * 0.1 for step in range(89)))


def told(waited: int, history: list[PastFiling] | None = None, carrier: Carrier = Carrier.MOBILE) -> Forecast:
    """The forecast for a filing of a Monday, that many working days later."""
    now = add_working_time(MONDAY, waited * DAY) if waited else MONDAY
    return forecast(MONDAY, now, carrier, HISTORY if history is None else history, POLICY)


def test_without_history_it_says_what_the_carrier_published() -> None:
    assert told(0, []) == Forecast(date(2026, 11, 9), date(2026, 11, 16), ForecastBasis.PUBLISHED, 0)
    assert told(0, HISTORY[:29]).basis is ForecastBasis.PUBLISHED
    assert told(0, HISTORY[:30]).basis is ForecastBasis.HISTORY


def test_each_carrier_has_published_days_of_its_own() -> None:
    days = {**POLICY.filing.published_days, Carrier.TELECOM: (7, 10)}
    policy = replace(POLICY, filing=replace(POLICY.filing, published_days=days))
    assert forecast(MONDAY, MONDAY, Carrier.TELECOM, [], policy).start == date(2026, 11, 11)
    assert forecast(MONDAY, MONDAY, Carrier.UNICOM, [], policy).start == date(2026, 11, 9)


def test_history_gives_the_days_of_half_and_of_nine_in_ten() -> None:
    assert told(0) == Forecast(date(2026, 11, 9), date(2026, 11, 13), ForecastBasis.HISTORY, 89)


def test_holidays_move_the_range() -> None:
    before_holiday = datetime(2026, 9, 28, 10, tzinfo=CHINA)
    answer = forecast(before_holiday, before_holiday, Carrier.MOBILE, HISTORY, POLICY)
    assert (answer.start, answer.end) == (date(2026, 10, 10), date(2026, 10, 15))


def test_no_day_lies_in_the_past() -> None:
    answer = told(8)
    assert (answer.start, answer.end) == (date(2026, 11, 12), date(2026, 11, 13))
    assert answer.overdue_since is None


def test_past_nine_in_ten_it_is_overdue_and_goes_by_those_as_old() -> None:
    slow = HISTORY + took(*(12 + step * 0.1 for step in range(40)))
    usual = told(0, slow).end
    answer = told(13, slow)
    assert usual is not None
    assert answer.overdue_since is None
    late = told(15, slow)
    assert late.overdue_since == date(2026, 11, 23)
    assert late.start is not None
    assert late.start >= date(2026, 11, 23)


def test_it_gives_no_range_where_none_was_as_old() -> None:
    assert told(12) == Forecast(None, None, ForecastBasis.HISTORY, 89, date(2026, 11, 13))
    assert told(12, []) == Forecast(None, None, ForecastBasis.PUBLISHED, 0, date(2026, 11, 16))


def test_open_filings_count_for_as_long_as_they_wait() -> None:
    quick = took(*[3.0] * 50)
    stuck = took(*[10.0] * 50, answered=False)
    assert quantile(quick, LATE) == 3 * DAY
    assert quantile(quick + stuck, LATE) is None
    assert quantile(quick + stuck, 0.4) == 3 * DAY


def test_nothing_answered_has_no_quantile() -> None:
    assert quantile([], LATE) is None
    assert quantile(took(5, answered=False), LATE) is None


@pytest.mark.parametrize(("count", "rank"), [(9, 9), (19, 18), (99, 90), (30, 28)])
def test_the_quantile_is_the_rank_that_a_new_filing_exceeds_one_time_in_ten(count: int, rank: int) -> None:
    assert quantile(took(*range(1, count + 1)), LATE) == rank * DAY


def test_over_a_thousand_filings_nine_in_ten_are_answered_in_time() -> None:
    chance = Random(20261102)
    exceeded, history = 0, list[PastFiling]()
    for _ in range(1000):
        length = chance.lognormvariate(1.7, 0.4) * DAY
        late = quantile(history[-200:], LATE)
        exceeded += late is not None and length > late
        history.append(PastFiling(length))
    assert 70 <= exceeded <= 130


@given(st.integers(0, 60), st.lists(st.tuples(st.floats(0.1, 40), st.booleans()), max_size=60))
def test_it_never_shows_a_past_day_nor_a_range_that_runs_backwards(
    waited: int, lengths: list[tuple[float, bool]]
) -> None:
    now = MONDAY + waited * DAY
    history = [PastFiling(length * DAY, answered) for length, answered in lengths]
    answer = forecast(MONDAY, now, Carrier.MOBILE, history, POLICY)
    if answer.start is not None:
        assert answer.end is not None
        assert now.date() <= answer.start <= answer.end
    if answer.overdue_since is not None:
        assert answer.overdue_since <= now.date()


def test_working_time_is_what_counts() -> None:
    friday = datetime(2026, 11, 6, 12, tzinfo=CHINA)
    assert working_time_between(friday, friday + 3 * DAY) == DAY
