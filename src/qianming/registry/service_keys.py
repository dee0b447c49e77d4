"""The service's keys: read from the database, opened with the secret, and kept in memory.

They are made once, when the tables are made, and wrapped by the secret. Replacing the secret wraps the
lasting key anew and brings a new generation for the accounts' keys (`services.rotation`); a process that
meets a generation which its own secret does not open looks whether the secret has been replaced.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

from qianming.registry.ciphers import UnreadableSeal, derived, open_bytes, seal_bytes

LASTING = 0
FIRST = 1
_BYTES = 48

_opened: dict[int, str] = {}


def text_of(generation: int) -> str:
    """The key of a generation; raises `UnreadableSeal` when it is gone or the secret does not open it."""
    known = _opened.get(generation)
    if known is None:
        row = _model().objects.filter(pk=generation).first()
        if row is None:
            raise UnreadableSeal(f"service key {generation}")
        known = _opened[generation] = _opened_with_a_secret(generation, bytes(row.wrapped))
    return known


def present() -> int:
    """The generation that wraps new accounts' keys. Asked anew each time: another process may replace it."""
    newest = _model().objects.order_by("-pk").values_list("pk", flat=True).first()
    if not newest:
        raise UnreadableSeal("service keys")
    return int(newest)


def new_text() -> str:
    """A fresh key."""
    return secrets.token_urlsafe(_BYTES)


def wrap(generation: int, text: str, secret: str) -> bytes:
    """A service key as it is stored."""
    return seal_bytes(derived(secret, "service-key"), text.encode(), _context(generation))


def unwrap(generation: int, wrapped: bytes, secret: str) -> str:
    """A stored service key in the clear; raises `UnreadableSeal` for another secret."""
    return open_bytes(derived(secret, "service-key"), wrapped, _context(generation)).decode()


def remember(generation: int, text: str) -> None:
    """Keep a key in memory that was opened elsewhere."""
    _opened[generation] = text


def forget() -> None:
    """Read the keys anew: the tables were replaced."""
    _opened.clear()


def make_missing(model: Any) -> None:
    """The keys of a database that has none yet; to be called while its tables are being made."""
    for generation in (LASTING, FIRST):
        wrapped = wrap(generation, new_text(), settings.QIANMING_SECRET_KEY)
        model.objects.get_or_create(pk=generation, defaults={"wrapped": wrapped})


def prepare(**_: object) -> None:
    """After migrations and after a flush: no table of a service without its keys."""
    forget()
    model = _model()
    if model._meta.db_table not in connection.introspection.table_names():
        return  # migrated to a state from before there were service keys
    if not model.objects.exists() and not apps.get_model("registry", "Account").objects.exists():
        make_missing(model)


def _opened_with_a_secret(generation: int, wrapped: bytes) -> str:
    """With the secret that the process knows, or with the one that has taken its place since."""
    try:
        return unwrap(generation, wrapped, settings.QIANMING_SECRET_KEY)
    except UnreadableSeal:
        read_again: Callable[[], str] | None = getattr(settings, "SECRET_KEY_READER", None)
        secret = read_again() if read_again else ""
        if not secret or secret == settings.QIANMING_SECRET_KEY:
            raise
        return unwrap(generation, wrapped, secret)


def _context(generation: int) -> str:
    return f"service-key:{generation}"


def _model() -> Any:
    return apps.get_model("registry", "ServiceKey")
