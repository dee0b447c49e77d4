"""A service that cannot work with its data does not start, says why in one line, and changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from qianming.project import preparation
from qianming.project.refusal import CannotServe
from qianming.registry import service_keys


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QIANMING_DATA", str(tmp_path))
    for name in ("QIANMING_SECRET_KEY", "QIANMING_SECRET_KEY_FILE", "QIANMING_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_data_without_its_key_gets_no_new_one(folder: Path) -> None:
    (folder / "qianming.sqlite3").write_bytes(b"SQLite format 3\0")
    with pytest.raises(CannotServe) as refused:
        preparation.refuse_lost_key(folder)
    assert "secret.key is missing" in refused.value.en
    assert str(folder / "secret.key") in refused.value.zh
    assert [file.name for file in folder.iterdir()] == ["qianming.sqlite3"]


@pytest.mark.parametrize("given", ["key", "file", "other database", "nothing made yet"])
def test_a_key_or_an_empty_folder_is_in_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    (folder / "qianming.sqlite3").write_bytes(b"" if given == "nothing made yet" else b"data")
    if given == "key":
        monkeypatch.setenv("QIANMING_SECRET_KEY", "from elsewhere")
    if given == "file":
        (folder / "secret.key").write_text("beside the data")
    if given == "other database":
        monkeypatch.setenv("QIANMING_DATABASE_URL", "postgresql://host/name")
    preparation.refuse_lost_key(folder)


@pytest.mark.django_db
def test_the_key_that_made_the_data_opens_it() -> None:
    service_keys.forget()
    preparation.look_at_key()


@pytest.mark.django_db
def test_another_key_is_refused(settings: Any) -> None:
    service_keys.forget()
    settings.QIANMING_SECRET_KEY = "another key"
    settings.SECRET_KEY_READER = lambda: "another key"
    try:
        with pytest.raises(CannotServe) as refused:
            preparation.look_at_key()
    finally:
        service_keys.forget()
    assert "does not open this data" in refused.value.en
    assert "rotate-key" in refused.value.zh


@pytest.mark.parametrize(("engine", "fix"), [("sqlite", "restore"), ("postgresql", "QIANMING_DATABASE_URL")])
def test_a_database_that_cannot_be_used_is_told_with_the_way_out(engine: str, fix: str) -> None:
    refusal = preparation.unusable(engine, "var/qianming.sqlite3", "file is not a database")
    for line in (refusal.en, refusal.zh):
        assert "file is not a database" in line
        assert fix in line
