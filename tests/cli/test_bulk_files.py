"""Files that tables come in: every format, every encoding, and every way in which one can be broken."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from qianming.cli.bulk_csv import as_csv, as_csv_columns, rows_of
from tests.cli.conftest import Command
from tests.cli.tables import checked, rows, table


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


@pytest.mark.parametrize(
    ("content", "name", "code", "problem"),
    [
        (b"", "in.csv", 2, "the table is empty; its first row names the columns, one of them name"),
        (b"title\nx\n", "in.csv", 2, "the column name is missing; the first row has title"),
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
