"""The whole text and its segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.sending.segments import message_text, segments


def test_the_signature_stands_in_brackets_before_the_text() -> None:
    assert message_text("云帆", "您的验证码为1234") == "【云帆】您的验证码为1234"


@pytest.mark.parametrize(
    ("length", "count"),
    [(0, 1), (1, 1), (69, 1), (70, 1), (71, 2), (134, 2), (135, 3), (160, 3), (201, 3), (202, 4), (500, 8)],
)
def test_it_counts_segments(length: int, count: int) -> None:
    assert segments("云" * length) == count
    assert segments("a" * length) == count
    assert isinstance(segments("a" * length), int)


def test_a_character_beyond_the_basic_plane_takes_two_units() -> None:
    assert segments("𠮷" * 35) == 1
    assert segments("𠮷" * 36) == 2


@given(st.text())
def test_any_text_takes_a_segment_at_least(text: str) -> None:
    assert segments(text) >= 1
    assert segments(text + "a") >= segments(text)


def test_a_broken_character_still_counts() -> None:
    assert segments("\ud800" * 71) == 2
