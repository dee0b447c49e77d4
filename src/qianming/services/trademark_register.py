"""The imported copy of the trademark register: a file's entries take the place of the ones before.

Decides nothing about a mark. Entries are stored in batches; the ones that the file no longer has go last, so
that a mark is never missing meanwhile.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from qianming.core.permissions import Permission
from qianming.core.trademarks import TrademarkEntry
from qianming.registers.trademarks import text_key
from qianming.registry.models import RegisteredTrademark
from qianming.services._command import write
from qianming.services.actors import Actor

_BATCH = 2000
_KEY = ("number", "text", "owner")
_REST = ("text_key", "status", "valid_until", "imported_at")


def import_register(actor: Actor, entries: Iterable[TrademarkEntry], now: datetime) -> int:
    """Store a whole register; how many entries it had. Of two alike the last counts."""
    actor.need(Permission.ACCOUNT_ADMINISTER)
    stored, rest = 0, iter(entries)
    while batch := list(islice(rest, _BATCH)):
        rows = {(entry.number, entry.text, entry.owner): _row(entry, now) for entry in batch}
        with write():
            RegisteredTrademark.objects.bulk_create(
                rows.values(), update_conflicts=True, unique_fields=_KEY, update_fields=_REST
            )
        stored += len(batch)
    with write():
        RegisteredTrademark.objects.filter(imported_at__lt=now).delete()
    return stored


def _row(entry: TrademarkEntry, now: datetime) -> RegisteredTrademark:
    return RegisteredTrademark(
        number=entry.number,
        text=entry.text,
        text_key=text_key(entry.text),
        owner=entry.owner,
        status=entry.status,
        valid_until=entry.valid_until,
        imported_at=now,
    )
