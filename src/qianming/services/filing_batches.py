"""Filing by sheet: which filings go out in a batch with their papers, and what an answer sheet says of whom.

Decides which row of a sheet means which filing, by its reference or by name and credit code; what fits none,
or several, is reported and never guessed. A sheet that is imported twice changes nothing the second time.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qianming.carriers.protocol import FilingAnswer, FilingRequest
from qianming.carriers.spreadsheet.answers import AnswerRow, BadRow
from qianming.carriers.spreadsheet.layout import Layout
from qianming.core.access import AccessReason
from qianming.core.codes import Carrier, EventKind, FilingReason, FilingState, ReviewState
from qianming.core.papers.identity import compact_credit_code
from qianming.core.permissions import Permission
from qianming.registry.models import CarrierFiling, Signature
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._filing_answers import take
from qianming.services.actors import Actor
from qianming.services.compliance import LONGEST_TEXT, record_compliance
from qianming.services.filing_orders import enter
from qianming.services.filings import standing_row, task_for
from qianming.services.refusals import Refusal


class MatchFault(StrEnum):
    """Why a readable row was not taken."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    CONTRADICTS = "contradicts"
    TWICE = "twice"
    IMPOSSIBLE = "impossible"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Batch:
    """Filings that wait to be handed over, with what the carrier is told of each."""

    carrier: Carrier
    filings: tuple[CarrierFiling, ...]
    requests: tuple[FilingRequest, ...]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A readable row that was not taken."""

    line: int
    fault: MatchFault
    value: str


@dataclass(frozen=True, slots=True)
class SheetImported:
    """How many rows were news, how many were known already, and what became of the others."""

    recorded: int
    unchanged: int
    mismatches: tuple[Mismatch | BadRow, ...]


def prepare(actor: Actor, carrier: Carrier) -> Batch:
    """The filings of a carrier that are ready and were never handed over under their reference.

    Raises `Forbidden`. Nothing is stored: the batch has to be written first and then handed over, so that one
    that was never written is not taken for one that was.
    """
    actor.need(Permission.FILING_OPERATE)
    filings, requests = [], []
    for row in _waiting(carrier):
        task = task_for(row)
        if task is not None and task.refused is None and isinstance(task.question, FilingRequest):
            filings.append(standing_row(row.pk))
            requests.append(task.question)
    return Batch(carrier, tuple(filings), tuple(requests))


def _waiting(carrier: Carrier) -> Iterator[CarrierFiling]:
    ready = CarrierFiling.objects.filter(
        carrier=carrier,
        state=FilingState.NOT_FILED,
        asked_at__isnull=True,
        superseded_at__isnull=True,
        signature__deleted_at__isnull=True,
        application__state=ReviewState.APPROVED,
    )
    yield from ready.exclude(reference="").order_by("pk")


def hand_over(actor: Actor, batch: Batch, now: datetime) -> int:
    """Say that a batch that was written is with the carrier; how many filings it was news for.

    The history says that the persons' data left the service.
    """
    actor.need(Permission.FILING_OPERATE)
    begun = 0
    registering = FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), None)
    for filing, request in zip(batch.filings, batch.requests, strict=True):
        with write():
            lock_accounts(filing.account_id)
            row = standing_row(filing.pk)
            if row.reference != request.reference or row.asked_at is not None:
                continue
            row.extension, row.due_at, row.leased_until = request.extension, None, None
            row.papers_id = _papers_of(filing)
            row.save(update_fields=["extension", "due_at", "leased_until", "papers"])
            begun += take(row, registering, actor, now)
            subject = f"qualification:{row.application.qualification_id}"
            reasons = [AccessReason.CARRIER_FILING]
            record(Change(EventKind.PERSONAL_OPENED, subject, row.account_id, reasons=reasons), actor, now)
    return begun


def _papers_of(filing: CarrierFiling) -> int | None:
    """The qualification's content at the time of the batch."""
    bound = filing.application.qualification
    return bound.work_order_id if bound else None


