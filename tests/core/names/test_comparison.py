"""Whether two names stand for the same entity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.names.comparison import Likeness, likeness


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("样例（中国）公司", "样例（中国）公司", Likeness.SAME),
        (" 样例公司", "样例公司\n", Likeness.SAME),
        ("样例（中国）公司", "样例(中国)公司", Likeness.BRACKETS_DIFFER),
        ("样例(中国）公司", "样例（中国)公司", Likeness.BRACKETS_DIFFER),
        ("样例中国公司", "样例（中国）公司", Likeness.DIFFERENT),
        ("样例公司", "样例科技公司", Likeness.DIFFERENT),
        ("ABC公司", "abc公司", Likeness.DIFFERENT),
    ],
)
def test_it_compares_letter_by_letter(one: str, other: str, alike: Likeness) -> None:
    assert likeness(one, other) is alike
    assert likeness(other, one) is alike


@given(st.text(), st.text())
def test_any_two_texts_compare(one: str, other: str) -> None:
    assert likeness(one, other) in Likeness
    assert likeness(one, one) is Likeness.SAME
