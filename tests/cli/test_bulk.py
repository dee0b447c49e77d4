"""Whole tables: every format, every way in which a file or a row can be bad, the single call's verdicts."""

import csv
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bench import _names
from qianming.cli.bulk import work_out
from qianming.cli.bulk_csv import as_csv, as_csv_columns, rows_of
from qianming.cli.bulk_screen import doubtful, usable
from qianming.cli.bulk_tasks import Check, judged
from qianming.cli.bulk_verdicts import CLEAN
from qianming.core.codes import SignatureSource
from qianming.core.subjects import ApplicationSubject
from tests.cli.conftest import Command, Outcome
from tests.core.samples import POLICY, TODAY

LICENCE = "杭州云帆网络科技有限公司"
BASE = ApplicationSubject("", TODAY)
TASK = Check(BASE, POLICY)


def table(path: Path, *rows: Sequence[str], encoding: str = "utf-8") -> Path:
    """A CSV file."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows(rows)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def checked(command: Command, given: Path, *options: str, name: str = "out.csv") -> tuple[Outcome, Path]:
    """Check a table; where the results are."""
    target = given.with_name(name)
    done = command("check", "--input", str(given), "--output", str(target), *options, "--format", "json")
    return done, target


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


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize("wanted", ["csv", "parquet", "xlsx"])
def test_every_format_goes_into_every_format(
    command: Command, tmp_path: Path, kind: str, wanted: str
) -> None:
    given = tmp_path / f"in.{kind}"
    data = {"name": ["杭州云帆", "123456", "=1+1"], "note": ["甲", "", "\u4e59"]}
    WRITERS[kind](given, data)
    done, target = checked(command, given, name=f"out.{wanted}")
    assert done.code == 2, done.err
    found = READERS[wanted](target)
    assert found["name"] == ["杭州云帆", "123456", "=1+1"]
    assert found["outcome"] == ["pass", "reject", "reject"]
    assert found["codes"][1] == "NAME_DIGITS_ONLY"


def _write_parquet(path: Path, data: dict[str, list[str]]) -> None:
    pyarrow.parquet.write_table(pyarrow.table(data), path)


def _write_sheet(path: Path, data: dict[str, list[str]]) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(list(data))
    for row in zip(*data.values(), strict=True):
        sheet.append(list(row))
        sheet.cell(sheet.max_row, 1).data_type = "s"
    sheet.cell(3, 1).value = 123456
    book.save(path)  # a file, no row of the registry


def _read_sheet(path: Path) -> dict[str, list[Any]]:
    heading, *found = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    columns = {name: [row[place] or "" for row in found] for place, name in enumerate(heading)}
    return columns | {"name": [str(name) for name in columns["name"]]}


def _read_csv(path: Path) -> dict[str, list[Any]]:
    found = rows(path)
    return {name: [row[name] for row in found] for name in found[0]}


WRITERS = {
    "csv": lambda path, data: table(path, list(data), *zip(*data.values(), strict=True)),
    "parquet": _write_parquet,
    "xlsx": _write_sheet,
}
READERS = {
    "csv": _read_csv,
    "parquet": lambda path: pyarrow.parquet.read_table(path).to_pydict(),
    "xlsx": _read_sheet,
}


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"source": "licence"}, "source: not one of enterprise, trademark"),
        ({"account_type": "firm"}, "account_type: not one of enterprise, individual"),
        ({"purpose": "mine"}, "purpose: not one of own, others"),
        ({"industry": "toys"}, "industry: not one of"),
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


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"\xe6\x9d\xad\xff,x", "the row is no UTF-8 text"),
        (b"a", "the row has 1 cells, the heading 2"),
        (b"a,b,c", "the row has 3 cells, the heading 2"),
        (b'"a,b', "a quotation mark is opened and never closed"),
        (b'"' + b"a\n" * 600 + b"b,c", "a quotation mark is opened and never closed"),
    ],
)
def test_a_broken_line_is_a_row_with_its_error(
    command: Command, tmp_path: Path, line: bytes, problem: str
) -> None:
    given = tmp_path / "in.csv"
    good = "杭州云帆,x\r\n".encode()
    given.write_bytes(b"name,note\r\n" + good + line + b"\r\n" + good)
    done, target = checked(command, given)
    found = rows(target)
    assert done.code == 2
    assert [row["error"] for row in found][:2] == ["", problem]
    assert (found[0]["outcome"], found[-1]["outcome"]) == ("pass", "pass")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_spreadsheets(command: Command, tmp_path: Path, encoding: str) -> None:
    given = table(tmp_path / "in.csv", ["name"], ["杭州云帆"], encoding=encoding)
    done, target = checked(command, given)
    assert rows(target)[0]["name"] == "杭州云帆"
    assert ("GB18030" in done.err) is (encoding == "gb18030")
    assert target.read_bytes().startswith(b"\xef\xbb\xbf") is (encoding != "utf-8")


def test_cells_with_line_breaks_and_quotation_marks_stay_whole(command: Command, tmp_path: Path) -> None:
    cells = ["杭州云帆", 'a "b"\r\nc,d']
    given = table(tmp_path / "in.csv", ["name", "note"], *[cells] * 3)
    done, target = checked(command, given)
    assert done.code == 0
    assert [[row["name"], row["note"]] for row in rows(target)] == [cells] * 3


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
    ("content", "name", "code", "problem"),
    [
        (b"title\nx\n", "in.csv", 2, "the column name is missing; the first row has title"),
        (b"", "in.csv", 2, "the column name is missing"),
        (b"name,name\nx,y\n", "in.csv", 2, "the column name stands twice"),
        ("name\n云".encode("utf-16"), "in.csv", 2, "UTF-16"),
        (b"name\n", "in.txt", 64, "ends with none of .csv, .parquet, .xlsx"),
        (b"name\n", "in.parquet", 2, "is no Parquet file"),
        (b"name\n", "in.xlsx", 2, "is no XLSX file"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(
    command: Command, tmp_path: Path, content: bytes, name: str, code: int, problem: str
) -> None:
    given = tmp_path / name
    given.write_bytes(content)
    done, target = checked(command, given)
    assert (done.code, done.out) == (code, "")
    assert problem in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert not target.exists()


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


def test_verdicts_are_the_single_calls(tmp_path: Path) -> None:
    pairs = list(_names.named(3_000))
    bare = table(tmp_path / "bare.csv", ["name"], *([name] for name, _ in pairs))
    full = table(tmp_path / "full.csv", ["name", "enterprise"], *pairs[:600])
    for given in (bare, full):
        work_out(TASK, given, tmp_path / "out.csv")
        for row in rows(tmp_path / "out.csv"):
            subject = ApplicationSubject(row["name"], TODAY, enterprise_name=row.get("enterprise") or None)
            expected = (row["outcome"], row["codes"], row["suggestion"], row["error"])
            assert judged(subject, POLICY) == expected


def test_workers_hand_back_rows_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qianming.cli.bulk_csv.BLOCK_BYTES", 2_000)
    names = [f"杭州云帆{number}" for number in range(2_000)]
    given = table(tmp_path / "in.csv", ["name"], *([name] for name in names))
    done, _ = work_out(TASK, given, tmp_path / "out.csv")
    assert done.rows == len(names)
    assert [row["name"] for row in rows(tmp_path / "out.csv")] == names


def test_the_screen_lets_no_name_through_that_a_rule_would_hold(command: Command) -> None:
    names = [name for name, _ in _names.named(4_000, seed=11)]
    held = set(doubtful(names, BASE, POLICY))
    assert len(held) < len(names) / 2
    passed = [name for place, name in enumerate(names) if place not in held]
    assert all(judged(ApplicationSubject(name, TODAY), POLICY) == CLEAN for name in passed)


PIECES = st.sampled_from(
    [
        "杭州",
        "云帆",
        "旎",
        "物流",
        "通知",
        "客服",
        "测试",
        "王",
        "小",
        "医生",
        "阿依",
        "银行",
        "雲",
        "A",
        "bc",
        "9",
        "的",
        "好",
        "・",
    ]
)


@for_any(st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=30))
def test_the_screen_is_right_about_any_names(names: list[str]) -> None:
    held = set(doubtful(names, BASE, POLICY))
    for place, name in enumerate(names):
        assert place in held or judged(ApplicationSubject(name, TODAY), POLICY) == CLEAN


@for_any(
    st.lists(
        st.tuples(
            st.lists(PIECES, max_size=4).map("".join),
            st.sampled_from([None, " ", LICENCE, "杭州旎云帆物流有限公司", "云帆（杭州）贸易有限公司"]),
            st.sampled_from([None, "91330100MA0000000C", "91100000MA0000000C"]),
        ),
        max_size=10,
    ),
)
def test_rows_with_licences_get_the_single_calls_verdicts(
    given_rows: list[tuple[str, str | None, str | None]],
) -> None:
    given_rows.append(("杭州云帆", LICENCE, None))
    columns = dict(zip(("name", "enterprise", "credit_code"), zip(*given_rows, strict=True), strict=True))
    found = TASK.judge(columns, {}, len(given_rows)).results
    for (name, licence, code), row in zip(given_rows, zip(*found, strict=True), strict=True):
        subject = ApplicationSubject(name, TODAY, enterprise_name=licence, credit_code=code)
        assert judged(subject, POLICY) == row


def test_the_screen_knows_every_rule_that_reads_names_and_licences() -> None:
    assert usable(BASE, POLICY)
    assert not usable(BASE, replace(POLICY, ended_sources={SignatureSource.ENTERPRISE_NAME: TODAY}))
    assert not usable(ApplicationSubject("", TODAY, source=SignatureSource.APP), POLICY)
    assert not usable(ApplicationSubject("", TODAY, enterprise_name=LICENCE), POLICY)


@for_any(st.lists(st.tuples(*[st.text('云a,"\r\n\u2028\x00 ', max_size=4)] * 2), min_size=1, max_size=6))
def test_columns_are_written_as_a_csv_file_wants_them(cells: list[tuple[str, str]]) -> None:
    columns = list(zip(*cells, strict=True))
    assert as_csv_columns(columns) == as_csv(cells)


@for_any(st.text("云a,\r\n\u2028 ", max_size=30), st.sampled_from([1, 2]))
def test_blocks_are_read_as_the_csv_module_reads_them(text: str, width: int) -> None:
    expected = [row for row in csv.reader(StringIO(text, newline="")) if row]
    columns, problems = rows_of(text.encode(), "utf-8", width)
    found = list(zip(*columns, strict=True))
    assert [found[place] for place in range(len(found)) if place not in problems] == [
        tuple(row) for row in expected if len(row) == width
    ]


MEASURE = """
import resource, sys
from pathlib import Path
from qianming.cli.bulk import work_out
from tests.cli.test_bulk import TASK
work_out(TASK, Path(sys.argv[1]), Path(sys.argv[1] + ".out.csv"))
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    print(resource.getrusage(who).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    names = [[name] for name, _ in _names.named(10_000)]
    peaks = []
    for repeats in (10, 40):
        given = table(tmp_path / f"{repeats}.csv", ["name"], *names * repeats)
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(given)], capture_output=True, text=True, check=True
        )
        peaks.append(sum(map(int, done.stdout.split())))
    assert peaks[1] <= peaks[0] * 1.1


def test_the_days_rules_are_used(command: Command, tmp_path: Path) -> None:
    given = table(tmp_path / "in.csv", ["name", "source"], ["杭州云帆", "app"])
    _, target = checked(command, given)
    assert rows(target)[0]["codes"] == "SOURCE_UNSUPPORTED"
