"""Whether a name is neutral: made of generic words only, so that it tells nobody who sends.

Decides by covering the name with generic words, trades, places, digits and fillers; what cannot be covered is
distinctive. Certain enough to reject are names on the list, and wholly covered ones with a notice's last
word. A full licence name, or a proper abbreviation of one, is never neutral: the caller knows that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from qianming.core.names.industry import common_words, trades
from qianming.core.names.places import gazetteer
from qianming.core.policy import RulePolicy
from qianming.core.tables import neutral_words

LONGEST_WORD = 6
LONGEST_NAME = 40


DEPARTMENTS = ("专班", "指挥部", "领导小组", "工作组", "整治办", "领导办")
DEPARTMENT = re.compile(f"(?:.{{0,8}}[省市区县镇乡]|街道).{{0,8}}(?:{'|'.join(DEPARTMENTS)})")
INITIALS = re.compile("[a-z]{1,3}(?=.)")
NOTICE_HEADS = frozenset(("通知", "提醒", "提示", "公告", "预警", "告警", "助手", "客服", "热线"))
LONGEST_BEFORE_HEAD = 4  # with the head
ADDRESSES = ("尊敬", "亲爱", "您的")
_UNREACHED = 1_000_000
GENERIC_COST, TRADE_COST, PLACE_COST, COMMON_COST, FILLER_COST = 2, 3, 4, 5, 6


class Lexicon(NamedTuple):
    """The words to cover names with, and what each costs: whole neutral names, and parts of them."""

    names: frozenset[str]
    generic: frozenset[str]
    costs: dict[str, int]
    lengths: dict[str, tuple[int, ...]]

    def extended(self, words: Iterable[str]) -> "Lexicon":
        """The lexicon with further generic words, as reviewers find them."""
        further = frozenset(word.lower() for word in words)
        costs = self.costs | dict.fromkeys(further, GENERIC_COST)
        return lexicon(self.names, self.generic | further, costs)


@dataclass(frozen=True, slots=True)
class NeutralFinding:
    """Why a name is neutral: the words that cover it, and whether that suffices to reject."""

    words: tuple[str, ...]
    certain: bool


def lexicon(names: frozenset[str], generic: frozenset[str], costs: dict[str, int]) -> Lexicon:
    """A lexicon with, for each first character, the lengths of the words that begin with it."""
    lengths: dict[str, set[int]] = {}
    for word in costs:
        if len(word) <= LONGEST_WORD:
            lengths.setdefault(word[:1], set()).add(len(word))
    return Lexicon(names, generic, costs, {first: tuple(sorted(found)) for first, found in lengths.items()})


@lru_cache(maxsize=8)
def extended_lexicon(policy: RulePolicy) -> Lexicon:
    """The shipped lexicon with the words of a policy, built with its first check."""
    return shipped_lexicon().extended(policy.neutral_words)


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon as released, built on first use."""
    generic = frozenset(neutral_words.GENERIC.split())
    costs = dict.fromkeys(common_words(), COMMON_COST)
    costs.update(dict.fromkeys(gazetteer().readings, PLACE_COST))
    costs.update(dict.fromkeys(trades(), TRADE_COST))
    costs.update(dict.fromkeys(generic, GENERIC_COST))
    costs.update(dict.fromkeys(neutral_words.FILLERS.split(), FILLER_COST))
    costs.update(dict.fromkeys("0123456789", GENERIC_COST))
    return lexicon(frozenset(neutral_words.NAMES.split()), generic, costs)


def is_neutral(name: str, lexicon: Lexicon | None = None) -> NeutralFinding | None:
    """Whether a name is neutral, and how surely; None where something in it is distinctive."""
    if not name or len(name) > LONGEST_NAME:
        return None
    known = lexicon or shipped_lexicon()
    text = name.lower()
    if text in known.names or (text.endswith(DEPARTMENTS) and DEPARTMENT.fullmatch(text)):
        return NeutralFinding((name,), True)
    if name.isascii() and any(character.isalpha() for character in name):
        return _english(name, known)
    return _covered(text, known)


def _covered(text: str, known: Lexicon) -> NeutralFinding | None:
    """What a cover by known words says; up to three initials before generic words tell nothing more."""
    letters = INITIALS.match(text) if text[0].isascii() else None
    words = cover(text[letters.end() :] if letters else text, known)
    if words is None:
        return _by_head(text)
    if letters:
        return NeutralFinding((letters.group(), *words), False)
    notice = _is_notice(words, known)
    generic = any(word in known.generic for word in words)
    if notice or (generic and _says_little(words, known)) or all(word in trades() for word in words):
        return NeutralFinding(words, notice)
    return None


def cover(text: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The cheapest words that make up a text, generic ones first; None if something is left."""
    costs, lengths, end_of_text = lexicon.costs, lexicon.lengths, len(text)
    spent = [0] + [_UNREACHED] * end_of_text
    begins = [0] * (end_of_text + 1)
    for start, character in enumerate(text):
        if spent[start] == _UNREACHED:
            continue
        for length in lengths.get(character, ()):
            cost = costs.get(text[start : start + length])
            if cost is not None and start + length <= end_of_text:
                cost += spent[start]
                if cost < spent[start + length]:
                    spent[start + length] = cost
                    begins[start + length] = start
    return None if spent[end_of_text] == _UNREACHED else _words_back(text, begins)


def _words_back(text: str, begins: list[int]) -> tuple[str, ...]:
    """The words of a cover, from where each of them begins."""
    words: list[str] = []
    end = len(text)
    while end:
        words.append(text[begins[end] : end])
        end = begins[end]
    return tuple(reversed(words))


def _by_head(text: str) -> NeutralFinding | None:
    """A notice's last word behind two characters that say too little, or an address to the reader."""
    if len(text) <= LONGEST_BEFORE_HEAD and text[-2:] in NOTICE_HEADS:
        return NeutralFinding((text[:-2], text[-2:]), False)
    if text.startswith(ADDRESSES):
        return NeutralFinding((text[:2], text[2:]), False)
    return None


def _says_little(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """A notice, from wherever it comes, two generic words, or no word that calls up a picture."""
    generic = sum(word in lexicon.generic for word in words)
    return words[-1] in _certain_heads() or generic > 1 or not _has_image(words, lexicon)


def _has_image(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a place or an everyday word that is no generic one stands in a name: 凤凰教育 is a brand."""
    return any(lexicon.costs[word] in (PLACE_COST, COMMON_COST) for word in words)


def _is_notice(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a covered name is surely neutral: a notice's last word or an address, and no place in it."""
    if len(words) == 1 or any(word in gazetteer().readings and word not in lexicon.generic for word in words):
        return words[0] in _certain_heads()
    return words[-1] in _certain_heads() or words[0] in _openings()


def _english(name: str, known: Lexicon) -> NeutralFinding | None:
    """English names word by word; CamelCase counts as words, a short name needs all of its words generic."""
    spaced = re.sub("([a-z])([A-Z])", r"\1 \2", name).lower()
    words = tuple(re.findall("[a-z]+", spaced))
    generic = _english_words() | known.generic
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
def _openings() -> tuple[str, ...]:
    return tuple(neutral_words.OPENINGS.split())


@cache
def _certain_heads() -> frozenset[str]:
    return frozenset(neutral_words.CERTAIN_HEADS.split())
