"""A business licence: name, credit code, legal representative, validity, from print and from the QR code."""

from collections.abc import Iterator, Sequence

import zxingcpp

from qianming.core.readings import DocumentField
from qianming.documents.reading.credit_codes import codes_in
from qianming.documents.reading.days import days_in, period_in
from qianming.documents.reading.labels import joined, value_of
from qianming.documents.reading.pages import Page
from qianming.documents.reading.quality import certainty, flaws_of
from qianming.documents.reading.recognition import Line, lines_of
from qianming.documents.reading.results import Reading, Seen, Witness
from qianming.documents.reading.seals import seals_on

_NAME = ("名称", "企业名称", "单位名称")
_PERSON = ("法定代表人", "负责人", "经营者", "投资人", "执行事务合伙人", "首席代表")
_PERIOD = ("营业期限", "经营期限", "合伙期限", "有效期")
_FOUNDED = ("成立日期", "注册日期")
_OTHERS = ("类型", "组成形式", "经营范围", "注册资本", "住所", "经营场所", "主要经营场所", "登记机关")
LABELS = (*_NAME, *_PERSON, *_PERIOD, *_FOUNDED, *_OTHERS, "统一社会信用代码")


def read(page: Page) -> Reading:
    """Everything that a licence shows."""
    found, upright = lines_of(page, LABELS)
    lines = joined(found, LABELS)
    seen = (*_printed(lines), *_coded(upright), *_sealed(upright))
    return Reading(tuple(one for one in seen if one.value), flaws_of(page, lines), certainty(lines))


def _printed(lines: Sequence[Line]) -> Iterator[Seen]:
    code = next(iter(codes_in(line.text.replace("统一社会信用代码", "") for line in lines)), "")
    first, last = period_in(value_of(lines, _PERIOD, LABELS))
    founded = next(iter(days_in(value_of(lines, _FOUNDED, LABELS))), None)
    values = {
        DocumentField.NAME: value_of(lines, _NAME, LABELS),
        DocumentField.CREDIT_CODE: code,
        DocumentField.LEGAL_REPRESENTATIVE: value_of(lines, _PERSON, LABELS),
        DocumentField.VALID_FROM: str(first or founded or ""),
        DocumentField.VALID_UNTIL: str(last or ""),
    }
    yield from (Seen(field, Witness.PRINT, value) for field, value in values.items())


def _coded(page: Page) -> Iterator[Seen]:
    """What the QR code holds itself; an address in it is never followed."""
    for code in zxingcpp.read_barcodes(page):
        yield Seen(DocumentField.CREDIT_CODE, Witness.QR_CODE, next(iter(codes_in([code.text])), ""))
        _, label, name = code.text.partition("名称：")
        yield Seen(DocumentField.NAME, Witness.QR_CODE, name.partition(";")[0] if label else "")


def _sealed(page: Page) -> Iterator[Seen]:
    seals = seals_on(page)
    yield Seen(DocumentField.SEAL, Witness.MARK, str(seals) if seals else "")
