"""Why somebody looks at personal data in the clear. A code is kept: free text could hold such data itself."""

from enum import StrEnum

from qianming.core.permissions import Role


class AccessReason(StrEnum):
    """The reason that is given, and logged, when personal data is opened."""

    REVIEW = "review"
    SUPPORT = "support"
    DATA_SUBJECT_REQUEST = "data_subject_request"
    AUTHORITY_REQUEST = "authority_request"
    INCIDENT = "incident"
    CARRIER_FILING = "carrier_filing"
    OWN_CHECK = "own_check"


_APPLICANTS = (
    AccessReason.OWN_CHECK,
    AccessReason.DATA_SUBJECT_REQUEST,
    AccessReason.AUTHORITY_REQUEST,
    AccessReason.INCIDENT,
)
_STAFFS = tuple(reason for reason in AccessReason if reason is not AccessReason.OWN_CHECK)


def reasons_for(role: Role) -> tuple[AccessReason, ...]:
    """Why somebody in a role can have to look: an applicant at the account's own, others at anybody's."""
    return _APPLICANTS if role is Role.APPLICANT else _STAFFS
