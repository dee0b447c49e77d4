"""Restricted words: what the law forbids, what a person looks at, what is the registered business."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.findings import Severity
from qianming.core.names.restricted import OperatorWords, categories, restricted
from qianming.core.names.word_lists import WordList


@pytest.mark.parametrize(
    ("name", "word", "category", "severity", "span"),
    [
        ("某某赌博网", "赌博", "GAMBLING", Severity.REJECT, (2, 4)),
        ("小额贷款", "小额贷款", "FINANCE", Severity.REVIEW, (0, 4)),
        ("某移动", "移动", "CARRIERS", Severity.REVIEW, (1, 3)),
        ("A货批发", "a货", "SMUGGLING", Severity.REJECT, (0, 2)),
    ],
)
def test_it_finds_a_word(
    name: str, word: str, category: str, severity: Severity, span: tuple[int, int]
) -> None:
    (found,) = restricted(name)
    assert (found.word, found.category, found.severity, found.span) == (word, category, severity, span)


def test_the_registered_business_is_no_finding() -> None:
    assert restricted("上海甲未教育", "上海甲未教育科技有限公司") == ()
    (found,) = restricted("百家乐超市", "上海百家乐超市")
    assert found.severity is Severity.REVIEW
    (found,) = restricted("甲未教育", "甲未科技有限公司")
    assert found.category == "EDUCATION"


def test_a_word_inside_a_place_is_none() -> None:
    assert restricted("甲未金城江", further=OperatorWords({"金城": Severity.REJECT})) == ()


def test_the_operator_does_not_lighten_a_shipped_word() -> None:
    (found,) = restricted("某某赌博网", further=OperatorWords({"赌博": Severity.REVIEW}))
    assert (found.category, found.severity) == ("GAMBLING", Severity.REJECT)


def test_the_operator_adds_words() -> None:
    (found,) = restricted("甲未QQ群发", further=OperatorWords({"QQ群发": Severity.REJECT}))
    assert (found.word, found.category, found.severity) == ("qq群发", "OPERATOR", Severity.REJECT)


def test_shipped_words_have_one_category_each() -> None:
    assert len(categories()) > 450
    assert {severity for _, severity in categories().values()} == {Severity.REJECT, Severity.REVIEW}


def test_a_list_without_words_finds_nothing() -> None:
    assert list(WordList([]).hits("甲")) == []
    assert list(WordList(["", "乙"]).hits("İ乙")) == [("乙", (1, 2))]


@given(st.text(max_size=300))
def test_it_never_raises_and_points_at_the_word(name: str) -> None:
    for found in restricted(name):
        assert len(name[slice(*found.span)]) == len(found.word)
