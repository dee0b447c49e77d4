"""Chains the history that was there before it was chained, and wraps accounts' keys by a key of the service."""

import base64
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from qianming.registry import service_keys
from qianming.registry.ciphers import derived, open_bytes
from qianming.registry.history import digest, head_seal
from qianming.registry.sealing import wrap_key

_ROWS_AT_ONCE = 1000


def make_keys(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """The service's keys. Where there are accounts, their hashes came from the secret itself and stay."""
    keys, accounts = apps.get_model("registry", "ServiceKey"), apps.get_model("registry", "Account")
    secret = settings.QIANMING_SECRET_KEY
    service_keys.forget()
    if accounts.objects.exists():
        lasting = service_keys.wrap(service_keys.LASTING, secret, secret)
        keys.objects.get_or_create(pk=service_keys.LASTING, defaults={"wrapped": lasting})
    service_keys.make_missing(keys)
    for account in accounts.objects.order_by("pk").iterator(_ROWS_AT_ONCE):
        opened = open_bytes(derived(secret, "wrap"), account.wrapped_key, "account-key")
        account.wrapped_key = wrap_key(base64.b64decode(opened), service_keys.FIRST)
        account.save(update_fields=["wrapped_key"])


def chain_events(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """Links every event to the one before it in its chain, in the order in which they were stored."""
    events, heads = apps.get_model("registry", "Event"), apps.get_model("registry", "ChainHead")
    rows = events.objects.order_by(models.F("account_id").asc(nulls_first=True), "pk")
    for account_id, links in groupby(rows.iterator(_ROWS_AT_ONCE), key=lambda row: row.account_id):
        chain, sequence, previous = account_id or 0, 0, ""
        changed: list[Any] = []
        for link in links:
            sequence += 1
            link.chain, link.sequence, link.previous = chain, sequence, previous
            previous = link.digest = digest(link)
            changed.append(link)
            if len(changed) == _ROWS_AT_ONCE:
                _store(events, changed)
        _store(events, changed)
        seal = head_seal(chain, sequence, previous)
        heads.objects.create(chain=chain, sequence=sequence, digest=previous, seal=seal)


def _store(events: Any, changed: list[Any]) -> None:
    events.objects.bulk_update(changed, ["chain", "sequence", "previous", "digest"], batch_size=200)
    changed.clear()


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_history_callbacks_and_keys"),
    ]

    operations = [
        migrations.RunPython(make_keys, migrations.RunPython.noop),
        migrations.RunPython(chain_events, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("chain", "sequence"), name="one_event_per_link"),
        ),
    ]
