"""A batch of filings as XLSX, in a carrier's own columns. Decides nothing about what belongs to it."""

import io
from collections.abc import Iterable, Mapping

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.writer.excel import save_workbook

from qianming.carriers.protocol import FilingRequest
from qianming.carriers.spreadsheet.layout import BatchColumn, Layout

_TEXT = "@"
_WIDTH = 24


def batch_sheet(layout: Layout, requests: Iterable[FilingRequest]) -> bytes:
    """The file's content. Every cell is text, so that no zero is dropped and no name is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(layout.sheet or "报备")
    for position in range(len(layout.columns)):
        sheet.column_dimensions[chr(ord("A") + position)].width = _WIDTH
    sheet.append([_cell(sheet, heading, bold=True) for heading in layout.columns.values()])
    for request in requests:
        values = _values(layout, request)
        sheet.append([_cell(sheet, values[column]) for column in layout.columns])
    content = io.BytesIO()
    save_workbook(book, content)
    return content.getvalue()


def _values(layout: Layout, request: FilingRequest) -> Mapping[BatchColumn, str]:
    elements = request.elements
    return {
        BatchColumn.REFERENCE: request.reference,
        BatchColumn.SIGNATURE: request.signature,
        BatchColumn.SOURCE: layout.sources.get(request.source, request.source.value),
        BatchColumn.ENTERPRISE_NAME: elements.enterprise_name,
        BatchColumn.CREDIT_CODE: elements.credit_code,
        BatchColumn.LEGAL_REPRESENTATIVE: elements.legal_representative,
        BatchColumn.LEGAL_REPRESENTATIVE_ID_NUMBER: elements.legal_representative_id_number,
        BatchColumn.ADMINISTRATOR: elements.administrator,
        BatchColumn.ADMINISTRATOR_ID_NUMBER: elements.administrator_id_number,
        BatchColumn.EXTENSION: request.extension,
    }


def _cell(sheet: object, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.number_format = _TEXT
    if bold:
        cell.font = Font(bold=True)
    return cell
