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
    """Words of the operator with their severity, compiled once; they form the category OPERATOR."""

    __slots__ = ("severities", "words")

    def __init__(self, severities: Mapping[str, Severity]) -> None:
        self.severities = {word.lower(): severity for word, severity in severities.items()}
        self.words = WordList(self.severities)


@lru_cache(maxsize=8)
def operators_words(policy: RulePolicy) -> OperatorWords | None:
    """The words that a policy adds to the shipped ones, compiled with its first check."""
    if not policy.unlawful_words and not policy.ambiguous_words:
        return None
    ambiguous = dict.fromkeys(policy.ambiguous_words, Severity.REVIEW)
    return OperatorWords(ambiguous | dict.fromkeys(policy.unlawful_words, Severity.REJECT))


def restricted(
    name: str, licence_name: str | None = None, further: OperatorWords | None = None
) -> tuple[RestrictedWord, ...]:
    """Restricted words of a name, the longest of those that stand in one place.

    Only the first characters of a long text are looked at: its length is refused anyway. `further` are
    words of the operator.
    """
    hits = _hits(name[:LONGEST_NAME], further)
    if not hits:
        return ()
    found = [hit for hit in hits if not _inside_place(name, hit.span)]
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
def _shipped() -> WordList:
    return WordList(categories())


def _hits(name: str, further: OperatorWords | None) -> list[RestrictedWord]:
    found = [RestrictedWord(word, *categories()[word], span) for word, span in _shipped().hits(name)]
    if further:
        found += [
            RestrictedWord(word, OPERATOR, further.severities[word], span)
            for word, span in further.words.hits(name)
        ]
    return found


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
