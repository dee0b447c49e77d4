"""Success rates: how sure they are, when one is abnormal, when an hour was an outage."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.delivery.tally import NOTHING, Tally, interval, is_abnormal, is_outage, is_worse
from qianming.core.policy import DeliveryPolicy

POLICY = DeliveryPolicy()
TALLIES = st.tuples(st.integers(0, 10_000), st.floats(0, 1)).map(
    lambda drawn: Tally(drawn[0], int(drawn[0] * drawn[1]))
)


@pytest.mark.parametrize(
    ("tally", "low", "high"),
    [
        # the textbook's values of the score interval at 1.96 standard deviations
        (Tally(10, 1), 0.0179, 0.4042),
        (Tally(100, 50), 0.4038, 0.5962),
        (Tally(1, 0), 0.0, 0.7935),
        (Tally(1, 1), 0.2065, 1.0),
        (NOTHING, 0.0, 1.0),
    ],
)
def test_the_interval_of_a_rate(tally: Tally, low: float, high: float) -> None:
    found = interval(tally, 1.96)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("tally", "abnormal"),
    [
        (Tally(50, 0), True),
        (Tally(49, 0), False),
        (Tally(50, 35), False),
        (Tally(50, 34), True),
        (Tally(1000, 775), True),
        (Tally(1000, 776), False),
        (Tally(1000, 1000), False),
        (NOTHING, False),
    ],
)
def test_a_rate_is_abnormal_when_it_is_certainly_low(tally: Tally, abnormal: bool) -> None:
    assert is_abnormal(tally, POLICY) is abnormal


def test_the_terms_are_the_policys() -> None:
    assert is_abnormal(Tally(10, 0), replace(POLICY, sample_min=10))
    assert not is_abnormal(Tally(100, 50), replace(POLICY, rate_min=0.5))
    assert not is_abnormal(Tally(50, 34), replace(POLICY, confidence=3))
    assert is_abnormal(Tally(1, 0), replace(POLICY, sample_min=1, rate_min=0.99))


@pytest.mark.parametrize(
    ("tally", "signatures", "outage"),
    [
        (Tally(100, 10), 3, True),
        (Tally(100, 10), 2, False),
        (Tally(99, 10), 3, False),
        (Tally(100, 45), 3, False),
    ],
)
def test_an_hour_in_which_several_signatures_fail_is_an_outage(
    tally: Tally, signatures: int, outage: bool
) -> None:
    assert is_outage(tally, signatures, POLICY) is outage


def test_rates_differ_when_their_intervals_do_not_meet() -> None:
    assert is_worse(Tally(100, 20), Tally(100, 90), POLICY)
    assert not is_worse(Tally(100, 90), Tally(100, 20), POLICY)
    assert not is_worse(Tally(5, 2), Tally(5, 4), POLICY)
    assert not is_worse(NOTHING, Tally(100, 90), POLICY)
    assert not is_worse(Tally(100, 0), NOTHING, POLICY)


@given(TALLIES, st.floats(0.1, 5))
def test_the_interval_holds_the_plain_rate(tally: Tally, confidence: float) -> None:
    found = interval(tally, confidence)
    assert 0 <= found.low <= found.high <= 1
    if tally.answered:
        assert found.low - 1e-9 <= tally.delivered / tally.answered <= found.high + 1e-9


@given(TALLIES)
def test_a_rate_is_abnormal_exactly_when_its_interval_lies_below(tally: Tally) -> None:
    high = interval(tally, POLICY.confidence).high
    if abs(high - POLICY.rate_min) > 1e-9:
        assert is_abnormal(tally, POLICY) is (tally.answered >= 50 and high < POLICY.rate_min)


@given(TALLIES, TALLIES)
def test_tallies_add_up(one: Tally, other: Tally) -> None:
    assert (one + other) - other == one
    assert (one + other).failed == one.failed + other.failed
