"""Carriers that file by sheet: batches go out as XLSX, and answers are read back from XLSX or CSV."""

from datetime import datetime

from qianming.carriers.protocol import (
    Delivery,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    RelayedProbe,
    Reporting,
    Submission,
    TextReport,
    Texts,
)
from qianming.carriers.spreadsheet.layout import Layout
from qianming.core.codes import FilingReason, FilingState


class SpreadsheetCarrier:
    """Nothing is handed over by itself: a filing waits until somebody makes a batch and imports the answers.

    Texts go out on another way, which `texts` is.
    """

    def __init__(self, layout: Layout, texts: Texts) -> None:
        self.layout = layout
        self._texts = texts

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        return FilingAnswer(FilingState.NOT_FILED, (FilingReason.NON_REGISTER,), None)

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        """The same again; only a sheet brings something new."""
        usual = self.layout.usual_reason(probe.state)
        return FilingAnswer(probe.state, (usual,), None)

    def deliver(self, submission: Submission, now: datetime) -> Delivery:
        return self._texts.deliver(submission, now)

    def report(self, probe: RelayedProbe, now: datetime) -> TextReport | None:
        return self._texts.report(probe, now) if isinstance(self._texts, Reporting) else None
