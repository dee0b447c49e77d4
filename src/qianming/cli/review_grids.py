"""The sheet of a work order as tables for people: one for each part that has something to show."""

from collections.abc import Iterator

from qianming.cli.language import say
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.review_sheet import ComparedShown, ReadingShown, SheetShown
from qianming.cli.telling import FindingShown, title
from qianming.core.codes import DecisionVerdict
from qianming.core.readings import Agreement, DocumentField, DocumentKind, PhotoFlaw, ReadingState

# What a reviewer's eye should stop at.
_MARKS = {Agreement.DIFFERS: "✗", Agreement.LOOKALIKE: "≈"}
_WITNESSES = {"print": "print", "qr_code": "QR code", "text": "text of the file", "mark": "red mark"}


def put_sheet(sheet: SheetShown, output: OutputFormat) -> None:
    """Print it; tables leave out what is empty, JSON never does."""
    put(sheet, output, _head(sheet), *(grid for grid in _parts(sheet) if grid.rows))


def _head(sheet: SheetShown) -> Grid:
    values = {
        "account": sheet.account,
        "name": sheet.name,
        "state": sheet.state,
        "due": sheet.due,
        "claimed by": sheet.claimed_by,
        **{one.field.replace("_", " "): one.value for one in sheet.fields},
    }
    rows = [(say(name), value) for name, value in values.items() if value]
    return Grid(("Field", "Value"), rows, say("Work order {id}: {kind}", id=sheet.id, kind=sheet.kind))


def _parts(sheet: SheetShown) -> Iterator[Grid]:
    yield Grid(("Findings", "Why", "Fix"), _told(sheet.findings), say("What the rules and registers found"))
    files = [(say(one.slot.replace("_", " ")), one.kind, one.key, f"{one.size}") for one in sheet.documents]
    yield Grid(("Field", "Kind", "File", "Bytes"), files, say("Documents"))
    for reading in sheet.readings:
        yield _reading(reading)
    yield Grid(("Order", "Decision", "Reasons", "Note", "Decided"), _history(sheet), say("Decided before"))


def _told(findings: tuple[FindingShown, ...]) -> list[tuple[str, ...]]:
    return [(f"{one.code} {one.title}", one.why, one.fix) for one in findings]


def _reading(reading: ReadingShown) -> Grid:
    """What was read on one document; its title says how far the reading has come."""
    parts = [title(ReadingState(reading.state)), *(title(PhotoFlaw(flaw)) for flaw in reading.flaws)]
    heading = f"{title(DocumentKind(reading.kind))}: {', '.join(parts)}"
    rows = [_compared(one) for one in reading.fields] or [("", "", "", heading)]
    return Grid(("Field", "Form", "Read", "Agreement"), rows, heading)


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
