"""Knows which words of a list a text may end with at a place. Decides nothing.

Most texts end with no word at all: a dictionary by the last two characters says so at once. Where one may
end, another dictionary by the last four characters leaves the few lengths that are worth trying.
"""

from collections.abc import Iterable

Lengths = tuple[int, ...]
SHORT = 3


class Endings:
    """A list of words, with the lengths of those that end with the same characters, longest first."""

    __slots__ = ("_by_four", "_by_one", "_by_two", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._by_one = {word: (1,) for word in self.words if len(word) == 1}
        pairs = {word[-2:]: self._by_one.get(word[-1], ()) for word in self.words if len(word) > 1}
        self._by_two = pairs | self._extended(2, (word for word in self.words if 1 < len(word) <= SHORT))
        self._by_four = self._extended(4, (word for word in self.words if len(word) > SHORT))

    def _extended(self, characters: int, words: Iterable[str]) -> dict[str, Lengths]:
        """By the last characters of words the lengths of these words, then those of shorter ones."""
        found: dict[str, set[int]] = {}
        for word in words:
            found.setdefault(word[-characters:], set()).add(len(word))
        shorter = self._by_one if characters == 2 else self._by_two
        tail = characters // 2
        return {
            last: (*sorted(lengths, reverse=True), *shorter.get(last[-tail:], ()))
            for last, lengths in found.items()
        }

    def lengths(self, text: str, end: int) -> Lengths:
        """The lengths that a word can have that ends at `end`; the first of them may not fit any more."""
        short = self._by_two.get(text[end - 2 : end]) if end > 1 else None
        if short is None:
            return self._by_one.get(text[end - 1], ())
        return (self._by_four.get(text[end - 4 : end]) or short) if end > SHORT else short