def import_answers(
    actor: Actor,
    carrier: Carrier,
    rows: Sequence[AnswerRow | BadRow],
    layout: Layout,
    now: datetime,
    told: Callable[[int], None] = lambda rows: None,
) -> SheetImported:
    """Record what a sheet says, each row in a transaction of its own; raises `Forbidden`."""
    actor.need(Permission.FILING_OPERATE)
    mismatches: list[Mismatch | BadRow] = [row for row in rows if isinstance(row, BadRow)]
    recorded = unchanged = 0
    for row, found in _all_matched([row for row in rows if isinstance(row, AnswerRow)], carrier):
        ended = _recorded(row, found, layout, actor, now)
        if isinstance(ended, MatchFault):
            mismatches.append(Mismatch(row.line, ended, row.reference or row.signature))
        elif ended:
            recorded += 1
        else:
            unchanged += 1
        told(1)
    return SheetImported(recorded, unchanged, tuple(sorted(mismatches, key=lambda bad: bad.line)))


def _all_matched(rows: Sequence[AnswerRow], carrier: Carrier) -> list[tuple[AnswerRow, int | MatchFault]]:
    """The filing that each row means; rows that mean the same one are all taken for a mistake."""
    matched = [(row, _matched(row, carrier)) for row in rows]
    times = Counter(found for _, found in matched if isinstance(found, int))
    twice = {found for found, count in times.items() if count > 1}
    return [(row, MatchFault.TWICE if found in twice else found) for row, found in matched]


def _matched(row: AnswerRow, carrier: Carrier) -> int | MatchFault:
    """The one filing that a row means."""
    live = CarrierFiling.objects.filter(
        carrier=carrier, superseded_at__isnull=True, signature__deleted_at__isnull=True
    ).select_related("signature", "application__qualification")
    if row.reference:
        found = live.filter(reference=row.reference).first()
        if found is None:
            return MatchFault.UNKNOWN
        return found.pk if _agrees(row, found) else MatchFault.CONTRADICTS
    named = [
        filing
        for filing in live.filter(signature__name=row.signature, application__state=ReviewState.APPROVED)
        if _agrees(row, filing)
    ]
    newest = {filing.signature_id: filing for filing in sorted(named, key=lambda one: one.pk)}
    if len(newest) > 1:
        return MatchFault.AMBIGUOUS
    return next((filing.pk for filing in newest.values()), MatchFault.UNKNOWN)


def _agrees(row: AnswerRow, filing: CarrierFiling) -> bool:
    """Whether name and credit code, where the sheet has them, are the filing's."""
    bound = filing.application.qualification
    code = compact_credit_code(bound.credit_code) if bound else ""
    if row.signature and row.signature != filing.signature.name:
        return False
    return not row.credit_code or compact_credit_code(row.credit_code) == code


def _recorded(
    row: AnswerRow, found: int | MatchFault, layout: Layout, actor: Actor, now: datetime
) -> bool | MatchFault:
    """Whether it was news, or why it cannot be."""
    if isinstance(found, MatchFault):
        return found
    if len(row.text) > LONGEST_TEXT:
        return MatchFault.TOO_LONG
    account_id = CarrierFiling.objects.values_list("account_id", flat=True).get(pk=found)
    try:
        with write():
            lock_accounts(account_id)
            filing = standing_row(found)
            if row.state is None:
                return _judged(filing.signature, row, Carrier(filing.carrier), actor, now)
            return enter(filing, _answer(row, row.state, layout), actor, now)
    except Refusal:
        return MatchFault.IMPOSSIBLE


def _answer(row: AnswerRow, state: FilingState, layout: Layout) -> FilingAnswer:
    reason = row.reason or layout.usual_reason(state)
    texts = {reason: (row.text,)} if row.text else {}
    return FilingAnswer(state, (reason,), None, texts, row.verdict)


def _judged(signature: Signature, row: AnswerRow, carrier: Carrier, actor: Actor, now: datetime) -> bool:
    return row.verdict is not None and record_compliance(signature, carrier, row.verdict, actor, now)
