"""Messages of the year as the lane's journal hands them over, and what carriers report of them."""

from collections.abc import Sequence

from qianming.core.codes import Carrier
from qianming.core.message_codes import ReceiptCode
from qianming.registry.models import Message, Signature
from qianming.services.messages import JournalEntry, JournalLine, position_of, record_batch
from qianming.services.receipts import record_receipt
from tests.year.world import World

_JOURNAL, _MANY = "year", 60
_NUMBERS = {Carrier.MOBILE: "13800000001", Carrier.UNICOM: "13000000001", Carrier.TELECOM: "13300000001"}


def in_use(world: World, rows: Sequence[Signature]) -> None:
    """One message of each over every carrier; nobody reports them."""
    _record(world, [(row, number) for row in rows for number in _NUMBERS.values()])


def failing(world: World, row: Signature, number: str, code: ReceiptCode) -> None:
    """Many messages of one signature to a carrier, none of which arrives."""
    newest = Message.objects.order_by("-pk").first()
    _record(world, [(row, number)] * _MANY)
    for message in Message.objects.filter(pk__gt=newest.pk if newest else 0):
        record_receipt(message.pk, code, world.clock.now())


def _record(world: World, sent: Sequence[tuple[Signature, str]]) -> None:
    lines = tuple(JournalLine(number, f"【{row.name}】您好", row.pk) for row, number in sent)
    now, position = world.clock.tick(), position_of(_JOURNAL) + 1
    account = sent[0][0].account_id
    record_batch(_JOURNAL, [JournalEntry(position, account, f"year{position}", now, "SMS_1", lines)], now)
