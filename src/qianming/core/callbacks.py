"""Callbacks: their kinds, their states, and when a failed one is tried again. Sends nothing."""

from datetime import datetime, timedelta
from enum import StrEnum


class CallbackKind(StrEnum):
    """What an endpoint is told. The reports are the documented ones; `events` are this service's own."""

    SIGN_REPORT = "SignSmsReport"
    TEMPLATE_REPORT = "TemplateSmsReport"
    SMS_REPORT = "SmsReport"
    EVENTS = "events"


class DeliveryState(StrEnum):
    """Where a callback stands; a dead one can be replayed."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


_FIRST_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=10))
_LATER_WAIT = timedelta(hours=1)
_LASTS = timedelta(days=1)


def next_try(kind: CallbackKind, tries: int, first_tried_at: datetime, now: datetime) -> datetime | None:
    """When a callback that failed `tries` times is tried again; None when it is given up.

    After 1, 5 and 10 minutes, which is all for the documented reports; events go on hourly until a day after
    the first try.
    """
    if tries <= len(_FIRST_WAITS):
        return now + _FIRST_WAITS[tries - 1]
    later = now + _LATER_WAIT
    if kind is not CallbackKind.EVENTS or later > first_tried_at + _LASTS:
        return None
    return later
