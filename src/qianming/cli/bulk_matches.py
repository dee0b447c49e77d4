"""Proves of many names at once how they stand to their licence names, where that is simple.

Decides no verdict that the rules would not give. Of simple licence names it knows the places at which a name
may be cut out of them, and so which names are proper abbreviations and which depart from them in one of the
common ways; of names that are no part it knows those with a character that the licence name does not have.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import cache

import numpy as np

from qianming.cli.bulk_letters import Letters, Numbers
from qianming.cli.bulk_licences import Licences, reader
from qianming.core.codes import FindingCode as Code
from qianming.core.findings import Outcome
from qianming.core.names.abbreviation import ADVISED_LENGTH, LEAST_AFTER_LOCATION
from qianming.core.names.contiguity import canonical

_HALF, _WHOLE = 2, 4  # a brand of four characters cut behind two: what follows may be an unknown trade


class Match(IntEnum):
    """How a name stands to its licence name."""

    UNKNOWN = 0
    PROPER = 1
    LOCATION_OMITTED = 2
    NOT_IN_NAME = 3
    TOO_SHORT = 4
    BRAND_CUT = 5
    UNCERTAIN = 6


SHORT, NO_LOCATION = 8, 16  # what is said beside how a name stands
_BESIDE = ((NO_LOCATION, Code.MATCH_NO_LOCATION), (SHORT, Code.MATCH_TOO_SHORT))
_REFUSED = (Match.LOCATION_OMITTED, Match.NOT_IN_NAME, Match.TOO_SHORT, Match.BRAND_CUT)
_CODES = {
    Match.LOCATION_OMITTED: Code.MATCH_LOCATION_OMITTED,
    Match.NOT_IN_NAME: Code.MATCH_NOT_IN_NAME,
    Match.TOO_SHORT: Code.MATCH_TOO_SHORT,
    Match.BRAND_CUT: Code.MATCH_BRAND_CUT,
    Match.UNCERTAIN: Code.MATCH_BOUNDARY_UNCERTAIN,
}


def matches(parsed: Licences, licences: Letters, names: Sequence[str], starts: Numbers) -> Numbers:
    """How each name stands to its licence name, in which it begins at `starts`; below 0 for nowhere."""
    lengths = np.array([len(name) for name in names], np.int64)
    found = np.zeros(len(names), np.int8)
    opening = parsed.simple & (starts == 0) & (lengths > 0)
    found = np.where(opening, _of_openings(parsed, licences, lengths), found)
    behind = parsed.simple & (starts > 0)
    at_place = (parsed.locations.places == (licences.starts + starts)[:, None]).any(axis=1)
    found[behind & parsed.locations.absent] = Match.BRAND_CUT
    found[behind & ~parsed.locations.absent & ~at_place] = Match.LOCATION_OMITTED
    found[(starts == 0) & (lengths == licences.ends - licences.starts)] = Match.PROPER
    return found


def _of_openings(parsed: Licences, licences: Letters, lengths: Numbers) -> Numbers:
    """How names stand to licence names that begin with them, by where they end."""
    ends, absent = licences.starts + lengths, parsed.locations.absent
    after = ends - parsed.locations.ends
    brand = parsed.brand_ends - parsed.locations.ends
    halved = (brand >= _WHOLE) & (after == _HALF)
    certain = ~absent & (parsed.head_ends > parsed.brand_ends) & ~halved
    cut = np.where(certain, Match.BRAND_CUT, Match.UNCERTAIN)
    whole, inside_a_word = reader().breaks(licences.points, parsed, ends)
    proper = np.where(whole, Match.PROPER, np.where(inside_a_word, Match.UNCERTAIN, Match.UNKNOWN))
    known = np.where(ends < parsed.brand_ends, cut, proper)
    said = known + SHORT * (lengths < ADVISED_LENGTH) + NO_LOCATION * absent
    said = np.where(known == Match.UNKNOWN, Match.UNKNOWN, said)
    return np.where(after < LEAST_AFTER_LOCATION, np.where(absent, Match.UNKNOWN, Match.TOO_SHORT), said)


def without_a_part(
    parsed: Licences, licences: Letters, names: Sequence[str], starts: Numbers, texts: Sequence[str]
) -> list[int]:
    """Names with a character that their licence name lacks, and whose first character opens no place in it.

    So nothing in them is a shortened location, skips characters, changes their order or adds to the name.
    """
    lacking = [place for place in np.flatnonzero(parsed.simple & (starts < 0)).tolist() if names[place]]
    first = np.array([ord(names[place][0]) for place in lacking], np.int64)
    opens = (licences.points[parsed.locations.places[lacking]] == first[:, None]).any(axis=1)
    return [
        place
        for place, opening in zip(lacking, opens.tolist(), strict=True)
        if not opening and _is_foreign(names[place], texts[place])
    ]


def _is_foreign(name: str, licence: str) -> bool:
    """Whether a name that is compared as it is written has a character that its licence name lacks."""
    return not set(name).issubset(licence) and canonical(name).text == name


@cache
def outcome_of(match: int) -> Outcome:
    """What follows from how a name stands to its licence name."""
    kind = Match(match % SHORT)
    if kind in _REFUSED:
        return Outcome.REJECT
    return Outcome.REVIEW if kind is Match.UNCERTAIN or match & NO_LOCATION else Outcome.PASS


@cache
def codes_of(match: int) -> tuple[Code, ...]:
    """The codes of the departures, in the rules' order."""
    kind = Match(match % SHORT)
    beside = tuple(code for sign, code in _BESIDE if match & sign)
    return (*beside, _CODES[kind]) if kind in _CODES else beside
