"""Why an answer of a carrier was not taken for one of its filings. Decides nothing."""

from enum import StrEnum


class MismatchFault(StrEnum):
    """What is wrong with an answer that a driver brought."""

    UNKNOWN = "unknown"
    IMPOSSIBLE = "impossible"
    MALFORMED = "malformed"
    REFUSED = "refused"
