"""What the simulated carriers answer to filings and texts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qianming.carriers.protocol import DeliveryPlan, FilingAnswer, FilingProbe, FilingRequest, Submission
from qianming.carriers.simulator import CarrierBehaviour, SimulatedCarrier, simulated_carriers
from qianming.carriers.simulator.behaviour import FilingOutcome, ReceiptMode
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.message_codes import ReceiptCode
from qianming.core.subjects import SixElements

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
TWO = timedelta(seconds=2)
REQUEST = FilingRequest("r", Carrier.MOBILE, "云帆样例", SignatureSource.ENTERPRISE_NAME, SixElements())


def a_carrier(**changes: object) -> SimulatedCarrier:
    return SimulatedCarrier(lambda: CarrierBehaviour(**changes))  # type: ignore[arg-type]


def probe(state: FilingState) -> FilingProbe:
    return FilingProbe("r", Carrier.MOBILE, state, NOW)


def a_submission(*, filed: bool = True) -> Submission:
    return Submission("M1", Carrier.MOBILE, "13800000001", "【云帆样例】您好", filed)


def test_filing_is_under_way_at_first() -> None:
    expected = FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), NOW + TWO)
    assert a_carrier().file(REQUEST, NOW) == expected
    assert a_carrier().file(REQUEST, NOW) == expected
    assert a_carrier().poll(probe(FilingState.FILING), NOW + TWO / 2) == expected


def test_then_it_is_probed_and_then_filed() -> None:
    filed = a_carrier().poll(probe(FilingState.FILING), NOW + TWO)
    assert filed == FilingAnswer(FilingState.UNVERIFIED, (FilingReason.DETECTING,), NOW + 2 * TWO)
    early = a_carrier().poll(probe(FilingState.UNVERIFIED), NOW + TWO / 2)
    assert early == FilingAnswer(FilingState.UNVERIFIED, (FilingReason.DETECTING,), NOW + TWO)
    done = a_carrier().poll(probe(FilingState.UNVERIFIED), NOW + TWO)
    assert done == FilingAnswer(FilingState.FILED, (FilingReason.DETECT_SUCCESS,), None)


def test_it_fails_with_the_reason_that_was_set() -> None:
    carrier = a_carrier(filing_outcome=FilingOutcome.FAILED, filing_reason=FilingReason.SIGNATURE_ERROR)
    answer = carrier.poll(probe(FilingState.FILING), NOW + TWO)
    assert answer == FilingAnswer(FilingState.FAILED, (FilingReason.SIGNATURE_ERROR,), None)


@pytest.mark.parametrize(("delay", "again"), [(2.0, 2.0), (0.0, 1.0)])
def test_a_silent_carrier_is_asked_again(delay: float, again: float) -> None:
    carrier = a_carrier(filing_outcome=FilingOutcome.TIMEOUT, filing_delay_seconds=delay)
    now = NOW + timedelta(seconds=delay)
    answer = carrier.poll(probe(FilingState.FILING), now)
    assert answer.state is FilingState.FILING
    assert answer.reasons == (FilingReason.REGISTER_TIMEOUT,)
    assert answer.ask_again_at == now + timedelta(seconds=again)


@pytest.mark.parametrize(
    ("receipts", "filed", "plan"),
    [
        (ReceiptMode.DELIVER, True, DeliveryPlan(ReceiptCode.DELIVERED, NOW + TWO, reaches_phone=True)),
        (ReceiptMode.DROP, True, DeliveryPlan(None, NOW + TWO, reaches_phone=True)),
        (ReceiptCode.DELIVERED, True, DeliveryPlan(ReceiptCode.DELIVERED, NOW + TWO, reaches_phone=True)),
        (ReceiptCode.NO_ROUTE, True, DeliveryPlan(ReceiptCode.NO_ROUTE, NOW + TWO, reaches_phone=False)),
        *(
            (mode, False, DeliveryPlan(ReceiptCode.PORT_NOT_REGISTERED, NOW + TWO, reaches_phone=False))
            for mode in (ReceiptMode.DELIVER, ReceiptMode.DROP, ReceiptCode.NO_ROUTE)
        ),
    ],
)
def test_what_becomes_of_a_text(receipts: ReceiptMode | ReceiptCode, filed: bool, plan: DeliveryPlan) -> None:
    assert a_carrier(receipts=receipts).deliver(a_submission(filed=filed), NOW) == plan


def test_each_carrier_has_its_own_behaviour(tmp_path: Path) -> None:
    path = tmp_path / "simulator.toml"
    path.write_text("[telecom]\nreceipt_delay_seconds = 9\n", encoding="utf-8")
    drivers = simulated_carriers(path)
    assert set(drivers) == set(Carrier)
    seconds = {}
    for carrier, driver in drivers.items():
        plan = driver.deliver(a_submission(), NOW)
        assert plan is not None
        seconds[carrier] = (plan.receipt_at - NOW).total_seconds()
    assert seconds == {Carrier.MOBILE: 2, Carrier.UNICOM: 2, Carrier.TELECOM: 9}
