"""Which names a change of the rules can touch, so that only those are checked again.

Decides no verdict. Where two policies differ in words only, a name keeps its verdict unless it, or a text
that names are proposed from, holds one of the words that came or went.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from qianming.core.names.word_lists import WordList
from qianming.core.policy import RulePolicy

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
    ends = list(accumulate(len(text) + 1 for text in texts))
    joined = "\n".join(texts)
    found = {bisect_right(ends, start) for _, (start, _) in WordList(words).hits(joined)}
    if len(joined.lower()) != len(joined):
        found.update(place for place, text in enumerate(texts) if len(text.lower()) != len(text))
    return sorted(found)
