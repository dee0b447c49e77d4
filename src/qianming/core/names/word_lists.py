"""Finds the words of a list in a text, all of them at once, however long the list is.

Decides nothing: a hit is a word and where it stands. Latin letters are compared in one case.
"""

import re
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

_LONE = re.compile("[\ud800-\udfff]")


class WordList:
    """A list of words, compiled once; a search takes about a microsecond for a short text."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted({word.lower() for word in words if word}))
        self._automaton = (
            AhoCorasick(self.words, implementation=Implementation.ContiguousNFA) if self.words else None
        )

    def touches(self, text: str) -> bool:
        """Whether the text, whose letters are small and whose characters are whole, contains any word."""
        return self._automaton is not None and bool(self._automaton.find_matches_as_indexes(text))

    def hits(self, text: str) -> Sequence[tuple[str, tuple[int, int]]]:
        """Every word that the text contains, overlapping ones included, with its range."""
        return [(self.words[index], (start, end)) for index, start, end in self.places(text)]

    def places(self, text: str) -> Sequence[tuple[int, int, int]]:
        """The same by the words' numbers, each with where it begins and ends."""
        if self._automaton is None:
            return ()
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        try:
            return self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        except UnicodeEncodeError:
            # Half of a surrogate pair is no text to the automaton, and no part of a word either.
            return self._automaton.find_matches_as_indexes(_LONE.sub(" ", lowered), overlapping=True)
