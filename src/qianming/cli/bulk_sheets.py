"""Parquet and XLSX files as tables, read and written piece by piece: memory does not grow with them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from qianming.cli.bulk_chunks import Cell, Chunk, Column, Done
from qianming.cli.failures import Failure
from qianming.cli.language import say

ROWS = 20_000


class ParquetSource:
    """A Parquet file."""

    def __init__(self, path: Path) -> None:
        import pyarrow
        import pyarrow.parquet

        try:
            self._file = pyarrow.parquet.ParquetFile(path)
        except (pyarrow.ArrowException, OSError) as error:
            raise Failure(say("--input: {file} is no Parquet file.", file=path)) from error
        self.schema = self._file.schema_arrow
        self.columns = tuple(self.schema.names)
        self.size: int | None = self._file.metadata.num_rows

    def chunks(self) -> Iterator[Chunk]:
        """The rows in batches."""
        for batch in self._file.iter_batches(ROWS, use_threads=False):
            yield Chunk(batch.num_rows, columns=[column.to_pylist() for column in batch.columns])

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


class ParquetTarget:
    """A Parquet file that is written; columns that came from one keep their types, others are text."""

    def __init__(self, path: Path, columns: Sequence[str], results: Sequence[str], source: object) -> None:
        import pyarrow
        import pyarrow.parquet

        types = (
            dict(zip(source.columns, source.schema.types, strict=True))
            if isinstance(source, ParquetSource)
            else {}
        )
        given = [(name, types.get(name, pyarrow.string())) for name in columns]
        self._schema = pyarrow.schema([*given, *((name, pyarrow.string()) for name in results)])
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema)
        self._typed = bool(types)

    def write(self, chunk: Chunk, done: Done) -> None:
        """Append a chunk's rows with their results."""
        import pyarrow

        given = chunk.columns if done.columns is None else done.columns
        if not self._typed:
            given = [[as_text(cell) for cell in column] for column in given]
        arrays = [
            pyarrow.array(column, kind)
            for column, kind in zip([*given, *done.results], self._schema.types, strict=True)
        ]
        self._writer.write_batch(pyarrow.record_batch(arrays, schema=self._schema))

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()


class SheetSource:
    """The first sheet of an XLSX file."""

    def __init__(self, path: Path) -> None:
        from openpyxl import load_workbook

        try:
            self._book = load_workbook(path, read_only=True, data_only=True)
            self._rows: Iterator[Any] = self._book.worksheets[0].iter_rows(values_only=True)
            heading = next(self._rows, ())
        except Exception as error:  # whatever a broken archive makes the library raise
            raise Failure(say("--input: {file} is no XLSX file.", file=path)) from error
        self.columns = tuple("" if cell is None else str(cell).strip() for cell in heading)
        self.size: int | None = None

    def chunks(self) -> Iterator[Chunk]:
        """The rows that are not empty, in batches."""
        filled = (row for row in self._rows if any(cell is not None for cell in row))
        while rows := list(islice(filled, ROWS)):
            columns = [list(column) for column in zip(*rows, strict=True)]
            yield Chunk(len(rows), columns=columns[: len(self.columns)])

    def close(self) -> None:
        """Let the file go."""
        self._book.close()


class SheetTarget:
    """An XLSX file that is written."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        from openpyxl import Workbook

        self._path, self._book = path, Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet("signatures")
        self._sheet.append(list(columns))

    def write(self, chunk: Chunk, done: Done) -> None:
        """Append a chunk's rows with their results."""
        given = chunk.columns if done.columns is None else done.columns
        for row in zip(*given, *done.results, strict=True):
            self._sheet.append([self._written(cell) for cell in row])

    def _written(self, cell: Cell) -> Cell:
        """A cell without the characters that the format refuses; a text is never read as a formula."""
        from openpyxl.cell import WriteOnlyCell

        if not isinstance(cell, str):
            return cell
        text = "".join(c if _is_writable(c) else "\ufffd" for c in cell)
        if not text.startswith("="):
            return text
        written = WriteOnlyCell(self._sheet, text)
        written.data_type = "s"
        return written

    def close(self) -> None:
        """Finish the file."""
        from openpyxl.writer.excel import save_workbook

        save_workbook(self._book, str(self._path))


def as_text(cell: Cell) -> str | None:
    """A cell as the text that a person sees; None for an empty one. A whole number has no decimal point."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat()).removesuffix("T00:00:00")
    return str(cell)


def as_texts(column: Column) -> list[str | None]:
    """A column's cells as text; mostly they are already."""
    return [cell if isinstance(cell, str) else as_text(cell) for cell in column]


def _is_writable(character: str) -> bool:
    code = ord(character)
    return character in "\t\n" or (
        code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)
    )
