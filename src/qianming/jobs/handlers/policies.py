"""Policies that take effect, and the freezes that they announced."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from qianming.registry.models import PlannedFreeze, PolicyRun
from qianming.services import freezes, policies

_BETWEEN_LOOKS = timedelta(seconds=2)


class PolicyHandler:
    """One portion of one run at a time; the pauses of the loop leave room for everybody else's writes."""

    name = "policies"
    batch = 1

    def __init__(self) -> None:
        self._looked_at: datetime | None = None

    def claim(self, now: datetime, limit: int) -> Sequence[PolicyRun]:
        if self._looked_at is None or abs(now - self._looked_at) >= _BETWEEN_LOOKS:
            policies.begin_due(now)
            self._looked_at = now
        return policies.claim_due(now, limit)

    def work(self, row: PolicyRun, now: datetime) -> policies.Portion:
        return policies.look_ahead(row, now)

    def record(self, done: Sequence[tuple[PolicyRun, policies.Portion]], now: datetime) -> None:
        for row, portion in done:
            policies.apply(row, portion, now)

    def postpone(self, row: PolicyRun, due_at: datetime) -> bool:
        return policies.postpone(row, due_at)


class FreezeHandler:
    """An announced freeze has no slow part: it only comes due."""

    name = "freezes"
    batch = 20

    def claim(self, now: datetime, limit: int) -> Sequence[PlannedFreeze]:
        return freezes.claim_due(now, limit)

    def work(self, row: PlannedFreeze, now: datetime) -> None:
        return None

    def record(self, done: Sequence[tuple[PlannedFreeze, None]], now: datetime) -> None:
        for row, _ in done:
            freezes.carry_out(row, now)

    def postpone(self, row: PlannedFreeze, due_at: datetime) -> bool:
        return freezes.postpone(row, due_at)
