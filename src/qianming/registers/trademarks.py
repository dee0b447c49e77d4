"""The trademark register: who owns a mark under a number, and where it stands.

Decides nothing. The default asks the imported table; a service that answers over HTTP can take its place. It
is never asked inside a transaction.
"""

from datetime import date
from typing import Any, Protocol

import httpx
import msgspec
from django.conf import settings

from qianming.core.names.scripts import fold_case
from qianming.core.trademarks import TrademarkEntry, TrademarkStatus
from qianming.registers import asking
from qianming.registers.asking import client_for
from qianming.registry.models import RegisteredTrademark

_MOST_OTHER_OWNERS = 20


class TrademarkRegister(Protocol):
    """What can be asked about a mark."""

    def entry(self, number: str, text: str) -> TrademarkEntry | None:
        """The entry of that number; None where the register has none. Raises `RegisterUnreachable`."""
        ...


class ImportedTrademarks:
    """The register's copy in this registry, made by `qianming trademark import`."""

    def entry(self, number: str, text: str) -> TrademarkEntry | None:
        rows = list(RegisteredTrademark.objects.filter(number=number).order_by("pk"))
        row = next((row for row in rows if row.text == text), rows[0] if rows else None)
        if row is None:
            return None
        same = RegisteredTrademark.objects.filter(text_key=row.text_key, status=TrademarkStatus.REGISTERED)
        others = same.exclude(owner=row.owner).order_by("owner").values_list("owner", flat=True)
        return TrademarkEntry(
            number=row.number,
            text=row.text,
            owner=row.owner,
            status=TrademarkStatus(row.status),
            valid_until=row.valid_until,
            other_owners=tuple(others.distinct()[:_MOST_OTHER_OWNERS]),
        )


class _Told(msgspec.Struct, frozen=True):
    """An entry as the service writes it in JSON."""

    number: str
    text: str
    owner: str
    status: TrademarkStatus
    valid_until: date | None = None
    other_owners: tuple[str, ...] = ()


class TrademarkService:
    """A register behind HTTP: `GET <address>?number=…&text=…` answers with an entry, or with 404."""

    def __init__(self, address: str, transport: httpx.BaseTransport | None = None) -> None:
        self._address = address
        self._transport = transport

    def entry(self, number: str, text: str) -> TrademarkEntry | None:
        with client_for(self._transport) as client:
            told = asking.entry(client, self._address, _Told, number=number, text=text)
        if told is None:
            return None
        return TrademarkEntry(**{name: getattr(told, name) for name in told.__struct_fields__})


def text_key(text: str) -> str:
    """What two spellings of one mark have in common: letters' case makes no other mark."""
    return fold_case(text.strip())


def trademark_register() -> TrademarkRegister:
    """The register that this installation asks."""
    address: Any = settings.QIANMING_TRADEMARK_REGISTER
    return TrademarkService(address) if address else ImportedTrademarks()
