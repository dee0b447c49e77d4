"""`qianming check`: the contract's JSON, the exit codes of its outcomes, and the same for people."""

from datetime import date

import pytest

from tests.cli.conftest import Command

LICENCE = "杭州云帆网络科技有限公司"
MARK = ("--source", "trademark", "--trademark", "云帆")
OWN = (
    "--enterprise", LICENCE, "--account-name", LICENCE, "--account-type", "enterprise", "--purpose", "own",
    "--legal-representative", "法人甲", "--administrator", "管理员乙", "--taken", "别的名字，另一个",
)  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "outcome"),
    [
        ((LICENCE, *OWN), 0, "pass"),
        (("杭州云帆网", *OWN), 1, "review"),
        (("杭州云帆", *OWN), 0, "pass"),
        (("123456", *OWN), 2, "reject"),
        (("杭州云帆", "--source", "app"), 2, "reject"),
        ((LICENCE, *OWN, "--taken", LICENCE), 2, "reject"),
        (("云帆", *MARK, "--trademark-status", "pending"), 2, "reject"),
        (
            (LICENCE, "--enterprise", LICENCE, "--purpose", "others", "--power-scope", "别的名字",
             "--account-name", "北京乙方样例有限公司", "--account-type", "enterprise"), 2, "reject",
        ),
    ],
)  # fmt: skip
def test_the_exit_code_is_the_outcome(
    command: Command, arguments: tuple[str, ...], code: int, outcome: str
) -> None:
    done = command("check", *arguments, "--format", "json")
    assert (done.code, done.data["outcome"], done.err) == (code, outcome, "")


def test_the_json_is_the_contracts(command: Command) -> None:
    done = command("check", "云帆（杭州）", "--enterprise", LICENCE, "--format", "json")
    data = done.data
    assert list(data) == ["name", "outcome", "policy", "findings", "suggestions", "not_checked"]
    assert data["name"] == "云帆（杭州）"
    assert [list(suggestion) for suggestion in data["suggestions"]] == [["name", "why"]] * 3
    assert [suggestion["name"] for suggestion in data["suggestions"]][:2] == [LICENCE, "杭州云帆"]
    assert date.fromisoformat(data["policy"]) <= date(2026, 4, 27)
    assert "NAME_TAKEN" in data["not_checked"]
    for finding in data["findings"]:
        assert list(finding) == ["code", "severity", "title", "why", "fix", "source", "span"]
        assert all(finding[part] for part in ("title", "why", "fix", "source"))
    brackets = next(finding for finding in data["findings"] if finding["code"] == "NAME_BRACKETS")
    assert (brackets["severity"], brackets["span"]) == ("reject", [2, 3])


def test_all_findings_are_told(command: Command) -> None:
    codes = {
        finding["code"] for finding in command("check", "測試【x】" * 4, "--format", "json").data["findings"]
    }
    assert {"NAME_LENGTH", "NAME_BRACKETS", "NAME_TRADITIONAL"} <= codes


def test_several_names_give_a_list_and_the_worst_code(command: Command) -> None:
    done = command("check", LICENCE, "123456", "杭州云帆网", *OWN, "--format", "json")
    assert done.code == 2
    assert [result["outcome"] for result in done.data] == ["pass", "reject", "review"]


def test_one_name_that_looks_like_an_option_is_checked_behind_dashes(command: Command) -> None:
    done = command("check", "--format", "json", "--", "--lang")
    assert (done.code, done.data["name"]) == (2, "--lang")


@pytest.mark.parametrize("name", ["", " ", "云" * 5000, "a\x1b[31mb", "云\u202e帆", "😀😀", "\t\n"])
def test_any_text_has_a_verdict(command: Command, name: str) -> None:
    as_json = command("check", name, "--format", "json")
    assert (as_json.code, as_json.data["name"]) == (2, name)
    for_people = command("check", name)
    assert for_people.code == 2
    assert "\x1b" not in for_people.out
    assert "\u202e" not in for_people.out


def test_bytes_that_are_no_text_are_wrong_usage(command: Command) -> None:
    done = command("check", "云\udcff", "--format", "json")
    assert (done.code, done.out) == (64, "")
    assert "UTF-8" in done.err


@pytest.mark.parametrize(("lang", "word"), [("zh", "签名"), ("en", "name")])
def test_words_are_in_the_language(command: Command, lang: str, word: str) -> None:
    data = command("check", "123456", "--lang", lang, "--format", "json").data
    assert all(word in finding["why"] for finding in data["findings"])


def test_people_get_the_outcome_the_reason_and_the_fix(command: Command) -> None:
    done = command("check", "123456", LICENCE, *OWN)
    for word in ("123456", "NAME_DIGITS_ONLY", LICENCE, "2026-04-27"):
        assert word in done.out
    assert done.code == 2


def test_a_pass_says_that_it_is_no_approval(command: Command) -> None:
    assert "no approval" in command("check", LICENCE, *OWN).out


@pytest.mark.parametrize(("papers", "severity"), [((), "notice"), (("web_link",), "review")])
def test_papers_that_come_along_are_told_by_kind(
    command: Command, papers: tuple[str, ...], severity: str
) -> None:
    name, licence = "杭州云帆物流", "杭州云帆物流有限公司"
    told = [option for paper in papers for option in ("--paper", paper)]
    done = command("check", name, "--enterprise", licence, *told, "--format", "json")
    found = {finding["code"]: finding["severity"] for finding in done.data["findings"]}
    assert found["INDUSTRY_PAPERS"] == severity
    with_permit = command(
        "check", name, "--enterprise", licence, "--paper", "courier_permit", "--format", "json"
    )
    assert "INDUSTRY_PAPERS" not in [finding["code"] for finding in with_permit.data["findings"]]


@pytest.mark.parametrize(
    "field",
    [
        "--enterprise", "--credit-code", "--account-name", "--trademark", "--power-scope",
        "--legal-representative", "--administrator", "--taken",
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_told_with_their_field(command: Command, field: str) -> None:
    done = command("check", "云杉科技", field, "云\udc80")
    assert (done.code, done.out) == (64, "")
    assert f"{field}: 云\\udc80 is not valid UTF-8" in done.err


@pytest.mark.parametrize("text", ["\0", "a\0b", "\U0010ffff", "\u202e云", "\ufeff", "e\u0301" * 50])
@pytest.mark.parametrize("output", ["json", "table"])
def test_any_text_gets_an_answer(command: Command, text: str, output: str) -> None:
    told = [option for name in ("enterprise", "administrator", "taken") for option in (f"--{name}", text)]
    for arguments in (("check", text, *told), ("parse-name", text), ("suggest", "--enterprise", text)):
        assert command(*arguments, "--format", output).code in (0, 1, 2)
