"""An answer sheet read back: XLSX or CSV, each row with what it says or why that cannot be used.

Decides what a row means by the carrier's layout alone. Whose filing it is, is for the services to find.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qianming.carriers.protocol import ComplianceVerdict
from qianming.carriers.spreadsheet.layout import AnswerColumn, Layout
from qianming.core.codes import FilingReason, FilingState

_MOST_ROWS = 200_000


class UnreadableSheet(ValueError):
    """The file is no such sheet; the message says what is wrong, without quoting its cells."""


class RowFault(StrEnum):
    """Why a row cannot be used."""

    NO_KEY = "no_key"
    STATE_UNKNOWN = "state_unknown"
    REASON_UNKNOWN = "reason_unknown"
    COMPLIANCE_UNKNOWN = "compliance_unknown"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one row says; `state` is None where it speaks of compliance alone."""

    line: int
    reference: str
    signature: str
    credit_code: str
    state: FilingState | None
    reason: FilingReason | None
    text: str
    verdict: ComplianceVerdict | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used; `value` is the word that is not known."""

    line: int
    fault: RowFault
    value: str = ""


def answer_rows(content: bytes, layout: Layout) -> list[AnswerRow | BadRow]:
    """Every row of the sheet below its heading; raises `UnreadableSheet`."""
    rows = _of_workbook(content, layout) if content[:2] == b"PK" else _of_csv(content)
    return list(_told(rows, layout))


def _of_workbook(content: bytes, layout: Layout) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if layout.sheet and layout.sheet in book.sheet_names:
            sheet = book.get_sheet_by_name(layout.sheet)
        else:
            sheet = book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError, ValueError) as error:
        raise UnreadableSheet(f"no readable XLSX ({type(error).__name__})") from error
    return [[_text(cell) for cell in row] for row in rows]


def _of_csv(content: bytes) -> list[list[str]]:
    """UTF-8, or the Chinese encoding in which office programs save CSV."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableSheet("neither XLSX nor CSV in UTF-8 or GB18030")
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), strict=True)]
    except csv.Error as error:
        raise UnreadableSheet(f"no valid CSV ({error})") from error


def _told(rows: Sequence[Sequence[str]], layout: Layout) -> Iterator[AnswerRow | BadRow]:
    if len(rows) > _MOST_ROWS:
        raise UnreadableSheet(f"more than {_MOST_ROWS} rows")
    places = _places(rows[0] if rows else (), layout)
    for line, cells in enumerate(rows[1:], start=2):
        if any(cells):
            yield _row(line, _Cells(cells, places), layout)


def _places(heading: Sequence[str], layout: Layout) -> Mapping[AnswerColumn, int]:
    """Where each column stands; every one that the layout names has to be there, once."""
    wrong = [name for name in layout.answers.values() if list(heading).count(name) != 1]
    if wrong:
        raise UnreadableSheet(f"the heading needs these columns once each: {', '.join(wrong)}")
    return {column: list(heading).index(name) for column, name in layout.answers.items()}


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row, read by what its columns hold."""

    cells: Sequence[str]
    places: Mapping[AnswerColumn, int]

    def of(self, column: AnswerColumn) -> str:
        place = self.places.get(column)
        return "" if place is None or place >= len(self.cells) else self.cells[place]


def _row(line: int, cells: _Cells, layout: Layout) -> AnswerRow | BadRow:
    reference, signature = cells.of(AnswerColumn.REFERENCE), cells.of(AnswerColumn.SIGNATURE)
    credit_code = cells.of(AnswerColumn.CREDIT_CODE)
    if not reference and not (signature and credit_code):
        return BadRow(line, RowFault.NO_KEY)
    state, reason = cells.of(AnswerColumn.STATE), cells.of(AnswerColumn.REASON)
    compliance, text = cells.of(AnswerColumn.COMPLIANCE), cells.of(AnswerColumn.TEXT)
    if state not in layout.states and (state or not compliance):
        return BadRow(line, RowFault.STATE_UNKNOWN, state)
    if reason and reason not in layout.reasons:
        return BadRow(line, RowFault.REASON_UNKNOWN, reason)
    if compliance and compliance not in layout.compliance:
        return BadRow(line, RowFault.COMPLIANCE_UNKNOWN, compliance)
    verdict = None
    if compliance:
        compliant = layout.compliance[compliance]
        verdict = ComplianceVerdict(compliant, "" if compliant else text)
    return AnswerRow(
        line,
        reference,
        signature,
        credit_code,
        layout.states.get(state),
        layout.reasons.get(reason),
        text,
        verdict,
    )


def _text(cell: object) -> str:
    """A cell as it was typed: a number without a fraction has no point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
