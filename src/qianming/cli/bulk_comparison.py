"""The rows of names with licence names, put together from what is proved of both; the others are left open.

Decides which proofs may be joined: what the rules say of a name alone holds beside a licence name that the
name departs from, with the exceptions named here. The name that is proposed is proved in the same way.
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain

import numpy as np

from qianming.cli.bulk_letters import Letters, Numbers, letters_of
from qianming.cli.bulk_licences import Licences, reader
from qianming.cli.bulk_matches import Match, codes_of, matches, outcome_of, without_a_part
from qianming.cli.bulk_screen import Screened, doubtful
from qianming.cli.bulk_verdicts import INDUSTRIES, OF_INDUSTRY, RESTRICTED, Row, Sign, industry_codes, row_of
from qianming.core.codes import FindingCode as Code
from qianming.core.findings import Outcome
from qianming.core.names.word_lists import WordList
from qianming.core.papers.industries import WORDS
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

_CHANGED = (Code.NAME_RESTRICTED, Code.NAME_LETTERS_ONLY, Code.INDUSTRY_INFERRED)  # where a licence is told


class Comparison:
    """Names beside their licence names; `alone` judges a name without one."""

    def __init__(
        self,
        base: ApplicationSubject,
        policy: RulePolicy,
        names: Sequence[str],
        licences: Sequence[str],
        found: Screened,
        alone: Callable[[str], Row],
    ) -> None:
        self._base, self._policy = base, policy
        self._names, self._licences = names, licences
        self._signs, self._held, self._alone = found.signs, found.held, alone

    def rows(self) -> list[Row | None]:
        """The results of each name; None where the rules have to be asked."""
        rows: list[Row | None] = [None] * len(self._names)
        letters = letters_of(self._licences)
        if letters is None or self._policy.severities:
            return rows
        parsed = reader().read(letters)
        starts = np.array([licence.find(name) for name, licence in zip(self._names, self._licences, strict=True)], np.int64)
        found = matches(parsed, letters, self._names, starts)
        found[without_a_part(parsed, letters, self._names, starts, self._licences)] = Match.NOT_IN_NAME
        carried = self._signs & ~np.where((starts >= 0) & ~self._unlawful(), int(RESTRICTED), 0)
        self._put(rows, letters, parsed, found, carried)
        return rows

    def _unlawful(self) -> Numbers:
        return self._signs & int(Sign.UNLAWFUL) != 0

    def _put(
        self, rows: list[Row | None], letters: Letters, parsed: Licences, found: Numbers, signs: Numbers
    ) -> None:
        industries = _industries(letters) | (signs & int(OF_INDUSTRY))
        alone = signs & ~int(OF_INDUSTRY)
        places = np.flatnonzero(found != Match.UNKNOWN).tolist()
        wanted = [place for place in places if outcome_of(int(found[place])) is not Outcome.PASS]
        proposals = dict(zip(wanted, self._proposals(wanted, letters, parsed), strict=True))
        for place in places:
            rows[place] = self._row(
                place, int(found[place]), int(alone[place]), int(industries[place]), proposals.get(place, "")
            )

    def _row(self, place: int, match: int, signs: int, industries: int, proposal: str | None) -> Row | None:
        outcome = outcome_of(match)
        if self._held[place] or signs:
            if outcome is not Outcome.REJECT or signs & int(RESTRICTED):
                return None
            codes = (self._alone(self._names[place]) if self._held[place] else row_of(signs))[1]
            if any(code in codes for code in _CHANGED):
                return None
        else:
            codes = ""
        if proposal is None:
            return None
        joined = ";".join([*([codes] if codes else []), *codes_of(match), *industry_codes(industries)])
        return outcome.value, joined, proposal, ""

    def _proposals(self, places: Sequence[int], letters: Letters, parsed: Licences) -> list[str | None]:
        """The names that are proposed first: the full name, or location and brand. Longer ones only follow.

        None where the first is in doubt, so that another could take its place.
        """
        ends = (parsed.brand_ends - letters.starts)[places].tolist()
        absent = parsed.locations.absent[places].tolist()
        wanted = [
            self._first_that_fits(self._licences[place], 0 if missing else end)
            for place, end, missing in zip(places, ends, absent, strict=True)
        ]
        held = set(doubtful([name or "" for name in wanted], self._base, self._policy)) if wanted else ()
        return [None if name and place in held else name for place, name in enumerate(wanted)]

    def _first_that_fits(self, licence: str, brand_end: int) -> str:
        """Without a location only the full name raises no question."""
        end = len(licence) if len(licence) <= self._policy.name_length_max else brand_end
        return licence[:end] if end <= self._policy.name_length_max else ""


@cache
def _industry_words() -> tuple[WordList, Numbers]:
    listed = WordList(word for words in WORDS.values() for word in words)
    signs = [
        sum(int(sign) for sign, industry in INDUSTRIES.items() if word in WORDS[industry])
        for word in listed.words
    ]
    return listed, np.array(signs, np.int32)


def _industries(licences: Letters) -> Numbers:
    """Which industries' words stand in licence names."""
    listed, signs = _industry_words()
    hits = listed.places(licences.text)
    flat = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits)).reshape(-1, 3)
    found = np.zeros(len(licences.starts), np.int32)
    np.bitwise_or.at(found, np.searchsorted(licences.starts, flat[:, 1], "right") - 1, signs[flat[:, 0]])
    return found
