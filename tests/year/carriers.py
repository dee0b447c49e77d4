"""The three carriers of the year: how each behaves toward which names, and what befell their answers."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from qianming.carriers.protocol import (
    CarrierUnreachable,
    DeliveryPlan,
    Drivers,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.carriers.simulator import CarrierBehaviour, SimulatedCarrier
from qianming.carriers.simulator.configuration import parse
from qianming.core.codes import Carrier, FilingState

# A sign in a name decides how its filing ends; every other name is filed, after some working days.
OUTAGE_BEGINS, OUTAGE_ENDS = "2026-06-24T00:00:00+08:00", "2026-06-27T00:00:00+08:00"
BEHAVIOUR = f"""
[all]
filing_delay_days = 4
filing_delay_days_most = 9
probe_delay_days = 1
seed = 7
lost_share = 0.04
duplicate_share = 0.04

[[rule]]
name = "*春"
failed_share = 1.0
filing_reasons = ["QUALIFICATION_ERROR"]
[[rule]]
name = "*夏"
carrier = "unicom"
failed_share = 1.0
filing_reasons = ["SIGNATURE_ERROR"]
[[rule]]
name = "*秋"
failed_share = 1.0
filing_reasons = ["SIGNATURE_QUALIFICATION_ERROR", "OTHERS_ERROR"]
[[rule]]
name = "*冬"
carrier = "telecom"
timeout_share = 1.0
[[rule]]
name = "*雨"
carrier = "mobile"
compliance = "non_compliant"
compliance_text = "名称与业务不符"

[[outage]]
carrier = "unicom"
start = {OUTAGE_BEGINS}
end = {OUTAGE_ENDS}
"""


class Watched:
    """A simulated carrier, and a count of what it was asked and what became of its answers."""

    def __init__(self, behaviour: CarrierBehaviour) -> None:
        self._carrier = SimulatedCarrier(lambda: behaviour)
        self._behaviour = behaviour
        self.filed: Counter[str] = Counter()
        self.befell: Counter[str] = Counter()

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        answer = self._reached(now, lambda: self._carrier.file(request, now))
        self.filed[request.reference] += 1
        return answer

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        answer = self._reached(now, lambda: self._carrier.poll(probe, now))
        if answer.state is probe.state and answer.state is not FilingState.FILING:
            self.befell["the same answer twice"] += 1
        return answer

    def deliver(self, submission: Submission, now: datetime) -> DeliveryPlan | None:
        return None

    def _reached(self, now: datetime, ask: Callable[[], FilingAnswer]) -> FilingAnswer:
        try:
            return ask()
        except CarrierUnreachable:
            self.befell["no answer in the outage" if self._behaviour.is_out(now) else "answer lost"] += 1
            raise


def watched_carriers() -> tuple[Drivers, tuple[Watched, ...]]:
    """A driver for every carrier, and the same ones to be asked afterwards."""
    behaviours = parse(BEHAVIOUR)
    made = {carrier: Watched(behaviours[carrier]) for carrier in Carrier}
    return made, tuple(made.values())
