"""Names that a change of words does not touch keep their verdict."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qianming.core.recheck import FEW_WORDS, changed_words, touched
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject
from tests.core.samples import POLICY, TODAY

NAMES = st.text("云桂峰aBİ服务通知", max_size=6)
WORDS = st.lists(st.sampled_from(["云", "桂峰", "ab", "服务", "云桂", "i"]), max_size=3, unique=True).map(
    tuple
)


def test_the_words_that_came_or_went() -> None:
    before = replace(POLICY, neutral_words=("云桂", "云峰"), unlawful_words=("甲",))
    after = replace(POLICY, neutral_words=("云峰", "丙"), ambiguous_words=("甲",))
    assert changed_words(before, after) == frozenset({"云桂", "丙", "甲"})
    assert changed_words(before, before) == frozenset()


def test_more_than_words() -> None:
    assert changed_words(POLICY, replace(POLICY, name_length_max=18)) is None


def test_texts_that_hold_a_word() -> None:
    texts = ["云桂", "", "桂云", "xABc", "云\n桂", "İ", "云桂云桂"]
    assert touched(texts, ["云桂", "ab"]) == [0, 3, 5, 6]
    assert touched([], ["云"]) == []
    assert touched(["云桂"], []) == []
    many = [*map(str, range(FEW_WORDS)), "AB"]
    assert touched(["云桂", "xABc"], many[-2:]) == touched(["云桂", "xABc"], many) == [1]


@given(st.lists(NAMES, max_size=8), WORDS, WORDS, WORDS, WORDS)
def test_an_untouched_name_keeps_its_verdict(
    names: list[str],
    neutral: tuple[str, ...],
    neutral_then: tuple[str, ...],
    unlawful: tuple[str, ...],
    unlawful_then: tuple[str, ...],
) -> None:
    before = replace(POLICY, neutral_words=neutral, unlawful_words=unlawful)
    after = replace(POLICY, neutral_words=neutral_then, unlawful_words=unlawful_then)
    words = changed_words(before, after)
    assert words is not None
    again = touched(names, words)
    for place, name in enumerate(names):
        subject = ApplicationSubject(name, TODAY)
        assert place in again or check(subject, before) == check(subject, after)
