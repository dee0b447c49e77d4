"""The rows of names with licence names, put together from what is proved of both; the others are left open.

Decides which proofs may be joined: what the rules say of a name alone holds beside a licence name that the
name departs from, with the exceptions named here. The name that is proposed is proved in the same way.
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from qianming.cli.bulk_letters import Letters, Numbers, letters_of
from qianming.cli.bulk_licences import Licences, reader
from qianming.cli.bulk_matches import Match, codes_of, matches, outcome_of, without_a_part
from qianming.cli.bulk_screen import Screened, doubtful, usable
from qianming.cli.bulk_verdicts import INDUSTRIES, OF_INDUSTRY, RESTRICTED, Row, Sign, industry_codes, row_of
from qianming.core.codes import FindingCode as Code
from qianming.core.findings import Outcome
from qianming.core.names.word_lists import WordList
from qianming.core.papers.industries import WORDS
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

Alone = Callable[[str], Row]
_CHANGED = (Code.NAME_RESTRICTED, Code.NAME_LETTERS_ONLY, Code.INDUSTRY_INFERRED)  # where a licence is told


class Pairs(NamedTuple):
    """Names, each with its licence name and credit code; empty where it has none."""

    names: Sequence[str]
    licences: Sequence[str]
    credit_codes: Sequence[str]


class Comparison:
    """Names beside their licence names; `alone` judges a name without one."""

    def __init__(
        self, base: ApplicationSubject, policy: RulePolicy, pairs: Pairs, found: Screened, alone: Alone
    ) -> None:
        self._base, self._policy, self._alone = base, policy, alone
        self._names, self._licences, self._codes = pairs
        self._signs, self._held = found

    def rows(self) -> list[Row | None]:
        """The results of each name; None where the rules have to be asked."""
        rows: list[Row | None] = [None] * len(self._names)
        letters = letters_of(self._licences)
        if letters is None or self._policy.severities or not usable(self._base, self._policy):
            return rows
        parsed = self._parsed(letters)
        found, signs = self._compared(letters, parsed)
        industries = _industries(letters) | (signs & int(OF_INDUSTRY))
        signs &= ~int(OF_INDUSTRY)
        places = np.flatnonzero(found != Match.UNKNOWN).tolist()
        proposals = self._proposals(places, found, letters, parsed)
        columns = (column[places].tolist() for column in (found, signs, industries))
        for place, match, sign, industry in zip(places, *columns, strict=True):
            of_name, proposal = self._codes_of_name(place, match, sign), proposals.get(place, "")
            if of_name is not None and proposal is not None:
                codes = ";".join((*of_name, *codes_of(match), *industry_codes(industry)))
                rows[place] = outcome_of(match).value, codes, proposal, ""
        return [
            row if licence else self._row_alone(place)
            for place, (row, licence) in enumerate(zip(rows, self._licences, strict=True))
        ]

    def _parsed(self, letters: Letters) -> Licences:
        """The licence names taken apart; a credit code decides about locations that are not sure."""
        parsed = reader().read(letters)
        told = np.array([bool(code) for code in self._codes], bool)
        return parsed._replace(simple=parsed.simple & (parsed.locations.sure | ~told))

    def _compared(self, letters: Letters, parsed: Licences) -> tuple[Numbers, Numbers]:
        """How the names stand to their licence names, and what they still say beside those.

        A word that only the enterprise's business explains is explained where the licence name carries it.
        """
        pairs = zip(self._names, self._licences, strict=True)
        starts = np.array([licence.find(name) for name, licence in pairs], np.int64)
        found = matches(parsed, letters, self._names, starts)
        foreign = without_a_part(parsed, letters, self._names, starts, self._licences)
        found[foreign] = Match.NOT_IN_NAME
        carried = (starts >= 0) & (self._signs & int(Sign.UNLAWFUL) == 0)
        return found, np.where(carried, self._signs & ~int(Sign.AMBIGUOUS), self._signs)

    def _codes_of_name(self, place: int, match: int, signs: int) -> Sequence[str] | None:
        """What is said of the name itself; None where that is not proved.

        A name that is refused for its departure finds no support in the licence, so it is judged as if alone.
        """
        if not signs and not self._held[place]:
            return ()
        if outcome_of(match) is not Outcome.REJECT or signs & int(RESTRICTED):
            return None
        codes = (self._alone(self._names[place]) if self._held[place] else row_of(signs))[1]
        if any(code in codes for code in _CHANGED):
            return None
        return (codes,) if codes else ()

    def _row_alone(self, place: int) -> Row:
        return self._alone(self._names[place]) if self._held[place] else row_of(int(self._signs[place]))

    def _proposals(
        self, places: Sequence[int], found: Numbers, letters: Letters, parsed: Licences
    ) -> dict[int, str | None]:
        """The names that are proposed first: the full name, or location and brand. Longer ones only follow.

        None where the first is in doubt, so that another could take its place.
        """
        wanted = [place for place in places if outcome_of(int(found[place])) is not Outcome.PASS]
        if not wanted:
            return {}
        ends = np.where(parsed.locations.absent, 0, parsed.brand_ends - letters.starts)[wanted].tolist()
        names = [self._first_that_fits(self._licences[p], end) for p, end in zip(wanted, ends, strict=True)]
        held = set(doubtful(names, self._base, self._policy))
        return {
            place: None if name and number in held else name
            for number, (place, name) in enumerate(zip(wanted, names, strict=True))
        }

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
