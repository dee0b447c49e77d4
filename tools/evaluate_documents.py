"""Measures the reading of documents on made-up pages: `make evaluate-documents ARGS="--pages 6 --write"`.

Every page is drawn, spoilt in each of the conditions, and read as an upload is: as a file, in a process with
the limits of the service. A page counts as right when every field of the form is exactly right, brackets of
either width being the same.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import cv2
import msgspec
import numpy as np
from PIL import Image

from qianming.core.readings import DocumentField, DocumentKind
from qianming.documents.faults import Faulty
from qianming.documents.kinds import PNG
from qianming.documents.reader import ALLOWANCE
from qianming.documents.reading.results import Reading, Witness
from qianming.documents.workers import Workers
from tools.document_pages import samples
from tools.document_pages.conditions import HARD, ORDINARY
from tools.document_pages.letters import letter_page
from tools.document_pages.licences import licence_page

_HEAD = """\
# How well documents are read

Written by `make evaluate-documents ARGS=--write`: {count} made-up licences and {count} letters, drawn with
the font that comes with us, in eleven ordinary conditions and a hard one. A page is right when every field of
its form is exactly right: name, credit code, legal representative, first and last day of a licence; both
parties, the grantor's code, all names, first and last day of a letter.
"""
_FOOT = """\
## What the figures do not say

* The pages are made up and in one font; real photographs are expected to be worse. The extraction was written
  with these conditions in view, so these are figures of development, not of a blind test.
* Not measured: handwriting, old layouts, certificates of public institutions, English on licences.
* A grey copy has no red seal: the reviewer is told so, nothing is refused for it.
* A page at 40 % is asked for again, as everything is whose short side has fewer than 1,000 pixels; what was
  read on it is kept all the same.
* Times are of a process that keeps its models; the service starts one for each page, which takes some seconds
  more, and ends it after 20 seconds of computing or at 1.5 GB.
