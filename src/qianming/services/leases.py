"""Claiming due rows with a lease, and letting go of them: the only writes that a worker makes by itself.

Decides which worker has a row. What is done with it, and when it is tried again, is the jobs' to say.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import F, Q

from qianming.registry.models import (
    CallbackDelivery,
    CarrierFiling,
    CarrierReport,
    Chore,
    DocumentReading,
    Message,
    PlannedFreeze,
    PolicyRun,
    RegisterCheck,
    RelayedText,
)
from qianming.registry.models.due import DueRow
from qianming.services._command import write

RowT = TypeVar("RowT", bound=DueRow)

# Every table whose rows are leased.
QUEUES = (
    CarrierFiling,
    Message,
    CarrierReport,
    PolicyRun,
    PlannedFreeze,
    Chore,
    CallbackDelivery,
    RegisterCheck,
    DocumentReading,
    RelayedText,
)


def usual() -> timedelta:
    """How long a worker keeps a row that it has to call a carrier for."""
    return timedelta(seconds=settings.QIANMING_LEASE_SECONDS)


def claim(model: type[RowT], now: datetime, lease: timedelta, limit: int) -> list[RowT]:
    """Lease up to `limit` due rows, the longest due first.

    The stored end of the lease is its token: a row can be settled only by who still holds that very lease.
    Every claim counts as an attempt, so that a row that kills its worker is also backed off.
    """
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    rows = model._default_manager.filter(free, due_at__lte=now).order_by("due_at", "pk")
    if not rows.exists():  # so that an idle worker never asks for the write lock
        return []
    with write():
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        keys = list(rows.values_list("pk", flat=True)[:limit])
        if not keys:
            return []
        claimed = model._default_manager.filter(pk__in=keys)
        claimed.update(leased_until=now + lease, attempts=F("attempts") + 1)
        return list(claimed.order_by("due_at", "pk"))


def settle(row: DueRow, due_at: datetime | None) -> bool:
    """End the lease with success; False when it was lost, and then nothing may be recorded.

    To be called first inside the transaction that records the result.
    """
    return _let_go(row, due_at=due_at, attempts=0)


def postpone(row: DueRow, due_at: datetime) -> bool:
    """End the lease without a result; the attempts made so far stay counted."""
    with write():
        return _let_go(row, due_at=due_at)


def still_held(rows: Sequence[RowT]) -> list[RowT]:
    """Of rows claimed together, those whose lease still holds, locked for the rest of the transaction.

    For results that are recorded together; the lease has to be ended by the same transaction.
    """
    if not rows:
        return []
    held = type(rows[0])._default_manager.select_for_update().filter(pk__in=[row.pk for row in rows])
    tokens = dict(held.order_by("pk").values_list("pk", "leased_until"))
    return [row for row in rows if row.leased_until is not None and tokens.get(row.pk) == row.leased_until]


def release_all() -> int:
    """Free every lease; only right where no other process can hold one. Returns how many there were."""
    with write():
        return sum(
            model._default_manager.filter(leased_until__isnull=False).update(leased_until=None)
            for model in QUEUES
        )


def _let_go(row: DueRow, **values: object) -> bool:
    held = type(row)._default_manager.filter(pk=row.pk, leased_until=row.leased_until)
    return held.update(leased_until=None, **values) == 1
