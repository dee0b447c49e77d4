"""What will become abnormal soon: dated facts that end, and idleness that grows.

Decides the day on which each reason will hold if nothing is done. That it holds now is decided by
`core.status.health`, and telling people is the services' work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from qianming.core.china_time import china_day
from qianming.core.policy import RulePolicy

_DAY = timedelta(days=1)
LONG_TERM = date(2099, 12, 31)


class Threat(StrEnum):
    """What will end or be missing."""

    LEGAL_REPRESENTATIVE_ID = "legal_representative_id"
    ADMINISTRATOR_ID = "administrator_id"
    LICENCE = "licence"
    POWER_OF_ATTORNEY = "power_of_attorney"
    TRADEMARK = "trademark"
    FILING = "filing"
    RECENTLY_UNUSED = "recently_unused"
    LONG_UNUSED = "long_unused"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class DatedFacts:
    """The dates that a signature rests on; None where it has no such paper.

    Papers are valid through the day that is named. `filed_activity` is the last message or, where that is
    later, the completion of the filing that would expire first. `policy_from` is the day on which a policy
    that is already known will make the signature abnormal.
    """

    legal_representative_id_until: date | None = None
    administrator_id_until: date | None = None
    licence_until: date | None = None
    power_of_attorney_until: date | None = None
    trademark_until: date | None = None
    last_activity: datetime | None = None
    filed_activity: datetime | None = None
    policy_from: date | None = None


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """From `day` on the reason holds, unless something is done; `days_left` counts from today."""

    threat: Threat
    day: date
    days_left: int


def warnings(facts: DatedFacts, today: date, policy: RulePolicy) -> tuple[EarlyWarning, ...]:
    """What begins within the policy's days of warning, soonest first; what has begun is no warning."""
    limit = policy.filing.warning_days
    found = (EarlyWarning(threat, day, (day - today).days) for threat, day in _beginnings(facts, policy))
    due = (warning for warning in found if 0 < warning.days_left <= limit)
    return tuple(sorted(due, key=lambda warning: (warning.day, warning.threat)))


def _beginnings(facts: DatedFacts, policy: RulePolicy) -> Iterator[tuple[Threat, date]]:
    """The first day of each trouble to come."""
    for threat, until in (
        (Threat.LEGAL_REPRESENTATIVE_ID, facts.legal_representative_id_until),
        (Threat.ADMINISTRATOR_ID, facts.administrator_id_until),
        (Threat.LICENCE, facts.licence_until),
        (Threat.POWER_OF_ATTORNEY, facts.power_of_attorney_until),
        (Threat.TRADEMARK, facts.trademark_until),
    ):
        if until is not None and until < LONG_TERM:
            yield threat, until + _DAY
    for threat, since, days in (
        (Threat.RECENTLY_UNUSED, facts.last_activity, policy.recently_unused_days),
        (Threat.LONG_UNUSED, facts.last_activity, policy.long_unused_days),
        (Threat.FILING, facts.filed_activity, policy.filing.expiry_days),
    ):
        if since is not None:
            yield threat, china_day(since) + days * _DAY
    if facts.policy_from is not None:
        yield Threat.POLICY, facts.policy_from
