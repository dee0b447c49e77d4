"""A signature's availability: one of three levels, or none yet, with all reasons for it."""

from dataclasses import dataclass
from datetime import date

from qianming.core.codes import Abnormality, Availability, Unavailability
from qianming.core.policy import RulePolicy
from qianming.core.status.health import ABNORMALITIES, UNAVAILABILITIES
from qianming.core.subjects import SignatureFacts


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessment found. `availability` is None while nothing was decided yet."""

    availability: Availability | None
    unavailabilities: tuple[Unavailability, ...] = ()
    abnormalities: tuple[Abnormality, ...] = ()


def assess(facts: SignatureFacts, today: date, policy: RulePolicy) -> Assessment:
    """Assess a signature on a day in China time.

    Unavailable beats abnormal. Before a first approval there is nothing that could be abnormal: a signature
    in review or withdrawn then has no availability, a rejected one is unavailable. The reasons of an
    approved one are all listed, heaviest first, even while it is unavailable.
    """
    unavailabilities = tuple(code for code, holds in UNAVAILABILITIES.items() if holds(facts, today, policy))
    abnormalities: tuple[Abnormality, ...] = ()
    if facts.ever_approved:
        abnormalities = tuple(code for code, holds in ABNORMALITIES.items() if holds(facts, today, policy))
    return Assessment(_level(facts, unavailabilities, abnormalities), unavailabilities, abnormalities)


def _level(
    facts: SignatureFacts,
    unavailabilities: tuple[Unavailability, ...],
    abnormalities: tuple[Abnormality, ...],
) -> Availability | None:
    if unavailabilities:
        return Availability.UNAVAILABLE
    if not facts.ever_approved:
        return None
    return Availability.ABNORMAL if abnormalities else Availability.AVAILABLE
