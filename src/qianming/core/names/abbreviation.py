"""Whether a signature is a proper abbreviation of the licence name: contiguous, with its location, not cut
short.

Decides by location and contiguity, which can be proved by comparing strings. Where the end of the distinctive
name is only guessed, the answer is a review, never a rejection. Whether the words are neutral or a person's
name is decided elsewhere.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from qianming.core.codes import FindingCode
from qianming.core.findings import Severity
from qianming.core.names.contiguity import (
    Canonical,
    canonical,
    letters_only_differ,
    missing_part,
    reordered,
    skipped_at,
)
from qianming.core.names.enterprise_name import LONGEST_NAME, ParsedName, parse
from qianming.core.names.industry import is_wording
from qianming.core.names.location import BEHIND_THE_BRAND, NATIONAL_AUTHORITY
from qianming.core.names.shortened import shortened_location

LEAST_AFTER_LOCATION = 2
ADVISED_LENGTH = 4
LONGEST_COMPARED = 60
FORM_BREAKS = ("有限", "股份", "有限责任", "股份有限", "集团", "责任", "集团有限", "集团股份")


class Departure(Struct, frozen=True):
    """One way in which a signature departs from its licence name; the span is in the signature."""

    code: FindingCode
    severity: Severity
    span: tuple[int, int] | None = None
    params: tuple[tuple[str, str], ...] = ()


def departures(
    signature: str,
    licence_name: str,
    credit_code: str | None = None,
    shortened: Severity = Severity.REVIEW,
    parsed: ParsedName | None = None,
) -> tuple[Departure, ...]:
    """Every departure of a signature from the licence name; none means a proper full or short name.

    `shortened` is the policy for a location without its suffix (杭州市 → 杭州). `parsed` saves a second
    parse.
    """
    if signature == licence_name:
        return ()
    whole, short = canonical(licence_name), canonical(signature)
    if not short.text:
        return (Departure(FindingCode.MATCH_NOT_IN_NAME, Severity.REJECT, (0, len(signature))),)
    found: list[Departure] = []
    if short.text != signature or short.text not in whole.text:
        found.extend(_spelling(signature, licence_name, whole, short))
    start = whole.folded.find(short.folded)
    if start == 0 and len(short.folded) == len(whole.folded):
        return tuple(found)
    name = parsed or parse(licence_name, credit_code)
    if start < 0:
        found.extend(_not_contiguous(short.folded, whole, name, shortened))
    else:
        found.extend(_contiguous(start, len(short.folded), whole, name, (credit_code, shortened)))
    if _is_of_branch(name):
        found.append(Departure(FindingCode.MATCH_BRANCH, Severity.REVIEW, params=(("branch", name.branch),)))
    if isinstance(short.places, range):
        return tuple(found)
    return tuple(_in_signature(departure, short.places) for departure in found)


def any_part_is_doubted(name: ParsedName, credit_code: str | None) -> bool:
    """Whether all short forms of a licence name raise a question: it has no location, or is a branch's."""
    return _is_of_branch(name) or not (name.location or _is_national(credit_code))


def _is_of_branch(name: ParsedName) -> bool:
    return bool(name.branch) or name.form in ("分公司", "支公司")


def _is_national(credit_code: str | None) -> bool:
    """Whether the national authority registered the enterprise, whose names need no location."""
    return (credit_code or "")[2:4] == NATIONAL_AUTHORITY


def _spelling(signature: str, licence_name: str, whole: Canonical, short: Canonical) -> Iterator[Departure]:
    """Letters in another case, brackets and letters in another width: the licence's spelling is the fix."""
    start = whole.folded.find(short.folded)
    if start < 0:
        return
    spelling = whole.text[start : start + len(short.text)]
    if letters_only_differ(short.text, spelling):
        yield Departure(FindingCode.MATCH_LETTER_CASE, Severity.REVIEW, params=(("spelling", spelling),))
    if signature not in licence_name and short.text != signature:
        original = licence_name[whole.places[start] : _end_of(whole, start + len(short.text), licence_name)]
        yield Departure(FindingCode.MATCH_BRACKET_WIDTH, Severity.REVIEW, params=(("spelling", original),))


def _not_contiguous(short: str, whole: Canonical, name: ParsedName, policy: Severity) -> Iterator[Departure]:
    """Shortened location, skipped characters, another order, or words that the licence does not have."""
    rest = shortened_location(short, whole, name)
    if rest is not None:
        spent = len(short) - rest
        yield Departure(FindingCode.MATCH_LOCATION_SHORTENED, policy, (0, spent), _located(name))
        yield from _ending(
            short, spent, _end_of(whole, whole.after(name.location_span[1]) + rest, name.name), name
        )
        return
    if len(short) > LONGEST_COMPARED:
        yield Departure(FindingCode.MATCH_NOT_IN_NAME, Severity.REJECT, (0, len(short)))
        return
    skipped = skipped_at(short, whole.folded[:LONGEST_NAME])
    if skipped is not None:
        position, gap = skipped
        left_out = (("skipped", whole.text[slice(*gap)]),)
        yield Departure(FindingCode.MATCH_SKIPS, Severity.REJECT, (position, len(short)), left_out)
    elif reordered(short, whole.folded[:LONGEST_NAME]):
        yield Departure(FindingCode.MATCH_REORDERED, Severity.REJECT, (0, len(short)))
    else:
        yield Departure(FindingCode.MATCH_NOT_IN_NAME, Severity.REJECT, missing_part(short, whole.folded))


