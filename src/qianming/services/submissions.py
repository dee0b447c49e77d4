"""Handing messages over to their carriers, and recording that it was done.

Each record is submitted at least once, always under the same reference, and recorded as submitted exactly
once. Decides whether the carrier took the signature's filing; what follows from that is the carrier's.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from qianming.carriers.protocol import DeliveryPlan, Submission
from qianming.core.codes import Carrier, FilingState, MessageState
from qianming.core.sending.number import PhoneNumber
from qianming.core.status import lifecycle
from qianming.registry.bodies import open_body
from qianming.registry.models import CarrierFiling, CarrierReport, Message
from qianming.services import inbox, leases
from qianming.services._command import write

_LEASE = timedelta(seconds=60)
_FILED = (FilingState.UNVERIFIED, FilingState.FILED)


def claim_due(now: datetime, limit: int) -> list[Message]:
    """Lease messages that wait for their submission."""
    return leases.claim(Message, now, _LEASE, limit)


def submission_of(row: Message) -> Submission:
    """What the carrier is told of a claimed message; raises `UnreadableSeal` for an erased account's."""
    body = open_body(row)
    return Submission(
        reference=f"M{row.pk}",
        carrier=Carrier(row.carrier),
        phone=body.phone,
        text=body.text,
        filed=_is_filed(row),
    )


def record(done: Sequence[tuple[Message, Submission, DeliveryPlan | None]], now: datetime) -> int:
    """Record submissions, each once and all together; returns how many leases still held."""
    with write():
        return sum(_recorded(row, submission, plan, now) for row, submission, plan in done)


def postpone(row: Message, due_at: datetime) -> bool:
    """End a claim without a submission, to be tried again."""
    return leases.postpone(row, due_at)


def _is_filed(row: Message) -> bool:
    filings = CarrierFiling.objects.filter(signature_id=row.signature_id, carrier=row.carrier)
    return filings.filter(state__in=_FILED).exists()


def _recorded(row: Message, submission: Submission, plan: DeliveryPlan | None, now: datetime) -> bool:
    if not leases.settle(row, None):
        return False
    lifecycle.step(lifecycle.MESSAGE, MessageState(row.state), MessageState.SUBMITTED)
    waiting = Message.objects.filter(pk=row.pk, state=MessageState.ACCEPTED)
    waiting.update(state=MessageState.SUBMITTED, submitted_at=now)
    if plan is not None and plan.reaches_phone:
        inbox.put(PhoneNumber(submission.phone), submission.text, inbox.MESSAGE, now, message_id=row.pk)
    if plan is not None and plan.receipt_code is not None:
        CarrierReport.objects.create(
            account_id=row.account_id, message=row, code=plan.receipt_code, due_at=plan.receipt_at
        )
    return True
