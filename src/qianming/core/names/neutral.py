"""Whether a name is neutral: made of generic words only, so that it tells nobody who sends.

Decides by covering the name with generic words, trades, places, digits and fillers; what cannot be covered is
distinctive. Certain enough to reject are names on the list, and wholly covered ones with a notice's last
word. A full licence name, or a proper abbreviation of one, is never neutral: the caller knows that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from qianming.core.names.industry import is_common, trades
from qianming.core.names.places import gazetteer
from qianming.core.tables import neutral_words

LONGEST_WORD = 6


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words to cover names with: the shipped ones, and those that reviewers added."""

    names: frozenset[str]
    generic: frozenset[str]
    heads: tuple[str, ...]

    def extended(self, words: Iterable[str]) -> "Lexicon":
        """The lexicon with further generic words, as reviewers find them."""
        return Lexicon(self.names, self.generic | frozenset(words), self.heads)


@dataclass(frozen=True, slots=True)
class NeutralFinding:
    """Why a name is neutral: the words that cover it, and whether that suffices to reject."""

    words: tuple[str, ...]
    certain: bool


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon as released."""
    return Lexicon(
        frozenset(neutral_words.NAMES.split()),
        frozenset(neutral_words.GENERIC.split()),
        tuple(sorted(neutral_words.HEADS.split(), key=len, reverse=True)),
    )


def is_neutral(name: str, lexicon: Lexicon | None = None) -> NeutralFinding | None:
    """Whether a name is neutral, and how surely; None where something in it is distinctive."""
    known = lexicon or shipped_lexicon()
    text = name.lower()
    if text in known.names:
        return NeutralFinding((name,), True)
    if name.isascii() and any(character.isalpha() for character in name):
        return _english(name)
    words = cover(text, known)
    if words is None:
        return _by_head(text, known)
    notice = _is_notice(words, known)
    generic = any(word in known.generic for word in words)
    if notice or (generic and not _has_image(words, known)) or all(word in trades() for word in words):
        return NeutralFinding(words, notice)
    return None


def cover(text: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The cheapest words that make up a text, generic ones first; None if something is left."""
    if len(text) > 40:
        return None
    best: list[tuple[int, tuple[str, ...]] | None] = [None] * (len(text) + 1)
    best[0] = (0, ())
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - LONGEST_WORD), end):
            before = best[start]
            if before is None:
                continue
            cost = _cost(text[start:end], lexicon)
            if cost and (best[end] is None or before[0] + cost < best[end][0]):  # type: ignore[index]
                best[end] = (before[0] + cost, (*before[1], text[start:end]))
    found = best[-1]
    return found[1] if found else None


def _cost(word: str, lexicon: Lexicon) -> int:
    """What a word costs in a cover; 0 when it cannot be part of one."""
    if len(word) == 1:
        return 6 if word in _fillers() else 2 if word.isdigit() else 0
    if word in lexicon.generic:
        return 2
    if word in trades() or word in gazetteer().readings:
        return 3
    return 5 if is_common(word) else 0


def _by_head(text: str, lexicon: Lexicon) -> NeutralFinding | None:
    """A notice's last word behind two characters that say too little, or an address to the reader."""
    for head in _notice_heads():
        if text.endswith(head) and len(text) - len(head) <= 2:
            return NeutralFinding((text[: -len(head)], head), False)
    for opening in ("尊敬", "亲爱", "您的"):
        if text.startswith(opening):
            return NeutralFinding((opening, text[len(opening) :]), False)
    return None


def _has_image(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether an everyday word that is no generic one stands in a name: 凤凰教育 is a brand."""
    return any(len(w) > 1 and w not in lexicon.generic and w not in trades() for w in words)


def _is_notice(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a covered name is surely neutral: a notice's last word or an address, and no place in it."""
    if len(words) == 1 or any(word in gazetteer().readings and word not in lexicon.generic for word in words):
        return words[0] in _certain_heads()
    return words[-1] in _certain_heads() or words[0] in _openings()


def _english(name: str) -> NeutralFinding | None:
    """English names word by word; CamelCase counts as words, a short name needs all of its words generic."""
    spaced = re.sub("([a-z])([A-Z])", r"\1 \2", name).lower()
    words = tuple(re.findall("[a-z]+", spaced))
    generic = _english_words()
    if len(words) == 1 and words[0] not in generic:
        words = _split_english(words[0])
    if words and all(word in generic for word in words):
        return NeutralFinding(words, len(words) > 1 or words[0] in ("vip", "crm", "notice", "service"))
    return None


def _split_english(word: str) -> tuple[str, ...]:
    """A word that is two generic words run together, as those two."""
    for end in range(2, len(word) - 1):
        if word[:end] in _english_words() and word[end:] in _english_words():
            return (word[:end], word[end:])
    return (word,)


@cache
def _english_words() -> frozenset[str]:
    return frozenset(neutral_words.ENGLISH.split())


@cache
def _notice_heads() -> tuple[str, ...]:
    return ("通知", "提醒", "提示", "公告", "预警", "告警", "助手", "客服", "热线")


@cache
def _fillers() -> frozenset[str]:
    return frozenset(neutral_words.FILLERS.split())


@cache
def _openings() -> tuple[str, ...]:
    return tuple(neutral_words.OPENINGS.split())


@cache
def _certain_heads() -> frozenset[str]:
    return frozenset(neutral_words.CERTAIN_HEADS.split())
