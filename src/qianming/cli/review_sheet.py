"""`qianming review show`: everything about one work order, as a reviewer needs it before deciding."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from qianming.cli.database import open_registry
from qianming.cli.options import FormatOption, OutputFormat, WorkOrderArgument
from qianming.cli.printing import moment
from qianming.cli.revealing import AccessReasonOption, RevealOption, reason_to_reveal
from qianming.cli.review_reasons import ReasonShown, reason_shown
from qianming.cli.shape import RegistryCommand
from qianming.cli.telling import FindingShown

if TYPE_CHECKING:
    from qianming.services.reading_results import ReadDocument
    from qianming.services.review_sheets import Decided, RegisterAnswered, ReviewSheet


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field of the submission; persons and numbers are masked unless they were opened."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """One file of the submission; `size` in bytes, 0 when it is no longer kept."""

    key: str
    slot: str
    kind: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class WitnessShown:
    """What a machine saw of a field, and where: in print, in the QR code, in the file's text, as a mark."""

    witness: str
    value: str


@dataclass(frozen=True, slots=True)
class ComparedShown:
    """What the form says of a field, what was seen, and how far these agree."""

    field: str
    typed: str
    seen: tuple[WitnessShown, ...]
    agreement: str


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """The reading of one document; `flaws` say why a better photo is asked for."""

    key: str
    kind: str
    state: str
    flaws: tuple[str, ...]
    fields: tuple[ComparedShown, ...]


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """What the register of enterprises found; `answered` is null while none has answered."""

    answered: str | None
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True, slots=True)
class DecidedShown:
    """An earlier decision on the same object; `order` is the work order that it was made on."""

    order: int
    decision: str
    reasons: tuple[ReasonShown, ...]
    note: str
    automatic: bool
    decided_by: str
    decided_at: str | None


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A work order with everything that belongs to it; `register` is null where none is asked."""

    id: int
    kind: str
    account: str
    name: str
    state: str
    submitted_at: str | None
    due: str | None
    industry: str | None
    claimed_by: str
    findings: tuple[FindingShown, ...]
    fields: tuple[FieldShown, ...]
    documents: tuple[DocumentShown, ...]
    readings: tuple[ReadingShown, ...]
    register: RegisterShown | None
    history: tuple[DecidedShown, ...]


def register(commands: typer.Typer) -> None:
    """Add the command to its group."""
    commands.command("show", cls=RegistryCommand, epilog="qianming review show 12 --format json")(show)


def show(
    order: WorkOrderArgument,
    reveal: RevealOption = False,
    reason: AccessReasonOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Show what was submitted, what machines read and registers say, and what was decided before."""
    opened_for = reason_to_reveal(reveal, reason)
    open_registry()
    from qianming.cli.naming import naming
    from qianming.cli.review_grids import put_sheet
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun
    from qianming.services.review_sheets import sheet

    with naming({Noun.WORK_ORDER: order}):
        found = sheet(operator(), order, clock.now(), opened_for)
    put_sheet(_shown(found), output)


def _shown(sheet: "ReviewSheet") -> SheetShown:
    from qianming.cli.telling import told

    review = sheet.review
    return SheetShown(
        id=review.order_id,
        kind=review.kind,
        account=review.account,
        name=review.name,
        state=review.state,
        submitted_at=moment(review.submitted_at),
        due=moment(review.due),
        industry=review.industry,
        claimed_by=review.claimed_by,
        findings=tuple(told(finding) for finding in review.findings),
        fields=tuple(FieldShown(field, value) for field, value in sheet.fields),
        documents=tuple(
            DocumentShown(one.key, one.slot, one.kind, one.media_type, one.size) for one in sheet.documents
        ),
        readings=tuple(_reading(sheet, one) for one in sheet.readings),
        register=_register(sheet.register),
        history=tuple(_decided(one) for one in sheet.decisions),
    )


def _reading(sheet: "ReviewSheet", document: "ReadDocument") -> ReadingShown:
    fields = tuple(
        ComparedShown(
            one.field,
            sheet.shown(one.field, one.typed),
            tuple(WitnessShown(where, sheet.shown(one.field, value)) for where, value in one.seen.items()),
            one.agreement,
        )
        for one in document.fields
    )
    return ReadingShown(document.key, document.kind, document.state, tuple(document.flaws), fields)


def _register(answer: "RegisterAnswered | None") -> RegisterShown | None:
    from qianming.cli.telling import told

    if answer is None:
        return None
    return RegisterShown(moment(answer.answered_at), tuple(told(finding) for finding in answer.findings))


def _decided(decided: "Decided") -> DecidedShown:
    from qianming.cli.language import in_force

    said = [(reason, reason.words(in_force())) for reason in decided.reasons]
    return DecidedShown(
        order=decided.order_id,
        decision=decided.verdict,
        reasons=tuple(
            reason_shown(reason.code, reason.field, text, may_resubmit=reason.may_resubmit)
            for reason, text in said
        ),
        note=decided.note,
        automatic=decided.automatic,
        decided_by=decided.decided_by,
        decided_at=moment(decided.decided_at),
    )
