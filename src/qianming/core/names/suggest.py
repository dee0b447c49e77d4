"""Proposes names that would pass: from the licence name by the abbreviation rule, and from a trademark.

Decides which names comply, their order and the reason for each. Every proposal taken from the licence was
judged by the rule itself, so a proposal can never break it. Whether a reviewer agrees is not decided here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from qianming.core.findings import Severity
from qianming.core.names.abbreviation import any_part_is_doubted
from qianming.core.names.contiguity import canonical
from qianming.core.names.enterprise_name import ParsedName
from qianming.core.names.matching import compared, parsed_name

LEAST, MOST = 2, 12


class SuggestionReason(StrEnum):
    """Why a name is proposed."""

    FULL_NAME = "FULL_NAME"
    LOCATION_BRAND = "LOCATION_BRAND"
    LOCATION_BRAND_INDUSTRY = "LOCATION_BRAND_INDUSTRY"
    LOCATION_BRAND_INDUSTRY_FORM = "LOCATION_BRAND_INDUSTRY_FORM"
    TRADEMARK = "TRADEMARK"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that would pass, why, and whether another entity's signature already has it."""

    name: str
    reason: SuggestionReason
    collides: bool = False


def suggestions(
    licence_name: str,
    credit_code: str | None = None,
    trademark: str | None = None,
    taken: frozenset[str] = frozenset(),
    acceptable: Callable[[str], bool] | None = None,
    limits: tuple[int, int] = (LEAST, MOST),
) -> tuple[Suggestion, ...]:
    """All compliant names, best first, those that collide with another entity's last.

    `taken` are live signatures of other entities; `acceptable` is the check of everything but the match with
    the source (characters, neutral words …); `limits` are the policy's bounds of a name's length.
    """
    listed = [
        Suggestion(name, reason, name in taken)
        for name, reason in compliant(licence_name, credit_code, trademark, limits)
        if acceptable is None or acceptable(name)
    ]
    return tuple(sorted(listed, key=lambda suggestion: suggestion.collides))


def compliant(
    licence_name: str,
    credit_code: str | None = None,
    trademark: str | None = None,
    limits: tuple[int, int] = (LEAST, MOST),
) -> Iterator[tuple[str, SuggestionReason]]:
    """The names that comply with the abbreviation rule, best first, each once."""
    seen: set[str] = set()
    for name, reason in _candidates(licence_name, credit_code, trademark):
        if not name or name in seen or not limits[0] <= len(name) <= limits[1]:
            continue
        if reason is SuggestionReason.TRADEMARK or not _doubted(name, licence_name, credit_code):
            seen.add(name)
            yield name, reason


def _candidates(
    licence_name: str, credit_code: str | None, trademark: str | None
) -> Iterator[tuple[str, SuggestionReason]]:
    if licence_name:
        for end, reason in _ends(parsed_name(licence_name, credit_code), credit_code):
            yield canonical(licence_name[:end]).text, reason
    if trademark:
        yield trademark, SuggestionReason.TRADEMARK


def _ends(name: ParsedName, credit_code: str | None) -> Iterator[tuple[int, SuggestionReason]]:
    """Where the licence name may be broken, in the order in which the results are recommended."""
    yield len(name.name), SuggestionReason.FULL_NAME
    if any_part_is_doubted(name, credit_code):
        return
    brand_end = max(name.brand_span[1], name.location_span[1])
    if name.brand:
        yield brand_end, SuggestionReason.LOCATION_BRAND
    for boundary in name.boundaries:
        yield boundary, SuggestionReason.LOCATION_BRAND_INDUSTRY
    if name.form:
        yield name.form_span[1], SuggestionReason.LOCATION_BRAND_INDUSTRY_FORM


def _doubted(name: str, licence_name: str, credit_code: str | None) -> bool:
    found = compared(name, licence_name, credit_code, Severity.REVIEW)
    return any(departure.severity is not Severity.NOTICE for departure in found)
