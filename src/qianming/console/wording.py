"""The words that pages use for codes, in the reader's language, and the hints of the console's own.

Decides no meaning: title, why and fix of every code live in `qianming.texts`.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qianming.console.standing import Standing
from qianming.core.codes import Availability, ReviewState
from qianming.core.findings import Finding
from qianming.texts.catalog import Lang, Words, explain, words

_STANDING_CODES: dict[Standing, StrEnum] = {
    Standing.AVAILABLE: Availability.AVAILABLE,
    Standing.ABNORMAL: Availability.ABNORMAL,
    Standing.UNAVAILABLE: Availability.UNAVAILABLE,
    Standing.IN_REVIEW: ReviewState.IN_REVIEW,
    Standing.WITHDRAWN: ReviewState.WITHDRAWN,
}
STANDING_HINTS: dict[Standing, Promise] = {
    Standing.AVAILABLE: _("can send"),
    Standing.ABNORMAL: _("sends, but at risk"),
    Standing.UNAVAILABLE: _("cannot send"),
    Standing.IN_REVIEW: _("waits for a decision"),
    Standing.WITHDRAWN: _("taken back"),
}

# What pages are written in, as Django calls it.
LANGUAGES = ("zh-hans", "en")


def language() -> Lang:
    """The reader's language, of the two that the service speaks."""
    return Lang.EN if (get_language() or "").startswith("en") else Lang.ZH


def say(code: StrEnum) -> Words:
    """The catalogue's words for a code: title, why, what to do."""
    return words(code, language())


def say_finding(finding: Finding) -> Words:
    """What the rulebook found, with its particulars filled in."""
    return explain(finding.code, language(), finding.params)


def standing_words(standing: Standing) -> Words:
    """The words of a group, which are those of the state it stands for."""
    return say(_STANDING_CODES[standing])
