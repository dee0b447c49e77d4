"""Filing by sheet: which filings go out in a batch with their papers, and that they are with the carrier.

What comes back is read by `services.answer_sheets`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.carriers.protocol import FilingAnswer, FilingRequest
from qianming.core.access import AccessReason
from qianming.core.codes import Carrier, EventKind, FilingReason, FilingState, ReviewState
from qianming.core.permissions import Permission
from qianming.registry.models import CarrierFiling
from qianming.services._command import Change, lock_accounts, record_all, write
from qianming.services._filing_answers import take_all
from qianming.services.actors import Actor
from qianming.services.filings import standing_row, standing_rows, task_for

_AT_ONCE = 25
_REGISTERING = FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), None)


@dataclass(frozen=True, slots=True)
class Batch:
    """Filings that wait to be handed over, with what the carrier is told of each."""

    carrier: Carrier
    filings: tuple[CarrierFiling, ...]
    requests: tuple[FilingRequest, ...]


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
    told = list(zip(batch.filings, batch.requests, strict=True))
    starts = range(0, len(told), _AT_ONCE)
    return sum(_handed_over(told[start : start + _AT_ONCE], actor, now) for start in starts)


def _handed_over(told: Sequence[tuple[CarrierFiling, FilingRequest]], actor: Actor, now: datetime) -> int:
    """Some of them in one transaction, apart from those that went another way meanwhile."""
    requests = {filing.pk: request for filing, request in told}
    papers = {filing.pk: _papers_of(filing) for filing, _ in told}
    with write():
        lock_accounts(*{filing.account_id for filing, _ in told})
        rows = [row for row in standing_rows(requests) if _waits_as(requests[row.pk], row)]
        for row in rows:
            row.extension, row.papers_id = requests[row.pk].extension, papers[row.pk]
            row.due_at = row.leased_until = None
        CarrierFiling.objects.bulk_update(rows, ["extension", "due_at", "leased_until", "papers"])
        news = take_all([(row, _REGISTERING) for row in rows], actor, now)
        record_all(map(_opened, rows), actor, now)
    return news.count(True)


def _waits_as(request: FilingRequest, row: CarrierFiling) -> bool:
    return row.reference == request.reference and row.asked_at is None


def _opened(row: CarrierFiling) -> Change:
    subject = f"qualification:{row.application.qualification_id}"
    reasons = [AccessReason.CARRIER_FILING]
    return Change(EventKind.PERSONAL_OPENED, subject, row.account_id, reasons=reasons)


def _papers_of(filing: CarrierFiling) -> int | None:
    """The qualification's content at the time of the batch."""
    bound = filing.application.qualification
    return bound.work_order_id if bound else None
