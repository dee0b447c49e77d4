"""Handing messages over to their carriers, and recording that it was done.

Each message is submitted at least once, always under the same reference, and recorded as submitted exactly
once. Decides whether the carrier took the signature's filing; what follows from that is the carrier's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.carriers.protocol import Delivery, DeliveryPlan, Relayed, Submission
from qianming.core.codes import Carrier, FilingState, MessageState
from qianming.core.sending.number import PhoneNumber
from qianming.core.status import lifecycle
from qianming.registry.bodies import open_body
from qianming.registry.models import Account, CarrierFiling, CarrierReport, InboxMessage, Message, RelayedText
from qianming.services import inbox, leases
from qianming.services._command import write
from qianming.services.relayed import reference_of

_FILED = (FilingState.UNVERIFIED, FilingState.FILED)


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A claimed message; `filed` is whether its carrier took the signature's filing."""

    row: Message
    filed: bool

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def attempts(self) -> int:
        return self.row.attempts

    @property
    def leased_until(self) -> datetime | None:
        return self.row.leased_until


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the carrier was told, and what becomes of it."""

    submission: Submission
    plan: Delivery


def claim_due(now: datetime, limit: int) -> list[DueMessage]:
    """Lease messages that wait for their submission."""
    rows = leases.claim(Message, now, leases.usual(), limit)
    accounts = Account.objects.in_bulk({row.account_id for row in rows})
    filed = _filed({row.signature_id for row in rows})
    for row in rows:
        row.account = accounts[row.account_id]
    return [DueMessage(row, (row.signature_id, row.carrier) in filed) for row in rows]


def submission_of(due: DueMessage) -> Submission:
    """What the carrier is told of a claimed message; raises `UnreadableSeal` for an erased account's."""
    body = open_body(due.row)
    return Submission(
        reference=reference_of(due.row.biz_id, due.row.position),
        carrier=Carrier(due.row.carrier),
        phone=body.phone,
        text=body.text,
        filed=due.filed,
        extension=due.row.extension,
        again=due.attempts > 1,
        accepted_at=due.row.accepted_at,
    )


def record(done: Sequence[tuple[DueMessage, Submitted]], now: datetime) -> int:
    """Record submissions, each once and all together; returns how many leases still held."""
    lifecycle.step(lifecycle.MESSAGE, MessageState.ACCEPTED, MessageState.SUBMITTED)
    results = {due.pk: submitted for due, submitted in done}
    with write():
        held = leases.still_held([due.row for due, _ in done])
        claimed = Message.objects.filter(pk__in=[row.pk for row in held])
        claimed.update(due_at=None, leased_until=None, attempts=0)
        claimed.filter(state=MessageState.ACCEPTED).update(state=MessageState.SUBMITTED, submitted_at=now)
        told = [(row, results[row.pk]) for row in held]
        InboxMessage.objects.bulk_create(_laid_in_the_inbox(told, now))
        CarrierReport.objects.bulk_create(_reports_to_come(told))
        RelayedText.objects.bulk_create(_relayed_texts(told, now))
    return len(held)


def _laid_in_the_inbox(told: Iterable[tuple[Message, Submitted]], now: datetime) -> Iterator[InboxMessage]:
    """What reaches the simulated phones."""
    for row, submitted in told:
        if isinstance(submitted.plan, DeliveryPlan) and submitted.plan.reaches_phone:
            submission = submitted.submission
            yield inbox.laid(PhoneNumber(submission.phone), submission.text, inbox.MESSAGE, now, row.pk)


def _reports_to_come(told: Iterable[tuple[Message, Submitted]]) -> Iterator[CarrierReport]:
    """What the simulated carriers will report, and when."""
    for row, submitted in told:
        plan = submitted.plan
        if isinstance(plan, DeliveryPlan) and plan.receipt_code is not None:
            yield CarrierReport(
                account_id=row.account_id, message=row, code=plan.receipt_code, due_at=plan.receipt_at
            )


def _relayed_texts(told: Iterable[tuple[Message, Submitted]], now: datetime) -> Iterator[RelayedText]:
    """What an upstream service took, to be asked about until it says how it ended."""
    for row, submitted in told:
        if isinstance(submitted.plan, Relayed):
            yield RelayedText(
                account_id=row.account_id,
                message=row,
                carrier=submitted.submission.carrier,
                upstream_id=submitted.plan.upstream_id,
                sent_at=now,
                due_at=now,
            )


def postpone(due: DueMessage, due_at: datetime) -> bool:
    """End a claim without a submission, to be tried again."""
    return leases.postpone(due.row, due_at)


def _filed(signatures: set[int]) -> set[tuple[int, str]]:
    """The pairs of signature and carrier that are filed, verified yet or not."""
    filings = CarrierFiling.objects.filter(
        signature_id__in=signatures, state__in=_FILED, superseded_at__isnull=True
    )
    return set(filings.values_list("signature_id", "carrier"))
