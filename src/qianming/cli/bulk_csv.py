"""CSV files as tables: UTF-8 with or without a byte order mark, or GB18030 as spreadsheets in China write it.

Decides how rows are told apart and which of them are broken. A block without quotation marks is handed on as
bytes; otherwise its rows are found here, because a quoted cell may go on in the next line.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

from qianming.cli.bulk_chunks import Chunk, Column, Done
from qianming.cli.failures import Failure
from qianming.cli.language import say

BLOCK_BYTES = 512 * 1024
MOST_LINES = 500  # a cell that goes on for longer was never closed
_BOM = codecs.BOM_UTF8
_SCANNED_BYTES = 1024 * 1024
_QUOTED = ('"', ",", "\r")
csv.field_size_limit(2**31 - 1)


class _NeverClosed(Exception):
    """A quoted cell does not end."""


class CsvSource:
    """A CSV file; `encoding` is what it is written in, `marked` whether it begins with a byte order mark."""

    def __init__(self, path: Path) -> None:
        self.encoding = encoding_of(path)
        self.size: int | None = path.stat().st_size
        self._file = path.open("rb")
        self.marked = self._file.read(len(_BOM)) == _BOM
        if not self.marked:
            self._file.seek(0)
        first = next(records(self._decoded_lines(())), None)
        self.columns = tuple(cell.strip() for cell in first[0]) if first else ()

    def chunks(self) -> Iterator[Chunk]:
        """Blocks of about half a megabyte that end where a row ends."""
        while block := self._file.read(BLOCK_BYTES):
            start = self._file.tell() - len(block)
            block += self._file.readline()
            if b'"' in block:
                rows = list(self._rows_of(block))
                columns, problems = table(rows, len(self.columns))
                yield Chunk(self._file.tell() - start, columns=columns, problems=problems)
            else:
                yield Chunk(len(block), raw=block)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def _rows_of(self, block: bytes) -> Iterator[tuple[list[str], str | None]]:
        """The rows that begin in a block; the last of them may end behind it."""
        feed = _Feed(self._decoded_lines(block.splitlines(keepends=True)))
        wanted = len(block.splitlines())
        while feed.passed < wanted:
            yield from _next_record(feed)

    def _decoded_lines(self, lines: Sequence[bytes]) -> Iterator[str]:
        return (
            line.decode(self.encoding, "surrogateescape")
            for line in chain(lines, iter(self._file.readline, b""))
        )


class CsvTarget:
    """A CSV file that is written; rows come as text that is ready, or as columns."""

    def __init__(self, path: Path, columns: Sequence[str], *, marked: bool) -> None:
        self._file = path.open("wb")
        self._file.write((_BOM if marked else b"") + as_csv([columns]))

    def write(self, chunk: Chunk, done: Done) -> None:
        """Append a chunk's rows with their results."""
        if done.raw is not None:
            self._file.write(done.raw)
            return
        given = chunk.columns if done.columns is None else done.columns
        self._file.write(as_csv(zip(*given, *done.results, strict=True)))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def encoding_of(path: Path) -> str:
    """`utf-8` or `gb18030`, by reading the whole file; UTF-8 where it is neither, so that rows complain."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise Failure(say("--input: {file} is UTF-16; save it as CSV in UTF-8.", file=path))
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    return "utf-8"


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(_SCANNED_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def rows_of(raw: bytes, encoding: str, width: int) -> tuple[Sequence[Column], dict[int, str]]:
    """The columns of a block without quotation marks, and the rows that are broken."""
    text = raw.decode(encoding, "surrogateescape")
    rows = [row for row in _split(text) if row]
    if set(map(len, rows)) == {width} and _is_text(text):
        return list(zip(*rows, strict=True)), {}
    return table([(row, None) for row in rows], width)


def _split(text: str) -> Iterator[list[str]]:
    """The rows of a text without quotation marks, in which every comma and line break divides."""
    lines = text.replace("\r\n", "\n")
    if "\r" in lines:
        return csv.reader(StringIO(text, newline=""))
    return ([line] if "," not in line else line.split(",") for line in lines.split("\n") if line)


def table(
    rows: Sequence[tuple[list[str], str | None]], width: int
) -> tuple[Sequence[Column], dict[int, str]]:
    """Rows as columns of one width; what is wrong with a row is told by its place."""
    problems: dict[int, str] = {}
    fitted = []
    for place, (row, problem) in enumerate(rows):
        if told := problem or _problem(row, width):
            problems[place] = told
        readable = [cell.encode("utf-8", "replace").decode() for cell in row] if told else row
        fitted.append((readable + [""] * width)[:width])
    return [list(column) for column in zip(*fitted, strict=True)] or [[] for _ in range(width)], problems


def _problem(row: Sequence[str], width: int) -> str | None:
    if len(row) != width:
        return say("the row has {found} cells, the heading {wanted}", found=len(row), wanted=width)
    if not all(map(_is_text, row)):
        return say("the row is no UTF-8 text")
    return None


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def as_csv_columns(columns: Sequence[Sequence[Any]]) -> bytes:
    """Columns as lines of a CSV file; where no cell has to be quoted they are only joined."""
    if all(map(_is_plain, columns)):
        lines = "\r\n".join(map(",".join, zip(*columns, strict=True)))
        return (lines + "\r\n").encode("utf-8", "replace") if lines else b""
    return as_csv(zip(*columns, strict=True))


def _is_plain(column: Sequence[Any]) -> bool:
    """Whether a column holds texts only, and none with a character that a CSV file has to quote."""
    try:
        text = "\n".join(column)
    except TypeError:
        return False
    return text.count("\n") == len(column) - 1 and not any(mark in text for mark in _QUOTED)


def as_csv(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows as lines of a CSV file."""
    written = StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode("utf-8", "replace")


def records(lines: Iterator[str]) -> Iterator[tuple[list[str], str | None]]:
    """The records of a text and what is wrong with them; blank lines are none."""
    feed = _Feed(lines)
    while not feed.ended:
        yield from _next_record(feed)


class _Feed:
    """Lines for one record at a time, of which those can be put back that turn out to belong to others."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._back = lines, deque[str]()
        self.taken: list[str] = []
        self.passed, self.ended = 0, False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise _NeverClosed
        try:
            line = self._back.popleft() if self._back else next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self.taken.append(line)
        self.passed += 1
        return line

    def put_back_all_but_one(self) -> str:
        """Give up on a record: only its first line is taken."""
        first, *others = self.taken
        self._back.extendleft(reversed(others))
        self.passed -= len(others)
        self.ended = False
        return first


def _next_record(feed: _Feed) -> Iterator[tuple[list[str], str | None]]:
    feed.taken.clear()
    try:
        row = next(csv.reader(feed), None)
        broken = feed.ended and bool(feed.taken) and _is_open(feed.taken)
    except _NeverClosed:
        row, broken = None, True
    if broken:
        line = feed.put_back_all_but_one()
        yield line.rstrip("\r\n").split(","), say("a quotation mark is opened and never closed")
    elif row:
        yield row, None


def _is_open(lines: Sequence[str]) -> bool:
    """Whether a record ends inside quotation marks."""
    try:
        list(csv.reader(lines, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False
