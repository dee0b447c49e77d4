"""Texts that a service upstream delivers: asking it what became of them, until it has said so.

Decides how often it is asked, and when it is asked no more: a report that has not come in three days comes no
more, and the message stays submitted as with any carrier that reports nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from qianming.carriers.protocol import RelayedProbe, TextReport
from qianming.core.codes import Carrier
from qianming.registry.bodies import open_body
from qianming.registry.models import RelayedText
from qianming.services import leases
from qianming.services._command import write
from qianming.services.receipts import record_receipt

_SHORTEST, _LONGEST = timedelta(seconds=2), timedelta(hours=1)
_PATIENCE = timedelta(days=3)


def claim_due(now: datetime, limit: int) -> list[RelayedText]:
    """Lease texts whose report is to be asked for."""
    return leases.claim(RelayedText, now, leases.usual(), limit)


def probe_of(row: RelayedText) -> RelayedProbe:
    """What the service upstream is asked; raises `UnreadableSeal` for an erased account's."""
    message = row.message
    phone = open_body(message).phone
    reference = reference_of(message.biz_id, message.position)
    return RelayedProbe(reference, Carrier(row.carrier), phone, row.upstream_id, row.sent_at)


def reference_of(biz_id: str, position: int) -> str:
    """Our own number of a text; a number of the table would be another text's after a restore."""
    return f"{biz_id}-{position}"


def record(done: Sequence[tuple[RelayedText, TextReport | None]], now: datetime) -> int:
    """Record what was reported, each once; returns how many leases still held."""
    held = 0
    for row, report in done:
        with write():
            if not leases.settle(row, now + _wait(row, now)):
                continue
            held += 1
            if report is not None:
                record_receipt(row.message_id, report.code, now)
            if report is not None or now - row.sent_at >= _PATIENCE:
                RelayedText.objects.filter(pk=row.pk).delete()
    return held


def postpone(row: RelayedText, due_at: datetime) -> bool:
    """End a claim without an answer, to be tried again."""
    return leases.postpone(row, due_at)


def _wait(row: RelayedText, now: datetime) -> timedelta:
    """As long again as it has waited already."""
    return min(max(now - row.sent_at, _SHORTEST), _LONGEST)
