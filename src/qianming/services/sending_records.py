"""Taking sending records out of the database into the files that the evaluation reads, a file per day.

Decides which days have to be written anew: those with messages or receipts that came since the last time, and
those whose file is gone. A late receipt therefore has its day written again, and nothing else.
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
# Rows that are written at the same time become visible out of order. So the latest ones are counted, and
# looked at again where there are more of them by now.
_OUT_OF_ORDER = 1000
_ANSWERS = {MessageState.DELIVERED: True, MessageState.FAILED: False}
_COLUMNS = ("account_id", "signature_id", "carrier", "accepted_at", "state", "error_code", "linked")


def export(store: RecordStore) -> Iterator[date]:
    """Write the days that changed, oldest first; yields each whose file is new.

    A message of no known carrier is in no file. What was reached is stored at the end: a run that is broken
    off writes some days twice, with the same content.
    """
    messages, receipts = _newest(Message), _newest(Receipt)
    tails = _tail(Message, messages), _tail(Receipt, receipts)
    reached = RecordExport.objects.first() or RecordExport()
    for day in sorted({*_changed_days(reached), *_missing_days(store)}):
        if write_day(store, day):
            yield day
    reached.message_id, reached.receipt_id = messages, receipts
    reached.message_tail, reached.receipt_tail = tails
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


def _tail(model: type[Message] | type[Receipt], newest: int) -> int:
    """How many of the latest rows up to one can be seen."""
    return model.objects.filter(pk__gt=newest - _OUT_OF_ORDER, pk__lte=newest).count()


def _first_unseen(model: type[Message] | type[Receipt], newest: int, tail: int) -> int:
    """The id after which rows may be new: further back where one has become visible meanwhile."""
    return newest if _tail(model, newest) <= tail else newest - _OUT_OF_ORDER


def _changed_days(reached: RecordExport) -> set[date]:
    messages = _first_unseen(Message, reached.message_id, reached.message_tail)
    receipts = _first_unseen(Receipt, reached.receipt_id, reached.receipt_tail)
    sent = Message.objects.filter(pk__gt=messages).values_list("day", flat=True)
    answered = Receipt.objects.filter(pk__gt=receipts).values_list("message__day", flat=True)
    return {*sent.distinct(), *answered.distinct()}


def _missing_days(store: RecordStore) -> Iterator[date]:
    """Days of which the database has messages and the folder no file; one step in an index for each day."""
    day = _next_day(date.min)
    while day is not None:
        if not store.records(day).exists():
            yield day
        day = _next_day(day)


def _next_day(after: date) -> date | None:
    later = Message.objects.filter(day__gt=after).order_by("day", "pk")
    return later.values_list("day", flat=True).first()


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
