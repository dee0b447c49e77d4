"""`--input` and `--output`: a whole table of names, worked out row by row into another table.

Decides which files can be used, and that the output is whole or not there: it is written beside its place and
moved there at the end.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qianming.cli.bulk_chunks import Done, Source, Target, Task
from qianming.cli.bulk_csv import CsvSource, CsvTarget
from qianming.cli.bulk_pool import Job, job_for, results
from qianming.cli.bulk_sheets import ParquetSource, ParquetTarget, SheetSource, SheetTarget
from qianming.cli.failures import ExitCode, Failure, WrongUsage, note
from qianming.cli.language import reason_of, say
from qianming.cli.options import OutputFormat

FORMATS = (".csv", ".parquet", ".xlsx")


@dataclass(frozen=True, slots=True)
class TableDone:
    """What became of a table: its rows, how many of each kind, and where they are now."""

    rows: int
    counts: Mapping[str, int]
    output: str


def run(task: Task, given: Path, wanted: Path, output: OutputFormat) -> ExitCode:
    """Work out a table, print what became of its rows, and return the worst exit code."""
    done, worst = work_out(task, given, wanted)
    _show(done, output)
    return worst


def work_out(task: Task, given: Path, wanted: Path) -> tuple[TableDone, ExitCode]:
    """Read a table, work out every row, and put the whole into its place."""
    _check_places(given, wanted)
    source = opened(given)
    try:
        _check_columns(source, task)
        encoding = source.encoding if isinstance(source, CsvSource) else ""
        if encoding == "gb18030":
            note(say("--input: {file} is no UTF-8; it was read as GB18030.", file=given))
        job = job_for(task, source.columns, encoding, as_bytes=_suffix(wanted) == ".csv")
        with _whole(wanted) as place:
            counts, worst = _written(job, source, place)
    finally:
        source.close()
    return TableDone(sum(counts.values()), dict(counts), str(wanted)), worst


def _written(job: Job, source: Source, place: Path) -> tuple[Counter[str], ExitCode]:
    target = _created(place, job, source)
    counts: Counter[str] = Counter()
    worst = 0
    try:
        with _progress(source.size) as advance:
            for chunk, done in results(job, source.chunks()):
                target.write(chunk, done)
                counts.update(done.counts)
                worst = max(worst, done.worst)
                advance(done)
    finally:
        target.close()
    return counts, ExitCode(worst)


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def _check_places(given: Path, wanted: Path) -> None:
    """Both files have a known form, the one is there and is not the other."""
    for option, path in (("--input", given), ("--output", wanted)):
        if _suffix(path) not in FORMATS:
            forms = ", ".join(FORMATS)
            raise WrongUsage(
                say("{field}: {file} ends with none of {forms}.", field=option, file=path, forms=forms)
            )
    if not given.is_file():
        raise Failure(say("--input: there is no file {file}.", file=given))
    if wanted.exists() and wanted.samefile(given):
        raise WrongUsage(say("--output: {file} is the input; name another file.", file=wanted))
    if not wanted.parent.is_dir():
        raise Failure(say("--output: there is no folder {folder}.", folder=wanted.parent))
    if wanted.is_dir():
        raise Failure(say("--output: {file} is a folder.", file=wanted))


def opened(path: Path) -> Source:
    """The rows of a table of names, by the ending of its file."""
    kinds: Mapping[str, type[CsvSource | ParquetSource | SheetSource]] = {
        ".csv": CsvSource,
        ".parquet": ParquetSource,
        ".xlsx": SheetSource,
    }
    try:
        return kinds[_suffix(path)](path)
    except OSError as error:
        raise Failure(
            say(
                "{field}: {file} cannot be read ({reason}).",
                field="--input",
                file=path,
                reason=reason_of(error),
            )
        ) from error


def _created(place: Path, job: Job, source: Source) -> Target:
    columns = [job.columns[number] for number in job.kept]
    headings = [*columns, *job.task.results]
    suffix = _suffix(place)
    if suffix == ".csv":
        marked = not isinstance(source, CsvSource) or source.marked or source.encoding != "utf-8"
        return CsvTarget(place, headings, marked=marked)
    if suffix == ".xlsx":
        return SheetTarget(place, headings)
    return ParquetTarget(place, columns, job.task.results, source)


def _check_columns(source: Source, task: Task) -> None:
    """The column that is needed is there, and none that is read is there twice."""
    found = ", ".join(name for name in source.columns if name)
    if not found:
        raise Failure(
            say(
                "--input: the table is empty; its first row names the columns, one of them {name}.",
                name=task.required,
            )
        )
    if task.required not in source.columns:
        raise Failure(
            say(
                "--input: the column {name} is missing; the first row has {found}.",
                name=task.required,
                found=found,
            )
        )
    double = [name for name in source.columns if source.columns.count(name) > 1]
    if double:
        raise Failure(say("--input: the column {name} stands twice.", name=double[0]))


@contextmanager
def _whole(wanted: Path) -> Iterator[Path]:
    """A file beside the wanted one that takes its place when all went well, and else disappears."""
    place = wanted.with_name(f".{wanted.stem}.{os.getpid()}.part{wanted.suffix}")
    try:
        yield place
        place.replace(wanted)
    except OSError as error:
        reason = reason_of(error) if error.errno else str(error)
        raise Failure(
            say("--output: {file} cannot be written ({reason}).", file=wanted, reason=reason)
        ) from error
    finally:
        place.unlink(missing_ok=True)


class _Silent:
    """Where nobody watches there is no progress bar."""

    def __call__(self, done: Done) -> None:
        """Nothing to show."""


@contextmanager
def _progress(size: int | None) -> "Iterator[_Silent]":
    """A bar on standard error, if that is a terminal; without a thread of its own: workers are forked."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Silent()
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    texts = TextColumn("{task.description}"), TextColumn("{task.fields[rows]}")
    bar = Progress(texts[0], BarColumn(), TaskProgressColumn(), texts[1], TimeRemainingColumn(),
                   console=console, auto_refresh=False)  # fmt: skip
    with bar:
        yield _Bar(bar, size)


class _Bar(_Silent):
    """A progress bar that counts rows beside it."""

    def __init__(self, bar: object, size: int | None) -> None:
        from rich.progress import Progress

        assert isinstance(bar, Progress)
        self._bar, self._rows = bar, 0
        self._task = bar.add_task(say("Working out the table"), total=size, rows="")

    def __call__(self, done: Done) -> None:
        """Move on by a chunk."""
        self._rows += sum(done.counts.values())
        self._bar.update(self._task, advance=done.weight, rows=f"{self._rows:,}", refresh=True)


def _show(done: TableDone, output: OutputFormat) -> None:
    from qianming.cli.printing import Grid, put

    rows = [(kind, f"{count:,}") for kind, count in sorted(done.counts.items())]
    heading = say("{rows} rows are now in {file}.", rows=f"{done.rows:,}", file=done.output)
    put(done, output, Grid(("Result", "Rows"), rows, heading))
