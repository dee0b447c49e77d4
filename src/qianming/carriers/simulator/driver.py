"""One simulated carrier: a function of its behaviour, the question and the time; it remembers nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from qianming.carriers.protocol import (
    DeliveryPlan,
    Drivers,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.carriers.simulator.configuration import CarrierBehaviour, FilingOutcome, ReceiptMode
from qianming.carriers.simulator.source import BehaviourFile
from qianming.core.codes import Carrier, FilingReason, FilingState, ReceiptCode

# How soon a carrier that does not answer is asked again, at least.
_SHORTEST_SILENCE = timedelta(seconds=1)


class SimulatedCarrier:
    """A carrier that files after a delay, probes after another, and reports each text after a third."""

    def __init__(self, behaviour: Callable[[], CarrierBehaviour]) -> None:
        self._behaviour = behaviour

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        delay = timedelta(seconds=self._behaviour().filing_delay_seconds)
        return FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), now + delay)

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        behaviour = self._behaviour()
        if probe.state is FilingState.UNVERIFIED:
            return _probed(behaviour, probe, now)
        answered_at = probe.since + timedelta(seconds=behaviour.filing_delay_seconds)
        if now < answered_at:
            return FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), answered_at)
        if behaviour.filing_outcome is FilingOutcome.FAILED:
            return FilingAnswer(FilingState.FAILED, (behaviour.filing_reason,), None)
        if behaviour.filing_outcome is FilingOutcome.TIMEOUT:
            silence = max(_SHORTEST_SILENCE, timedelta(seconds=behaviour.filing_delay_seconds))
            return FilingAnswer(FilingState.FILING, (FilingReason.REGISTER_TIMEOUT,), now + silence)
        probed_at = now + timedelta(seconds=behaviour.probe_delay_seconds)
        return FilingAnswer(FilingState.UNVERIFIED, (FilingReason.DETECTING,), probed_at)

    def deliver(self, submission: Submission, now: datetime) -> DeliveryPlan | None:
        behaviour = self._behaviour()
        receipt_at = now + timedelta(seconds=behaviour.receipt_delay_seconds)
        if not submission.filed:
            return DeliveryPlan(ReceiptCode.PORT_NOT_REGISTERED, receipt_at, reaches_phone=False)
        if behaviour.receipts is ReceiptMode.DROP:
            return DeliveryPlan(None, receipt_at, reaches_phone=True)
        if isinstance(behaviour.receipts, ReceiptCode):
            reached = behaviour.receipts is ReceiptCode.DELIVERED
            return DeliveryPlan(behaviour.receipts, receipt_at, reaches_phone=reached)
        return DeliveryPlan(ReceiptCode.DELIVERED, receipt_at, reaches_phone=True)


def _probed(behaviour: CarrierBehaviour, probe: FilingProbe, now: datetime) -> FilingAnswer:
    probed_at = probe.since + timedelta(seconds=behaviour.probe_delay_seconds)
    if now < probed_at:
        return FilingAnswer(FilingState.UNVERIFIED, (FilingReason.DETECTING,), probed_at)
    return FilingAnswer(FilingState.FILED, (FilingReason.DETECT_SUCCESS,), None)


def simulated_carriers(path: Path) -> Drivers:
    """A simulated driver for every carrier, following one configuration file."""
    file = BehaviourFile(path)
    return {carrier: SimulatedCarrier(_of(file, carrier)) for carrier in Carrier}


def _of(file: BehaviourFile, carrier: Carrier) -> Callable[[], CarrierBehaviour]:
    return lambda: file.of(carrier)
