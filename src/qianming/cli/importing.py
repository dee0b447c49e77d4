"""The work behind `signature import`: reading the file, storing its rows, telling what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from qianming.cli.failures import ExitCode, Failure
from qianming.cli.language import say
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.stock_file import read_rows
from qianming.cli.stock_rows import BadRow, import_of
from qianming.services import clock
from qianming.services.actors import operator
from qianming.services.imports import (
    ImportFault,
    ImportProblem,
    ImportRefused,
    ImportSignature,
    examine,
    import_stock,
)

_SAID: Mapping[ImportFault, str] = MappingProxyType(
    {
        ImportFault.UNKNOWN: "there is no {value}",
        ImportFault.IMPOSSIBLE: "{value} cannot be used",
        ImportFault.FUTURE: "{value} is still to come",
        ImportFault.TWICE: "{value} stands twice",
        ImportFault.TAKEN: "{value} is there already with other papers or another date",
    }
)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was left out."""

    line: int
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportShown:
    """What became of the rows of a file."""

    imported: int
    unchanged: int
    problems: tuple[RowProblem, ...]


def import_file(file: str, *, skip_bad: bool, output: OutputFormat) -> ExitCode:
    """Store the rows of a file; with a bad one nothing is stored, unless bad ones are to be skipped."""
    rows, unreadable = _read(file)
    now = clock.now()
    if unreadable and not skip_bad:
        raise _refused((*unreadable, *_told(examine(rows, now))))
    done = _stored(rows, now, skip_bad=skip_bad)
    problems = tuple(sorted((*unreadable, *done.problems), key=lambda problem: problem.line))
    shown = ImportShown(done.imported, done.unchanged, problems)
    lines = [(str(problem.line), problem.field, problem.why) for problem in problems]
    heading = say(
        "{imported} imported, {unchanged} there already, {bad} left out",
        imported=done.imported,
        unchanged=done.unchanged,
        bad=len({problem.line for problem in problems}),
    )
    put(shown, output, Grid(("Line", "Field", "Problem"), lines, heading))
    return ExitCode.FINE


def _read(file: str) -> tuple[list[ImportSignature], list[RowProblem]]:
    rows, unreadable = [], []
    for row in read_rows(file):
        try:
            rows.append(import_of(row))
        except BadRow as bad:
            unreadable += [RowProblem(bad.line, field, why) for field, why in bad.problems]
    return rows, unreadable


def _stored(rows: list[ImportSignature], now: datetime, *, skip_bad: bool) -> ImportShown:
    try:
        done = import_stock(operator(), rows, now, skip_bad=skip_bad)
    except ImportRefused as refused:
        raise _refused(_told(refused.problems)) from None
    return ImportShown(done.imported, done.unchanged, _told(done.problems))


def _told(problems: Iterable[ImportProblem]) -> tuple[RowProblem, ...]:
    return tuple(
        RowProblem(problem.line, problem.field, say(_SAID[problem.fault], value=problem.value or '""'))
        for problem in problems
    )


def _refused(problems: Iterable[RowProblem]) -> Failure:
    ordered = sorted(problems, key=lambda problem: problem.line)
    lines = [
        say(
            "FILE line {line}, {field}: {reason}.",
            line=problem.line,
            field=problem.field,
            reason=problem.why,
        )
        for problem in ordered
    ]
    last = say("FILE: nothing was stored; correct the rows, or use --skip-bad to leave them out.")
    return Failure(*lines, last)
