"""`qianming register import`: the local copy of the enterprise register."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import ExitCode, Failure, WrongUsage
from qianming.cli.language import say
from qianming.cli.options import FormatOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand, group

if TYPE_CHECKING:
    from qianming.cli.bulk_chunks import Chunk, Column, Source
    from qianming.services.register_imports import EnterpriseRow

commands = group("The enterprise register, with which submitted papers are compared.")

_NEEDED = ("credit_code", "name")
_COLUMNS = (*_NEEDED, "status", "legal_representative")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is no entry; `field` is the column that is wrong."""

    line: int
    field: str


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """What became of the rows of a file."""

    stored: int
    problems: tuple[BadRow, ...]


@commands.command("import", cls=RegistryCommand, epilog="qianming register import enterprises.parquet")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV, Parquet or XLSX with credit_code, name, status, legal_representative.", metavar="FILE"
        ),
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Take entries over; each replaces the one of its credit code. Rows that cannot be entries are told."""
    open_registry()
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.register_imports import import_enterprises

    done = import_enterprises(operator(), _rows(file), clock.now())
    problems = tuple(BadRow(problem.line, problem.field) for problem in done.problems)
    title = say("{stored} entries stored, {bad} rows left out", stored=done.stored, bad=len(problems))
    lines = [(str(problem.line), problem.field) for problem in problems]
    put(RegisterShown(done.stored, problems), output, Grid(("Line", "Field"), lines, title))
    return ExitCode.NOT_YET if problems else ExitCode.FINE


def _rows(file: Path) -> "Iterator[EnterpriseRow]":
    """Every row of the table; a row that cannot be read has no name, and is told with the others."""
    from qianming.cli.bulk import FORMATS, opened
    from qianming.cli.bulk_sheets import as_texts
    from qianming.services.register_imports import EnterpriseRow

    _check_file(file, FORMATS)
    with closing(opened(file)) as source:
        missing = [name for name in _NEEDED if name not in source.columns]
        if missing:
            raise Failure(say("FILE: the column {name} is missing.", name=", ".join(missing)))
        line = 1
        for chunk in source.chunks():
            columns, broken = _taken_apart(source, chunk)
            named = zip(source.columns, columns, strict=True)
            texts = {name: as_texts(column) for name, column in named if name in _COLUMNS}
            for place in range(len(texts["name"])):
                line += 1
                readable = place not in broken
                cells = {name: column[place] or "" for name, column in texts.items() if readable}
                yield EnterpriseRow(line, cells.pop("credit_code", ""), cells.pop("name", ""), **cells)


def _check_file(file: Path, forms: Sequence[str]) -> None:
    if file.suffix.lower() not in forms:
        raise WrongUsage(
            say("{field}: {file} ends with none of {forms}.", field="FILE", file=file, forms=", ".join(forms))
        )
    if not file.is_file():
        raise Failure(say("FILE: there is no file {file}.", file=file))


def _taken_apart(source: "Source", chunk: "Chunk") -> "tuple[Sequence[Column], Mapping[int, str]]":
    """The columns of a chunk, and the rows of it that are broken."""
    from qianming.cli.bulk_csv import CsvSource, rows_of

    if chunk.raw is None or not isinstance(source, CsvSource):
        return chunk.columns, chunk.problems
    return rows_of(chunk.raw, source.encoding, len(source.columns))