def _contiguous(
    start: int, length: int, whole: Canonical, name: ParsedName, told: tuple[str | None, Severity]
) -> Iterator[Departure]:
    credit_code, shortened = told
    first, end = whole.places[start], _end_of(whole, start + length, name.name)
    if not name.location:
        yield from _without_location(start, length, end, whole, name, credit_code)
    elif name.placement in BEHIND_THE_BRAND:
        if start > 0 or end < name.location_span[1]:
            yield Departure(FindingCode.MATCH_LOCATION_OMITTED, Severity.REJECT, (0, length), _located(name))
        else:
            spent = whole.after(name.location_span[1])
            yield from _ending(whole.folded[:length], spent, end, name)
    elif start == 0:
        yield from _ending(whole.folded[:length], whole.after(name.location_span[1]), end, name)
    elif first in name.location_ends[:-1] and end > name.location_span[1]:
        # A lower level kept whole is never worse than a question, whatever carriers make of cut suffixes.
        severity = Severity.NOTICE if shortened is Severity.NOTICE else Severity.REVIEW
        yield Departure(
            FindingCode.MATCH_LOCATION_SHORTENED, severity, (0, name.location_span[1] - first), _located(name)
        )
        yield from _ending(whole.folded[start : start + length], name.location_span[1] - first, end, name)
    else:
        yield Departure(FindingCode.MATCH_LOCATION_OMITTED, Severity.REJECT, (0, length), _located(name))


def _without_location(
    start: int, length: int, end: int, whole: Canonical, name: ParsedName, credit_code: str | None
) -> Iterator[Departure]:
    """A licence name without a location: a person decides, unless the national authority registered it."""
    if start > 0:
        yield Departure(FindingCode.MATCH_BRAND_CUT, Severity.REJECT, (0, length), (("brand", name.brand),))
        return
    if not _is_national(credit_code):
        yield Departure(FindingCode.MATCH_NO_LOCATION, Severity.REVIEW)
    yield from _ending(whole.folded[:length], 0, end, name)


def _ending(short: str, spent: int, end: int, name: ParsedName) -> Iterator[Departure]:
    """Judge where the signature ends: `spent` is its location's length, `end` its end in the licence name."""
    if name.placement not in BEHIND_THE_BRAND and len(short) - spent < LEAST_AFTER_LOCATION:
        yield Departure(
            FindingCode.MATCH_TOO_SHORT, Severity.REJECT, (0, len(short)), (("brand", name.brand),)
        )
        return
    if len(short) < ADVISED_LENGTH:
        yield Departure(FindingCode.MATCH_TOO_SHORT, Severity.NOTICE, (0, len(short)))
    brand_end = name.brand_span[1]
    if end < brand_end:
        certain = name.complete and not name.location_doubtful and not _halves(end, name)
        code = FindingCode.MATCH_BRAND_CUT if certain else FindingCode.MATCH_BOUNDARY_UNCERTAIN
        severity = Severity.REJECT if certain else Severity.REVIEW
        yield Departure(code, severity, (spent, len(short)), (("brand", name.brand),))
    elif not name.brand or not _ends_at_word(end, name):
        yield Departure(FindingCode.MATCH_BOUNDARY_UNCERTAIN, Severity.REVIEW, (spent, len(short)))


def _halves(end: int, name: ParsedName) -> bool:
    """Whether a long brand is cut behind two characters: what follows them may be an unknown trade."""
    start, stop = name.brand_span
    return stop - start >= 4 and end - start == 2


def _ends_at_word(end: int, name: ParsedName) -> bool:
    """Whether the licence name can be broken at `end` without cutting a word of its industry or form."""
    begin, head_end = name.industry_span
    if end in (name.brand_span[1], begin, head_end, name.form_span[1]) or end in name.boundaries:
        return True
    if end > head_end:
        return name.name[head_end:end] in FORM_BREAKS or end > name.form_span[1]
    return is_wording(name.name, begin, end)


def _end_of(whole: Canonical, length: int, name: str) -> int:
    """Where the first `length` canonical characters end in the name as given, a closing bracket included."""
    end = whole.places[length - 1] + 1
    return end + 1 if name[end : end + 1] in (")", "）") else end


def _located(name: ParsedName) -> tuple[tuple[str, str], ...]:
    return (("location", "".join(name.location)),)


def _in_signature(departure: Departure, places: tuple[int, ...]) -> Departure:
    """The departure with its span counted in the signature as typed."""
    if departure.span is None:
        return departure
    start, end = departure.span
    typed = (places[min(start, len(places) - 1)], places[end - 1] + 1 if end else 0)
    return replace(departure, span=typed)
