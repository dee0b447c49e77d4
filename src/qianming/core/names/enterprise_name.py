"""Takes an enterprise's registered name apart: 行政区划 + 字号 + 行业 + 组织形式, and the branch behind them.

Decides the parts and how certain they are. It does not decide whether an abbreviation is allowed. Spans are
half-open ranges of characters in the name as given; a part that is absent has an empty span.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from qianming.core.names.industry import Division, divide
from qianming.core.names.legal_form import LegalForm, find_form
from qianming.core.names.location import (
    BEHIND_THE_BRAND,
    Location,
    Placement,
    find_late_location,
    find_location,
    with_town,
)

Span = tuple[int, int]
WIDE = re.compile("[\uff01-\uff5e\u3000\u3014\u3015]")
HOUSEHOLD = "92"
LONGEST_NAME = 120
WIDTHS = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3014: 0x28, 0x3015: 0x29}


class ParsedName(Struct, frozen=True):
    """The parts of an enterprise's name.

    `complete` says that location, brand, industry and form were all found with certainty. `boundaries` are
    the ends of the industry's words. `location_doubtful` says that the location could as well be a brand.
    """

    name: str
    placement: Placement
    location: tuple[str, ...]
    location_span: Span
    brand: str
    brand_span: Span
    industry: str
    industry_span: Span
    form: str
    form_span: Span
    branch: str
    branch_span: Span
    complete: bool
    boundaries: tuple[int, ...] = ()
    location_ends: tuple[int, ...] = ()
    location_doubtful: bool = False
    household: bool = False


def fold_width(text: str) -> str:
    """Full-width letters, digits and brackets as half-width ones, character by character."""
    return text.translate(WIDTHS) if WIDE.search(text) else text


def parse(name: str, credit_code: str | None = None) -> ParsedName:
    """Take a registered name apart; the credit code tells a place from a brand. Never raises."""
    if len(name) > LONGEST_NAME:
        return _unread(name)
    text = fold_width(name)
    place = find_location(text, credit_code)
    form = find_form(text, place.end)
    if not place.parts:
        place = replace(find_late_location(text, form.head_end), doubtful=place.doubtful)
    elif form.head_end > place.end:
        place = with_town(text, place, form.head_end, text[form.head_end : form.form_end])
    place, brand_end, division = _divided(text, place, form)
    return _put_together(name, place, brand_end, division, form, credit_code)


def _put_together(
    name: str, place: Location, brand_end: int, division: Division, form: LegalForm, credit_code: str | None
) -> ParsedName:
    head_end, form_end, branch_end = form.head_end, form.form_end, form.branch_end
    industry_end = max(division.start, head_end)
    brand, industry = name[place.brand_start : brand_end], name[division.start : industry_end]
    complete = brand and industry and division.certain and form_end > head_end and place.parts
    # By position: naming the parts of the tuple costs a tenth of the whole parse.
    return ParsedName(
        name,
        place.placement,
        place.names(name),
        (place.start, place.end),
        brand,
        (place.brand_start, brand_end),
        industry,
        (division.start, industry_end),
        name[head_end:form_end],
        (head_end, form_end),
        name[form_end:branch_end],
        (form_end, branch_end),
        bool(complete),
        division.boundaries,
        tuple([end for _, end in place.parts]),
        place.doubtful,
        credit_code is not None and credit_code.startswith(HOUSEHOLD),
    )


def _unread(name: str) -> ParsedName:
    """What cannot be an enterprise's name is all brand."""
    end = len(name)
    absent, nothing = (0, 0), (end, end)
    whole = (0, end)
    return ParsedName(
        name, Placement.ABSENT, (), absent, name, whole, "", nothing, "", nothing, "", nothing, False
    )


def _divided(text: str, place: Location, form: LegalForm) -> tuple[Location, int, Division]:
    """Brand and industry; a short last place is given back to the brand when nothing else is left for one."""
    if place.placement in BEHIND_THE_BRAND:
        after = divide(text, place.end, form.head_end)
        brand_end = _early_brand_end(text, place)
        certain = after.start == place.end and (after.certain or place.end == form.head_end)
        return place, brand_end, Division(place.end, after.boundaries, certain)
    division = divide(text, place.end, form.head_end)
    left = division.start - place.end
    if left == 1 or (left == 0 and form.head_end > place.end and place.brand_like):
        shorter = place.without_last()
        if shorter is not None:
            place, division = shorter, divide(text, shorter.end, form.head_end)
    return place, division.start, division


def _early_brand_end(text: str, place: Location) -> int:
    """Where a brand ends that stands before its location: at its trades, or after the first of them."""
    division = divide(text, place.brand_start, place.start)
    if division.start - place.brand_start >= 2:
        return division.start
    return division.boundaries[0] if len(division.boundaries) > 1 else place.start