"""
REPORT = Path(__file__).parent.parent / "docs" / "documents-measured.md"
_FIELDS = {
    DocumentKind.LICENCE: (
        DocumentField.NAME,
        DocumentField.CREDIT_CODE,
        DocumentField.LEGAL_REPRESENTATIVE,
        DocumentField.VALID_FROM,
        DocumentField.VALID_UNTIL,
    ),
    DocumentKind.POWER_OF_ATTORNEY: (
        DocumentField.GRANTOR,
        DocumentField.GRANTEE,
        DocumentField.CREDIT_CODE,
        DocumentField.SCOPE,
        DocumentField.VALID_FROM,
        DocumentField.VALID_UNTIL,
    ),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an evaluation: what it is, how it was spoilt, what it should say."""

    kind: DocumentKind
    condition: str
    content: bytes
    truth: Mapping[DocumentField, str]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one page; `wrong` are the fields that are not right."""

    page: Page
    reading: Reading | None
    seconds: float

    @property
    def wrong(self) -> tuple[DocumentField, ...]:
        return tuple(
            field
            for field in _FIELDS[self.page.kind]
            if self.reading is None or even(self.reading.value(field)) != even(self.page.truth[field])
        )


def even(text: str) -> str:
    """Brackets of one width."""
    return text.replace("(", "（").replace(")", "）")


def pages(kind: DocumentKind, count: int, *, hard: bool = True) -> Iterator[Page]:
    """So many documents of a kind, each in every condition."""
    conditions = {**ORDINARY, **HARD} if hard else ORDINARY
    for number in range(count):
        drawn, truth = _drawn(kind, number)
        clean = np.ascontiguousarray(np.asarray(drawn)[:, :, ::-1])
        for name, spoil in conditions.items():
            _, content = cv2.imencode(".png", spoil(clean))
            yield Page(kind, name, content.tobytes(), truth)


def _drawn(kind: DocumentKind, number: int) -> tuple[Image.Image, dict[DocumentField, str]]:
    if kind is DocumentKind.LICENCE:
        licence = samples.licence(number)
        return licence_page(licence), {
            DocumentField.NAME: licence.name,
            DocumentField.CREDIT_CODE: licence.credit_code,
            DocumentField.LEGAL_REPRESENTATIVE: licence.legal_representative,
            DocumentField.VALID_FROM: str(licence.established),
            DocumentField.VALID_UNTIL: str(licence.valid_until or "2099-12-31"),
        }
    letter = samples.letter(number)
    return letter_page(letter), {
        DocumentField.GRANTOR: letter.grantor,
        DocumentField.GRANTEE: letter.grantee,
        DocumentField.CREDIT_CODE: letter.grantor_code,
        DocumentField.SCOPE: "、".join(letter.names),
        DocumentField.VALID_FROM: str(letter.valid_from),
        DocumentField.VALID_UNTIL: str(letter.valid_until),
    }


def results(chosen: Iterator[Page], workers: Workers) -> Iterator[Result]:
    """Each page read in turn."""
    for page in chosen:
        started = time.perf_counter()
        try:
            found = workers.run(page.kind.value, page.content, PNG)
            reading = msgspec.msgpack.decode(found, type=Reading)
        except Faulty:
            reading = None
        yield Result(page, reading, time.perf_counter() - started)


def table(done: list[Result]) -> str:
    """Right pages and fields per condition, as Markdown."""
    lines = [
        "| condition | pages right | fields right | QR | seal | better photo asked for |",
        "|---|---|---|---|---|---|",
    ]
    for condition in (*ORDINARY, *HARD):
        rows = [result for result in done if result.page.condition == condition]
        if rows:
            lines.append(f"| {condition} | {' | '.join(_cells(rows))} |")
    ordinary = [result for result in done if result.page.condition in ORDINARY]
    lines.append(f"| **all ordinary ones** | {' | '.join(_cells(ordinary))} |")
    return "\n".join(lines)


def _cells(rows: list[Result]) -> Iterator[str]:
    def share(holds: Callable[[Result], bool]) -> str:
        return f"{sum(map(holds, rows))}/{len(rows)}"

    fields = sum(len(_FIELDS[row.page.kind]) for row in rows)
    yield share(lambda row: not row.wrong)
    yield f"{fields - sum(len(row.wrong) for row in rows)}/{fields}"
    yield share(lambda row: _value(row, DocumentField.CREDIT_CODE, Witness.QR_CODE) == _code(row))
    yield share(lambda row: bool(_value(row, DocumentField.SEAL, Witness.MARK)))
    yield share(lambda row: row.reading is None or bool(row.reading.flaws))


def _value(row: Result, field: DocumentField, witness: Witness) -> str:
    return row.reading.value(field, witness) if row.reading else ""


def _code(row: Result) -> str:
    return row.page.truth[DocumentField.CREDIT_CODE]


def report(count: int) -> str:
    """The whole page of the documentation."""
    # A process per page is what the service does; here one that lasts saves loading the models anew.
    workers = Workers(replace(ALLOWANCE, files=1_000_000))
    parts = [_HEAD.format(count=count)]
    for kind, title in (
        (DocumentKind.LICENCE, "Licences"),
        (DocumentKind.POWER_OF_ATTORNEY, "Powers of attorney"),
    ):
        done = []
        for result in results(pages(kind, count), workers):
            done.append(result)
            if result.wrong:
                print(f"{kind} {result.page.condition}: {', '.join(result.wrong)}", file=sys.stderr)
        seconds = median(result.seconds for result in done)
        parts.append(f"## {title}\n\n{table(done)}\n\nMedian time of a page: {seconds:.1f} s.\n")
    return "\n".join([*parts, _FOOT])


def main(arguments: list[str]) -> int:
    """Measure, print, and with `--write` put it into the documentation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=6, help="documents of each kind")
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.name}")
    options = parser.parse_args(arguments)
    text = report(options.pages)
    print(text)
    if options.write:
        REPORT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
