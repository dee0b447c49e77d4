"""Which lengths a word may have that ends at a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.names.endings import Endings

WORD = st.text("云帆公司厂", min_size=1, max_size=6)


@given(st.frozensets(WORD, max_size=12), st.text("云帆公司厂", min_size=1, max_size=9))
def test_no_word_that_a_text_ends_with_is_missed(words: frozenset[str], text: str) -> None:
    endings = Endings(words)
    for end in range(1, len(text) + 1):
        lengths = endings.lengths(text, end)
        fitting = sorted((len(word) for word in words if text.endswith(word, 0, end)), reverse=True)
        assert [n for n in lengths if n <= end and text[end - n : end] in words] == fitting


@pytest.mark.parametrize(
    ("text", "lengths"),
    [("x有限公司", (6, 4, 2)), ("x有公司", (2,)), ("x司", (1,)), ("公司", (2,)), ("x云", ())],
)
def test_few_lengths_are_tried(text: str, lengths: tuple[int, ...]) -> None:
    endings = Endings(["股份有限公司", "有限公司", "公司", "司"])
    assert endings.lengths(text, len(text)) == (lengths if lengths in ((1,), ()) else (*lengths, 1))
