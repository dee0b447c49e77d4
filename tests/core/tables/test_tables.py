"""Generated tables, their scripts and the manifest agree; hand-made ones are well formed."""

import hashlib
import importlib
import json
from pathlib import Path

import pytest

from qianming.core.tables import industries, legal_forms, place_notes, readings, standard_characters

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ROOT / "tools" / "tables"
TABLES = ROOT / "src" / "qianming" / "core" / "tables"
MANIFEST = json.loads((TOOLS / "manifest.json").read_text(encoding="utf-8"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("table", sorted(MANIFEST))
def test_table_and_script_agree(table: str) -> None:
    entry = MANIFEST[table]
    assert _digest(TABLES / f"{table}.py") == entry["table_digest"]
    assert _digest(TOOLS / entry["generator"]) == entry["generator_digest"]
    assert entry["inputs"]


@pytest.mark.parametrize("table", sorted(MANIFEST))
def test_sources_name_every_generated_table(table: str) -> None:
    assert f"`{table}.py`" in (TABLES / "SOURCES.md").read_text(encoding="utf-8")
    assert importlib.import_module(f"qianming.core.tables.{table}").__doc__


def test_the_standard_table_is_whole() -> None:
    characters = standard_characters.CHARACTERS.replace("\n", "")
    assert len(set(characters)) == 8105
    assert {"乾", "昇", "玥"} <= set(characters)
    assert "雲" not in characters


def test_readings_are_syllables_and_characters() -> None:
    entries = readings.READINGS.replace("\n", "").split(";")
    assert all(entry[0].isascii() and not entry[-1].isascii() for entry in entries)


@pytest.mark.parametrize(
    "text", [industries.WORDS, legal_forms.ENTITY, legal_forms.GENERIC, place_notes.ZONES], ids=range(4)
)
def test_words_are_written_once(text: str) -> None:
    words = text.split()
    assert sorted(set(words)) == sorted(words)


def test_every_place_note_has_a_code_and_a_name() -> None:
    for entry in place_notes.EVERYDAY.split():
        name = entry.lstrip("0123456789")
        assert len(entry) - len(name) in (4, 6)
        assert name
