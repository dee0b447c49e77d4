"""Messages that are due: hand them to their carriers."""

from collections.abc import Sequence
from datetime import datetime

from qianming.carriers.protocol import Drivers
from qianming.services import submissions
from qianming.services.submissions import DueMessage, Submitted


class MessageHandler:
    """Submits each message through its carrier's driver, under a reference that stays the same."""

    name = "messages"
    batch = 200

    def __init__(self, drivers: Drivers) -> None:
        self._drivers = drivers

    def claim(self, now: datetime, limit: int) -> Sequence[DueMessage]:
        return submissions.claim_due(now, limit)

    def work(self, row: DueMessage, now: datetime) -> Submitted:
        submission = submissions.submission_of(row)
        return Submitted(submission, self._drivers[submission.carrier].deliver(submission, now))

    def record(self, done: Sequence[tuple[DueMessage, Submitted]], now: datetime) -> None:
        submissions.record(done, now)

    def postpone(self, row: DueMessage, due_at: datetime) -> bool:
        return submissions.postpone(row, due_at)
