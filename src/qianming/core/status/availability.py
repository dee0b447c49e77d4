"""A signature's availability: one of three levels, or none yet, with all reasons for it.

Decides which reasons hold, and which of them may change outside the nightly run.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from qianming.core.codes import Abnormality, Availability, Timing, Unavailability
from qianming.core.policy import RulePolicy
from qianming.core.status.health import ABNORMALITIES, TIMING, UNAVAILABILITIES
from qianming.core.subjects import SignatureFacts


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessment found. `availability` is None while nothing was decided yet."""

    availability: Availability | None
    unavailabilities: tuple[Unavailability, ...] = ()
    abnormalities: tuple[Abnormality, ...] = ()


def assess(facts: SignatureFacts, today: date, policy: RulePolicy) -> Assessment:
    """Assess a signature on a day in China time, as the nightly run does.

    Unavailable beats abnormal. Before a first approval there is nothing that could be abnormal: a signature
    in review or withdrawn then has no availability, a rejected one is unavailable. The reasons of an
    approved one are all listed, heaviest first, even while it is unavailable.
    """
    unavailabilities = tuple(code for code, holds in UNAVAILABILITIES.items() if holds(facts, today, policy))
    abnormalities: tuple[Abnormality, ...] = ()
    if facts.ever_approved:
        abnormalities = tuple(code for code, holds in ABNORMALITIES.items() if holds(facts, today, policy))
    return Assessment(_level(facts, unavailabilities, abnormalities), unavailabilities, abnormalities)


def assess_between(
    facts: SignatureFacts,
    stored: Collection[Abnormality],
    today: date,
    policy: RulePolicy,
    *,
    repaired: bool = False,
) -> Assessment:
    """Assess a signature between two nightly runs.

    Real-time reasons follow the facts. Those of the nightly run stay as they are stored, except that the
    approval of a version that repairs them (`repaired`) clears them at once, where the policy wants that.
    Abnormal delivery is never cleared that way: no paper proves that messages arrive.
    """
    full = assess(facts, today, policy)
    if not facts.ever_approved:
        return full
    kept = {code for code in stored if TIMING[code] is Timing.DAILY}
    if repaired and policy.repair_clears_daily:
        kept = {code for code in kept if code in full.abnormalities or code in _MEASURED}
    abnormalities = tuple(
        code
        for code in ABNORMALITIES
        if (code in kept if TIMING[code] is Timing.DAILY else code in full.abnormalities)
    )
    return Assessment(
        _level(facts, full.unavailabilities, abnormalities), full.unavailabilities, abnormalities
    )


_MEASURED = frozenset({Abnormality.DELIVERY_ABNORMAL, Abnormality.DELIVERY_ABNORMAL_UNFILED})


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
