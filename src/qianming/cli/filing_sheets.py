"""The work behind `filing batch` and `filing import`: sheets out, answers in, and what fitted nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from qianming.carriers.carriers_file import FILE_NAME, BadCarriers, drivers
from qianming.carriers.spreadsheet import SpreadsheetCarrier
from qianming.carriers.spreadsheet.answers import BadRow, RowFault, UnreadableSheet, answer_rows
from qianming.carriers.spreadsheet.batch import batch_sheet
from qianming.carriers.spreadsheet.layout import Layout
from qianming.cli.failures import ExitCode, Failure
from qianming.cli.language import say, translated
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.progress import progress
from qianming.cli.reading import read_bytes
from qianming.core.codes import Carrier
from qianming.services import clock
from qianming.services.actors import operator
from qianming.services.answer_sheets import MatchFault, Mismatch, import_answers
from qianming.services.filing_batches import Batch, hand_over, prepare
from qianming.services.filing_evidence import pack_evidence

_SAID: Mapping[RowFault | MatchFault, str] = MappingProxyType(
    {
        RowFault.NO_KEY: "neither a reference nor a name with a credit code",
        RowFault.STATE_UNKNOWN: "the layout has no state for {value}",
        RowFault.REASON_UNKNOWN: "the layout has no reason for {value}",
        RowFault.COMPLIANCE_UNKNOWN: "the layout has no verdict for {value}",
        MatchFault.UNKNOWN: "there is no such filing: {value}",
        MatchFault.AMBIGUOUS: "several signatures fit {value}",
        MatchFault.CONTRADICTS: "{value} is another signature's filing",
        MatchFault.TWICE: "{value} stands in several rows",
        MatchFault.IMPOSSIBLE: "the filing of {value} is in a state that this answer cannot follow",
        MatchFault.TOO_LONG: "the text on {value} is too long",
    }
)


@dataclass(frozen=True, slots=True)
class BatchShown:
    """How many filings were written and handed over, and where to."""

    carrier: Carrier
    filings: int
    file: str
    evidence: str | None


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row that was left out, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportShown:
    """What became of the rows of an answer sheet."""

    recorded: int
    unchanged: int
    mismatches: tuple[RowShown, ...]


def write_batch(carrier: Carrier, file: Path, evidence: Path | None, output: OutputFormat) -> ExitCode:
    """Write first, then hand over: what could not be written is in the next batch, with its reference."""
    layout = _layout(carrier)
    batch = prepare(operator(), carrier)
    if not batch.requests:
        raise Failure(
            say("Nothing waits for {carrier}; `qianming filing list` shows the queue.", carrier=carrier)
        )
    _private(file).write_bytes(batch_sheet(layout, batch.requests))
    if evidence is not None:
        _pack(batch, evidence)
    count = hand_over(operator(), batch, clock.now())
    shown = BatchShown(carrier, count, str(file), str(evidence) if evidence else None)
    row = (carrier.value, str(count), shown.file, shown.evidence or "")
    put(shown, output, Grid(("Carrier", "Filings", "File", "Papers"), [row]))
    return ExitCode.FINE


def _private(file: Path) -> Path:
    """Only its owner may read the persons' data that will stand there."""
    file.touch(mode=0o600)
    file.chmod(0o600)
    return file


def _pack(batch: Batch, evidence: Path) -> None:
    with (
        _private(evidence).open("wb") as pack,
        progress(translated("Packing papers"), len(batch.filings)) as advance,
    ):
        pack_evidence(batch, pack, advance)


def import_sheet(carrier: Carrier, file: Path, output: OutputFormat) -> ExitCode:
    """Record every row that fits one filing; the others are told."""
    layout = _layout(carrier)
    try:
        rows = answer_rows(read_bytes(file), layout)
    except UnreadableSheet as error:
        raise Failure(say("FILE: {file} cannot be used: {reason}.", file=file, reason=error)) from error
    with progress(translated("Reading answers"), len(rows)) as advance:
        done = import_answers(operator(), carrier, rows, layout, clock.now(), advance)
    mismatches = tuple(RowShown(bad.line, _why(bad)) for bad in done.mismatches)
    heading = say(
        "{recorded} recorded, {unchanged} known already, {bad} left out",
        recorded=done.recorded,
        unchanged=done.unchanged,
        bad=len(mismatches),
    )
    lines = [(str(bad.line), bad.why) for bad in mismatches]
    shown = ImportShown(done.recorded, done.unchanged, mismatches)
    put(shown, output, Grid(("Line", "Problem"), lines, heading))
    return ExitCode.NOT_YET if mismatches else ExitCode.FINE


def _why(bad: BadRow | Mismatch) -> str:
    return say(_SAID[bad.fault], value=bad.value or '""')


def _layout(carrier: Carrier) -> Layout:
    """The carrier's sheet, if it files by sheet."""
    path = Path(settings.QIANMING_DATA) / FILE_NAME
    try:
        driver = drivers(path, path.with_name("simulator.toml"))[carrier]
    except BadCarriers as error:
        raise Failure(str(error)) from error
    if not isinstance(driver, SpreadsheetCarrier):
        raise Failure(
            say(
                'CARRIER: {carrier} does not file by sheet; write driver = "spreadsheet" for it in {file}.',
                carrier=carrier,
                file=path,
            )
        )
    return driver.layout
