"""Words of restricted business in a name: the unlawful ones, and those that a person must look at.

Decides what a word weighs. A word inside a place's name is none (西藏), and an ambiguous word that the
licence itself carries is the enterprise's registered business; an unlawful one there is still looked at by
a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from qianming.core.findings import Severity
from qianming.core.names.places import gazetteer
from qianming.core.names.word_lists import WordList
from qianming.core.policy import RulePolicy
from qianming.core.tables import restricted_words

OPERATOR = "OPERATOR"
LONGEST_PLACE = 6
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class RestrictedWord:
    """A word of restricted business in a name: its category, where it stands, and what it weighs."""

    word: str
    category: str
    severity: Severity
    span: tuple[int, int]


class OperatorWords:
    """Words of the operator with their severity, compiled once together with the shipped ones.

    They form the category OPERATOR; a shipped word keeps its category, and the heavier of two severities.
    """

    __slots__ = ("meanings", "words")

    def __init__(self, severities: Mapping[str, Severity]) -> None:
        self.meanings = dict(categories())
        for word, severity in severities.items():
            shipped = self.meanings.get(word.lower())
            if shipped is None or severity is Severity.REJECT:
                self.meanings[word.lower()] = (shipped[0] if shipped else OPERATOR, severity)
        self.words = WordList(self.meanings)


@lru_cache(maxsize=8)
def operators_words(policy: RulePolicy) -> OperatorWords:
    """The words that count under a policy, compiled with its first check."""
    ambiguous = dict.fromkeys(policy.ambiguous_words, Severity.REVIEW)
    return OperatorWords(ambiguous | dict.fromkeys(policy.unlawful_words, Severity.REJECT))


def restricted(
    name: str, licence_name: str | None = None, further: OperatorWords | None = None
) -> tuple[RestrictedWord, ...]:
    """Restricted words of a name, the longest of those that stand in one place.

    Only the first characters of a long text are looked at: its length is refused anyway. `further` are
    words of the operator.
    """
    known = further or _shipped()
    hits = known.words.hits(name[:LONGEST_NAME])
    if not hits:
        return ()
    found = [
        RestrictedWord(word, *known.meanings[word], span)
        for word, span in hits
        if not _inside_place(name, span)
    ]
    longest = [hit for hit in found if not any(_covers(other, hit) for other in found)]
    return tuple(weighed for hit in longest if (weighed := _weighed(hit, licence_name)) is not None)


@cache
def categories() -> dict[str, tuple[str, Severity]]:
    """Each shipped word with its category and severity."""
    found: dict[str, tuple[str, Severity]] = {}
    for text, severity in (
        (restricted_words.AMBIGUOUS, Severity.REVIEW),
        (restricted_words.UNLAWFUL, Severity.REJECT),
    ):
        for line in text.strip().splitlines():
            category, *words = line.split()
            found.update((word, (category, severity)) for word in words)
    return found


@cache
def _shipped() -> OperatorWords:
    return OperatorWords({})


def _weighed(hit: RestrictedWord, licence_name: str | None) -> RestrictedWord | None:
    if licence_name is None or hit.word not in licence_name.lower():
        return hit
    if hit.severity is Severity.REJECT:
        return RestrictedWord(hit.word, hit.category, Severity.REVIEW, hit.span)
    return None


def _inside_place(name: str, span: tuple[int, int]) -> bool:
    """Whether a range lies inside, but is not the whole of, a longer place's name."""
    places = gazetteer().readings
    start, end = span
    for first in range(max(0, end - LONGEST_PLACE), start + 1):
        for last in range(end, min(len(name), first + LONGEST_PLACE) + 1):
            if last - first > end - start and name[first:last] in places:
                return True
    return False


def _covers(other: RestrictedWord, hit: RestrictedWord) -> bool:
    wider = other.span[1] - other.span[0] > hit.span[1] - hit.span[0]
    return wider and other.span[0] <= hit.span[0] and other.span[1] >= hit.span[1]
