"""Proves of many names at once that no rule finds anything in them, so that only the others are asked singly.

Decides no verdict. Every test here is wider than the rule that it stands for: a name that it lets through
cannot break that rule, a name that it holds back may still be fine. It is used only where nothing else is
told than names and licences, and only as long as the rules that look at those are the ones that it knows. A
licence makes none of the screened rules speak that would be silent without it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from qianming.core.names import characters, matching, meaning, neutral, personal, words
from qianming.core.names.word_lists import WordList
from qianming.core.names.wording import lexicon_of, listed_words
from qianming.core.outline import Part, common_characters, outline
from qianming.core.policy import RulePolicy
from qianming.core.rulebook import RULES
from qianming.core.subjects import ApplicationSubject
from qianming.core.tables import people_words

Numbers = Any  # an array of numbers: NumPy's own types say no more, and slow mypy down
KNOWN_RULES = {
    characters.name_length,
    words.name_test_word,
    meaning.name_personal,
    meaning.name_neutral,
    meaning.name_restricted,
}
LICENCE_RULES = {matching.name_combination, matching.licence_name_match}
SCREENED = Part.LENGTH | Part.LISTED_WORD | Part.PERSON_LIKE | Part.GENERIC
OF_LICENCES = Part.ENTERPRISE | Part.LICENCE | Part.CREDIT_CODE
_ANYWHERE, _WHOLE, _FIRST, _LAST = range(4)  # where in a name a word counts
_TOP = 0x10000
_NEVER = 10_000
_FACTOR, _BITS = np.uint32(2654435761), np.uint32(10)


def doubtful(names: Sequence[str], base: ApplicationSubject, policy: RulePolicy) -> Sequence[int]:
    """The places of the names that have to be asked one by one; the others pass without a finding."""
    everyone = range(len(names))
    if not names or not usable(base, policy):
        return everyone
    text = "\n".join(names)
    if text.count("\n") != len(names) - 1:
        return everyone
    screen = _screen(policy)
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    breaks = np.flatnonzero(letters == 10)
    starts = np.concatenate(([0], breaks + 1))
    ends = np.concatenate((breaks, [len(letters)]))
    held = screen.held_by_characters(letters, starts, ends)
    held[screen.places_of_words(text, starts, ends)] = True
    open_ones = np.flatnonzero(~held)
    letters = np.concatenate((letters, np.zeros(neutral.LONGEST_WORD, np.uint32)))
    letters = np.where((letters >= ord("A")) & (letters <= ord("Z")), letters + 32, letters)
    held[open_ones[screen.personal(letters, starts[open_ones], ends[open_ones])]] = True
    open_ones = np.flatnonzero(~held)
    held[open_ones[screen.coverable(letters, starts[open_ones], ends[open_ones])]] = True
    return np.flatnonzero(held).tolist()


@lru_cache(maxsize=8)
def usable(base: ApplicationSubject, policy: RulePolicy) -> bool:
    """Whether nothing but names and licences is told, and only known rules look at those."""
    bare = ApplicationSubject(base.name, base.today)
    parts = int(outline(bare, policy) & ~int(Part.UNCOMMON)) | int(SCREENED)
    rules = RULES.deciding(parts | int(OF_LICENCES))
    known = set(RULES.deciding(parts)) == KNOWN_RULES and set(rules) == KNOWN_RULES | LICENCE_RULES
    return known and base == bare


@lru_cache(maxsize=4)
def _screen(policy: RulePolicy) -> "Screen":
    return Screen(policy)


class Screen:
    """The tables of the tests, made from the rules' own."""

    def __init__(self, policy: RulePolicy) -> None:
        self._limits = policy.name_length_min, policy.name_length_max
        self._common = _flags({character for character in common_characters() if ord(character) < _TOP})
        lexicon = lexicon_of(policy)
        listed = listed_words(policy)
        of_notices = {*neutral.DEPARTMENTS, *neutral.ADDRESSES, *neutral.NOTICE_HEADS, *lexicon.names}
        self._words = WordList(listed | of_notices)
        self._meant = dict.fromkeys(of_notices, _WHOLE) | dict.fromkeys(neutral.DEPARTMENTS, _LAST)
        self._meant |= dict.fromkeys(neutral.ADDRESSES, _FIRST)
        self._meant |= dict.fromkeys({word.lower() for word in listed}, _ANYWHERE)
        by_length: dict[int, list[str]] = {length: [] for length in range(1, neutral.LONGEST_WORD + 1)}
        for word in lexicon.costs:
            by_length.get(len(word), []).append(word)
        self._lexicon = [_bitmap(words) for words in by_length.values()]
        self._people = _People()

    def held_by_characters(self, letters: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
        """Names that are too short or too long, hold an uncommon character, or letters and digits only."""
        odd = ~self._common[np.minimum(letters, _TOP - 1)]
        length, latin = ends - starts, _counted(letters < 0x80, starts, ends)
        held = (length < self._limits[0]) | (length > self._limits[1]) | (latin == length)
        return held | (_counted(odd, starts, ends) > 0)

    def places_of_words(self, text: str, starts: Numbers, ends: Numbers) -> Numbers:
        """Names with a listed word; a neutral one counts as the whole name, or where notices have theirs."""
        hits = self._words.hits(text)
        meant, first, last = np.array(
            [(self._meant[word], *span) for word, span in hits] or [(_ANYWHERE, 0, 0)], np.int64
        ).T
        places = np.searchsorted(starts, first, "right") - 1
        opens, closes = first == starts[places], last == ends[places]
        short = ends[places] - starts[places] <= neutral.LONGEST_BEFORE_HEAD
        held = (meant == _ANYWHERE) | (opens & closes) | (closes & short)
        return places[held | (closes & (meant == _LAST)) | (opens & (meant == _FIRST))]

    def personal(self, letters: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
        """Names of two to four characters that could be a person's."""
        held = np.zeros(len(starts), bool)
        for length in (2, 3, 4):
            chosen = np.flatnonzero(ends - starts == length)
            rows = letters[starts[chosen][:, None] + np.arange(length)]
            held[chosen] = self._people.possible(rows)
        return held

    def coverable(self, letters: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
        """Names that could be made of the lexicon's words, up to three letters before them left out."""
        small = (letters >= ord("a")) & (letters <= ord("z"))
        first, second, third = small[starts], small[starts + 1], small[starts + 2]
        starts = starts + first + (first & second) + (first & second & third)
        reached = np.zeros(len(letters) + neutral.LONGEST_WORD, bool)
        reached[starts] = True
        at, stop = starts, ends
        while len(at):
            hashes = np.zeros(len(at), np.uint32)
            for length, known in enumerate(self._lexicon, 1):
                hashes = (hashes ^ letters[at + (length - 1)]) * _FACTOR
                reached[(at + length)[known[hashes >> _BITS] & (at + length <= stop)]] = True
            at, stop = _next_reached(at, stop, reached)
        return reached[ends]


def _counted(chosen: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
    """How many of the chosen characters each name has."""
    before = np.concatenate(([0], np.cumsum(chosen, dtype=np.int32)))
    return before[ends] - before[starts]


def _next_reached(at: Numbers, stop: Numbers, reached: Numbers) -> tuple[Numbers, Numbers]:
    """For each name the next position that a word ends at, for those that have one before their end."""
    found = np.full(len(at), -1, np.int64)
    for step in range(neutral.LONGEST_WORD, 0, -1):
        ahead = np.minimum(at + step, stop)
        found = np.where(reached[ahead] & (ahead < stop), ahead, found)
    going = found >= 0
    return found[going], stop[going]


def _bitmap(words: Sequence[str]) -> Numbers:
    """For words of one length, which hashes they have; other words may have them too."""
    known = np.zeros(1 << (32 - int(_BITS)), bool)
    letters = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32).reshape(len(words), -1)
    hashes = np.zeros(len(words), np.uint32)
    for column in letters.T:
        hashes = (hashes ^ column) * _FACTOR
    known[hashes >> _BITS] = True
    return known


class _People:
    """The model of persons' names as tables, its figures rounded in favour of a person."""

    def __init__(self) -> None:
        model, (openings, middles, endings) = personal.model(), personal.brands()
        everyday = {c: min(cost, personal.UNKNOWN_ORDINARY) for c, cost in model.ordinary.items()}
        self._surnames = _costs({c: cost for c, cost in model.surnames.items() if len(c) == 1}, _NEVER)
        self._given = _costs(model.given, personal.UNKNOWN_GIVEN)
        self._ordinary = [
            np.minimum(_costs(everyday, personal.UNKNOWN_ORDINARY), _costs(table, _NEVER))
            for table in (openings, middles, endings)
        ]
        compound = {word[:2] for word in personal.compound_surnames()}
        stems = {word[:2] for word in personal.stems()}
        self._pairs = _pairs(compound | stems | {word[-2:] for word in personal.titles() if len(word) > 1})
        self._last = _flags({word for word in personal.titles() if len(word) == 1})
        self._nicknames = _flags(set(people_words.NICKNAMES))

    def possible(self, rows: Numbers) -> Numbers:
        """Which rows of two to four characters reach the score of a review, or hold a title or a stem."""
        length = rows.shape[1]
        held = self._last[rows[:, -1]] | self._nicknames[rows[:, 0]]
        for place in range(length - 1):
            held |= np.isin(rows[:, place].astype(np.int64) * _TOP + rows[:, place + 1], self._pairs)
        family = self._surnames[rows[:, 0]]
        given = rows[:, 1:]
        if length == 4:
            family, given = family + self._surnames[rows[:, 1]], rows[:, 2:]
        person = family + self._given[given].sum(axis=1)
        opening, middle, ending = self._ordinary
        ordinary = opening[rows[:, 0]] + middle[rows[:, 1:-1]].sum(axis=1) + ending[rows[:, -1]]
        lowest = personal.REVIEW_FROM[length] + (1.5 if length == 4 else 0)
        return held | ((ordinary - person) / 10 >= lowest - 0.01)


def _costs(table: dict[str, int], otherwise: int) -> Numbers:
    found = np.full(_TOP, otherwise, np.int32)
    for character, cost in table.items():
        if ord(character) < _TOP:
            found[ord(character)] = cost
    return found


def _flags(chosen: set[str]) -> Numbers:
    found = np.zeros(_TOP, bool)
    found[[ord(character) for character in chosen]] = True
    return found


def _pairs(chosen: set[str]) -> Numbers:
    return np.array(sorted(ord(word[0]) * _TOP + ord(word[1]) for word in chosen if len(word) > 1), np.int64)
