"""The simulated phones' inbox: what was "delivered" to which number, the service's own codes included.

Decides nothing; what reaches a phone is the simulated carrier's to say.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from qianming.core.sending.number import PhoneNumber, normalise
from qianming.registry.models import InboxMessage
from qianming.registry.phones import phone_hash
from qianming.registry.sealing import ServiceSeal
from qianming.services._command import write

MESSAGE = "message"
PHONE_CODE = "phone_code"
_CONTEXT = "inbox.body"


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One text on a simulated phone; `kind` is "message" or "phone_code"."""

    phone: str
    text: str
    sent_at: datetime
    signature: str
    kind: str


class _Body(msgspec.Struct, frozen=True):
    phone: str
    text: str


def put(phone: PhoneNumber, text: str, kind: str, now: datetime) -> None:
    """Lay a text on a simulated phone; to be called inside the transaction that records why."""
    laid(phone, text, kind, now).save()


def laid(
    phone: PhoneNumber, text: str, kind: str, now: datetime, message_id: int | None = None
) -> InboxMessage:
    """The row of a text on a simulated phone, not stored yet."""
    body = msgspec.json.encode(_Body(phone, text)).decode()
    return InboxMessage(
        phone_hash=phone_hash(phone),
        sealed_body=ServiceSeal().seal(body, _CONTEXT),
        kind=kind,
        message_id=message_id,
        sent_at=now,
    )


def items(phone: str | None = None, limit: int = 1000) -> list[InboxItem]:
    """What arrived, newest first; of one number if it is named (in any way that numbers are written)."""
    rows = InboxMessage.objects.order_by("-sent_at", "-pk")
    if phone is not None:
        number = normalise(phone)
        if number is None:
            return []
        rows = rows.filter(phone_hash=phone_hash(number))
    return [_item(row) for row in rows[:limit]]


def clear(phone: str | None = None) -> int:
    """Empty the inbox, or one phone's part of it; returns how many texts went."""
    rows = InboxMessage.objects.all()
    if phone is not None:
        number = normalise(phone)
        if number is None:
            return 0
        rows = rows.filter(phone_hash=phone_hash(number))
    with write():
        return rows.delete()[0]


def _item(row: InboxMessage) -> InboxItem:
    body = msgspec.json.decode(ServiceSeal().open(row.sealed_body, _CONTEXT), type=_Body)
    return InboxItem(body.phone, body.text, row.sent_at, _signature_of(body.text), row.kind)


def _signature_of(text: str) -> str:
    """The name inside the brackets that a text opens with."""
    name, closed, _ = text.removeprefix("【").partition("】")
    return name if closed and text.startswith("【") else ""
