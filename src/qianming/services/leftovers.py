"""Uploaded files that nothing rests on any more: their rows go first, their bytes next.

An upload that nothing was submitted with is kept for QIANMING_KEEP_UPLOADS_DAYS, the files of what ended for
QIANMING_KEEP_FILES_DAYS after its end. A file is asked about once a day at most; one that is in use is left
alone, whatever its age.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings

from qianming.core.codes import EventKind
from qianming.registry import files
from qianming.registry.attachments import attached_keys
from qianming.registry.models import Account, DiscardedFile, Material
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services.actors import SYSTEM

ROWS_AT_ONCE = 200
_BETWEEN_LOOKS = timedelta(days=1)


def first_look(stored_at: datetime) -> datetime:
    """When an upload is first asked about."""
    return stored_at + timedelta(days=settings.QIANMING_KEEP_DAYS["UPLOADS"])


def clear(now: datetime) -> bool:
    """One round; whether there may be more. Bytes that cannot be removed now are left for the next one."""
    discarded = _discard(now)
    removed = _remove()
    return ROWS_AT_ONCE in (discarded, removed)


def discard(materials: Sequence[Material], now: datetime) -> None:
    """Remove the rows, and put the bytes down for removal; inside the caller's transaction."""
    DiscardedFile.objects.bulk_create(
        DiscardedFile(account_id=row.account_id, digest=row.digest, discarded_at=now) for row in materials
    )
    Material.objects.filter(pk__in=[row.pk for row in materials]).delete()
    for row in materials:
        change = Change(EventKind.MATERIAL_REMOVED, f"material:{row.pk}", row.account_id, old="stored")
        record(change, SYSTEM, now)


def _discard(now: datetime) -> int:
    """Look at the files that are due; how many were."""
    due = Material.objects.filter(look_at__lte=now)
    rows = list(due.order_by("account_id", "pk")[:ROWS_AT_ONCE])
    for account_id, group in groupby(rows, lambda row: row.account_id):
        _look_at(Account.objects.get(pk=account_id), list(group), now)
    return len(rows)


def _look_at(account: Account, rows: Sequence[Material], now: datetime) -> None:
    """Under the account's turn, so that nothing is submitted with a file while it goes."""
    with write():
        lock_accounts(account.pk)
        needed = attached_keys(account, now - timedelta(days=settings.QIANMING_KEEP_DAYS["FILES"]))
        kept = [row.pk for row in rows if row.key in needed]
        Material.objects.filter(pk__in=kept).update(look_at=now + _BETWEEN_LOOKS)
        discard([row for row in rows if row.key not in needed], now)


def _remove() -> int:
    """Remove bytes whose rows are gone; how many there were."""
    rows = list(DiscardedFile.objects.order_by("pk")[:ROWS_AT_ONCE])
    for row in rows:
        files.forget(row.digest)
    with write():
        DiscardedFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
