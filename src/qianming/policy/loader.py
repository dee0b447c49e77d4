"""Loading the dated rule sets: which set of figures is in force on a day.

Decides nothing about the figures but that a file is whole and makes sense.
"""

import tomllib
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from qianming.core.policy import RulePolicy

_FOLDER = Path(__file__).parent


class BadPolicy(ValueError):
    """A policy file that cannot be used; the message names the file and what is wrong with it."""


@cache
def policies() -> tuple[RulePolicy, ...]:
    """Every known rule set, oldest first."""
    found = [read(path) for path in sorted(_FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda policy: policy.effective))


def policy_on(day: date) -> RulePolicy:
    """The rule set in force on a day in China time; before the first one, the first."""
    known = policies()
    return next((policy for policy in reversed(known) if policy.effective <= day), known[0])


def read(path: Path) -> RulePolicy:
    """One file as a rule set. Raises `BadPolicy` for a missing, unknown or senseless figure."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        policy = msgspec.convert(raw, RulePolicy)
    except (ValueError, msgspec.ValidationError) as error:
        raise BadPolicy(f"{path.name}: {error}") from error
    names = {field.name for field in fields(RulePolicy)}
    if raw.keys() != names:
        wrong = ", ".join(sorted(raw.keys() ^ names))
        raise BadPolicy(f"{path.name}: missing or unknown: {wrong}")
    if problem := _nonsense(policy):
        raise BadPolicy(f"{path.name}: {problem}")
    return policy


def _nonsense(policy: RulePolicy) -> str | None:
    """What would make a rule never hold or a deadline never come."""
    if not 0 < policy.name_length_min <= policy.name_length_max:
        return "name_length_min must be above 0 and not above name_length_max"
    if not policy.review_opens < policy.review_closes:
        return "review_opens must be before review_closes"
    if min(policy.review_minutes, policy.government_working_days, policy.qualification_working_days) < 1:
        return "review times must be at least 1"
    if not 0 < policy.recently_unused_days < policy.long_unused_days:
        return "recently_unused_days must be above 0 and below long_unused_days"
    return None
