"""Backups, their restoring, and the replacement of the secret: with real commands, on a service with data."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.conftest import fresh_database, migrated_database
from tests.failure.conftest import SendingService, sending_service

pytestmark = pytest.mark.django_db  # so that they run on every kind of database

SECRET = "a secret for tests alone"


@dataclass
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


def qianming(data: Path, url: str, *arguments: str, secret: str | None = SECRET, **more: str) -> Ran:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QIANMING_")}
    environment |= {"QIANMING_DATABASE_URL": url, "QIANMING_LANG": "en", **more}
    if secret is not None:
        environment["QIANMING_SECRET_KEY"] = secret
    done = subprocess.run(
        [sys.executable, "-m", "qianming", *arguments, "--data", str(data), "--format", "json"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def served(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SendingService]:
    """A running service that has sent something."""
    data = tmp_path_factory.mktemp("data")
    with migrated_database(database_kind, data) as url, sending_service(data, url) as made:
        made.prepare()
        for _ in range(3):
            assert made.send()[0] == 200
        yield made


@pytest.fixture(scope="module")
def backup(served: SendingService, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the running service."""
    folder = tmp_path_factory.mktemp("backups") / "one"
    done = qianming(served.service.data, served.database_url, "backup", str(folder))
    assert (done.code, done.err) == (0, "")
    return folder


def counted(url: str) -> dict[str, int]:
    """The rows of the tables that matter, read by another program."""
    made = SendingService(None, url)  # type: ignore[arg-type]
    names = (
        "account",
        "event",
        "signature",
        "qualification",
        "material",
        "template",
        "workorder",
        "servicekey",
    )
    return {name: made.rows(f"SELECT count(*) FROM registry_{name}")[0][0] for name in names}


def test_a_backup_of_a_running_service_is_restored_whole(
    served: SendingService, backup: Path, database_kind: str, tmp_path: Path
) -> None:
    data = tmp_path / "restored"
    data.mkdir()
    with fresh_database(database_kind, data) as url:
        done = qianming(data, url, "restore", str(backup))
        assert (done.code, done.err) == (0, "")
        assert done.data["breaches"] == 0
        assert counted(url) == counted(served.database_url)
        assert qianming(data, url, "audit", "verify").code == 0
        names = [row["verified_name"] for row in qianming(data, url, "account", "list").data]
        assert names
        more = qianming(
            data, url, "account", "create", "new", "--type", "individual", "--verified-name", "样例"
        )
        assert (more.code, more.err) == (0, "")
        again = qianming(data, url, "restore", str(backup))
        assert again.code == 2
        assert "holds data already" in again.err


def test_a_restored_service_serves(backup: Path, database_kind: str, tmp_path: Path) -> None:
    data = tmp_path / "restored"
    data.mkdir()
    with fresh_database(database_kind, data) as url, sending_service(data, url) as made:
        assert qianming(data, url, "restore", str(backup)).code == 0
        made.service.start()
        assert qianming(data, url, "audit", "verify").data == []


def test_a_backup_has_no_key_and_closed_files(backup: Path) -> None:
    files = [path for path in backup.rglob("*") if path.is_file()]
    assert not any(SECRET.encode() in path.read_bytes() for path in files)
    assert not any(path.name.startswith("secret") for path in files)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    manifest = json.loads((backup / "manifest.json").read_bytes())
    assert set(manifest["files"]) == {
        path.relative_to(backup).as_posix() for path in files if path.name != "manifest.json"
    }


def test_a_backup_needs_a_folder_of_its_own(served: SendingService, backup: Path) -> None:
    done = qianming(served.service.data, served.database_url, "backup", str(backup))
    assert done.code == 2
    assert "is not empty" in done.err


