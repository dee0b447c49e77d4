"""What a document was found to say, and how far its witnesses agree: vocabulary of reading by machine.

Decides nothing. A member's value is stored and printed and never changes; its words are in `qianming.texts`.
"""

from enum import StrEnum


class DocumentKind(StrEnum):
    """Kinds of documents that can be read."""

    LICENCE = "licence"
    POWER_OF_ATTORNEY = "power_of_attorney"


class ReadingState(StrEnum):
    """How far the reading of a document has come. NOT_READ: this installation has no means to read."""

    QUEUED = "queued"
    READ = "read"
    UNREADABLE = "unreadable"
    NOT_READ = "not_read"


class DocumentField(StrEnum):
    """What is looked for on a document."""

    NAME = "name"
    CREDIT_CODE = "credit_code"
    LEGAL_REPRESENTATIVE = "legal_representative"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    GRANTOR = "grantor"
    GRANTEE = "grantee"
    SCOPE = "scope"
    SEAL = "seal"


class Agreement(StrEnum):
    """How the witnesses of one field stand to each other. None of them decides anything.

    LOOKALIKE: they differ by one character of similar shape, which machines take for each other.
    """

    STRONG = "strong"
    LOOKALIKE = "lookalike"
    DIFFERS = "differs"
    ALONE = "alone"
    NOT_SEEN = "not_seen"


class PhotoFlaw(StrEnum):
    """Why a better photo is asked for."""

    TOO_SMALL = "too_small"
    BLURRED = "blurred"
    TOO_FEW_WORDS = "too_few_words"
    UNCERTAIN = "uncertain"
    TOO_SLOW = "too_slow"
