"""Reads the locations that many licence names begin with, all of them at once, where that is simple.

Decides no location that the parser would read otherwise: the chain of places is followed as it does, and
what only it can tell (towns, zones, short forms that are rather brands) is left to it.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from qianming.cli.bulk_letters import TOP, Numbers, Sieve, Trie, flags
from qianming.core.names.location import LANDSCAPE, fitting
from qianming.core.names.places import AFTER_STEM, Place, brand_like, gazetteer, towns
from qianming.core.tables import place_notes

MOST_PLACES = 3  # a province, a city, a county
LEAST_BRAND = 2  # characters before a location that does not open the name
_WINDOW = 10  # letters among which the ending of a town's or a zone's name stands


class Locations(NamedTuple):
    """Of each licence name where its location ends, and where its places begin; whether that is certain.

    Those without a location end where they begin. `sure` are those that no credit code could change.
    """

    known: Numbers
    absent: Numbers
    sure: Numbers
    ends: Numbers
    places: Numbers


class PlaceReader:
    """The tables of the parser as columns."""

    def __init__(self) -> None:
        readings = gazetteer().readings
        self._readings = list(readings.values())
        self._trie = Trie(list(readings))
        self._places = sorted({place for found in self._readings for place in found})
        self._numbers = {place: number for number, place in enumerate(self._places)}
        self._whole = np.array([place.whole for place in self._places], bool)
        self._digits = np.array([len(place.code) for place in self._places], np.int64)
        self._codes = np.array([int(place.code) for place in self._places], np.int64)
        self._memory: dict[int, int] = {}
        self._openings = np.array([self._number(fitting(found, "")) for found in self._readings], np.int64)
        self._liked = np.array([name in brand_like() for name in readings], bool)
        self._suffix = flags({suffix[0] for suffix in AFTER_STEM})
        self._ending, self._landscape = flags(set("镇乡街苏区")), flags(set(LANDSCAPE))
        self._zones = Sieve({zone[:2] for zone in place_notes.ZONES.split()}, 2)
        self._nations = Sieve({word[:2] for word in place_notes.NATIONAL.split()}, 2)
        self._towns = _town_stems()

    def read(self, points: Numbers, starts: Numbers, ends: Numbers) -> Locations:
        """The locations of licence names of Chinese characters."""
        count = len(starts)
        known = ~self._nations.holds(points, starts)
        at, last, only = starts.copy(), np.full(count, -1), np.full(count, -1)
        begins = np.repeat(starts[:, None], MOST_PLACES, axis=1)
        going = np.arange(count)
        for step in range(MOST_PLACES):
            begins[going, step] = at[going]
            place, word, behind = self._next(points, at[going], ends[going], last[going])
            on = place >= 0
            going, place = going[on], place[on]
            last[going], at[going] = place, behind[on]
            only[going] = word[on] if step == 0 else -1
            known[going] &= self._whole[place] | ~self._suffix[points[at[going]]]
            going = going[self._digits[place] < 6]
        short = (only >= 0) & ~self._whole[last]
        absent = (last < 0) | (short & self._is_brand(points, at, last, only))
        known &= (last < 0) | self._ends_here(points, at, ends, last)
        return Locations(known, absent, ~absent & ~short, np.where(absent, starts, at), begins)

    def is_free_of_places(self, points: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
        """Names in which no place begins behind the second character: their location cannot stand there."""
        free = np.ones(len(starts), bool)
        for offset in range(LEAST_BRAND, int((ends - starts).max(initial=0))):
            rows = np.flatnonzero(free & (starts + offset < ends))
            at = starts[rows] + offset
            for _, found, words in self._trie.found(points, at, ends[rows] - at):
                free[rows[found[self._openings[words] >= 0]]] = False
        return free

    def _next(
        self, points: Numbers, at: Numbers, ends: Numbers, above: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        """The longest place that stands there and lies in the one above: its reading, its word, its end."""
        best, words, behind = np.full(len(at), -1), np.full(len(at), -1), at.copy()
        for length, rows, numbers in self._trie.found(points, at, ends - at):
            places = self._fitting(above[rows], numbers)
            fits = places >= 0
            fitted = rows[fits]
            best[fitted], words[fitted], behind[fitted] = places[fits], numbers[fits], at[fitted] + length
        return best, words, behind

    def _fitting(self, above: Numbers, words: Numbers) -> Numbers:
        """For each word its reading that lies in the place above; pairs of the two repeat often."""
        found = self._openings[words]
        below = np.flatnonzero(above >= 0)
        if len(below):
            pairs, back = np.unique(above[below] * TOP + words[below], return_inverse=True)
            found[below] = np.array([self._pair(int(pair)) for pair in pairs], np.int64)[back]
        return found

    def _pair(self, pair: int) -> int:
        known = self._memory.get(pair)
        if known is None:
            above, word = divmod(pair, TOP)
            place = fitting(self._readings[word], self._places[above].code)
            known = self._memory[pair] = self._number(place)
        return known

    def _number(self, place: Place | None) -> int:
        return -1 if place is None else self._numbers[place]

    def _is_brand(self, points: Numbers, at: Numbers, last: Numbers, only: Numbers) -> Numbers:
        """Whether a single short form is known as a brand, or a landscape is named after it."""
        return self._liked[only] | (self._landscape[points[at]] & (self._digits[last] == 6))

    def _ends_here(self, points: Numbers, at: Numbers, ends: Numbers, last: Numbers) -> Numbers:
        """Neither a zone nor a town can follow."""
        zone = self._zones.holds(points, at)
        window = np.minimum(at[:, None] + np.arange(_WINDOW), ends[:, None])
        town = self._ending[points[window]].any(axis=1)
        stems = (self._codes[last] * TOP + points[at]) * TOP + points[at + 1]
        places = np.searchsorted(self._towns, stems)
        known = self._towns[np.minimum(places, len(self._towns) - 1)] == stems
        return ~(zone | town | known)


@cache
def _town_stems() -> Numbers:
    """Each county's towns and streets that are named by two characters and an ending, as one number each."""
    found = {
        (int(code) * TOP + ord(name[0])) * TOP + ord(name[1])
        for code, listed in towns().items()
        for name in listed.split("|")
        if name[2:] in ("镇", "乡", "街道")
    }
    return np.array(sorted(found), np.int64)
