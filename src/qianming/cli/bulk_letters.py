"""Texts as columns of letters, and lists of words that are looked for at many places of them at once.

Decides nothing. A trie answers exactly, a sieve in favour of a word: it may take another word for a listed
one, never the other way round.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

Numbers = Any  # an array of numbers: NumPy's own types say no more, and slow mypy down
TOP = 0x10000
_PADDING = 40
_FACTOR, _BITS = np.uint32(2654435761), np.uint32(10)


class Letters(NamedTuple):
    """Many texts as one: joined by line breaks, as code points, and where each begins and ends."""

    text: str
    points: Numbers
    starts: Numbers
    ends: Numbers


def letters_of(texts: Sequence[str]) -> Letters | None:
    """The letters of texts; None where one of them holds a line break. Nothing stands behind the last."""
    joined = "\n".join(texts)
    if not texts or joined.count("\n") != len(texts) - 1:
        return None
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    breaks = np.flatnonzero(points == ord("\n"))
    starts = np.concatenate(([0], breaks + 1))
    ends = np.concatenate((breaks, [len(points)]))
    return Letters(joined, np.concatenate((points, np.zeros(_PADDING, np.uint32))), starts, ends)


def counted(chosen: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
    """How many of the chosen letters each text has."""
    before = np.concatenate(([0], np.cumsum(chosen, dtype=np.int32)))
    return before[ends] - before[starts]


def flags(chosen: Collection[str]) -> Numbers:
    """A table by letter: whether it is one of the chosen."""
    found = np.zeros(TOP, bool)
    found[[ord(character) for character in chosen if ord(character) < TOP]] = True
    return found


class Sieve:
    """Words of one length, by a hash of their letters."""

    def __init__(self, words: Collection[str], length: int) -> None:
        self.length = length
        chosen = [word for word in words if len(word) == length]
        points = np.frombuffer("".join(chosen).encode("utf-32-le"), np.uint32)
        self._known = np.zeros(1 << (32 - int(_BITS)), bool)
        self._known[self._hashes(points, np.arange(len(chosen)) * length)] = True

    def holds(self, points: Numbers, at: Numbers) -> Numbers:
        """For each place whether a word may begin there."""
        return self._known[self._hashes(points, at)]

    def _hashes(self, points: Numbers, at: Numbers) -> Numbers:
        hashes = np.zeros(len(at), np.uint32)
        for offset in range(self.length):
            hashes = (hashes ^ points[at + offset]) * _FACTOR
        return hashes >> _BITS


class Trie:
    """Words of any length, exactly; `backwards` looks for words that end at a place."""

    def __init__(self, words: Sequence[str], *, backwards: bool = False) -> None:
        self._step = -1 if backwards else 1
        self._first = -1 if backwards else 0
        edges: dict[int, int] = {}
        numbers = {0: -1}
        for number, word in enumerate(words):
            state = 0
            for character in word[:: self._step]:
                state = edges.setdefault(state * TOP + ord(character), len(edges) + 1)
            numbers[state] = number
        self._edges = np.array([*sorted(edges), 1 << 62], np.int64)
        self._targets = np.array([edges.get(int(edge), 0) for edge in self._edges], np.int64)
        self._numbers = np.full(len(edges) + 1, -1, np.int64)
        self._numbers[list(numbers)] = list(numbers.values())

    def found(self, points: Numbers, at: Numbers, room: Numbers) -> Iterator[tuple[int, Numbers, Numbers]]:
        """By length, shortest first: the rows whose place has a word within the room, and its number."""
        rows, states, length = np.arange(len(at)), np.zeros(len(at), np.int64), 0
        while len(rows):
            letters = points[at[rows] + self._first + length * self._step]
            keys = states * TOP + letters
            places = np.searchsorted(self._edges, keys)
            length += 1
            known = (self._edges[places] == keys) & (room[rows] >= length)
            rows, states = rows[known], self._targets[places[known]]
            numbers = self._numbers[states]
            whole = numbers >= 0
            if whole.any():
                yield length, rows[whole], numbers[whole]
