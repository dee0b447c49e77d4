"""Why somebody looks at personal data in the clear. A code is kept: free text could hold such data itself."""

from enum import StrEnum


class AccessReason(StrEnum):
    """The reason that is given, and logged, when personal data is opened."""

    REVIEW = "review"
    SUPPORT = "support"
    DATA_SUBJECT_REQUEST = "data_subject_request"
    AUTHORITY_REQUEST = "authority_request"
    INCIDENT = "incident"
    CARRIER_FILING = "carrier_filing"
