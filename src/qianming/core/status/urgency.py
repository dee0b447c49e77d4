"""How pressing an open review is: the time of review hours that is left until its deadline.

Decides when a deadline is at risk: once a quarter of the time that was granted is left.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from qianming.core.policy import RulePolicy
from qianming.core.status.calendar import review_time_between

_RISKY_SHARE = 4


class Urgency(StrEnum):
    """Whether the deadline will be met if the review goes on as it should."""

    IN_TIME = "in_time"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`left` is time inside the review hours; nothing is left of a deadline that has passed."""

    left: timedelta
    urgency: Urgency


def deadline(
    submitted_at: datetime, due: datetime, now: datetime, policy: RulePolicy, *, working_days: bool
) -> Deadline:
    """How a review stands; `working_days` for those that are granted whole working days."""
    left = review_time_between(now, due, policy, working_days=working_days)
    if now > due:
        return Deadline(timedelta(), Urgency.OVERDUE)
    granted = review_time_between(submitted_at, due, policy, working_days=working_days)
    risky = left * _RISKY_SHARE <= granted
    return Deadline(left, Urgency.AT_RISK if risky else Urgency.IN_TIME)
