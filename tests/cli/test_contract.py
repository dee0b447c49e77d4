"""What scripts rely on: exit codes, one clear line on standard error, the data alone on standard output."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qianming import __version__
from qianming.cli import app as door
from tests.cli.conftest import Command
from tests.cli.tree import GROUPS, LEAVES, commands

CHINESE = re.compile(r"[一-鿿]")
# What the contract promises of this release; a command that disappears breaks somebody's script.
PROMISED = {
    "serve", "check", "suggest", "parse-name", "rules", "doctor", "inbox", "policy dry-run",
    "account create", "account verify", "account list", "user create", "key create", "key disable",
    "token create", "token list", "token revoke",
    "qualification submit", "qualification show", "qualification withdraw",
    "review list", "review approve", "review reject", "review reasons", "review ask", "review revoke",
    "review industry", "words list", "words add", "words remove",
    "power-of-attorney submit", "power-of-attorney show", "power-of-attorney list",
    "trademark add", "trademark list", "trademark import", "app-record add", "app-record list",
    "signature show", "signature list", "signature apply", "signature resubmit", "signature withdraw",
    "signature freeze", "signature unfreeze", "signature disable", "signature enable", "signature import",
    "filing list", "filing set", "filing batch", "filing import", "filing refile", "filing dismiss",
    "audit verify", "audit export", "privacy export", "privacy erase", "backup", "restore", "rotate-key",
    "evaluate", "warnings", "calendar create", "calendar revoke", "register import",
    "qualification update", "qualification delete", "qualification history", "review claim",
    "review release", "review show", "power-of-attorney make",
    "template apply", "template list", "template show", "template withdraw", "template delete",
    "callback set", "callback list", "callback remove", "callback replay",
}  # fmt: skip


def _named(path: tuple[str, ...]) -> str:
    return " ".join(path) or "qianming"


def test_every_promised_command_is_there() -> None:
    assert {" ".join(path) for path in LEAVES} == PROMISED


@pytest.mark.parametrize("path", LEAVES, ids=_named)
@pytest.mark.parametrize(("lang", "word"), [("en", "Example:"), ("zh", "示例：")])
def test_every_command_has_help_with_an_example(
    command: Command, path: tuple[str, ...], lang: str, word: str
) -> None:
    done = command(*path, "--help", "--lang", lang)
    if lang == "zh" and done.code == 64:
        pytest.fail(done.err)
    assert done.code == 0
    assert word in done.out
    assert f"qianming {' '.join(path)}" in done.out.partition(word)[2]
    assert done.err == ""


@pytest.mark.parametrize(("path", "declared"), list(commands()), ids=lambda value: str(value)[:40])
def test_every_command_speaks_the_language_it_is_asked_for(path: tuple[str, ...], declared: object) -> None:
    names = {option for parameter in declared.params for option in parameter.opts}  # type: ignore[attr-defined]
    if path in LEAVES or not path:
        assert "--lang" in names
    prints_data = path in LEAVES and path != ("serve",)
    assert ("--format" in names) is prints_data


@pytest.mark.parametrize("path", GROUPS, ids=_named)
def test_help_of_groups_lists_their_commands_in_the_language(command: Command, path: tuple[str, ...]) -> None:
    english, chinese = command(*path, "--help"), command("--lang", "zh", *path, "--help")
    assert (english.code, chinese.code) == (0, 0)
    assert not CHINESE.search(english.out.partition("Example:")[0])
    for name in [child[-1] for child in (*LEAVES, *GROUPS) if child[:-1] == path and child]:
        assert name in chinese.out
    assert "命令" in chinese.out
    assert command(*path, "--help", "--lang", "zh").out == chinese.out


def test_chinese_help_is_broken_into_lines_and_never_cut_off(command: Command) -> None:
    done = command("filing", "list", "--help", "--lang", "zh")
    assert "…" not in done.out
    assert "报备成功的。" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "nonsense"),
        (["chek"], "check"),
        (["account"], "create, verify, list"),
        (["account", "creat"], "create"),
        (["check"], "NAME"),
        (["check", "云帆", "--sourc", "enterprise"], "--source"),
        (["check", "云帆", "--source", "rumour"], "mini-program"),
        (["check", "云帆", "--source"], "--source"),
        (["check", "云帆", "--trademark-until", "tomorrow"], "2026-12-31"),
        (["check", "云帆", "--trademark-owner", "云帆"], "--trademark"),
        (["check", "云帆", "--power-until", "2027-01-01"], "--power-scope"),
        (["check", "云帆", "--format", "xml"], "json"),
        (["check", "云帆", "--lang", "fr"], "zh"),
        (["serve", "--port", "http"], "whole number"),
        (["serve", "--port", "70000"], "65535"),
        (["serve", "--workers", "0"], "0 is not between 1 and 256"),
        (["register", "import", "enterprises.json"], ".csv, .parquet, .xlsx"),
        (["serve", "extra"], "extra"),
        (["review", "approve", "soon"], "whole number"),
        (["review", "reject", "1"], "--reason"),
        (["review", "reject", "1", "--reason", "BORED"], "NAME_TOO_BROAD"),
        (["review", "ask", "1", "--note", " "], "--note"),
        (["signature", "show", "a", "云帆", "--wait", "forever"], "available"),
        (["signature", "show", "a", "云帆", "--timeout", "soon"], "number"),
        (["signature", "disable", "a", "云帆", "--by", "customer"], "--by"),
        (["inbox", "--phone", "12"], "13900000001"),
        (["user", "create", "a@example.com", "--role", "applicant"], "--account"),
        (["user", "create", "a@example.com", "--role", "reviewer", "--account", "a"], "--account"),
        (["key", "create", "a", "--secret", "two words"], "--secret"),
        (["key", "create", "a", "--id", ""], "--id"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_wrong_usage_ends_with_64_and_one_line(
    command: Command, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str, lang: str
) -> None:
    monkeypatch.setenv("QIANMING_LANG", lang)
    done = command(*arguments)
    assert done.code == 64
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith({"en": "error: ", "zh": "错误："}[lang])
    if lang == "en":
        assert said in done.err
    # An invalid --lang is told in the language of the settings.
    assert bool(CHINESE.search(done.err.replace("云帆", ""))) is (lang == "zh")


def test_bare_qianming_shows_what_there_is(command: Command) -> None:
    done = command()
    assert done.code == 0
    assert "signature" in done.out


def test_version(process: Command) -> None:
    done = process("--version")
    assert (done.code, done.out, done.err) == (0, f"qianming {__version__}\n", "")


def test_unexpected_errors_end_with_70_and_one_line(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("first line\nsecond line")

    monkeypatch.setattr(door, "app", broken)
    done = command("check", "云帆")
    assert done.code == 70
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert "(ZeroDivisionError: first line)" in done.err
    monkeypatch.setenv("QIANMING_DEBUG", "1")
    assert "Traceback" in command("check", "云帆").err


def test_json_on_a_terminal_that_is_not_utf8_is_still_json(process: Command) -> None:
    done = process("check", "𠮷云帆", "--format", "json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.out.isascii()
    assert json.loads(done.out)["name"] == "𠮷云帆"


def test_a_reader_that_leaves_early_makes_no_noise(tmp_path: Path) -> None:
    line = f"{sys.executable} -m qianming rules --format json | head -c 1"
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.stdout == b"["
    assert done.stderr == b""
