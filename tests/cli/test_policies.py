"""`qianming rules` of other days and `qianming policy dry-run`, with policies of the operator's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from qianming.core.codes import Carrier
from qianming.policy import loader
from tests.cli.conftest import Command
from tests.policy.files import policy_file
from tests.services.making import COMPANY, a_live_signature, an_account, filed

SHORT = ("name_length_max = 12", "name_length_max = 10")
FREEZE = ("[effects]", '[effects]\nNAME_LENGTH = { effect = "freeze", grace_days = 7 }')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with a policy of 2027 that shortens names; what was in use before is back afterwards."""
    before = loader._holder.known
    monkeypatch.setenv("QIANMING_DATA", str(tmp_path))
    policy_file(tmp_path / "policies", "2027-01-01", SHORT, FREEZE)
    loader.use_folder(tmp_path / "policies")
    yield tmp_path
    loader._holder.known = before


@pytest.mark.parametrize(("day", "most"), [("2026-12-31", "2 to 12"), ("2027-01-01", "2 to 10")])
def test_the_rules_of_a_day(command: Command, folder: Path, day: str, most: str) -> None:
    done = command("rules", "NAME_LENGTH", "--policy", day, "--format", "json")
    (entry,) = done.data[0]["yields"]
    assert most in entry["why"]
    assert (entry["effect"], entry["grace_days"]) == (("freeze", 7) if most[-1] == "0" else ("notice", 0))


def test_check_goes_by_the_operators_policy(command: Command, folder: Path) -> None:
    policy_file(folder / "policies", "2026-05-01", SHORT)
    done = command("check", "杭州云帆样例科技有限公司", "--format", "json")
    assert done.data["policy"] == "2026-05-01"
    assert "NAME_LENGTH" in [finding["code"] for finding in done.data["findings"]]


def test_a_file_that_cannot_be_used_is_told_and_left_out(command: Command, folder: Path) -> None:
    policy_file(folder / "policies", "2026-06-01", ("name_length_max = 12", 'name_length_max = "x"'))
    done = command("check", "杭州云帆", "--format", "json")
    assert done.data["policy"] == "2026-04-27"
    assert "2026-06-01.toml" in done.err
    assert "name_length_max" in done.err
    assert len(done.err.splitlines()) == 1


def test_the_difference_of_two_days(command: Command, folder: Path) -> None:
    done = command("rules", "--diff", "2026-12-31", "2027-01-01", "--format", "json")
    assert (done.data["before"], done.data["after"]) == ("2026-04-27", "2027-01-01")
    assert [(change["part"], change["name"], change["after"]) for change in done.data["changes"]] == [
        ("figure", "name_length_max", "10"),
        ("effect", "NAME_LENGTH", "freeze 7"),
    ]
    assert "name_length_max" in command("rules", "--diff", "2026-12-31", "2027-01-01").out
    assert "变化" in command("rules", "--diff", "2027-01-01", "2027-01-02", "--lang", "zh").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--diff", "2027-01-01"), "--diff"),
        (("--diff", "2027-01-01", "soon"), "soon"),
        (("--diff", "2027-01-01", "2027-01-02", "--policy", "2027-01-01"), "--policy"),
        (("--policy", "soon"), "soon"),
    ],
)
def test_days_that_cannot_be_compared_are_told(
    command: Command, arguments: tuple[str, ...], said: str
) -> None:
    done = command("rules", *arguments)
    assert (done.code, done.out) == (64, "")
    assert said in done.err


@pytest.mark.django_db
def test_a_dry_run_counts_and_lists_what_would_change(
    command: Command, folder: Path, settings: Settings
) -> None:
    settings.QIANMING_DATA = folder
    signature = a_live_signature(an_account())
    for carrier in Carrier:
        filed(signature, carrier)
    done = command("policy", "dry-run", "2027-01-01", "--format", "json")
    assert {**done.data, "changes": ()} == {
        "policy": "2027-01-01",
        "compared_with": "2026-04-27",
        "signatures": 1,
        "changed": 1,
        "counts": [{"code": "NAME_LENGTH", "effect": "freeze", "count": 1}],
        "changes": (),
    }
    (change,) = done.data["changes"]
    assert (change["name"], change["account"], change["then"]) == (COMPANY, "applicant", "unavailable")
    assert (change["code"], change["effect"], change["freeze_on"]) == ("NAME_LENGTH", "freeze", "2027-01-08")
    table = command("policy", "dry-run", "2027-01-01").out
    assert "1 of 1 signatures would change" in table
    assert "2027-01-08" in table


@pytest.mark.django_db
def test_a_dry_run_of_the_policy_in_force_changes_nothing(command: Command, folder: Path) -> None:
    done = command("policy", "dry-run", "2026-12-01", "--format", "json")
    assert (done.data["changed"], done.data["changes"]) == (0, [])
