"""What a power of attorney says before it is signed, and whether that is sound.

Decides by the rules of the letter that is registered later (`core.papers.records`), so that nobody collects a
seal for a letter that would be refused.
"""

from dataclasses import dataclass
from datetime import date

from qianming.core.papers.records import PowerFields, power_problems
from qianming.core.policy import RulePolicy
from qianming.core.problems import Problem

_NO_PICTURE_YET = "picture_key"


@dataclass(frozen=True, slots=True)
class Letter:
    """Who lets whom use which names, and for how long. Codes may be empty: then they are written by hand."""

    grantor: str
    grantor_code: str
    grantee: str
    grantee_code: str
    names: tuple[str, ...]
    valid_from: date
    valid_until: date


def problems(letter: Letter, today: date, policy: RulePolicy) -> tuple[Problem, ...]:
    """Everything that a registration would refuse, its picture left out; the codes are the API's."""
    as_registered = PowerFields(
        name="",
        grantor=letter.grantor,
        grantee=letter.grantee,
        credit_code=letter.grantor_code or "0",
        period=f"{letter.valid_from}~{letter.valid_until}",
        scope=letter.names,
        picture_key="",
    )
    found = power_problems(as_registered, today, policy)
    return tuple(problem for problem in found if problem.field != _NO_PICTURE_YET)
