"""The reasons of a signature's status, a predicate each: 16 of Available-Abnormal, 4 of Unavailable.

Each decides from facts, a day in China time and the policy's figures. What level follows from them is decided
in `qianming.core.status.availability`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from qianming.core.china_time import china_day
from qianming.core.codes import (
    Abnormality,
    Carrier,
    FilingState,
    FindingCode,
    QualificationState,
    ReviewState,
    Timing,
    Unavailability,
)
from qianming.core.papers.qualification import missing_elements
from qianming.core.papers.sources import COMPLIANT_SOURCES
from qianming.core.policy import RulePolicy
from qianming.core.subjects import SignatureFacts

Predicate = Callable[[SignatureFacts, date, RulePolicy], bool]

UNFILED_STATES = frozenset(
    {FilingState.NOT_FILED, FilingState.FILING, FilingState.FAILED, FilingState.EXPIRED}
)

UNDER_CHANGE = frozenset(
    {
        QualificationState.QUEUED,
        QualificationState.IN_REVIEW,
        QualificationState.WITHDRAWN,
        QualificationState.REJECTED,
    }
)


def source_unsupported(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """The source is neither the enterprise's name nor a registered trademark, or the policy ended it."""
    return facts.source not in COMPLIANT_SOURCES or FindingCode.SOURCE_UNSUPPORTED in facts.violations


def qualification_missing(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """No qualification is bound."""
    return facts.qualification is None


def name_mismatch(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """The name breaks a rule for which existing signatures are abnormal, such as not being its entity's."""
    return bool(facts.violations - {FindingCode.SOURCE_UNSUPPORTED})


def carrier_non_compliant(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """A carrier judged the signature non-compliant."""
    return facts.carrier_non_compliant


def qualification_incomplete(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """One of the six elements is missing in the bound qualification, or a reviewer found one missing."""
    bound = facts.qualification
    return bound is not None and (bool(missing_elements(bound.elements)) or not bound.complete)


def qualification_not_approved(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """The bound qualification is being changed: pending, in review, withdrawn or rejected.

    One that a reviewer asked more for is not: what it lacks is told by `qualification_incomplete`.
    """
    return facts.qualification is not None and facts.qualification.state in UNDER_CHANGE


def shared_administrator(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """The administrator stands for several enterprises."""
    return facts.qualification is not None and facts.qualification.administrator_shared


def qualification_inaccurate(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """The bound qualification does not meet the verification of enterprises."""
    return facts.qualification is not None and not facts.qualification.accurate


def legal_representative_id_expired(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """The legal representative's identity document ended before today."""
    return facts.qualification is not None and _ended(
        facts.qualification.legal_representative_id_until, today
    )


def administrator_id_expired(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """The administrator's identity document ended before today."""
    return facts.qualification is not None and _ended(facts.qualification.administrator_id_until, today)


def power_of_attorney_expired(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """The power of attorney ended before today."""
    return _ended(facts.power_of_attorney_until, today)


def filing_abnormal(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """With any carrier the filing is not made, under way, failed or expired; no filing at all is not made."""
    return any(facts.filings.get(carrier, FilingState.NOT_FILED) in UNFILED_STATES for carrier in Carrier)


def delivery_abnormal(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """Filed with every carrier, and the measured success rate is abnormal."""
    return bool(facts.delivery.low) and not filing_abnormal(facts, today, policy)


def delivery_abnormal_unfiled(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """Not filed with every carrier, and the measured success rate is abnormal."""
    return bool(facts.delivery.low) and filing_abnormal(facts, today, policy)


def long_unused(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """Neither sent with nor edited for `long_unused_days`."""
    return idle_reason(facts.last_activity, today, policy) is Abnormality.LONG_UNUSED


def recently_unused(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """Neither sent with nor edited for `recently_unused_days`, but not yet long unused."""
    return idle_reason(facts.last_activity, today, policy) is Abnormality.RECENTLY_UNUSED


def idle_reason(last_activity: datetime | None, today: date, policy: RulePolicy) -> Abnormality | None:
    """Which of the two reasons of idleness holds, by whole days in China time since the last activity."""
    if last_activity is None:
        return None
    idle = (today - china_day(last_activity)).days
    if idle >= policy.long_unused_days:
        return Abnormality.LONG_UNUSED
    return Abnormality.RECENTLY_UNUSED if idle >= policy.recently_unused_days else None


def approval_rejected(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """Rejected, and never approved before."""
    return facts.latest_state is ReviewState.REJECTED and not facts.ever_approved


def disabled(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """Disabled as a security penalty."""
    return facts.disabled


def frozen_by_platform(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """Frozen by the platform."""
    return facts.frozen_by_platform


def frozen_by_customer(facts: SignatureFacts, today: date, policy: RulePolicy) -> bool:
    """Frozen by the customer."""
    return facts.frozen_by_customer


def _ended(until: date | None, today: date) -> bool:
    return until is not None and until < today


ABNORMALITIES: Mapping[Abnormality, Predicate] = MappingProxyType(
    {
        Abnormality.SOURCE_UNSUPPORTED: source_unsupported,
        Abnormality.QUALIFICATION_MISSING: qualification_missing,
        Abnormality.NAME_MISMATCH: name_mismatch,
        Abnormality.CARRIER_NON_COMPLIANT: carrier_non_compliant,
        Abnormality.QUALIFICATION_INCOMPLETE: qualification_incomplete,
        Abnormality.QUALIFICATION_NOT_APPROVED: qualification_not_approved,
        Abnormality.SHARED_ADMINISTRATOR: shared_administrator,
        Abnormality.QUALIFICATION_INACCURATE: qualification_inaccurate,
        Abnormality.LEGAL_REPRESENTATIVE_ID_EXPIRED: legal_representative_id_expired,
        Abnormality.ADMINISTRATOR_ID_EXPIRED: administrator_id_expired,
        Abnormality.POWER_OF_ATTORNEY_EXPIRED: power_of_attorney_expired,
        Abnormality.FILING_ABNORMAL: filing_abnormal,
        Abnormality.DELIVERY_ABNORMAL: delivery_abnormal,
        Abnormality.DELIVERY_ABNORMAL_UNFILED: delivery_abnormal_unfiled,
        Abnormality.LONG_UNUSED: long_unused,
        Abnormality.RECENTLY_UNUSED: recently_unused,
    }
)

UNAVAILABILITIES: Mapping[Unavailability, Predicate] = MappingProxyType(
    {
        Unavailability.APPROVAL_REJECTED: approval_rejected,
        Unavailability.DISABLED: disabled,
        Unavailability.FROZEN_BY_PLATFORM: frozen_by_platform,
        Unavailability.FROZEN_BY_CUSTOMER: frozen_by_customer,
    }
)

_DAILY = frozenset(
    {
        Abnormality.LEGAL_REPRESENTATIVE_ID_EXPIRED,
        Abnormality.ADMINISTRATOR_ID_EXPIRED,
        Abnormality.POWER_OF_ATTORNEY_EXPIRED,
        Abnormality.DELIVERY_ABNORMAL,
        Abnormality.DELIVERY_ABNORMAL_UNFILED,
        Abnormality.LONG_UNUSED,
        Abnormality.RECENTLY_UNUSED,
    }
)

TIMING: Mapping[Abnormality | Unavailability, Timing] = MappingProxyType(
    {
        reason: Timing.DAILY if reason in _DAILY else Timing.REAL_TIME
        for reason in (*Abnormality, *Unavailability)
    }
)
