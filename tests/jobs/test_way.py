"""From an approval to a delivered text: handlers and simulated carriers on a clock that is set by hand."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qianming.carriers.protocol import (
    CarrierUnreachable,
    DeliveryPlan,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Submission,
)
from qianming.carriers.simulator import simulated_carriers
from qianming.core.codes import Carrier, EventKind
from qianming.jobs.catalog import handlers
from qianming.jobs.due import Handler, run_once
from qianming.registry.models import CarrierFiling, Event, Message, Qualification, Signature
from qianming.services import inbox, messages
from qianming.services.messages import JournalEntry, JournalLine
from tests.clock import StandingClock
from tests.services.making import COMPANY, NOW, SECOND, a_live_signature, an_account

pytestmark = pytest.mark.django_db

MOBILE, UNICOM, TELECOM = "13800000001", "13000000002", "13300000003"
TEXT = f"【{COMPANY}】您的验证码是123456。"


class World:
    """Handlers over the simulated carriers, run until nothing is due."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "simulator.toml"
        self.clock = StandingClock(NOW)
        self.handlers = handlers(simulated_carriers(self.file))

    def behave(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def run(self) -> None:
        while sum(run_once(handler, self.clock) for handler in self.handlers):
            pass

    def wait(self, seconds: float) -> None:
        """Let time pass in steps of half a second, working at each."""
        end = self.clock.moment + timedelta(seconds=seconds)
        self.run()
        while self.clock.moment < end:
            self.clock.moment += SECOND / 2
            self.run()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def signature(db: None) -> Signature:
    live = a_live_signature(an_account())
    inbox.clear()
    return live


def send(signature: Signature, *phones: str, position: int = 1, at: datetime = NOW) -> None:
    lines = tuple(JournalLine(phone, TEXT, signature.pk) for phone in phones)
    entry = JournalEntry(position, signature.account_id, f"b{position}", at, "SMS_1", lines)
    messages.record_batch("lane", [entry])


def states(signature: Signature) -> dict[str, str]:
    return dict(signature.filings.values_list("carrier", "state"))


def codes() -> dict[str, str]:
    return {row.carrier: row.error_code or row.state for row in Message.objects.all()}


def test_three_filings_make_it_available_and_texts_arrive(world: World, signature: Signature) -> None:
    world.run()
    assert set(states(signature).values()) == {"filing"}
    world.wait(2)
    assert set(states(signature).values()) == {"unverified"}
    signature.refresh_from_db()
    assert signature.availability == "available"
    world.wait(2)
    assert set(states(signature).values()) == {"filed"}
    send(signature, MOBILE, UNICOM, TELECOM, at=world.clock.moment)
    world.wait(1)
    assert {item.text for item in inbox.items()} == {TEXT}
    assert set(codes().values()) == {"submitted"}
    world.wait(1)
    assert set(codes().values()) == {"DELIVERED"}


def test_an_unfiled_carrier_reports_its_port(world: World, signature: Signature) -> None:
    world.behave("[telecom]\nfiling_delay_seconds = 3600\n")
    world.wait(4)
    assert states(signature) == {"mobile": "filed", "unicom": "filed", "telecom": "filing"}
    send(signature, MOBILE, TELECOM, at=world.clock.moment)
    world.wait(2)
    assert codes() == {"mobile": "DELIVERED", "telecom": "PORT_NOT_REGISTERED"}
    assert [item.phone for item in inbox.items()] == [MOBILE]


def test_dropped_receipts_leave_it_submitted(world: World, signature: Signature) -> None:
    world.behave('[all]\nreceipts = "drop"\n')
    world.wait(4)
    send(signature, MOBILE, at=world.clock.moment)
    world.wait(60)
    assert codes() == {"mobile": "submitted"}
    assert len(inbox.items()) == 1


def test_a_failed_and_a_silent_carrier(world: World, signature: Signature) -> None:
    world.behave(
        '[mobile]\nfiling_outcome = "failed"\nfiling_reason = "SIGNATURE_ERROR"\n'
        '[unicom]\nfiling_outcome = "timeout"\n'
    )
    world.wait(30)
    rows = {row.carrier: row for row in signature.filings.all()}
    assert (rows["mobile"].state, rows["mobile"].reasons) == ("failed", ["SIGNATURE_ERROR"])
    assert (rows["unicom"].state, rows["unicom"].reasons) == ("filing", ["REGISTER_TIMEOUT"])
    assert rows["telecom"].state == "filed"
    assert Event.objects.filter(subject=f"filing:{rows['unicom'].pk}").count() == 3
    world.behave("")
    world.wait(5)
    assert states(signature)["unicom"] == "filed"


class Unreachable:
    """A carrier that never answers."""

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        raise CarrierUnreachable

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        raise CarrierUnreachable

    def deliver(self, submission: Submission, now: datetime) -> DeliveryPlan | None:
        raise CarrierUnreachable


def test_an_unreachable_carrier_holds_up_no_other(tmp_path: Path, signature: Signature) -> None:
    simulated = simulated_carriers(tmp_path / "simulator.toml")
    drivers: Mapping[Carrier, Any] = {**simulated, Carrier.TELECOM: Unreachable()}
    world = World(tmp_path)
    world.handlers = handlers(drivers)
    send(signature, MOBILE, TELECOM)
    world.wait(10)
    assert states(signature) == {"mobile": "filed", "unicom": "filed", "telecom": "not_filed"}
    assert codes() == {"mobile": "PORT_NOT_REGISTERED", "telecom": "accepted"}
    waiting = CarrierFiling.objects.get(carrier="telecom")
    assert waiting.attempts > 2
    assert waiting.due_at is not None
    world.handlers = handlers(simulated)
    world.wait(60)
    assert states(signature)["telecom"] == "filed"
    assert codes()["telecom"] == "PORT_NOT_REGISTERED"


def test_a_pointless_filing_is_asked_about_no_more(world: World, signature: Signature) -> None:
    Qualification.objects.update(state="rejected")
    world.wait(10)
    assert set(states(signature).values()) == {"not_filed"}
    assert not CarrierFiling.objects.filter(due_at__isnull=False).exists()
    assert not Event.objects.filter(kind=EventKind.FILING_MOVED, new="filing").exists()


def killed(handler: Handler[Any, Any], clock: StandingClock) -> None:
    """A worker that is killed after it told the carrier and before it recorded anything."""
    for row in handler.claim(clock.now(), handler.batch):
        handler.work(row, clock.now())


def test_a_killed_worker_loses_and_doubles_nothing(world: World, signature: Signature) -> None:
    send(signature, MOBILE)
    for handler in world.handlers:
        killed(handler, world.clock)
    world.wait(30)
    assert set(states(signature).values()) == {"not_filed"}
    world.wait(60)
    assert set(states(signature).values()) == {"filed"}
    assert codes() == {"mobile": "PORT_NOT_REGISTERED"}
    assert Event.objects.filter(kind=EventKind.FILING_MOVED, new="filing").count() == 3
