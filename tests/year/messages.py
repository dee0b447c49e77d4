"""Messages of the year as the lane's journal hands them over, and what carriers report of them."""

from collections.abc import Sequence

from qianming.core.codes import Carrier
from qianming.core.message_codes import ReceiptCode
from qianming.registry.models import Message, Signature
from qianming.services.messages import JournalEntry, JournalLine, position_of, record_batch
from qianming.services.receipts import record_receipt
from tests.year.facts import Sent
from tests.year.world import World

_JOURNAL = "year"
_NUMBERS = {Carrier.MOBILE: "13800000001", Carrier.UNICOM: "13000000001", Carrier.TELECOM: "13300000001"}


def in_use(world: World, rows: Sequence[Signature]) -> None:
    """One message of each over every carrier; nobody reports them."""
    _record(world, [(row, carrier) for row in rows for carrier in _NUMBERS])


def failing(world: World, row: Signature, carrier: Carrier, code: ReceiptCode, many: int = 60) -> None:
    """Many messages of one signature to a carrier, none of which arrives."""
    newest = Message.objects.order_by("-pk").first()
    _record(world, [(row, carrier)] * many, arrived=False)
    for message in Message.objects.filter(pk__gt=newest.pk if newest else 0):
        record_receipt(message.pk, code, world.clock.now())


def _record(world: World, sent: Sequence[tuple[Signature, Carrier]], *, arrived: bool | None = None) -> None:
    lines = tuple(JournalLine(_NUMBERS[carrier], f"【{row.name}】您好", row.pk) for row, carrier in sent)
    now, position = world.clock.tick(), position_of(_JOURNAL) + 1
    account = sent[0][0].account_id
    world.facts.sent += [Sent(row.pk, carrier, now, arrived) for row, carrier in sent]
    record_batch(_JOURNAL, [JournalEntry(position, account, f"year{position}", now, "SMS_1", lines)])
