"""Takes many licence names apart at once: where location, brand, trades and legal form of simple ones end.

Decides nothing that the parser would decide otherwise. A licence name is simple if it consists of Chinese
characters, begins with places or none, ends with a legal form, and nothing in it calls for the parser's
further rules; all others are left to the parser.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from qianming.cli.bulk_letters import Letters, Numbers, Sieve, Trie, counted, flags
from qianming.cli.bulk_places import Locations, PlaceReader
from qianming.core.names.abbreviation import FORM_BREAKS
from qianming.core.names.industry import LONGEST_BRAND, common_words, descriptions, trades
from qianming.core.names.location import RURAL_FORMS
from qianming.core.tables import legal_forms

LONGEST_HEAD = 20  # of brand and trades together
COMPANY = "公司"
_NOT_SIMPLE = frozenset(("分公司", "支公司", *RURAL_FORMS))  # what stands before them is read in other ways
_WITHOUT_GROUP = frozenset(("厂", "店"))  # 集团 before them belongs to the name
_COMMON_LENGTHS = (2, 3, 4)


class Licences(NamedTuple):
    """Of each licence name whether it is simple, and if so its parts, as places in the letters.

    `words` says for each letter before the form, counted backwards, where the trade ends that begins there.
    """

    simple: Numbers
    locations: Locations
    brand_ends: Numbers
    head_ends: Numbers
    words: Numbers

    def break_at(self, at: Numbers) -> Numbers:
        """Whether the simple names can be broken there: behind the brand, a trade, or all of them."""
        rows = np.flatnonzero(self.simple)
        heads, found = self.head_ends[rows], at[rows] == self.brand_ends[rows]
        here = heads - self.brand_ends[rows]
        while here.any():
            here = self.words[rows, here]
            found |= heads - here == at[rows]
        every = np.zeros(len(self.simple), bool)
        every[rows] = found | (at[rows] == heads)
        return every


@cache
def reader() -> "LicenceReader":
    """The tables, built on first use."""
    return LicenceReader()


class LicenceReader:
    """The tables of the parser as columns."""

    def __init__(self) -> None:
        entities = legal_forms.ENTITY.split()
        forms = [*entities, *legal_forms.GENERIC.split()]
        self._places = PlaceReader()
        self._forms = Trie(forms, backwards=True)
        self._not_simple = np.array([form in _NOT_SIMPLE for form in forms], bool)
        self._without_group = np.array([form in _WITHOUT_GROUP for form in forms], bool)
        self._inside_words = Sieve(set(legal_forms.ENDING_BEFORE_FORM.split()), 2)
        self._entities = Sieve({form[-2:] for form in entities}, 2)
        self._trades = Trie(sorted(trades()), backwards=True)
        everyday = common_words() | trades()
        self._everyday = [Sieve(everyday, length) for length in _COMMON_LENGTHS]
        self._short_trades = [Sieve(trades(), length) for length in _COMMON_LENGTHS]
        self._descriptions = [Sieve(descriptions(), length) for length in set(map(len, descriptions()))]
        self._form_breaks = Trie(FORM_BREAKS)
        self._ordinals = flags(set("第一二三四五六七八九十百千零〇"))

    def read(self, letters: Letters) -> Licences:
        """The parts of licence names."""
        points, starts, ends = letters.points, letters.starts, letters.ends
        han = (points >= 0x4E00) & (points <= 0x9FFF)
        simple = (counted(~han, starts, ends) == 0) & (ends - starts >= 4)
        simple &= self._one_entity(points, starts, ends)
        chosen = np.flatnonzero(simple) if simple.any() else np.array([0])
        read = self._read(points, starts[chosen], ends[chosen])
        simple[chosen] &= read.simple
        return _spread(read, chosen, simple)

    def breaks(self, points: Numbers, parsed: Licences, at: Numbers) -> tuple[Numbers, Numbers]:
        """Where simple names can be broken there for certain, and where that certainly cuts a word."""
        whole = parsed.break_at(at)
        trades = np.flatnonzero(parsed.simple & ~whole & (at > parsed.brand_ends) & (at < parsed.head_ends))
        forms = np.flatnonzero(parsed.simple & ~whole & (at > parsed.head_ends))
        in_form = self._breaks_form(points, parsed.head_ends[forms], at[forms])
        cut = np.zeros(len(at), bool)
        cut[trades] = ~self._may_be_words(points, parsed.brand_ends[trades], at[trades])
        cut[forms], whole[forms] = ~in_form, in_form
        return whole, cut

    def _breaks_form(self, points: Numbers, first: Numbers, at: Numbers) -> Numbers:
        """Whether a legal form may be broken there."""
        found = np.zeros(len(at), bool)
        for length, rows, _ in self._form_breaks.found(points, first, at - first):
            found[rows] |= at[rows] - first[rows] == length
        return found

    def _may_be_words(self, points: Numbers, first: Numbers, ends: Numbers) -> Numbers:
        """Whether trades and everyday words may make up all that stands between."""
        lengths, rows = ends - first, np.arange(len(first))
        reached = np.zeros((len(rows), LONGEST_HEAD + max(_COMMON_LENGTHS) + 1), bool)
        reached[:, 0] = True
        for offset in range(int(lengths.max(initial=0))):
            going = rows[reached[:, offset] & (offset < lengths)]
            for sieve in self._everyday:
                reached[going, offset + sieve.length] |= sieve.holds(
                    points, ends[going] - offset - sieve.length
                )
        return reached[rows, lengths]

    def _one_entity(self, points: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
        """Names without a form before their end that a branch could follow; works count but in companies."""
        forms = self._entities.holds(points, np.arange(len(points) - 1))
        company = (points[ends - 1] == ord(COMPANY[1])) & (points[ends - 2] == ord(COMPANY[0]))
        works = counted(points == ord("厂"), starts, ends - 1)
        return (company | (works == 0)) & (counted(forms, starts, np.maximum(ends - 2, starts)) == 0)

    def _read(self, points: Numbers, starts: Numbers, ends: Numbers) -> Licences:
        locations = self._places.read(points, starts, ends)
        simple, head_ends = self._form(points, locations.ends, ends)
        room = head_ends - locations.ends
        simple &= locations.known & (room >= 2) & (room <= LONGEST_HEAD)
        reached, words = self._words(points, head_ends, np.where(simple, room, 0))
        offsets = np.arange(LONGEST_HEAD + 1)
        tails = np.where(reached & (offsets <= room[:, None] - 2), offsets, 0).max(axis=1)
        rows = np.arange(len(room))
        alone = np.clip(room, 1, LONGEST_HEAD)
        simple &= ~reached[rows, alone] & ((tails > 0) | ~reached[rows, alone - 1])
        brand_ends = head_ends - tails
        simple &= self._is_brand(points, locations.ends, brand_ends)
        absent = np.flatnonzero(simple & locations.absent)
        simple[absent] = self._places.is_free_of_places(points, starts[absent], head_ends[absent])
        return Licences(simple, locations, brand_ends, head_ends, words)

    def _form(self, points: Numbers, first: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
        """Where the legal form begins, and whether that is certain; 集团 before it belongs to it."""
        found, form = ends.copy(), np.full(len(ends), -1)
        for length, rows, numbers in self._forms.found(points, ends, ends - first):
            found[rows], form[rows] = ends[rows] - length, numbers
        group = (points[found - 2] == ord("集")) & (points[found - 1] == ord("团")) & (found - 2 >= first)
        certain = (form >= 0) & ~self._not_simple[form] & ~self._inside_words.holds(points, found - 1)
        return certain, np.where(group & ~self._without_group[form], found - 2, found)

    def _words(self, points: Numbers, head_ends: Numbers, room: Numbers) -> tuple[Numbers, Numbers]:
        """From which letters, counted backwards, the head can be read as trades, and where the first ends."""
        reached = np.zeros((len(room), LONGEST_HEAD + 1), bool)
        words = np.zeros((len(room), LONGEST_HEAD + 1), np.int8)
        reached[:, 0] = True
        for offset in range(LONGEST_HEAD):
            rows = np.flatnonzero(reached[:, offset] & (room > offset))
            left = room[rows] - offset
            for length, found, _ in self._trades.found(points, head_ends[rows] - offset, left):
                new = rows[found]
                new = new[~reached[new, offset + length]]
                reached[new, offset + length] = True
                words[new, offset + length] = offset
        return reached, words

    def _is_brand(self, points: Numbers, first: Numbers, ends: Numbers) -> Numbers:
        """Whether what stands between location and trades is a brand: no description, no everyday words."""
        length = ends - first
        doubted = self._ordinals[points[first]].copy()
        long = np.flatnonzero(length > LONGEST_BRAND)
        doubted[long] = self._holds_trade(points, first[long], ends[long])
        for sieve in self._descriptions:
            doubted |= (length == sieve.length) & sieve.holds(points, first)
        for sieve in self._everyday:
            doubted |= (length >= 4) & sieve.holds(points, ends - sieve.length)
        return ~doubted

    def _holds_trade(self, points: Numbers, first: Numbers, ends: Numbers) -> Numbers:
        """Whether a trade begins in a very long brand, so that a part of the enterprise may follow."""
        found = np.zeros(len(first), bool)
        for offset in range(2, int((ends - first).max(initial=0)) - 3):
            inside = first + offset < ends - 3
            for sieve in self._short_trades:
                found |= inside & sieve.holds(points, first + offset)
        return found


def _spread(read: Licences, chosen: Numbers, simple: Numbers) -> Licences:
    """The parts of the chosen licence names as those of all; of the others they mean nothing."""
    back = np.zeros(len(simple), np.int64)
    back[chosen] = np.arange(len(chosen))
    locations = Locations(*(part[back] for part in read.locations))
    return Licences(simple, locations, read.brand_ends[back], read.head_ends[back], read.words[back])
