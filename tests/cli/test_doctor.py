"""`qianming doctor`: each line is ok, warning or broken with the fix, and nothing is changed by looking."""

import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qianming.cli.doctor import Condition
from qianming.cli.doctor_chores import chore_lines
from qianming.core.china_time import CHINA
from qianming.documents import reader
from qianming.registry.models import Chore, Evaluation
from qianming.services import clock
from tests.cli.conftest import Command, Outcome

UNREACHABLE = "postgresql://qianming@127.0.0.1:1/qianming"


def lines(done: Outcome) -> dict[str, tuple[str, str]]:
    """State and fix of each check."""
    assert done.err == ""
    assert all(list(line) == ["check", "state", "detail", "fix"] for line in done.data)
    assert all(line["detail"] for line in done.data)
    assert all(line["fix"] for line in done.data if line["state"] != "ok")
    return {line["check"]: (line["state"], line["fix"]) for line in done.data}


def examine(process: Command, **changes: str) -> tuple[int, dict[str, tuple[str, str]]]:
    done = process("doctor", "--data", "data", "--format", "json", **changes)
    return done.code, lines(done)


def test_a_service_in_good_order_is_found_so(process: Command, data: Path) -> None:
    code, found = examine(process)
    assert code == 0
    assert list(found) == [
        "python", "time zones", "clock", "holidays", "SM3", "settings", "data folder", "disk", "policies",
        "secret key", "database", "sealed data", "history", "callbacks",
        "carriers", "next year's holidays", "forecasts",
        "uploaded files", "reading of documents", "evaluation", "chores", "journal",
    ]  # fmt: skip
    assert {check for check, (state, _) in found.items() if state == "broken"} == set()


def test_looking_changes_nothing(process: Command, tmp_path: Path) -> None:
    code, found = examine(process)
    assert code == 0
    assert (found["data folder"][0], found["secret key"][0], found["database"][0]) == ("warning",) * 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("lang", "word"), [("zh", "正常"), ("en", "ok")])
def test_people_read_it_in_their_language(process: Command, data: Path, lang: str, word: str) -> None:
    done = process("doctor", "--data", "data", "--lang", lang)
    assert done.code == 0
    assert word in done.out


def test_a_secret_key_that_others_can_read(process: Command, data: Path) -> None:
    (data / "secret.key").chmod(0o644)
    code, found = examine(process)
    assert (code, found["secret key"]) == (2, ("broken", f"chmod 600 {data / 'secret.key'}"))


def test_a_secret_key_that_is_lost(process: Command, data: Path) -> None:
    (data / "secret.key").unlink()
    code, found = examine(process)
    assert (code, found["secret key"][0]) == (2, "broken")
    assert not (data / "secret.key").exists()


def test_a_secret_key_that_is_empty(process: Command, data: Path) -> None:
    (data / "secret.key").write_text("")
    assert examine(process)[1]["secret key"][0] == "broken"


def test_a_secret_key_that_does_not_open_the_data(process: Command, data: Path) -> None:
    code, found = examine(process, QIANMING_SECRET_KEY="another secret for tests alone")
    assert (code, found["secret key"][0], found["sealed data"][0]) == (2, "ok", "broken")


def test_a_folder_that_others_can_write(process: Command, data: Path) -> None:
    data.chmod(0o777)
    code, found = examine(process)
    assert (code, found["data folder"]) == (0, ("warning", f"chmod 700 {data}"))


