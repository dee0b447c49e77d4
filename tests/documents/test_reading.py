"""A few made-up pages read as uploads are; `make evaluate-documents` measures many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from qianming.core.readings import DocumentField, DocumentKind, PhotoFlaw
from qianming.documents import reader
from qianming.documents.faults import Faulty
from qianming.documents.kinds import DOCX, PDF, PNG
from qianming.documents.reader import ALLOWANCE
from qianming.documents.workers import Workers
from tests.documents import samples
from tests.documents.made_up import LETTER, letter_pdf

pytest.importorskip("rapidocr", reason="the extra `documents` is not installed")

from qianming.documents.reading.credit_codes import codes_in
from qianming.documents.reading.days import period_in
from qianming.documents.reading.labels import joined, value_of
from qianming.documents.reading.recognition import Line
from qianming.documents.reading.results import Witness
from tools.evaluate_documents import Result, pages, results

SAMPLE = [
    (DocumentKind.LICENCE, "upside down"),
    (DocumentKind.LICENCE, "phone photo"),
    (DocumentKind.POWER_OF_ATTORNEY, "JPEG 20"),
]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """With the limits of the service; only that the process stays for the next page."""
    made = Workers(replace(ALLOWANCE, files=100))
    yield made
    made.close()


def result_of(workers: Workers, kind: DocumentKind, condition: str) -> Result:
    (page,) = (page for page in pages(kind, 1) if page.condition == condition)
    (result,) = results(iter([page]), workers)
    return result


@pytest.mark.parametrize(("kind", "condition"), SAMPLE)
def test_an_ordinary_page_is_read_right(workers: Workers, kind: DocumentKind, condition: str) -> None:
    result = result_of(workers, kind, condition)
    assert result.wrong == ()
    assert result.reading is not None
    assert result.reading.value(DocumentField.SEAL, Witness.MARK)
    if kind is DocumentKind.LICENCE:
        code = result.page.truth[DocumentField.CREDIT_CODE]
        assert result.reading.value(DocumentField.CREDIT_CODE, Witness.QR_CODE) == code


def test_a_hard_photo_gets_a_request_for_a_better_one(workers: Workers) -> None:
    result = result_of(workers, DocumentKind.LICENCE, "hard phone photo")
    assert result.reading is not None
    assert {PhotoFlaw.TOO_SMALL, PhotoFlaw.BLURRED} <= set(result.reading.flaws)


def test_a_digital_letter_is_read_from_its_own_text() -> None:
    reading = reader.read(letter_pdf(), PDF, DocumentKind.POWER_OF_ATTORNEY)
    told = {one.field: one.value for one in reading.seen}
    assert {one.witness for one in reading.seen} == {Witness.TEXT}
    assert told == {
        DocumentField.GRANTOR: LETTER.grantor,
        DocumentField.GRANTEE: LETTER.grantee,
        DocumentField.CREDIT_CODE: LETTER.grantor_code,
        DocumentField.SCOPE: "、".join(LETTER.names),
        DocumentField.VALID_FROM: str(LETTER.valid_from),
        DocumentField.VALID_UNTIL: str(LETTER.valid_until),
    }


def test_what_is_too_small_for_a_page_is_not_tried() -> None:
    reading = reader.read(samples.picture("PNG"), PNG, DocumentKind.LICENCE)
    assert (reading.seen, reading.flaws) == ((), (PhotoFlaw.TOO_SMALL,))


def test_a_page_without_words_is_said_to_have_none(workers: Workers) -> None:
    import msgspec

    from qianming.documents.reading.results import Reading

    content = samples.picture("PNG", (1200, 1100))
    reading = msgspec.msgpack.decode(workers.run(DocumentKind.LICENCE.value, content, PNG), type=Reading)
    assert set(reading.flaws) == {PhotoFlaw.BLURRED, PhotoFlaw.TOO_FEW_WORDS, PhotoFlaw.UNCERTAIN}


@pytest.mark.parametrize(
    ("content", "kind"), [(samples.DOCX, DOCX), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-1", PDF)]
)
def test_what_has_no_page_is_a_fault(workers: Workers, content: bytes, kind: str) -> None:
    with pytest.raises(Faulty):
        workers.run(DocumentKind.LICENCE.value, content, kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("统一码 91330100MA2B0AAA1", ()),
        ("91330100QEFLCR63FC", ("91330100QEFLCR63FC",)),
        ("9133 0100 QEFL CR63 FC", ("91330100QEFLCR63FC",)),
        ("9I33OI00QEFLCR63FC", ("91330100QEFLCR63FC",)),
        ("91330100QEELCR63FC", ("91330100QEFLCR63FC",)),
        ("no code at all", ()),
    ],
)
def test_codes_are_mended_only_where_the_check_digit_then_holds(text: str, expected: tuple[str, ...]) -> None:
    assert codes_in([text]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015年03月02日至2035年03月01日", (date(2015, 3, 2), date(2035, 3, 1))),
        ("2015-3-2 至 长期", (date(2015, 3, 2), date(2099, 12, 31))),
        ("长期", (None, date(2099, 12, 31))),
        ("2015.03.02", (date(2015, 3, 2), None)),
        ("2015年02月30日", (None, None)),
        ("", (None, None)),
    ],
)
def test_periods_are_read_as_documents_write_them(
    text: str, expected: tuple[date | None, date | None]
) -> None:
    assert period_in(text) == expected


LABELS = ("名称", "类型", "法定代表人", "营业期限")


def line(text: str, x: float, y: float) -> Line:
    return Line(text, x, y, 30.0 * len(text), 30.0, 1.0)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line("名称", 100, 100), line("云帆公司", 250, 102)], "云帆公司"),
        ([line("名称：云帆公司", 100, 100)], "云帆公司"),
        ([line("名", 100, 100), line("称", 190, 101), line("云帆公司", 250, 102)], "云帆公司"),
        ([line("名", 100, 100), line("云帆公司", 250, 102)], "云帆公司"),
        ([line("名称", 100, 100), line("云帆", 250, 102), line("公司", 250, 150)], "云帆公司"),
        (
            [line("名称", 100, 100), line("云帆", 250, 102), line("类型", 100, 150), line("某类", 250, 150)],
            "云帆",
        ),
        ([line("名称", 100, 100), line("营业期限", 250, 100)], ""),
        ([line("名称", 100, 100), line("别处", 900, 100)], ""),
        ([line("云帆公司", 250, 102)], ""),
    ],
)
def test_a_label_leads_to_its_value_and_is_never_one(lines: list[Line], expected: str) -> None:
    assert value_of(joined(lines, LABELS), ("名称",), LABELS) == expected
