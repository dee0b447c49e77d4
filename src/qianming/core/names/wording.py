"""Which rules about a name's words could find something in it at all: wide tests, cheaper than the rules.

Decides no finding. Each test lets through every name that its rule could speak about, and some that it will
not: what it holds back needs no rule, for none of the words, surnames or characters that the rule looks for
is there. The tests hold for names of standard Chinese characters, small letters and digits that are not
letters and digits only; about others the rules are always asked.
"""

from functools import lru_cache

from qianming.core.names import neutral, personal
from qianming.core.names.restricted import categories
from qianming.core.names.word_lists import WordList
from qianming.core.papers.industries import WORDS as INDUSTRY_WORDS
from qianming.core.policy import RulePolicy
from qianming.core.tables import people_words

LONGEST_PERSON = 4


class Wording:
    """The tests for one policy, made from the tables that the rules use."""

    __slots__ = ("_characters", "_first", "_lexicon", "_words", "always")

    def __init__(self, policy: RulePolicy) -> None:
        self._lexicon = lexicon_of(policy)
        self._words = WordList(listed_words(policy))
        self._characters = frozenset("".join(self._lexicon.costs))
        surnames = {*personal.model().surnames, *personal.compound_surnames()}
        self._first = frozenset(word[0] for word in surnames) | frozenset(people_words.NICKNAMES)
        # An empty word stands in every name; no list of words finds it.
        self.always = "" in policy.test_words

    def listed(self, name: str) -> bool:
        """Whether a word of a list may stand in the name: restricted, for tests, of an industry, a stem."""
        return self._words.touches(name)

    def like_a_person(self, name: str) -> bool:
        """Whether a name without listed words may be a person's: two to four characters after a surname's."""
        return len(name) <= LONGEST_PERSON and name[0] in self._first

    def generic(self, name: str) -> bool:
        """Whether a name is on the list of neutral ones, or words could make it up, initials before them."""
        if name in self._lexicon.names or name.endswith(neutral.DEPARTMENTS) or _is_headed(name):
            return True
        initials = neutral.INITIALS.match(name) if name[0].isascii() else None
        rest = name[initials.end() :] if initials else name
        return self._characters.issuperset(rest) and self._coverable(rest)

    def _coverable(self, name: str) -> bool:
        """Whether words reach from the first to the last character; `reached` has a bit for each place."""
        costs, lengths = self._lexicon.costs, self._lexicon.lengths
        reached, here = 1, 1
        for start, character in enumerate(name):
            if reached & here:
                for length in lengths.get(character, ()):
                    if name[start : start + length] in costs:
                        reached |= here << length
            here <<= 1
            if reached < here:
                return False
        return bool(reached & here)


def listed_words(policy: RulePolicy) -> frozenset[str]:
    """All words without which no list, no industry and no stem of a minority's name has anything to say."""
    return frozenset(
        {*categories(), *policy.unlawful_words, *policy.ambiguous_words, *policy.test_words}
        | {word for listed in INDUSTRY_WORDS.values() for word in listed}
        | personal.stems()
    )


def _is_headed(name: str) -> bool:
    """Whether a short name ends with a notice's last word, or one of any length addresses its reader."""
    short = len(name) <= neutral.LONGEST_BEFORE_HEAD
    return (short and name[-2:] in neutral.NOTICE_HEADS) or name.startswith(neutral.ADDRESSES)


def lexicon_of(policy: RulePolicy) -> neutral.Lexicon:
    """The lexicon of generic words that counts under a policy."""
    return neutral.extended_lexicon(policy) if policy.neutral_words else neutral.shipped_lexicon()


def wording(policy: RulePolicy) -> Wording:
    """The tests for a policy; those of the last one are at hand, for checks come in runs under one policy."""
    for latest, tests in _latest:
        if latest is policy:
            return tests
    tests = _compiled(policy)
    _latest[:] = [(policy, tests)]
    return tests


@lru_cache(maxsize=4)
def _compiled(policy: RulePolicy) -> Wording:
    return Wording(policy)


_latest: list[tuple[RulePolicy, Wording]] = []
