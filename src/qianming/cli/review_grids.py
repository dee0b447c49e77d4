"""The sheet of a work order as tables for people: one for each part that has something to show."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from qianming.cli.language import say
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.review_sheet import ComparedShown, ReadingShown, SheetShown
from qianming.cli.telling import FindingShown, title
from qianming.core.codes import (
    CompanyType,
    DecisionVerdict,
    IdentityDocument,
    Industry,
    LicenceKind,
    Purpose,
    QualificationState,
    ReviewState,
    SignatureKind,
    SignatureSource,
    TemplateType,
    WorkOrderKind,
)
from qianming.core.readings import Agreement, DocumentField, DocumentKind, PhotoFlaw, ReadingState
from qianming.core.trademarks import TrademarkStatus

# What a reviewer's eye should stop at.
_MARKS = {Agreement.DIFFERS: "✗", Agreement.LOOKALIKE: "≈"}
# The fields whose values are codes, which tables show in words.
_CODES: Mapping[str, type[StrEnum]] = {
    "administrator_document": IdentityDocument,
    "company_type": CompanyType,
    "industry": Industry,
    "kind_of_signature": SignatureKind,
    "legal_representative_document": IdentityDocument,
    "licence_kind": LicenceKind,
    "purpose": Purpose,
    "source": SignatureSource,
    "status_in_register": TrademarkStatus,
    "template_type": TemplateType,
}
_WITNESSES = {"print": "print", "qr_code": "QR code", "text": "text of the file", "mark": "red mark"}


def put_sheet(sheet: SheetShown, output: OutputFormat) -> None:
    """Print it; tables leave out what is empty, JSON never does."""
    put(sheet, output, _head(sheet), *_parts(sheet))


def _head(sheet: SheetShown) -> Grid:
    kind = WorkOrderKind(sheet.kind)
    states = QualificationState if kind is WorkOrderKind.QUALIFICATION else ReviewState
    values = {
        "account": sheet.account,
        "name": sheet.name,
        "state": title(states(sheet.state)),
        "due": sheet.due,
        "claimed by": sheet.claimed_by,
        **{one.field.replace("_", " "): _in_words(one.field, one.value) for one in sheet.fields},
    }
    rows = [(say(name), value) for name, value in values.items() if value]
    return Grid(("Field", "Value"), rows, say("Work order {id}: {kind}", id=sheet.id, kind=title(kind)))


def _in_words(field: str, value: str) -> str:
    codes = _CODES.get(field)
    return title(codes(value)) if codes and value in tuple(codes) else value


def _paper(kind: str) -> str:
    """What a file shows: a licence or a person's document of some kind; others have no kind."""
    codes = (*LicenceKind, *IdentityDocument)
    return next((title(code) for code in codes if code == kind), kind)


def _parts(sheet: SheetShown) -> Iterator[Grid]:
    """What there is; a document that was not read says so in its title alone."""
    if findings := _told(sheet.findings):
        yield Grid(("Findings", "Why", "Fix"), findings, say("What the rules and registers found"))
    files = [
        (say(one.slot.replace("_", " ")), _paper(one.kind), one.key, f"{one.size}") for one in sheet.documents
    ]
    if files:
        yield Grid(("Field", "Kind", "File", "Bytes"), files, say("Documents"))
    for reading in sheet.readings:
        yield _reading(reading)
    if decided := _history(sheet):
        yield Grid(("Order", "Decision", "Reasons", "Note", "Decided"), decided, say("Decided before"))


def _told(findings: tuple[FindingShown, ...]) -> list[tuple[str, ...]]:
    return [(f"{one.code} {one.title}", one.why, one.fix) for one in findings]


def _reading(reading: ReadingShown) -> Grid:
    """What was read on one document; its title says how far the reading has come."""
    parts = [title(ReadingState(reading.state)), *(title(PhotoFlaw(flaw)) for flaw in reading.flaws)]
    heading = f"{title(DocumentKind(reading.kind))}: {', '.join(parts)}"
    return Grid(("Field", "Form", "Read", "Agreement"), [_compared(one) for one in reading.fields], heading)


def _compared(one: ComparedShown) -> tuple[str, ...]:
    seen = "\n".join(f"{say(_WITNESSES[view.witness])}: {view.value}" for view in one.seen)
    agreement = Agreement(one.agreement)
    mark = _MARKS.get(agreement, "")
    return (title(DocumentField(one.field)), one.typed, seen, f"{mark} {title(agreement)}".strip())


def _history(sheet: SheetShown) -> list[tuple[str, ...]]:
    return [
        (
            str(one.order),
            title(DecisionVerdict(one.decision)),
            "\n".join(f"{reason.code} {reason.title}" for reason in one.reasons),
            one.note,
            f"{one.decided_at}\n{one.decided_by}",
        )
        for one in sheet.history
    ]
