"""Receipts: what carriers report of messages, and the reports that simulated carriers still have to make.

A report may come twice: the first one closes the message, every later one changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from qianming.core.codes import MessageState, ReceiptCode
from qianming.core.status import lifecycle
from qianming.registry.models import CarrierReport, Message, Receipt
from qianming.services import leases
from qianming.services._command import write
from qianming.services.refusals import NotFound, Noun

_LEASE = timedelta(seconds=60)


def record_receipt(message_id: int, code: ReceiptCode, reported_at: datetime) -> bool:
    """Record one report; whether it closed the message. Raises `NotFound` for an unknown message."""
    with write():
        message = Message.objects.select_for_update().filter(pk=message_id).first()
        if message is None:
            raise NotFound(Noun.MESSAGE)
        Receipt.objects.get_or_create(
            message=message,
            code=code,
            defaults={"account_id": message.account_id, "reported_at": reported_at},
        )
        return _closed(message, code, reported_at)


def claim_due(now: datetime, limit: int) -> list[CarrierReport]:
    """Lease the simulated carriers' reports that are due."""
    return leases.claim(CarrierReport, now, _LEASE, limit)


def record_reports(rows: Sequence[CarrierReport], now: datetime) -> int:
    """Hand reports over, each once and all together; returns how many leases still held."""
    with write():
        held = [row for row in rows if leases.finish(row)]
        for row in held:
            record_receipt(row.message_id, ReceiptCode(row.code), row.due_at or now)
    return len(held)


def postpone(row: CarrierReport, due_at: datetime) -> bool:
    """End a claim without a record, to be tried again."""
    return leases.postpone(row, due_at)


def _closed(message: Message, code: ReceiptCode, reported_at: datetime) -> bool:
    state = MessageState(message.state)
    if state is MessageState.ACCEPTED:  # the carrier was quicker than the record of the submission
        state = MessageState.SUBMITTED
    target = MessageState.DELIVERED if code is ReceiptCode.DELIVERED else MessageState.FAILED
    try:
        lifecycle.step(lifecycle.MESSAGE, state, target)
    except lifecycle.IllegalTransition:
        return False
    message.state, message.error_code, message.received_at = target, code, reported_at
    message.save(update_fields=["state", "error_code", "received_at"])
    return True
