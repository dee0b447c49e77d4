"""Taking sending records out of the database into the files that the evaluation reads, a file per day.

Decides which days have to be written anew: those with messages or receipts that came since the last time.
A late receipt therefore has its day written again, and nothing else.
"""

from collections.abc import Iterator
from datetime import date, datetime
from filecmp import cmp

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Max

from qianming.analytics.columns import CARRIER_NUMBERS, CAUSE_NUMBERS, RECORDS, seconds
from qianming.analytics.engine import replacing
from qianming.analytics.store import RecordStore
from qianming.core.codes import Carrier, MessageState
from qianming.core.delivery.causes import SETTLED_BY_CODE
from qianming.core.message_codes import ReceiptCode
from qianming.registry.models import Message, Receipt, RecordExport
from qianming.services._command import write

_ROWS_AT_ONCE = 20_000
# Rows that are written at the same time become visible out of order; so the latest ones are looked at again.
_OUT_OF_ORDER = 1000
_ANSWERS = {MessageState.DELIVERED: True, MessageState.FAILED: False}
_COLUMNS = ("account_id", "signature_id", "carrier", "accepted_at", "state", "error_code", "linked")


def export(store: RecordStore) -> Iterator[date]:
    """Write the days that changed, oldest first; yields each whose file is new.

    A message of no known carrier is in no file. What was reached is stored at the end: a run that is broken
    off writes some days twice, with the same content.
    """
    messages, receipts = _newest(Message), _newest(Receipt)
    reached = RecordExport.objects.first() or RecordExport()
    for day in _changed_days(reached):
        if write_day(store, day):
            yield day
    reached.message_id, reached.receipt_id = messages, receipts
    with write():
        reached.save()


def write_day(store: RecordStore, day: date) -> bool:
    """One day's file, whole or not at all; False where it says the same already and is left as it is."""
    path = store.records(day)
    with replacing(path) as part:
        with pq.ParquetWriter(part, RECORDS, compression="zstd") as file:
            for table in _tables(day):
                file.write_table(table)
        if path.exists() and cmp(part, path, shallow=False):
            part.unlink()
            return False
    return True


def _newest(model: type[Message] | type[Receipt]) -> int:
    newest: int | None = model.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def _changed_days(reached: RecordExport) -> list[date]:
    sent = Message.objects.filter(pk__gt=reached.message_id - _OUT_OF_ORDER)
    answered = Receipt.objects.filter(pk__gt=reached.receipt_id - _OUT_OF_ORDER)
    days = {*sent.values_list("day", flat=True).distinct()}
    return sorted(days | {*answered.values_list("message__day", flat=True).distinct()})


def _tables(day: date) -> Iterator[pa.Table]:
    """The day's messages, by their ids, a portion at a time."""
    after = 0
    while True:
        rows = Message.objects.filter(day=day, pk__gt=after, carrier__in=[*CARRIER_NUMBERS]).order_by("pk")
        found = list(rows.values_list("pk", *_COLUMNS)[:_ROWS_AT_ONCE])
        if not found:
            return
        yield pa.Table.from_pylist([_record(*row[1:]) for row in found], RECORDS)
        after = found[-1][0]


def _record(
    account: int, signature: int, carrier: str, sent_at: datetime, state: str, code: str, linked: bool
) -> dict[str, object]:
    cause = SETTLED_BY_CODE.get(ReceiptCode(code)) if code else None
    return {
        "account": account,
        "signature": signature,
        "carrier": CARRIER_NUMBERS[Carrier(carrier)],
        "sent_at": seconds(sent_at),
        "delivered": _ANSWERS.get(MessageState(state)),
        "said": CAUSE_NUMBERS[cause] if cause else 0,
        "linked": linked,
    }
