"""Says of many names at once what the rules find in them, where that can be proved; the others are held.

Decides no verdict that the rules would not give. Every test here is wider than the rule that it stands for: a
name that it lets through cannot break that rule, a name that it holds back may still be fine. What characters
and listed words say is counted exactly. It is used only where nothing else is told than names and licences,
and only as long as the rules that look at those are the ones that it knows. A licence makes none of the
screened rules speak that would be silent without it.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from qianming.cli.bulk_characters import Characters
from qianming.cli.bulk_letters import Letters, Numbers, Sieve, letters_of
from qianming.cli.bulk_people import People
from qianming.cli.bulk_verdicts import INDUSTRIES, RESTRICTED, Sign
from qianming.core.findings import Severity
from qianming.core.names import characters, matching, meaning, neutral, words
from qianming.core.names.places import gazetteer
from qianming.core.names.restricted import operators_words
from qianming.core.names.word_lists import WordList
from qianming.core.names.wording import lexicon_of, listed_words
from qianming.core.outline import Part, outline
from qianming.core.papers.industries import WORDS as INDUSTRY_WORDS
from qianming.core.policy import RulePolicy
from qianming.core.rulebook import RULES
from qianming.core.subjects import ApplicationSubject

KNOWN_RULES = {
    characters.name_length,
    words.name_test_word,
    meaning.name_personal,
    meaning.name_neutral,
    meaning.name_restricted,
}
CHARACTER_RULES = {
    characters.name_characters,
    characters.name_brackets,
    characters.name_traditional,
    characters.name_digits_only,
    characters.name_letters_only,
    characters.name_no_chinese,
}
LICENCE_RULES = {matching.name_combination, matching.licence_name_match}
SCREENED = Part.LENGTH | Part.LISTED_WORD | Part.PERSON_LIKE | Part.GENERIC
OF_LICENCES = Part.ENTERPRISE | Part.LICENCE | Part.CREDIT_CODE
_NO_NOTICE, _WHOLE, _FIRST, _LAST = range(4)  # where in a name a word makes it a notice's


class Screened(NamedTuple):
    """Of each name the signs that make up its verdict, and whether it is held back for the rules."""

    signs: Numbers
    held: Numbers


def screened(names: Sequence[str], base: ApplicationSubject, policy: RulePolicy) -> Screened:
    """What can be proved of names alone."""
    letters = letters_of(names) if usable(base, policy) else None
    if letters is None:
        return Screened(np.zeros(len(names), np.int32), np.ones(len(names), bool))
    found = _screen(policy).judge(letters)
    # Signs say what the rules' own severities make of a name; a policy's may be others.
    return Screened(found.signs, found.held | (found.signs != 0)) if policy.severities else found


def doubtful(names: Sequence[str], base: ApplicationSubject, policy: RulePolicy) -> Sequence[int]:
    """The places of the names in which something is found or may be; the others pass without a finding."""
    signs, held = screened(names, base, policy)
    return np.flatnonzero(held | (signs != 0)).tolist()


@lru_cache(maxsize=8)
def usable(base: ApplicationSubject, policy: RulePolicy) -> bool:
    """Whether nothing but names and licences is told, and only known rules look at those."""
    bare = ApplicationSubject(base.name, base.today)
    parts = int(outline(bare, policy) & ~int(Part.UNCOMMON)) | int(SCREENED)
    rules = RULES.deciding(parts | int(OF_LICENCES))
    known = set(RULES.deciding(parts)) == KNOWN_RULES and set(rules) == KNOWN_RULES | LICENCE_RULES
    odd = set(RULES.deciding(parts | int(Part.UNCOMMON))) == KNOWN_RULES | CHARACTER_RULES
    return known and odd and base == bare and "" not in policy.test_words


@lru_cache(maxsize=4)
def _screen(policy: RulePolicy) -> "Screen":
    return Screen(policy)


class Screen:
    """The tables of the tests, made from the rules' own."""

    def __init__(self, policy: RulePolicy) -> None:
        lexicon = lexicon_of(policy)
        listed = {word.lower() for word in listed_words(policy)}
        of_notices = {*neutral.DEPARTMENTS, *neutral.ADDRESSES, *neutral.NOTICE_HEADS, *lexicon.names}
        meant = dict.fromkeys(of_notices, _WHOLE) | dict.fromkeys(neutral.DEPARTMENTS, _LAST)
        meant |= dict.fromkeys(neutral.ADDRESSES, _FIRST)
        signs = dict.fromkeys(listed, int(Sign.UNSURE)) | _signs_of_words(policy)
        self._words = WordList(listed | of_notices)
        self._meant = np.array([meant.get(word, _NO_NOTICE) for word in self._words.words], np.int8)
        self._signs = np.array([signs.get(word, 0) for word in self._words.words], np.int32)
        self._lexicon = [Sieve(lexicon.costs, length) for length in range(1, neutral.LONGEST_WORD + 1)]
        self._plain_digits = _digits_say_nothing(lexicon)
        self._characters, self._people = Characters(policy), People()

    def judge(self, letters: Letters) -> Screened:
        """The names' signs, and which of them are held."""
        signs = self._characters.signs(letters)
        notices = self._read_words(letters, signs)
        mixed = signs & int(RESTRICTED) == int(RESTRICTED)
        held = (signs & int(Sign.UNSURE) != 0) | mixed
        held[notices] = True
        points, starts, ends = letters.points, letters.starts, letters.ends
        points = np.where((points >= ord("A")) & (points <= ord("Z")), points + 32, points)
        open_ones = np.flatnonzero(~held)
        held[open_ones[self._personal(points, starts[open_ones], ends[open_ones])]] = True
        digits = (signs & int(Sign.DIGITS_ONLY) != 0) & self._plain_digits
        open_ones = np.flatnonzero(~held & ~digits)
        held[open_ones[self._coverable(points, starts[open_ones], ends[open_ones])]] = True
        return Screened(signs, held)

    def _read_words(self, letters: Letters, signs: Numbers) -> Numbers:
        """Add the signs of the names' words; the places of names that a word may make a notice's."""
        hits = self._words.places(letters.text)
        flat = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits)).reshape(-1, 3)
        word, first, last = flat.T
        places = np.searchsorted(letters.starts, first, "right") - 1
        np.bitwise_or.at(signs, places, self._signs[word])
        starts, ends = letters.starts[places], letters.ends[places]
        opens, closes, meant = first == starts, last == ends, self._meant[word]
        short = ends - starts <= neutral.LONGEST_BEFORE_HEAD
        notice = (meant != _NO_NOTICE) & closes & (opens | short)
        return places[notice | (closes & (meant == _LAST)) | (opens & (meant == _FIRST))]

    def _personal(self, points: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
        """Names of two to four characters that could be a person's."""
        held = np.zeros(len(starts), bool)
        for length in (2, 3, 4):
            chosen = np.flatnonzero(ends - starts == length)
            held[chosen] = self._people.possible(points[starts[chosen][:, None] + np.arange(length)])
        return held

    def _coverable(self, points: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
        """Names that could be made of the lexicon's words, up to three letters before them left out."""
        small = (points >= ord("a")) & (points <= ord("z"))
        first, second, third = small[starts], small[starts + 1], small[starts + 2]
        starts = starts + first + (first & second) + (first & second & third)
        reached = np.zeros(len(points) + neutral.LONGEST_WORD, bool)
        reached[starts] = True
        at, stop = starts, ends
        while len(at):
            for sieve in self._lexicon:
                behind = at + sieve.length
                reached[behind[sieve.holds(points, at) & (behind <= stop)]] = True
            at, stop = _next_reached(at, stop, reached)
        return reached[ends]


def _signs_of_words(policy: RulePolicy) -> dict[str, int]:
    """What each listed word says, by the lists that it stands on; unsure where only the rules can tell."""
    found: dict[str, int] = {}
    for sign, industry in INDUSTRIES.items():
        for word in INDUSTRY_WORDS[industry]:
            found[word.lower()] = found.get(word.lower(), 0) | int(sign)
    for word in policy.test_words:
        sign = Sign.TEST_WORD if word == word.lower() else Sign.UNSURE
        found[word.lower()] = found.get(word.lower(), 0) | int(sign)
    restricted = operators_words(policy)
    in_places = _words_in_places(restricted.words)
    for word, (_, severity) in restricted.meanings.items():
        sign = Sign.UNLAWFUL if severity is Severity.REJECT else Sign.AMBIGUOUS
        found[word] = found.get(word, 0) | int(Sign.UNSURE if word in in_places else sign)
    return found


def _words_in_places(listed: WordList) -> set[str]:
    """Words that stand within a longer place's name, where they say nothing."""
    names = "\n".join(gazetteer().readings)
    return {
        word
        for word, (start, end) in listed.hits(names)
        if names[start - 1 : start] not in ("", "\n") or names[end : end + 1] not in ("", "\n")
    }


def _digits_say_nothing(lexicon: neutral.Lexicon) -> bool:
    """Whether no name of digits only is neutral: they are read one by one, and no two of them are generic."""
    digits = "0123456789"
    if any(len(word) > 1 and set(word).issubset(digits) for word in lexicon.costs):
        return False
    names = (one + other for one in digits for other in ("", *digits))
    return all(neutral.is_neutral(name, lexicon) is None for name in names)


def _next_reached(at: Numbers, stop: Numbers, reached: Numbers) -> tuple[Numbers, Numbers]:
    """For each name the next position that a word ends at, for those that have one before their end."""
    found = np.full(len(at), -1, np.int64)
    for step in range(neutral.LONGEST_WORD, 0, -1):
        ahead = np.minimum(at + step, stop)
        found = np.where(reached[ahead] & (ahead < stop), ahead, found)
    going = found >= 0
    return found[going], stop[going]
