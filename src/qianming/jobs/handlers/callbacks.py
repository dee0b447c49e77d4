"""Callbacks that are due: each is posted once per claim, outside any transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from qianming.jobs.posting import post
from qianming.registry.models import CallbackDelivery
from qianming.services import callbacks


class CallbackHandler:
    """Several of these work side by side, so that one slow receiver does not hold up the others."""

    batch = 4

    def __init__(self, number: int = 1) -> None:
        self.name = f"callbacks-{number}"

    def claim(self, now: datetime, limit: int) -> Sequence[CallbackDelivery]:
        return callbacks.claim_due(now, limit)

    def work(self, row: CallbackDelivery, now: datetime) -> str:
        posting = callbacks.posting_of(row)
        return post(posting, now, private=settings.QIANMING_CALLBACK_PRIVATE_ADDRESSES)

    def record(self, done: Sequence[tuple[CallbackDelivery, str]], now: datetime) -> None:
        callbacks.record_attempts(done, now)

    def postpone(self, row: CallbackDelivery, due_at: datetime) -> bool:
        return callbacks.postpone(row, due_at)
