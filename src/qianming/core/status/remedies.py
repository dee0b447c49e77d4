"""Under which title each reason of a signature's status is told, and what mends it.

Decides which kind of step it is; where that step is taken (a page, a command) is the faces' matter.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from qianming.core.codes import Abnormality, Unavailability

Reason = Abnormality | Unavailability


class ReasonGroup(StrEnum):
    """The titles under which reasons are told together, heaviest first."""

    STOPPED = "stopped"
    MATERIALS = "materials"
    QUALIFICATION = "qualification"
    FILING = "filing"
    SENDING = "sending"
    IDLENESS = "idleness"


class Remedy(StrEnum):
    """What mends a reason."""

    APPLY_AGAIN = "apply_again"
    APPEAL = "appeal"
    UNFREEZE = "unfreeze"
    EDIT_SIGNATURE = "edit_signature"
    EDIT_QUALIFICATION = "edit_qualification"
    FOLLOW_QUALIFICATION = "follow_qualification"
    RENEW_POWER = "renew_power"
    FOLLOW_FILINGS = "follow_filings"
    CHECK_CONTENT = "check_content"
    USE_SIGNATURE = "use_signature"


_G, _R, _A, _U = ReasonGroup, Remedy, Abnormality, Unavailability

_TOLD: Mapping[Reason, tuple[ReasonGroup, Remedy]] = MappingProxyType(
    {
        _U.APPROVAL_REJECTED: (_G.STOPPED, _R.APPLY_AGAIN),
        _U.DISABLED: (_G.STOPPED, _R.APPEAL),
        _U.FROZEN_BY_PLATFORM: (_G.STOPPED, _R.APPEAL),
        _U.FROZEN_BY_CUSTOMER: (_G.STOPPED, _R.UNFREEZE),
        _A.SOURCE_UNSUPPORTED: (_G.MATERIALS, _R.EDIT_SIGNATURE),
        _A.QUALIFICATION_MISSING: (_G.MATERIALS, _R.EDIT_SIGNATURE),
        _A.NAME_MISMATCH: (_G.MATERIALS, _R.EDIT_SIGNATURE),
        _A.CARRIER_NON_COMPLIANT: (_G.MATERIALS, _R.EDIT_SIGNATURE),
        _A.POWER_OF_ATTORNEY_EXPIRED: (_G.MATERIALS, _R.RENEW_POWER),
        _A.QUALIFICATION_INCOMPLETE: (_G.QUALIFICATION, _R.EDIT_QUALIFICATION),
        _A.QUALIFICATION_NOT_APPROVED: (_G.QUALIFICATION, _R.FOLLOW_QUALIFICATION),
        _A.SHARED_ADMINISTRATOR: (_G.QUALIFICATION, _R.EDIT_QUALIFICATION),
        _A.QUALIFICATION_INACCURATE: (_G.QUALIFICATION, _R.EDIT_QUALIFICATION),
        _A.LEGAL_REPRESENTATIVE_ID_EXPIRED: (_G.QUALIFICATION, _R.EDIT_QUALIFICATION),
        _A.ADMINISTRATOR_ID_EXPIRED: (_G.QUALIFICATION, _R.EDIT_QUALIFICATION),
        _A.FILING_ABNORMAL: (_G.FILING, _R.FOLLOW_FILINGS),
        _A.DELIVERY_ABNORMAL: (_G.SENDING, _R.CHECK_CONTENT),
        _A.DELIVERY_ABNORMAL_UNFILED: (_G.SENDING, _R.FOLLOW_FILINGS),
        _A.LONG_UNUSED: (_G.IDLENESS, _R.USE_SIGNATURE),
        _A.RECENTLY_UNUSED: (_G.IDLENESS, _R.USE_SIGNATURE),
    }
)


def group_of(reason: Reason) -> ReasonGroup:
    """The title under which a reason is told."""
    return _TOLD[reason][0]


def remedy_of(reason: Reason) -> Remedy:
    """The step that mends a reason."""
    return _TOLD[reason][1]
