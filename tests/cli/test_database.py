"""Where the data lies, and what is said when it is not fit for use. Each test has folders of its own."""

import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import CREATE, Command

LIST = ("account", "list", "--format", "json")
UNREACHABLE = "postgresql://qianming@127.0.0.1:1/qianming"


def test_a_fresh_folder_is_made_for_its_owner_alone(process: Command, tmp_path: Path) -> None:
    done = process(*CREATE, "--data", "new/data")
    assert done.code == 0
    folder = tmp_path / "new" / "data"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
    assert process(*LIST, "--data", "new/data").data[0]["name"] == "demo"
    assert process(*LIST, QIANMING_DATA=str(folder)).data[0]["name"] == "demo"


def test_data_wins_over_the_environment_and_that_over_var(
    process: Command, data: Path, tmp_path: Path
) -> None:
    data.rename(tmp_path / "var")
    assert len(process(*LIST).data) == 1
    assert process(*LIST, QIANMING_DATA=str(tmp_path / "other")).code == 2
    assert len(process(*LIST, "--data", "var", QIANMING_DATA=str(tmp_path / "other")).data) == 1
    assert not (tmp_path / "other").exists()


def test_without_any_the_users_folder_is_used(process: Command, tmp_path: Path) -> None:
    assert process(*CREATE, XDG_DATA_HOME=str(tmp_path / "share")).code == 0
    assert (tmp_path / "share" / "qianming" / "qianming.sqlite3").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        LIST,
        ("key", "create", "demo"),
        ("inbox",),
        ("review", "approve", "1"),
        ("signature", "show", "demo", "云帆", "--wait", "filed"),
        ("qualification", "show", "1"),
        ("user", "create", "a@example.com", "--role", "applicant", "--account", "demo"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_mistyped_folder_is_refused_and_stays_away(
    process: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = process(*arguments, "--data", "tpyo")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert str(tmp_path / "tpyo") in done.err
    assert "--data" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(process: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for arguments in (CREATE, LIST):
        done = process(*arguments, "--data", "file")
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    below = process(*CREATE, "--data", "file/below")
    assert (below.code, below.out, len(below.err.splitlines())) == (2, "", 1)


def test_a_database_of_another_version_is_not_touched(process: Command, data: Path) -> None:
    with sqlite3.connect(data / "qianming.sqlite3") as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'registry'")
    connection.close()
    for arguments in (CREATE, LIST):
        done = process(*arguments, "--data", "data")
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert "qianming serve" in done.err


def test_a_database_that_is_none_is_told_in_one_line(process: Command, data: Path) -> None:
    (data / "qianming.sqlite3").write_bytes(b"this is no database" * 100)
    done = process(*LIST, "--data", "data")
    assert (done.code, done.out, len(done.err.splitlines())) == (70, "", 1)
    assert "qianming doctor" in done.err


def test_a_database_that_does_not_answer_is_told_in_one_line(process: Command) -> None:
    settings = {"QIANMING_DATABASE_URL": UNREACHABLE, "QIANMING_SECRET_KEY": "a secret for tests alone"}
    done = process(*LIST, "--data", "data", **settings)
    assert (done.code, done.out, len(done.err.splitlines())) == (70, "", 1)
    assert "qianming doctor" in done.err


def test_a_wrong_secret_key_is_told_in_one_line(process: Command, data: Path) -> None:
    done = process(*LIST, "--data", "data", QIANMING_SECRET_KEY="another secret for tests alone")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "secret key" in done.err


def test_a_file_that_cannot_be_used_is_told_in_one_line(process: Command, data: Path) -> None:
    (data / "secret.key").unlink()
    (data / "secret.key").mkdir()
    done = process(*LIST, "--data", "data")
    assert (done.code, done.out, len(done.err.splitlines())) == (70, "", 1)
    assert "secret.key" in done.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QIANMING_DATABASE_URL", "mysql://user:password@host/name"),
        ("QIANMING_DATABASE_URL", "postgresql://user:password@host:port/name"),
        ("QIANMING_DATABASE_URL", "postgresql://[password"),
        ("QIANMING_SECRET_KEY_FILE", "/no/such/file"),
    ],
)
@pytest.mark.parametrize(("lang", "head"), [("en", "error: "), ("zh", "错误：")])
def test_a_setting_that_cannot_be_used_is_named(
    process: Command, name: str, value: str, lang: str, head: str
) -> None:
    done = process(*LIST, "--data", "data", "--lang", lang, **{name: value})
    assert (done.code, done.out, len(done.err.splitlines())) == (64, "", 1)
    assert done.err.startswith(head + name)
    assert "password" not in done.err


def test_several_workers_need_postgresql(process: Command, tmp_path: Path) -> None:
    done = process("serve", "--workers", "2", "--data", "data")
    assert (done.code, done.out, len(done.err.splitlines())) == (64, "", 1)
    assert "--workers" in done.err
    assert list(tmp_path.iterdir()) == []
