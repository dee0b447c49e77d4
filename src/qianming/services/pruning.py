"""Retention: what is older than the operator keeps it goes, a batch at a time.

Decides nothing about how long: that is set (`environment.KEPT_DAYS`). The history and what was decided stay
for good; nonces and the lane's journal look after themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Model, Q

from qianming.core.callbacks import DeliveryState
from qianming.registry.models import CallbackDelivery, FilingMismatch, InboxMessage, Message, PhoneCode
from qianming.services import shared_memory
from qianming.services._command import write

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Retention:
    """How long rows of one table are kept: by which setting, from which of their times on."""

    model: type[Model]
    setting: str
    since: str
    ended: Callable[[], Q] = Q


RETENTIONS = (
    Retention(Message, "MESSAGES", "accepted_at"),
    Retention(InboxMessage, "INBOX", "sent_at"),
    Retention(PhoneCode, "PHONE_CODES", "sent_at"),
    Retention(CallbackDelivery, "CALLBACKS", "created_at", lambda: ~Q(state=DeliveryState.WAITING)),
    Retention(FilingMismatch, "MISMATCHES", "settled_at", lambda: Q(settled_at__isnull=False)),
)


def prune(now: datetime) -> bool:
    """Remove one batch of everything that is too old; whether there may be more."""
    removed = [_removed(retention, now) for retention in RETENTIONS]
    return ROWS_AT_ONCE in [*removed, shared_memory.forget_expired(now)]


def _removed(retention: Retention, now: datetime) -> int:
    """Remove one batch; how many rows there were.

    Only the first rows that have ended are looked at: ids rise with time, and so no index over the times is
    needed. One that has not ended, such as a callback that waits in a long line, is in nobody's way.
    """
    before = now - timedelta(days=settings.QIANMING_KEEP_DAYS[retention.setting])
    ended = retention.model._default_manager.filter(retention.ended())
    oldest = ended.order_by("pk").values_list("pk", retention.since)[:ROWS_AT_ONCE]
    keys = [key for key, since in oldest if since < before]
    if keys:
        with write():
            ended.filter(pk__in=keys).delete()
    return len(keys)
