"""One simulated carrier: what it answers follows from its behaviour, the question and the time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from qianming.carriers.protocol import (
    CarrierUnreachable,
    ComplianceVerdict,
    DeliveryPlan,
    Drivers,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.carriers.simulator.behaviour import CarrierBehaviour, Compliance, FilingOutcome, ReceiptMode
from qianming.carriers.simulator.source import BehaviourFile
from qianming.core.china_time import china_day
from qianming.core.codes import Carrier, FilingReason, FilingState
from qianming.core.message_codes import ReceiptCode
from qianming.core.status.calendar import add_working_time
from qianming.policy.loader import policy_on

# How soon a carrier that does not answer is asked again, at least.
_SHORTEST_SILENCE = timedelta(seconds=1)


class SimulatedCarrier:
    """A carrier that files after a delay, probes after another, and reports each text after a third.

    It remembers only which answers it has lost.
    """

    def __init__(self, behaviour: Callable[[], CarrierBehaviour]) -> None:
        self._behaviour = behaviour
        self._lost: set[tuple[str, FilingState]] = set()

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        behaviour = self._reached(now).toward(request.signature)
        self._lose(behaviour, request.reference, FilingState.NOT_FILED)
        answered_at = _answered_at(behaviour, request.reference, now)
        return FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), answered_at)

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        behaviour = self._reached(now).toward(probe.signature)
        self._lose(behaviour, probe.reference, probe.state)
        if probe.state is FilingState.FILING:
            return _decided(behaviour, probe, now)
        if probe.state is FilingState.FAILED:
            return _failed(behaviour, probe.reference, None)
        if probe.state is FilingState.FILED:
            return _filed(behaviour, None, now)
        return _probed(behaviour, probe, now)

    def deliver(self, submission: Submission, now: datetime) -> DeliveryPlan | None:
        behaviour = self._reached(now)
        receipt_at = now + timedelta(seconds=behaviour.receipt_delay_seconds)
        if not submission.filed:
            return DeliveryPlan(ReceiptCode.PORT_NOT_REGISTERED, receipt_at, reaches_phone=False)
        if behaviour.receipts is ReceiptMode.DROP:
            return DeliveryPlan(None, receipt_at, reaches_phone=True)
        if isinstance(behaviour.receipts, ReceiptCode):
            reached = behaviour.receipts is ReceiptCode.DELIVERED
            return DeliveryPlan(behaviour.receipts, receipt_at, reaches_phone=reached)
        return DeliveryPlan(ReceiptCode.DELIVERED, receipt_at, reaches_phone=True)

    def _reached(self, now: datetime) -> CarrierBehaviour:
        behaviour = self._behaviour()
        if behaviour.is_out(now):
            raise CarrierUnreachable
        return behaviour

    def _lose(self, behaviour: CarrierBehaviour, reference: str, state: FilingState) -> None:
        """Some answers do not arrive; asked again, the carrier says the same."""
        told = (reference, state)
        if told not in self._lost and behaviour.chance(reference, f"lost {state}") < behaviour.lost_share:
            self._lost.add(told)
            raise CarrierUnreachable


def _answered_at(behaviour: CarrierBehaviour, reference: str, since: datetime) -> datetime:
    days = behaviour.filing_days(reference)
    return _later(since, behaviour.filing_delay_seconds, days)


def _later(since: datetime, seconds: float, days: float) -> datetime:
    """So many seconds later and then, in working time of the calendar in force, so many days."""
    moment = since + timedelta(seconds=seconds)
    if not days:
        return moment
    calendar = policy_on(china_day(since)).calendar
    return add_working_time(moment, timedelta(days=days), calendar)


def _decided(behaviour: CarrierBehaviour, probe: FilingProbe, now: datetime) -> FilingAnswer:
    answered_at = _answered_at(behaviour, probe.reference, probe.since)
    if now < answered_at:
        return FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), answered_at)
    outcome = behaviour.outcome(probe.reference)
    if outcome is FilingOutcome.FAILED:
        return _failed(behaviour, probe.reference, _again(behaviour, probe.reference, now))
    if outcome is FilingOutcome.TIMEOUT:
        silence = max(_SHORTEST_SILENCE, timedelta(seconds=behaviour.filing_delay_seconds))
        reason = FilingReason.REGISTERING if behaviour.timeout_share else FilingReason.REGISTER_TIMEOUT
        longer = max(now + silence, _later(now, 0, min(1.0, behaviour.filing_delay_days)))
        return FilingAnswer(FilingState.FILING, (reason,), longer)
    probed_at = _later(now, behaviour.probe_delay_seconds, behaviour.probe_delay_days)
    return FilingAnswer(FilingState.UNVERIFIED, (FilingReason.DETECTING,), probed_at)


def _probed(behaviour: CarrierBehaviour, probe: FilingProbe, now: datetime) -> FilingAnswer:
    probed_at = _later(probe.since, behaviour.probe_delay_seconds, behaviour.probe_delay_days)
    if now < probed_at:
        return FilingAnswer(FilingState.UNVERIFIED, (FilingReason.DETECTING,), probed_at)
    return _filed(behaviour, _again(behaviour, probe.reference, now), now)


def _filed(behaviour: CarrierBehaviour, again_at: datetime | None, now: datetime) -> FilingAnswer:
    if behaviour.watch_seconds and again_at is None:
        again_at = now + timedelta(seconds=behaviour.watch_seconds)
    verdict = None
    if behaviour.compliance is not Compliance.UNSAID:
        compliant = behaviour.compliance is Compliance.COMPLIANT
        verdict = ComplianceVerdict(compliant, "" if compliant else behaviour.compliance_text)
    return FilingAnswer(FilingState.FILED, (FilingReason.DETECT_SUCCESS,), again_at, verdict=verdict)


def _failed(behaviour: CarrierBehaviour, reference: str, again_at: datetime | None) -> FilingAnswer:
    reason = behaviour.failure(reference)
    texts = {reason: (behaviour.filing_text,)} if behaviour.filing_text else {}
    return FilingAnswer(FilingState.FAILED, (reason,), again_at, texts)


def _again(behaviour: CarrierBehaviour, reference: str, now: datetime) -> datetime | None:
    """When the same answer comes a second time, if it does."""
    twice = behaviour.chance(reference, "duplicate") < behaviour.duplicate_share
    return now + _SHORTEST_SILENCE if twice else None


def simulated_carriers(path: Path) -> Drivers:
    """A simulated driver for every carrier, following one configuration file."""
    file = BehaviourFile(path)
    return {carrier: SimulatedCarrier(_of(file, carrier)) for carrier in Carrier}


def _of(file: BehaviourFile, carrier: Carrier) -> Callable[[], CarrierBehaviour]:
    return lambda: file.of(carrier)
