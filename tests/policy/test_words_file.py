"""The words that were added: written whole, read back, and part of every policy from then on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qianming.policy import loader
from qianming.policy.words_file import (
    AddedWords,
    BadWords,
    WordKind,
    is_usable,
    read_words,
    write_words,
)
from tests.policy.files import policy_file

FILE = "words.toml"


@pytest.mark.parametrize("word", ["云帆", '"引号"', "反\\斜杠", "Ab1", "词#注"])
def test_what_is_written_is_read(tmp_path: Path, word: str) -> None:
    words = AddedWords(neutral=("温馨",), unlawful=(word, "甲乙"))
    write_words(tmp_path / "policies", words)
    assert read_words(tmp_path / "policies" / FILE) == words
    assert [path.name for path in (tmp_path / "policies").iterdir()] == [FILE]


@pytest.mark.parametrize(
    ("word", "kind", "usable"),
    [
        ("温馨", WordKind.NEUTRAL, True),
        ("六个字的长词", WordKind.NEUTRAL, True),
        ("这里有七个字词", WordKind.NEUTRAL, False),
        ("这里有七个字词", WordKind.UNLAWFUL, True),
        ("长" * 40, WordKind.AMBIGUOUS, True),
        ("长" * 41, WordKind.AMBIGUOUS, False),
        ("单", WordKind.UNLAWFUL, False),
        ("", WordKind.NEUTRAL, False),
        (" 云帆", WordKind.NEUTRAL, False),
        ("云\n帆", WordKind.NEUTRAL, False),
        ("云\ud800", WordKind.NEUTRAL, False),
    ],
)
def test_words_that_no_name_can_hold_are_not_usable(word: str, kind: WordKind, usable: bool) -> None:
    assert is_usable(word, kind) is usable


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("neutral = [", "words.toml: "),
        ('neutral = ["云"]', "neutral: '云'"),
        ("neutral = [1]", "neutral"),
        ('polite = ["温馨"]', "polite"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_list(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadWords, match=FILE) as error:
        read_words(path)
    assert complaint in str(error.value)


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(BadWords, match=r"words\.toml: "):
        read_words(tmp_path / FILE)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = loader._holder.known
    loader.use_folder(tmp_path)
    yield tmp_path
    loader._holder.known = before


def test_added_words_are_part_of_every_policy(folder: Path) -> None:
    policy_file(folder, "2027-01-01", ("neutral_words = []", 'neutral_words = ["自有"]'))
    write_words(folder, AddedWords(("温馨",), ("模糊",), ("违法",)))
    assert loader.reload()
    assert loader.operators_folder() == folder
    now, then = loader.policy_on(date(2026, 6, 1)), loader.policy_on(date(2027, 6, 1))
    assert (now.neutral_words, now.ambiguous_words, now.unlawful_words) == (("温馨",), ("模糊",), ("违法",))
    assert then.neutral_words == ("自有", "温馨")


def test_a_broken_file_of_words_leaves_the_policies_in_force(folder: Path) -> None:
    policy_file(folder, "2026-05-01")
    (folder / FILE).write_text("neutral = 1", encoding="utf-8")
    loader.reload()
    assert loader.policy_on(date(2026, 6, 1)).effective == date(2026, 5, 1)
    (line,) = loader.refused()
    assert line.startswith(FILE)
