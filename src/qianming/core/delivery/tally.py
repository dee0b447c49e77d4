"""Counting answered messages, and how sure their success rate is.

Decides whether a rate is low, and whether two rates differ; what follows for a signature is decided by
`core.status.health`, and why messages fail by `core.delivery.causes`.
"""

from dataclasses import dataclass
from math import sqrt

from qianming.core.policy import DeliveryPolicy


@dataclass(frozen=True, slots=True)
class Tally:
    """Messages that a carrier has answered, and how many of them arrived."""

    answered: int = 0
    delivered: int = 0

    @property
    def failed(self) -> int:
        return self.answered - self.delivered

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.answered + other.answered, self.delivered + other.delivered)

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(self.answered - other.answered, self.delivered - other.delivered)


NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true success rate lies, from 0 to 1."""

    low: float
    high: float


def interval(tally: Tally, confidence: float) -> Interval:
    """The Wilson score interval of a tally, `confidence` standard deviations wide.

    Unlike the plain rate it does not call one failed message out of one a rate of nought. Nothing answered
    says nothing: 0 to 1.
    """
    if not tally.answered:
        return Interval(0.0, 1.0)
    count, rate, square = tally.answered, tally.delivered / tally.answered, confidence * confidence
    centre = (rate + square / (2 * count)) / (1 + square / count)
    reach = confidence / (1 + square / count) * sqrt(rate * (1 - rate) / count + square / (4 * count * count))
    return Interval(max(0.0, centre - reach), min(1.0, centre + reach))


def is_abnormal(tally: Tally, policy: DeliveryPolicy) -> bool:
    """Whether a signature's success rate with a carrier is certainly below what the policy asks for."""
    return _is_below(tally, policy.sample_min, policy.rate_min, policy)


def is_outage(tally: Tally, signatures: int, policy: DeliveryPolicy) -> bool:
    """Whether an hour of a carrier, over the messages of that many signatures together, was an outage."""
    several = signatures >= policy.outage_signatures_min
    return several and _is_below(tally, policy.outage_sample_min, policy.outage_rate_max, policy)


def is_worse(tally: Tally, than: Tally, policy: DeliveryPolicy) -> bool:
    """Whether one success rate is certainly below another: their intervals do not meet."""
    if not tally.answered or not than.answered:
        return False
    return interval(tally, policy.confidence).high < interval(than, policy.confidence).low


def _is_below(tally: Tally, sample_min: int, rate: float, policy: DeliveryPolicy) -> bool:
    """Whether the upper end of the interval lies below a rate.

    Solved for the tally, so that an engine that judges millions of them finds the same, to the last message.
    """
    missing = tally.answered * rate - tally.delivered
    spread = policy.confidence * policy.confidence * rate * (1 - rate)
    return tally.answered >= sample_min and missing > 0 and missing * missing > spread * tally.answered