def test_a_file_instead_of_a_folder(process: Command, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    code, found = examine(process)
    assert (code, found["data folder"][0]) == (2, "broken")


def test_a_database_that_lacks_migrations(process: Command, data: Path) -> None:
    with sqlite3.connect(data / "qianming.sqlite3") as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'registry'")
    connection.close()
    code, found = examine(process)
    assert (code, found["database"][0]) == (2, "broken")
    assert "qianming serve" in found["database"][1]


def test_a_database_that_is_none(process: Command, data: Path) -> None:
    (data / "qianming.sqlite3").write_bytes(b"this is no database" * 100)
    code, found = examine(process)
    assert (code, found["database"][0]) == (2, "broken")


def test_a_database_that_does_not_answer(process: Command, data: Path) -> None:
    code, found = examine(process, QIANMING_DATABASE_URL=UNREACHABLE)
    assert (code, found["database"][0]) == (2, "broken")


def test_a_journal_that_can_be_read(process: Command, data: Path) -> None:
    with sqlite3.connect(data / "journal.sqlite3") as connection:
        connection.execute("CREATE TABLE entries (position INTEGER PRIMARY KEY)")
    connection.close()
    assert examine(process)[1]["journal"][0] == "ok"


def test_a_journal_that_cannot_be_read(process: Command, data: Path) -> None:
    (data / "journal.sqlite3").write_bytes(b"this is no journal" * 100)
    code, found = examine(process)
    assert (code, found["journal"][0]) == (2, "broken")


def test_a_history_from_the_future(process: Command, data: Path) -> None:
    with sqlite3.connect(data / "qianming.sqlite3") as connection:
        connection.execute("UPDATE registry_event SET at = '2080-01-01 00:00:00'")
    connection.close()
    code, found = examine(process)
    assert (code, found["history"][0]) == (0, "warning")


def test_a_setting_that_cannot_be_used(process: Command, data: Path) -> None:
    code, found = examine(process, QIANMING_DATABASE_URL="mysql://x")
    assert (code, found["settings"][0]) == (2, "broken")
    assert "database" not in found


def test_a_policy_that_is_left_out_is_a_warning_with_its_fix(process: Command, data: Path) -> None:
    (data / "policies").mkdir()
    (data / "policies" / "2027-01-01.toml").write_text("effective = 1", encoding="utf-8")
    code, found = examine(process)
    assert (code, found["policies"][0]) == (0, "warning")
    told = process("doctor", "--data", "data").out
    assert "2027-01-01.toml" in told
    assert "effective" in told


def test_a_mistake_in_the_carriers_file_is_broken(process: Command, data: Path) -> None:
    (data / "carriers.toml").write_text("[mobile]\ndriver = 'pigeon'\n")
    code, found = examine(process)
    assert (code, found["carriers"][0]) == (2, "broken")


def test_carriers_are_told_by_their_names(process: Command, data: Path) -> None:
    text = "[mobile]\ndriver = 'http_json'\ndeliver = 'simulator'\nurl = 'https://filing.example/'\n"
    (data / "carriers.toml").write_text(text)
    told = " ".join(process("doctor", "--data", "data", "--lang", "zh").out.split())
    assert "中国移动：报备 http_json，短信 simulator" in told
    assert "发往中国移动的短信" in told
    assert "mobile" not in told


@pytest.mark.django_db
def test_what_waits_too_long_and_what_was_evaluated_is_told() -> None:
    now = clock.now()
    Chore.objects.create(name="late_one", due_at=now - timedelta(hours=2))
    Chore.objects.create(name="young_one", due_at=now - timedelta(minutes=1))
    Evaluation.objects.create(day=now.date(), engine="duckdb", started_at=now, finished_at=now)
    found = {line.check: line for line in chore_lines()}
    assert found["chores"].state is Condition.WARNING
    assert "late_one" in found["chores"].detail
    assert "young_one" not in found["chores"].detail
    assert str(now.date()) in found["evaluation"].detail


@pytest.mark.django_db
@pytest.mark.parametrize("installed", [True, False])
def test_reading_by_machine_is_in_order_with_and_without(
    monkeypatch: pytest.MonkeyPatch, installed: bool
) -> None:
    monkeypatch.setattr(reader, "is_installed", lambda: installed)
    line = next(line for line in chore_lines() if line.check == "reading of documents")
    assert (line.state, "not installed" in line.detail or "未安装" in line.detail) == (
        Condition.OK,
        not installed,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "state"), [(1, Condition.OK), (2, Condition.WARNING), (40, Condition.WARNING)]
)
def test_an_evaluation_that_is_late_is_a_warning_with_its_command(
    monkeypatch: pytest.MonkeyPatch, age: int, state: Condition
) -> None:
    noon = datetime(2026, 5, 20, 12, tzinfo=CHINA)
    monkeypatch.setattr(clock, "now", lambda: noon)
    day = noon.date() - timedelta(days=age)
    Evaluation.objects.create(day=day, engine="duckdb", started_at=noon, finished_at=noon)
    line = next(line for line in chore_lines() if line.check == "evaluation")
    assert line.state is state
    assert ("--day 2026-05-19" in line.fix) is (state is Condition.WARNING)


@pytest.mark.django_db
def test_before_the_morning_the_night_may_still_be_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    early = datetime(2026, 5, 20, 5, 59, tzinfo=CHINA)
    monkeypatch.setattr(clock, "now", lambda: early)
    day = early.date() - timedelta(days=2)
    Evaluation.objects.create(day=day, engine="duckdb", started_at=early, finished_at=early)
    line = next(line for line in chore_lines() if line.check == "evaluation")
    assert line.state is Condition.OK


def test_a_store_of_files_that_is_none_is_broken(process: Command, data: Path) -> None:
    folder = data / "files"
    if folder.is_dir():
        shutil.rmtree(folder)
    folder.write_text("in the way")
    code, found = examine(process)
    assert (code, found["uploaded files"][0]) == (2, "broken")
