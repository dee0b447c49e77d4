"""How much a string looks like a person's name.

Decides a score, never a rejection by itself: many brands are people's names, so support by a licence or a
trademark goes first. The score is a logarithm: how much likelier the string is as a person's name than as
ordinary words. Two characters are never certain. Equality with a person of the qualification is certain.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from qianming.core.names.industry import is_common
from qianming.core.tables import people_words

REJECT_FROM = 6.5
REVIEW_FROM = {2: 2.0, 3: 0.7, 4: 0.0}
LONGEST_PINYIN = 20
COMPOUND_SURNAME = 62
UNKNOWN_GIVEN, UNKNOWN_ORDINARY = 110, 82
PAIR_IS_WORD, OPENING_IS_WORD = 25, 30
MINORITY_FORM = re.compile("[\u4e00-\u9fff]{2,8}[·•・‧∙][\u4e00-\u9fff]{1,8}")


class Likeness(StrEnum):
    """What speaks for a person's name."""

    EQUAL = "equal"
    MINORITY = "minority"
    TITLE = "title"
    LIKELY = "likely"
    POSSIBLE = "possible"
    LATIN = "latin"


@dataclass(frozen=True, slots=True)
class PersonFinding:
    """What speaks for a person's name, and whether it suffices to reject without support."""

    likeness: Likeness
    certain: bool
    score: float = 0.0


class Model(NamedTuple):
    """Negated log-probabilities in tenths: of surnames, of given-name characters, of ordinary text."""

    surnames: dict[str, int]
    given: dict[str, int]
    ordinary: dict[str, int]


def looks_personal(name: str, people: tuple[str | None, ...] = ()) -> PersonFinding | None:
    """Whether a name looks like a person's, given the people of the qualification; None where it does not."""
    if name and name in people:
        return PersonFinding(Likeness.EQUAL, True)
    if MINORITY_FORM.fullmatch(name):
        return PersonFinding(Likeness.MINORITY, True)
    if _is_pinyin(name):
        return PersonFinding(Likeness.LATIN, False)
    return _by_characters(name) if 2 <= len(name) <= 4 else None


def _by_characters(name: str) -> PersonFinding | None:
    """What two to four characters look like: surname and title, a name by score, a minority name's stem."""
    if _has_title(name):
        return PersonFinding(Likeness.TITLE, False)
    value = score(name)
    if value >= REVIEW_FROM[len(name)]:
        certain = value >= REJECT_FROM and len(name) > 2
        return PersonFinding(Likeness.LIKELY if certain else Likeness.POSSIBLE, certain, value)
    if len(name) > 2 and _has_stem(name):
        return PersonFinding(Likeness.MINORITY, False)
    return None


def _has_stem(name: str) -> bool:
    """Whether a name of three or four characters contains a stem of minority names."""
    known = stems()
    parts = ((name[start : start + 2], name[start : start + 3]) for start in range(len(name) - 1))
    return name in known or any(two in known or three in known for two, three in parts)


def score(name: str) -> float:
    """Log-likelihood ratio of a person's name over ordinary words, for two to four Han characters."""
    if len(name) < 2 or len(name) > 4:
        return -99.0
    known = model()
    if len(name) > 2 and name[:2] in compound_surnames():
        return _value(known, COMPOUND_SURNAME, name[:2], name[2:])
    surname = known.surnames.get(name[0])
    if surname is None:
        return -99.0
    if len(name) == 4:
        second = known.surnames.get(name[1])
        return -99.0 if second is None else _value(known, surname + second, name[:2], name[2:]) - 1.5
    return _value(known, surname, name[0], name[1:])


@cache
def model() -> Model:
    """The model's tables, unpacked on first use."""
    from qianming.core.tables import personal_names as table

    surnames = _unpacked(table.SURNAMES)
    for surname in people_words.FURTHER_SURNAMES:
        surnames.setdefault(surname, 82)
    return Model(surnames, _unpacked(table.GIVEN), _unpacked(table.ORDINARY))


def _value(known: Model, surname_cost: int, surname: str, given: str) -> float:
    person = surname_cost + sum(known.given.get(character, UNKNOWN_GIVEN) for character in given)
    ordinary = _ordinary(known, surname + given)
    if len(given) == 2 and is_common(given):
        person += PAIR_IS_WORD
    if len(surname) == 1 and is_common(surname + given[0]):
        person += OPENING_IS_WORD
    if is_common(surname + given):
        person += PAIR_IS_WORD
    return (ordinary - person) / 10


def _ordinary(known: Model, name: str) -> int:
    """How unlikely the string is as words or as a brand, whichever explains a character better."""
    openings, middles, endings = brands()
    last = len(name) - 1
    cost = 0
    for position, character in enumerate(name):
        table = openings if position == 0 else endings if position == last else middles
        everyday = min(known.ordinary.get(character, UNKNOWN_ORDINARY), UNKNOWN_ORDINARY)
        cost += min(everyday, table.get(character, everyday))
    return cost


@cache
def brands() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """What brands cost by character: opening ones, those in the middle, ending ones."""
    texts = (people_words.BRAND_OPENINGS, people_words.BRAND_MIDDLES, people_words.BRAND_ENDINGS)
    openings, middles, endings = (_unpacked(text) for text in texts)
    return openings, middles, endings


def _unpacked(text: str) -> dict[str, int]:
    scores: dict[str, int] = {}
    for entry in text.replace("\n", "").split(";"):
        characters = entry.lstrip("0123456789")
        value = int(entry[: len(entry) - len(characters)])
        scores.update(dict.fromkeys(characters, value))
    return scores


def _has_title(name: str) -> bool:
    """Surname and title (王医生), or a nickname (小王); a title needs a surname before it."""
    known = model().surnames
    if len(name) == 2 and name[0] in people_words.NICKNAMES and name[1] in known:
        return known[name[1]] <= 70 and not is_common(name)
    for length in (1, 2, 3):
        if name[-length:] in titles() and _is_surname(name[:-length]):
            return not is_common(name)
    return False


def _is_surname(text: str) -> bool:
    return model().surnames.get(text, 99) <= 74 or text in compound_surnames()


def _is_pinyin(name: str) -> bool:
    return name.isascii() and len(name) <= LONGEST_PINYIN and _pinyin().fullmatch(name.lower()) is not None


@cache
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters."""
    return frozenset(people_words.COMPOUND_SURNAMES.split())


@cache
def titles() -> frozenset[str]:
    """What follows a surname to address somebody."""
    return frozenset(people_words.TITLES.split())


@cache
def stems() -> frozenset[str]:
    """Pieces of two and more characters that names of minorities are made of."""
    return frozenset(stem for stem in people_words.MINORITY_STEMS.split() if len(stem) > 1)


@cache
def _pinyin() -> re.Pattern[str]:
    surnames = sorted(set(people_words.PINYIN_SURNAMES.split()), key=len, reverse=True)
    return re.compile(
        "(?:" + "|".join(surnames) + f")[ .]?{people_words.PINYIN_SYLLABLE}{people_words.PINYIN_SYLLABLE}?"
    )
