"""Why reviewers reject, which field each reason is about, and whether mending it is worth a resubmission.

Decides nothing about an application. The words of a reason, and what to do about it, are in `qianming.texts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class RejectionReason(StrEnum):
    """What a reviewer can give as the reason of a rejection; several may be given at once."""

    NAME_TOO_BROAD = "NAME_TOO_BROAD"
    NAME_NOT_FROM_SOURCE = "NAME_NOT_FROM_SOURCE"
    RIGHT_NOT_SHOWN = "RIGHT_NOT_SHOWN"
    PROOF_INSUFFICIENT = "PROOF_INSUFFICIENT"
    IMAGE_UNREADABLE = "IMAGE_UNREADABLE"
    WRONG_ENTITY = "WRONG_ENTITY"
    BUSINESS_NOT_SUPPORTED = "BUSINESS_NOT_SUPPORTED"
    LETTER_UNSIGNED = "LETTER_UNSIGNED"
    LETTER_WRONG_SEAL = "LETTER_WRONG_SEAL"
    LETTER_SCOPE = "LETTER_SCOPE"
    LETTER_DATES = "LETTER_DATES"
    TRADEMARK_NOT_FOUND = "TRADEMARK_NOT_FOUND"
    ELEMENTS_INACCURATE = "ELEMENTS_INACCURATE"
    ELEMENTS_INCOMPLETE = "ELEMENTS_INCOMPLETE"
    CONTENT_NOT_SUPPORTED = "CONTENT_NOT_SUPPORTED"
    RULES_VIOLATED = "RULES_VIOLATED"
    APPROVED_BY_MISTAKE = "APPROVED_BY_MISTAKE"
    NAME_FORMAT = "NAME_FORMAT"
    NAME_INCOMPLETE = "NAME_INCOMPLETE"
    NAME_NOT_VERIFIED = "NAME_NOT_VERIFIED"
    SOURCE_NOT_SUPPORTED = "SOURCE_NOT_SUPPORTED"
    RELATION_NOT_SHOWN = "RELATION_NOT_SHOWN"
    PRODUCT_NOT_VERIFIABLE = "PRODUCT_NOT_VERIFIABLE"
    LINK_UNREACHABLE = "LINK_UNREACHABLE"
    LINK_UNRELATED = "LINK_UNRELATED"
    LINK_SHOWS_NO_ENTITY = "LINK_SHOWS_NO_ENTITY"
    LINK_NOT_FILED = "LINK_NOT_FILED"
    LETTER_CREDIT_CODE = "LETTER_CREDIT_CODE"
    TRADEMARK_NOT_REGISTERED = "TRADEMARK_NOT_REGISTERED"
    TRADEMARK_OTHER_OWNER = "TRADEMARK_OTHER_OWNER"
    PERMIT_MISSING = "PERMIT_MISSING"


@dataclass(frozen=True, slots=True)
class Guide:
    """The field that a reason is about, and whether the application may come again once it is mended."""

    field: str
    may_resubmit: bool = True


_R = RejectionReason
_FIELDS: Mapping[str, tuple[RejectionReason, ...]] = {
    "name": (_R.NAME_TOO_BROAD, _R.NAME_NOT_FROM_SOURCE, _R.NAME_FORMAT, _R.NAME_INCOMPLETE),
    "source": (_R.SOURCE_NOT_SUPPORTED,),
    "qualification": (
        _R.RIGHT_NOT_SHOWN,
        _R.ELEMENTS_INACCURATE,
        _R.ELEMENTS_INCOMPLETE,
        _R.NAME_NOT_VERIFIED,
    ),
    "materials": (
        _R.PROOF_INSUFFICIENT,
        _R.IMAGE_UNREADABLE,
        _R.WRONG_ENTITY,
        _R.RELATION_NOT_SHOWN,
        _R.PERMIT_MISSING,
    ),
    "power_of_attorney": (
        _R.LETTER_UNSIGNED,
        _R.LETTER_WRONG_SEAL,
        _R.LETTER_SCOPE,
        _R.LETTER_DATES,
        _R.LETTER_CREDIT_CODE,
    ),
    "trademark": (_R.TRADEMARK_NOT_FOUND, _R.TRADEMARK_NOT_REGISTERED, _R.TRADEMARK_OTHER_OWNER),
    "scene": (
        _R.PRODUCT_NOT_VERIFIABLE,
        _R.LINK_UNREACHABLE,
        _R.LINK_UNRELATED,
        _R.LINK_SHOWS_NO_ENTITY,
        _R.LINK_NOT_FILED,
        _R.BUSINESS_NOT_SUPPORTED,
    ),
    "content": (_R.CONTENT_NOT_SUPPORTED,),
    "application": (_R.RULES_VIOLATED, _R.APPROVED_BY_MISTAKE),
}
# What no mending helps: the business itself is outside of what signatures are given for.
_FINAL = frozenset({_R.BUSINESS_NOT_SUPPORTED})

GUIDES: Mapping[RejectionReason, Guide] = MappingProxyType(
    {reason: Guide(field, reason not in _FINAL) for field, reasons in _FIELDS.items() for reason in reasons}
)
