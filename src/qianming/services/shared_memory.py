"""What every process knows for minutes: who failed to sign in how often, which codes were used.

Decides nothing about limits. Names may hold an e-mail address or a network address and rest as keyed hashes;
values are told as JSON. A restart forgets nothing, and what has expired is removed with everything else that
is too old.
"""

from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.db import IntegrityError, transaction

from qianming.registry.models import ShortLived
from qianming.registry.sealing import keyed_hash
from qianming.services._command import write

LONGEST: Final = timedelta(days=1)
_ROWS_AT_ONCE = 500


def recall(name: str, now: datetime) -> Any:
    """The value of that name; None where there is none any more."""
    row = ShortLived.objects.filter(pk=_hash(name), expires_at__gt=now).first()
    return msgspec.json.decode(row.value) if row else None


def keep(name: str, value: Any, now: datetime, lasting: timedelta = LONGEST) -> None:
    """Remember a value, at most a day, in the place of the one before."""
    columns = {"value": msgspec.json.encode(value).decode(), "expires_at": now + min(lasting, LONGEST)}
    with write():
        ShortLived.objects.update_or_create(pk=_hash(name), defaults=columns)


def keep_first(name: str, value: Any, now: datetime, lasting: timedelta = LONGEST) -> bool:
    """Remember a value where there is none; of several at once exactly one is told that it did."""
    text = msgspec.json.encode(value).decode()
    try:
        with write(), transaction.atomic():
            ShortLived.objects.filter(pk=_hash(name), expires_at__lte=now).delete()
            ShortLived.objects.create(pk=_hash(name), value=text, expires_at=now + min(lasting, LONGEST))
    except IntegrityError:
        return False
    return True


def forget(name: str) -> bool:
    """Remember it no more; whether there was anything."""
    with write():
        return ShortLived.objects.filter(pk=_hash(name)).delete()[0] > 0


def forget_expired(now: datetime) -> int:
    """Remove one batch of what has expired; how much there was."""
    keys = list(ShortLived.objects.filter(expires_at__lte=now).values_list("pk", flat=True)[:_ROWS_AT_ONCE])
    if keys:
        with write():
            ShortLived.objects.filter(pk__in=keys, expires_at__lte=now).delete()
    return len(keys)


def _hash(name: str) -> str:
    return keyed_hash("short-lived", name)
