"""Reports of the simulated carriers that are due: record them as receipts."""

from collections.abc import Sequence
from datetime import datetime

from qianming.registry.models import CarrierReport
from qianming.services import receipts


class ReceiptHandler:
    """A simulated carrier's report has no slow part: it only comes due."""

    name = "receipts"
    batch = 200

    def claim(self, now: datetime, limit: int) -> Sequence[CarrierReport]:
        return receipts.claim_due(now, limit)

    def work(self, row: CarrierReport, now: datetime) -> None:
        return None

    def record(self, done: Sequence[tuple[CarrierReport, None]], now: datetime) -> None:
        receipts.record_reports([row for row, _ in done], now)

    def postpone(self, row: CarrierReport, due_at: datetime) -> bool:
        return receipts.postpone(row, due_at)
