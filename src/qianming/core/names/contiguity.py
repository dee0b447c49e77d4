"""Compares a short string with a long one: contained, with gaps, in another order, or not at all.

Decides nothing about names. Strings are compared in a canonical form: half-width, no spaces, no brackets
(what stands inside them stays), letters in one case; positions lead back to the string as given.
"""

import re
from functools import lru_cache

from msgspec import Struct

from qianming.core.names.enterprise_name import fold_width

PLAIN = re.compile("[\u4e00-\u9fff]+")  # nothing to fold, to lower or to drop
DROPPED = frozenset(" ()[]【】〔〕<>")


class Canonical(Struct, frozen=True):
    """A string to compare: its text, the same in one case, and for each character its place as given."""

    text: str
    folded: str
    places: tuple[int, ...] | range

    def after(self, position: int) -> int:
        """How many canonical characters stand before a position of the string as given."""
        if isinstance(self.places, range):
            return min(position, len(self.text))
        return sum(place < position for place in self.places)


def canonical(text: str) -> Canonical:
    """The canonical form of a string."""
    return Canonical(text, text, range(len(text))) if PLAIN.fullmatch(text) else _folded(text)


@lru_cache(maxsize=8)
def _folded(text: str) -> Canonical:
    """That of a string with more than Chinese characters, kept for the rules that compare the same two."""
    folded = fold_width(text)
    if DROPPED.isdisjoint(folded):
        return Canonical(folded, _lowered(folded), range(len(folded)))
    kept = [(place, character) for place, character in enumerate(folded) if character not in DROPPED]
    plain = "".join(character for _, character in kept)
    return Canonical(plain, _lowered(plain), tuple(place for place, _ in kept))


def letters_only_differ(text: str, other: str) -> bool:
    """Whether two strings of one length differ, and in the case of letters only."""
    return text != other and _lowered(text) == _lowered(other)


def skipped_at(short: str, whole: str) -> tuple[int, tuple[int, int]] | None:
    """Where a string that skips characters makes its first gap, and the range of the whole left out there.

    None when it is no subsequence. The start of the whole may be left out without being a gap.
    """
    position = whole.find(short[0])
    while position >= 0:
        gap = _first_gap(short, whole, position)
        if gap is not None:
            return gap
        position = whole.find(short[0], position + 1)
    return None


def reordered(short: str, whole: str) -> bool:
    """Whether a string is put together from contiguous pieces of the whole, two characters or longer."""
    position = 0
    while position < len(short):
        length = _longest_piece(short, position, whole)
        if length < 2:
            return False
        position += length
    return True


def missing_part(short: str, whole: str) -> tuple[int, int]:
    """The range of characters of a string that the whole does not have, or all of it."""
    missing = [place for place, character in enumerate(short) if character not in whole]
    return (missing[0], missing[-1] + 1) if missing else (0, len(short))


def _first_gap(short: str, whole: str, start: int) -> tuple[int, tuple[int, int]] | None:
    gap: tuple[int, tuple[int, int]] | None = None
    position = start
    for place, character in enumerate(short):
        found = whole.find(character, position)
        if found < 0:
            return None
        if gap is None and found > position:
            gap = (place, (position, found))
        position = found + 1
    return gap


def _longest_piece(short: str, start: int, whole: str) -> int:
    length = 0
    while start + length < len(short) and short[start : start + length + 1] in whole:
        length += 1
    return length


def _lowered(text: str) -> str:
    """Latin letters in lower case; other characters stay one for one."""
    return text.lower() if text.isascii() else "".join(map(_lower, text)) if _has_letters(text) else text


def _has_letters(text: str) -> bool:
    return text.lower() != text


def _lower(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character
