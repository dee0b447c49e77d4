"""Carriers that file by sheet: batches go out as XLSX, and answers are read back from XLSX or CSV."""

from collections.abc import Callable
from datetime import datetime

from qianming.carriers.protocol import (
    DeliveryPlan,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.carriers.spreadsheet.layout import Layout
from qianming.core.codes import FilingReason, FilingState

Delivery = Callable[[Submission, datetime], DeliveryPlan | None]


class SpreadsheetCarrier:
    """Nothing is handed over by itself: a filing waits until somebody makes a batch and imports the answers.

    Texts go out on another way, which `delivery` is.
    """

    def __init__(
        self, layout: Layout, delivery: Callable[[Submission, datetime], DeliveryPlan | None]
    ) -> None:
        self.layout = layout
        self._delivery = delivery

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        return FilingAnswer(FilingState.NOT_FILED, (FilingReason.NON_REGISTER,), None)

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        """The same again; only a sheet brings something new."""
        usual = self.layout.usual_reason(probe.state)
        return FilingAnswer(probe.state, (usual,), None)

    def deliver(self, submission: Submission, now: datetime) -> DeliveryPlan | None:
        return self._delivery(submission, now)
