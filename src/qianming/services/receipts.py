"""Receipts: what carriers report of messages, and the reports that simulated carriers still have to make.

A report may come twice: the first one closes the message, every later one changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.core.codes import MessageState
from qianming.core.message_codes import ReceiptCode
from qianming.core.status import lifecycle
from qianming.registry.models import CarrierReport, Message, Receipt
from qianming.services import leases
from qianming.services._callback_queue import tell_receipts
from qianming.services._command import write
from qianming.services.refusals import NotFound, Noun


@dataclass(frozen=True, slots=True)
class Report:
    """What a carrier says of one message."""

    message_id: int
    code: ReceiptCode
    reported_at: datetime


def record_receipt(message_id: int, code: ReceiptCode, reported_at: datetime) -> bool:
    """Record one report; whether it closed the message. Raises `NotFound` for an unknown message."""
    with write():
        if not Message.objects.filter(pk=message_id).exists():
            raise NotFound(Noun.MESSAGE)
        return _recorded([Report(message_id, code, reported_at)]) == 1


def claim_due(now: datetime, limit: int) -> list[CarrierReport]:
    """Lease the simulated carriers' reports that are due."""
    return leases.claim(CarrierReport, now, leases.usual(), limit)


def record_reports(rows: Sequence[CarrierReport], now: datetime) -> int:
    """Hand reports over, each once and all together; returns how many leases still held.

    A report that was handed over has no further purpose and is removed.
    """
    with write():
        held = leases.still_held(rows)
        _recorded([Report(row.message_id, ReceiptCode(row.code), row.due_at or now) for row in held])
        CarrierReport.objects.filter(pk__in=[row.pk for row in held]).delete()
    return len(held)


def postpone(row: CarrierReport, due_at: datetime) -> bool:
    """End a claim without a record, to be tried again."""
    return leases.postpone(row, due_at)


def _recorded(reports: Sequence[Report]) -> int:
    """Store reports in order; returns how many messages they closed."""
    wanted = Message.objects.select_for_update().filter(pk__in=[report.message_id for report in reports])
    messages = {message.pk: message for message in wanted.order_by("pk")}
    known = [report for report in reports if report.message_id in messages]
    Receipt.objects.bulk_create(
        (_receipt(messages[report.message_id], report) for report in known), ignore_conflicts=True
    )
    closed = {
        report.message_id: messages[report.message_id]
        for report in known
        if _closes(messages[report.message_id], report)
    }
    Message.objects.bulk_update(closed.values(), ["state", "error_code", "received_at"])
    if closed:
        tell_receipts(list(closed.values()), max(report.reported_at for report in known))
    return len(closed)


def _receipt(message: Message, report: Report) -> Receipt:
    return Receipt(
        account_id=message.account_id, message=message, code=report.code, reported_at=report.reported_at
    )


def _closes(message: Message, report: Report) -> bool:
    """Move the message, in memory, unless an earlier report has closed it."""
    state = MessageState(message.state)
    if state is MessageState.ACCEPTED:  # the carrier was quicker than the record of the submission
        state = MessageState.SUBMITTED
    target = MessageState.DELIVERED if report.code is ReceiptCode.DELIVERED else MessageState.FAILED
    try:
        lifecycle.step(lifecycle.MESSAGE, state, target)
    except lifecycle.IllegalTransition:
        return False
    message.state, message.error_code, message.received_at = target, report.code, report.reported_at
    return True
