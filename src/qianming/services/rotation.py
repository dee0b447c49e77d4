"""Replacing the secret that wraps the service's keys, and the key that wraps accounts' keys along with it.

Decides in which order, so that a rotation that was interrupted can go on: first the service's keys are
wrapped by the new secret, all at once, which makes the old one useless; then accounts' keys are wrapped anew
in batches; then the key that wrapped them before is dropped. Keyed hashes and the service's own seal come
from the lasting key, which only changes its wrapping, so that persons are still recognised.
"""

from datetime import datetime

from django.conf import settings

from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.registry import service_keys
from qianming.registry.ciphers import UnreadableSeal
from qianming.registry.models import Account, ServiceKey
from qianming.registry.sealing import unwrap_key, wrap_key
from qianming.services._command import SERVICE_KEYS, Change, record, take_turn, write
from qianming.services.actors import Actor

ROWS_AT_ONCE = 200


def opens(secret: str) -> bool:
    """Whether a secret opens the service's keys now."""
    row = ServiceKey.objects.get(pk=service_keys.LASTING)
    try:
        service_keys.unwrap(service_keys.LASTING, bytes(row.wrapped), secret)
    except UnreadableSeal:
        return False
    return True


def replace_secret(actor: Actor, old: str, new: str, now: datetime) -> None:
    """Wrap the service's keys by a new secret, with a new generation for accounts' keys; all or nothing."""
    actor.need(Permission.ACCOUNT_ADMINISTER)
    with write():
        take_turn(SERVICE_KEYS)
        rows = list(ServiceKey.objects.select_for_update().order_by("pk"))
        for row in rows:
            text = service_keys.unwrap(row.generation, bytes(row.wrapped), old)
            # The event of the rotation is sealed with the lasting key, which this process may not have read.
            service_keys.remember(row.generation, text)
            row.wrapped = service_keys.wrap(row.generation, text, new)
            row.save(update_fields=["wrapped"])
        generation = rows[-1].generation + 1
        wrapped = service_keys.wrap(generation, service_keys.new_text(), new)
        ServiceKey.objects.create(generation=generation, wrapped=wrapped)
        change = Change(EventKind.SECRET_ROTATED, f"service_key:{generation}", None, new="rotated")
        record(change, actor, now)


def use(secret: str) -> None:
    """From here on this process opens the service's keys with another secret."""
    settings.QIANMING_SECRET_KEY = secret
    service_keys.forget()


def rewrap_some() -> int:
    """Wrap some accounts' keys by the newest service key; how many were left to wrap and now are wrapped.

    0 when there are none left, and then the keys that wrapped them before are gone.
    """
    with write():
        take_turn(SERVICE_KEYS)
        newest = service_keys.present()
        behind = Account.objects.filter(key_generation__lt=newest, erased_at__isnull=True)
        rows = list(behind.select_for_update(no_key=True).order_by("pk")[:ROWS_AT_ONCE])
        for row in rows:
            row.wrapped_key = wrap_key(unwrap_key(row.wrapped_key), newest)
            row.key_generation = newest
        Account.objects.bulk_update(rows, ["wrapped_key", "key_generation"])
        if not rows:
            ServiceKey.objects.filter(generation__gt=service_keys.LASTING, generation__lt=newest).delete()
    return len(rows)


def left() -> int:
    """How many accounts' keys are still wrapped by an earlier key."""
    newest = service_keys.present()
    return Account.objects.filter(key_generation__lt=newest, erased_at__isnull=True).count()
