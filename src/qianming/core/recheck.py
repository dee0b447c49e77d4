"""Which names a change of the rules can touch, so that only those are checked again.

Decides no verdict. Where two policies differ in words only, a name keeps its verdict unless it, or a text
that names are proposed from, holds one of the words that came or went.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, repeat
from operator import add

from qianming.core.names.word_lists import WordList
from qianming.core.policy import RulePolicy

FEW_WORDS = 50
WORD_LISTS = ("test_words", "neutral_words", "unlawful_words", "ambiguous_words")


def changed_words(before: RulePolicy, after: RulePolicy) -> frozenset[str] | None:
    """The words that one of two policies has and the other has not; None if more than words differs."""
    lists = {name: getattr(after, name) for name in WORD_LISTS}
    if replace(before, **lists, effective=after.effective) != after:
        return None
    return frozenset(word for name in WORD_LISTS for word in set(getattr(before, name)) ^ set(lists[name]))


def touched(texts: Sequence[str], words: Iterable[str]) -> list[int]:
    """The places of the texts that hold one of the words, letters in any case: one pass over all of them.

    A text that grows when its letters are made small is always among them: what it holds then depends on the
    rule.
    """
    joined = "\n".join(texts)
    lowered = joined.lower()
    grown = len(lowered) != len(joined)
    hits = WordList(words if grown else _occurring(frozenset(words), lowered)).places(joined)
    ends = list(accumulate(map(add, map(len, texts), repeat(1)))) if hits else []
    found = {bisect_right(ends, start) for _, start, _ in hits}
    if grown:
        found.update(place for place, text in enumerate(texts) if len(text.lower()) != len(text))
    return sorted(found)


def _occurring(words: frozenset[str], lowered: str) -> Iterable[str]:
    """Of a few words those that occur at all: mostly none, which a search for each says fastest."""
    return words if len(words) > FEW_WORDS else [word for word in words if word.lower() in lowered]
