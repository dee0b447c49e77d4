"""Words of a list are found wherever they stand, in any case, and in texts that are hardly text."""

import pytest

from qianming.core.names.word_lists import WordList

WORDS = WordList(["云帆", "云帆科", "Ab", "AB", "", "i"])


def test_words_are_kept_once_in_small_letters() -> None:
    assert WORDS.words == ("ab", "i", "云帆", "云帆科")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("杭州", []),
        ("杭州云帆", [("云帆", (2, 4))]),
        ("云帆科", [("云帆", (0, 2)), ("云帆科", (0, 3))]),
        ("xAB云帆aB", [("ab", (1, 3)), ("云帆", (3, 5)), ("ab", (5, 7))]),
        # a letter that grows when it is made small stays as it is, and the places stay those of the text
        ("İAb云帆", [("ab", (1, 3)), ("云帆", (3, 5))]),
        ("I İ", [("i", (0, 1))]),
        # half of a surrogate pair is part of no word and moves nothing
        ("\ud800云帆", [("云帆", (1, 3))]),
        ("云\udfff帆Ab", [("ab", (3, 5))]),
    ],
)
def test_every_word_is_found_with_its_place(text: str, found: list[tuple[str, tuple[int, int]]]) -> None:
    assert list(WORDS.hits(text)) == found


def test_an_empty_list_finds_nothing() -> None:
    assert WordList([""]).hits("云帆") == []
