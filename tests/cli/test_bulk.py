"""Whole tables: what a row gets, every way in which it can be bad, and which arguments go together."""

from pathlib import Path

import pytest

from qianming.cli.bulk import work_out
from qianming.cli.bulk_tasks import Check
from tests.cli.conftest import Command
from tests.cli.tables import LICENCE, TASK, checked, rows, table


def test_a_table_gets_its_results_beside_its_own_columns(command: Command, tmp_path: Path) -> None:
    given = table(
        tmp_path / "in.csv",
        ["note", "name", "enterprise"],
        ["a, b", LICENCE, LICENCE],
        ["", "123456", ""],
        ["x", "云帆网络", LICENCE],
    )
    done, target = checked(command, given)
    assert (done.code, done.err) == (2, "")
    assert done.data == {"rows": 3, "counts": {"pass": 1, "reject": 2}, "output": str(target)}
    first, second, third = rows(target)
    assert list(first) == ["note", "name", "enterprise", "outcome", "codes", "suggestion", "error"]
    assert list(first.values()) == ["a, b", LICENCE, LICENCE, "pass", "", "", ""]
    assert (second["outcome"], second["codes"]) == ("reject", "NAME_DIGITS_ONLY")
    assert (third["codes"], third["suggestion"]) == ("MATCH_LOCATION_OMITTED", LICENCE)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"source": "licence"}, "source: not one of enterprise, trademark"),
        ({"account_type": "firm"}, "account_type: not one of enterprise, individual"),
        ({"purpose": "mine"}, "purpose: not one of own, others"),
        ({"industry": "toys"}, "industry: not one of"),
        ({"paper": "licence, receipt"}, "paper: not one of licence, trademark_screenshot"),
        ({"trademark": "云", "trademark_status": "new"}, "trademark_status: not one of registered"),
        ({"trademark": "云", "trademark_until": "soon"}, "trademark_until: soon is no day"),
        ({"trademark_owner": "云"}, "trademark: is missing"),
        ({"power_until": "2030-01-01"}, "power_scope: is missing"),
    ],
)
def test_a_bad_row_says_why_and_others_go_on(
    command: Command, tmp_path: Path, cells: dict[str, str], problem: str
) -> None:
    given = table(
        tmp_path / "in.csv",
        ["name", *cells],
        ["杭州云帆", *cells.values()],
        ["杭州云帆", *("" for _ in cells)],
    )
    done, target = checked(command, given)
    bad, good = rows(target)
    assert done.code == 2
    assert bad["error"].startswith(problem)
    assert (bad["name"], bad["outcome"], bad["codes"]) == ("杭州云帆", "", "")
    assert (good["outcome"], good["error"]) == ("pass", "")


def test_results_of_an_earlier_run_are_replaced(command: Command, tmp_path: Path) -> None:
    given = table(tmp_path / "in.csv", ["name", "outcome"], ["123456", "pass"])
    assert rows(checked(command, given)[1])[0] == {
        "name": "123456", "outcome": "reject", "codes": "NAME_DIGITS_ONLY", "suggestion": "", "error": "",
    }  # fmt: skip


def test_options_hold_for_rows_that_do_not_say_otherwise(command: Command, tmp_path: Path) -> None:
    given = table(tmp_path / "in.csv", ["name", "enterprise"], [LICENCE, ""], ["云帆", "北京甲科技有限公司"])
    _, target = checked(command, given, "--enterprise", LICENCE)
    assert [row["outcome"] for row in rows(target)] == ["pass", "reject"]


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("--input", "in.csv", "--output", "in.csv"), 64, "is the input"),
        (("--input", "in.csv"), 64, "--output is missing"),
        (("--output", "out.csv"), 64, "--input is missing"),
        (("云", "--input", "in.csv", "--output", "out.csv"), 64, "either names or --input"),
        ((), 64, "NAME is missing"),
        (("--input", "no.csv", "--output", "out.csv"), 2, "there is no file no.csv"),
        (("--input", "in.csv", "--output", "no/out.csv"), 2, "there is no folder no"),
        (("--input", "in.csv", "--output", "out.doc"), 64, "--output: out.doc ends with none of"),
    ],
)
def test_arguments_that_contradict_each_other(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], code: int, problem: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    table(tmp_path / "in.csv", ["name"], ["云"])
    for verb in ("check", "parse-name"):
        done = command(verb, *arguments)
        assert done.code == code
        assert problem in done.err


def test_what_was_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, target = table(tmp_path / "in.csv", ["name"], ["云"]), tmp_path / "out.csv"
    target.write_text("before", encoding="utf-8")
    monkeypatch.setattr(Check, "judge", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work_out(TASK, given, target)
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


@pytest.mark.parametrize(
    ("papers", "remark", "codes"),
    [
        ((), "", ["INDUSTRY_PAPERS"]),
        (("web_link",), "", ["INDUSTRY_PAPERS", "INDUSTRY_LANDLINE"]),
        (("certificate", "web_link"), "", ["INDUSTRY_LANDLINE"]),
        (("certificate",), "座机 0571-00000000", []),
    ],
)
def test_a_rows_papers_and_remark_count_like_a_single_calls(
    command: Command, tmp_path: Path, papers: tuple[str, ...], remark: str, codes: list[str]
) -> None:
    name, industry = "杭州市民政局", "government"
    heading = ["name", "enterprise", "industry", "paper", "remark"]
    given = table(tmp_path / "in.csv", heading, [name, name, industry, "、".join(papers), remark])
    (row,) = rows(checked(command, given)[1])
    options = [option for kind in papers for option in ("--paper", kind)]
    told = ("--enterprise", name, "--industry", industry, "--remark", remark, *options)
    single = command("check", name, *told, "--format", "json").data
    found = [finding["code"] for finding in single["findings"]]
    assert (row["outcome"], row["codes"]) == (single["outcome"], ";".join(found))
    assert [code for code in found if code.startswith("INDUSTRY_")] == codes


def test_licence_names_are_taken_apart(command: Command, tmp_path: Path) -> None:
    given = table(tmp_path / "in.csv", ["name", "credit_code"], [LICENCE, ""], ["云", ""])
    target = tmp_path / "parts.csv"
    done = command("parse-name", "--input", str(given), "--output", str(target), "--format", "json")
    first, second = rows(target)
    assert done.code == 1
    assert (first["location"], first["brand"], first["form"], first["complete"]) == (
        "杭州", "云帆", "有限公司", "true",
    )  # fmt: skip
    assert (second["complete"], second["error"]) == ("false", "")


def test_the_days_rules_are_used(command: Command, tmp_path: Path) -> None:
    given = table(tmp_path / "in.csv", ["name", "source"], ["杭州云帆", "app"])
    _, target = checked(command, given)
    assert rows(target)[0]["codes"] == "SOURCE_UNSUPPORTED"
