"""Proves of many names at once how they stand to their licence names, where that is simple.

Decides no verdict that the rules would not give: of names in which the words' screen finds nothing, it knows
those that are proper abbreviations, those that leave out the location, and those with a character that the
licence name does not have. The name that is proposed instead is proved in the same way.
"""

from collections.abc import Sequence

import numpy as np

from qianming.cli.bulk_letters import Letters, Numbers, letters_of
from qianming.cli.bulk_licences import Licences, reader
from qianming.cli.bulk_screen import doubtful
from qianming.core.codes import FindingCode
from qianming.core.findings import Outcome
from qianming.core.names.abbreviation import ADVISED_LENGTH, LEAST_AFTER_LOCATION
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

Row = tuple[str, str, str, str]
OMITTED, NOT_IN_NAME = FindingCode.MATCH_LOCATION_OMITTED.value, FindingCode.MATCH_NOT_IN_NAME.value
CLEAN: Row = (Outcome.PASS.value, "", "", "")


def compared(
    names: Sequence[str], licences: Sequence[str], base: ApplicationSubject, policy: RulePolicy
) -> list[Row | None]:
    """The results of names that raise no question, each with its licence name; None where it is not proved.

    The licence names name no special industry, and no credit code is told.
    """
    letters = letters_of(licences)
    if letters is None:
        return [None] * len(names)
    parsed = reader().read(letters)
    starts = np.array([licence.find(name) for name, licence in zip(names, licences, strict=True)], np.int64)
    lengths = np.array([len(name) for name in names], np.int64)
    found: list[Row | None] = [None] * len(names)
    for place in np.flatnonzero(_proper(parsed, letters, starts, lengths)).tolist():
        found[place] = CLEAN
    if policy.severities:
        return found
    omitted = np.flatnonzero(_omits_location(parsed, letters.starts, starts)).tolist()
    foreign = _with_foreign_characters(parsed, letters.points, starts, names, licences)
    proposals = _proposals([*omitted, *foreign], parsed, letters.starts, licences, base, policy)
    found_codes = [OMITTED] * len(omitted) + [NOT_IN_NAME] * len(foreign)
    for place, code, proposal in zip([*omitted, *foreign], found_codes, proposals, strict=True):
        if proposal is not None:
            found[place] = Outcome.REJECT.value, code, proposal, ""
    return found


def _proper(parsed: Licences, licences: Letters, starts: Numbers, lengths: Numbers) -> Numbers:
    """Full names, and those that open their licence name, keep its location, and end where a word ends."""
    opens, whole = licences.starts, licences.ends - licences.starts
    proper = parsed.simple & (starts == 0) & (lengths >= ADVISED_LENGTH)
    rows = np.flatnonzero(proper)
    ends = opens[rows] + lengths[rows]
    enough = ends - parsed.locations.ends[rows] >= LEAST_AFTER_LOCATION
    proper[rows] = enough & (ends >= parsed.brand_ends[rows]) & parsed.breaks_at(rows, ends)
    return proper | ((starts == 0) & (lengths == whole))


def _omits_location(parsed: Licences, opens: Numbers, starts: Numbers) -> Numbers:
    """Names that stand in their licence name, behind its beginning and at the beginning of no place in it."""
    at_place = (parsed.locations.places == (opens + starts)[:, None]).any(axis=1)
    return parsed.simple & (starts > 0) & ~at_place


def _with_foreign_characters(
    parsed: Licences, points: Numbers, starts: Numbers, names: Sequence[str], licences: Sequence[str]
) -> list[int]:
    """Names with a character that their licence name lacks, and whose first character opens no place in it.

    So nothing in them is a shortened location, skips characters, changes their order or adds to the name.
    """
    lacking = np.flatnonzero(parsed.simple & (starts < 0))
    first = np.array([ord(names[place][0]) for place in lacking.tolist()], np.int64)
    opens = (points[parsed.locations.places[lacking]] == first[:, None]).any(axis=1)
    return [place for place in lacking[~opens].tolist() if not set(names[place]).issubset(licences[place])]


def _proposals(
    places: Sequence[int],
    parsed: Licences,
    opens: Numbers,
    licences: Sequence[str],
    base: ApplicationSubject,
    policy: RulePolicy,
) -> list[str | None]:
    """The names that are proposed first: the full name, or location and brand. Longer ones follow only.

    None where the first is in doubt, so that another could take its place.
    """
    brand_ends = (parsed.brand_ends - opens)[places].tolist()
    wanted = [
        _first_that_fits(licences[place], end, policy) for place, end in zip(places, brand_ends, strict=True)
    ]
    held = set(doubtful([name or "" for name in wanted], base, policy)) if wanted else ()
    return [
        None if name and place in held else name for place, name in enumerate(wanted)
    ]


def _first_that_fits(licence: str, brand_end: int, policy: RulePolicy) -> str:
    end = len(licence) if len(licence) <= policy.name_length_max else brand_end
    return licence[:end] if end <= policy.name_length_max else ""