def test_an_interrupted_backup_looks_like_none(served: SendingService, tmp_path: Path) -> None:
    """Killed while it copies: what is left has no manifest and another name."""
    target = tmp_path / "one"
    environment = {**os.environ, "QIANMING_DATABASE_URL": served.database_url, "QIANMING_SECRET_KEY": SECRET}
    command = [sys.executable, "-m", "qianming", "backup", str(target), "--data", str(served.service.data)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    unfinished = tmp_path / ".one.unfinished"
    while process.poll() is None and not unfinished.exists():
        pass
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert (target / "manifest.json").exists() or not target.exists()
    done = qianming(served.service.data, served.database_url, "backup", str(tmp_path / "two"))
    assert done.code == 0


@pytest.mark.only_on("sqlite")  # it is refused before a database is opened
@pytest.mark.parametrize("damage", ["changed", "removed", "added", "no manifest"])
def test_a_damaged_backup_is_refused(backup: Path, database_kind: str, tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(backup, copy)
    victim = next(path for path in sorted(copy.rglob("*")) if path.is_file() and path.name != "manifest.json")
    if damage == "changed":
        victim.write_bytes(victim.read_bytes() + b"x")
    elif damage == "removed":
        victim.unlink()
    elif damage == "added":
        (copy / "more").write_bytes(b"x")
    else:
        (copy / "manifest.json").unlink()
    data = tmp_path / "restored"
    data.mkdir()
    with fresh_database(database_kind, data) as url:
        done = qianming(data, url, "restore", str(copy))
        assert done.code == 2
        assert done.err.startswith("error: DIR: ")
    assert not list(data.glob("*.sqlite3"))


def test_another_key_is_refused_before_anything_is_written(
    backup: Path, database_kind: str, tmp_path: Path
) -> None:
    data = tmp_path / "restored"
    data.mkdir()
    with fresh_database(database_kind, data) as url:
        done = qianming(data, url, "restore", str(backup), secret="quite another secret")
        assert done.code == 2
        assert "fingerprint" in done.err
        without = qianming(data, url, "restore", str(backup), secret=None)
        assert without.code == 2
        assert "secret.key is missing" in without.err
    assert list(data.iterdir()) == []


def test_the_secret_of_a_running_service_is_replaced(database_kind: str, tmp_path: Path) -> None:
    """It keeps running; afterwards the new secret reads everything and the old one nothing."""
    with fresh_database(database_kind, tmp_path) as url, sending_service(tmp_path, url) as made:
        del made.service.environment["QIANMING_SECRET_KEY"]
        made.prepare()
        old = (tmp_path / "secret.key").read_text()
        done = qianming(tmp_path, url, "rotate-key", secret=None)
        assert (done.code, done.err) == (0, "")
        assert (tmp_path / "secret.key").read_text() != old
        assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
        assert not (tmp_path / "secret.key.new").exists()
        assert made.send()[0] == 200
        name = "later"
        create = ("account", "create", name, "--type", "individual", "--verified-name", "样例")
        assert qianming(tmp_path, url, *create, secret=None).code == 0
        made.service.stop()
        made.service.start()
        assert made.send()[0] == 200
        assert qianming(tmp_path, url, "doctor", secret=None).code == 0
        refused = qianming(tmp_path, url, "account", "list", secret=old)
        assert refused.code != 0
        assert "样例" not in refused.out


def test_a_rotation_from_the_environment_wants_the_new_secret(database_kind: str, tmp_path: Path) -> None:
    with migrated_database(database_kind, tmp_path) as url:
        create = ("account", "create", "one", "--type", "individual", "--verified-name", "样例")
        assert qianming(tmp_path, url, *create).code == 0
        assert "QIANMING_NEW_SECRET_KEY" in qianming(tmp_path, url, "rotate-key").err
        new = "another secret for tests"
        done = qianming(tmp_path, url, "rotate-key", QIANMING_NEW_SECRET_KEY=new)
        assert (done.code, done.data["accounts"]) == (0, 1)
        again = qianming(tmp_path, url, "rotate-key", QIANMING_NEW_SECRET_KEY=new)
        assert (again.code, again.data["accounts"]) == (0, 0)
        assert qianming(tmp_path, url, "account", "list", secret=new).code == 0
        assert qianming(tmp_path, url, "account", "list").code != 0


@pytest.mark.only_on("postgresql")
def test_numbers_go_on_behind_the_restored_ones(backup: Path, tmp_path: Path) -> None:
    data = tmp_path / "restored"
    data.mkdir()
    with fresh_database("postgresql", data) as url:
        assert qianming(data, url, "restore", str(backup)).code == 0
        with psycopg.connect(url) as server:
            statement = "SELECT nextval('registry_event_id_seq') > max(id) FROM registry_event"
            assert server.execute(statement).fetchone() == (True,)
