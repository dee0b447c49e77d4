"""Texts that a service upstream took: ask it for their reports."""

from collections.abc import Sequence
from datetime import datetime

from qianming.carriers.protocol import Drivers, Reporting, TextReport
from qianming.registry.models import RelayedText
from qianming.services import relayed


class RelayHandler:
    """Asks the carrier's driver, if it still is one that can tell."""

    name = "relayed texts"
    batch = 20

    def __init__(self, drivers: Drivers) -> None:
        self._drivers = drivers

    def claim(self, now: datetime, limit: int) -> Sequence[RelayedText]:
        return relayed.claim_due(now, limit)

    def work(self, row: RelayedText, now: datetime) -> TextReport | None:
        probe = relayed.probe_of(row)
        driver = self._drivers[probe.carrier]
        return driver.report(probe, now) if isinstance(driver, Reporting) else None

    def record(self, done: Sequence[tuple[RelayedText, TextReport | None]], now: datetime) -> None:
        relayed.record(done, now)

    def postpone(self, row: RelayedText, due_at: datetime) -> bool:
        return relayed.postpone(row, due_at)
