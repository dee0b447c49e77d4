"""Messages that are due: hand them to their carriers."""

from collections.abc import Sequence
from datetime import datetime

from qianming.carriers.protocol import DeliveryPlan, Drivers, Submission
from qianming.registry.models import Message
from qianming.services import submissions

_Done = tuple[Submission, DeliveryPlan | None]


class MessageHandler:
    """Submits each message through its carrier's driver, under a reference that stays the same."""

    name = "messages"
    batch = 200

    def __init__(self, drivers: Drivers) -> None:
        self._drivers = drivers

    def claim(self, now: datetime, limit: int) -> Sequence[Message]:
        return submissions.claim_due(now, limit)

    def work(self, row: Message, now: datetime) -> _Done:
        submission = submissions.submission_of(row)
        return submission, self._drivers[submission.carrier].deliver(submission, now)

    def record(self, done: Sequence[tuple[Message, _Done]], now: datetime) -> None:
        submissions.record([(row, submission, plan) for row, (submission, plan) in done], now)

    def postpone(self, row: Message, due_at: datetime) -> bool:
        return submissions.postpone(row, due_at)
