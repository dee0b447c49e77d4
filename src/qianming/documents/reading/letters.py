"""A power of attorney: parties, codes, names, period, seals.

A digital document is read from its own text, which is exact.
"""

import re
from collections.abc import Iterator, Sequence

from qianming.core.readings import DocumentField
from qianming.documents.reading.credit_codes import codes_in
from qianming.documents.reading.days import period_in
from qianming.documents.reading.labels import plain, value_of
from qianming.documents.reading.pages import Page
from qianming.documents.reading.quality import certainty, flaws_of
from qianming.documents.reading.recognition import Line, lines_of
from qianming.documents.reading.results import Reading, Seen, Witness
from qianming.documents.reading.seals import seals_on

_GRANTOR = ("授权方（签名所有方）", "授权方", "委托方", "授权人", "授权单位")
_GRANTEE = ("被授权方（申请使用方）", "被授权方", "受托方", "被授权人", "被授权单位")
_CODE = "统一社会信用代码"
LABELS = (*_GRANTOR, *_GRANTEE, _CODE, "授权期限", "授权用途", "双方责任", "授权委托书")
_SCOPE = re.compile(r"授权使用的签名.*?范围之内[）)](.*?)二、?授权期限", re.DOTALL)
_PERIOD = re.compile(r"自(.{8,14}?)起?至(.{8,14}?)止")
_NUMBER = re.compile(r"\d{1,3}")


def read(page: Page) -> Reading:
    """Everything that a scanned letter shows."""
    lines, upright = lines_of(page, LABELS)
    seals = seals_on(upright)
    mark = (Seen(DocumentField.SEAL, Witness.MARK, str(seals)),) if seals else ()
    parties = value_of(lines, _GRANTOR, LABELS), value_of(lines, _GRANTEE, LABELS)
    seen = tuple(_seen(parties, _rows(lines), Witness.PRINT))
    return Reading(seen + mark, flaws_of(page, lines), certainty(lines))


def from_text(text: str) -> Reading:
    """Everything that a digital letter says; it has no seal."""
    rows = text.splitlines()
    parties = _after(rows, _GRANTOR), _after(rows, _GRANTEE)
    return Reading(tuple(_seen(parties, rows, Witness.TEXT)))


def _seen(parties: tuple[str, str], rows: Sequence[str], witness: Witness) -> Iterator[Seen]:
    text = "\n".join(rows)
    period = _PERIOD.search("".join(text.split()))
    first, last = period_in(f"{period[1]}至{period[2]}") if period else (None, None)
    values = {
        DocumentField.GRANTOR: parties[0],
        DocumentField.GRANTEE: parties[1],
        DocumentField.CREDIT_CODE: next(iter(codes_in(row.replace(_CODE, "") for row in rows)), ""),
        DocumentField.SCOPE: "、".join(_names(text)),
        DocumentField.VALID_FROM: str(first or ""),
        DocumentField.VALID_UNTIL: str(last or ""),
    }
    yield from (Seen(field, witness, value) for field, value in values.items() if value)


def _names(text: str) -> list[str]:
    """The cells of the table of names; the numbers before them are left out."""
    found = _SCOPE.search(text)
    names: list[str] = []
    for cell in found[1].split() if found else ():
        number = str(len(names) + 1)
        name = cell.removeprefix(number) if cell != number and cell.startswith(number) else cell
        if not _NUMBER.fullmatch(cell):
            names.append(name)
    return names


def _after(rows: Sequence[str], labels: Sequence[str]) -> str:
    for row in rows:
        text = plain(row)
        label = next((label for label in labels if text.startswith(label)), None)
        if label and len(text) > len(label):
            return text[len(label) :].lstrip("：")
    return ""


def _rows(lines: Sequence[Line]) -> list[str]:
    """The lines put into rows, cells apart by a space."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].y - line.y) < 0.6 * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [" ".join(plain(cell.text) for cell in sorted(row, key=lambda cell: cell.x)) for row in rows]
