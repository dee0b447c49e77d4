"""`qianming words`: what is added is listed, counts for `check` too, and can be taken out again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qianming.policy import loader
from tests.cli.conftest import Command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

JSON = ("--format", "json")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    before = loader._holder.known
    monkeypatch.setenv("QIANMING_DATA", str(tmp_path))
    loader.use_folder(tmp_path / "policies")
    yield tmp_path
    loader._holder.known = before


def test_words_are_added_listed_and_removed(command: Command) -> None:
    assert command("words", "list", *JSON).data == []
    added = command("words", "add", "unlawful", "坏词", "更坏", *JSON)
    assert added.data == [{"word": "坏词", "list": "unlawful"}, {"word": "更坏", "list": "unlawful"}]
    assert command("words", "list", *JSON).data == added.data
    checked = command("check", "云帆坏词", *JSON)
    assert (checked.code, checked.data["outcome"]) == (2, "reject")
    assert "NAME_RESTRICTED" in [finding["code"] for finding in checked.data["findings"]]
    assert command("words", "remove", "unlawful", "坏词", *JSON).data == added.data[1:]
    assert "更坏" in command("words", "list").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "neutral", "单"), "单 cannot be listed; a word has 2 to 6"),
        (("add", "neutral", "温馨", "--order", "999999"), "work order 999999"),
        (("remove", "neutral", "温馨"), "温馨 was not added"),
    ],
)
def test_what_is_refused_is_said(command: Command, arguments: tuple[str, ...], told: str) -> None:
    done = command("words", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_a_broken_file_is_named(command: Command, folder: Path) -> None:
    (folder / "policies").mkdir()
    (folder / "policies" / "words.toml").write_text("neutral = 1", encoding="utf-8")
    done = command("words", "list")
    assert done.code == 2
    assert "policies/words.toml" in done.err
