"""Texts that a service upstream took: their reports are asked for until they come, or for three days."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from qianming.carriers.protocol import (
    CarrierUnreachable,
    Delivery,
    Drivers,
    FilingAnswer,
    FilingProbe,
    FilingRequest,
    Relayed,
    RelayedProbe,
    Submission,
    TextReport,
)
from qianming.core.codes import Carrier
from qianming.core.message_codes import ReceiptCode
from qianming.jobs.due import Handler, run_once
from qianming.jobs.handlers.messages import MessageHandler
from qianming.jobs.handlers.relayed import RelayHandler
from qianming.registry.models import Message, Receipt, RelayedText, Signature
from qianming.services.messages import JournalEntry, JournalLine, record_batch
from tests.clock import StandingClock
from tests.services.making import COMPANY, NOW, a_live_signature, an_account

pytestmark = pytest.mark.django_db

PHONE = "13300000001"
DAY = timedelta(days=1)


class Service:
    """A carrier whose texts another service takes; the first answers to them may be lost."""

    def __init__(self, lost: int = 0) -> None:
        self.lost = lost
        self.code: ReceiptCode | None = None
        self.given: list[Submission] = []
        self.asked: list[RelayedProbe] = []

    def file(self, request: FilingRequest, now: datetime) -> FilingAnswer:
        raise CarrierUnreachable

    def poll(self, probe: FilingProbe, now: datetime) -> FilingAnswer:
        raise CarrierUnreachable

    def deliver(self, submission: Submission, now: datetime) -> Delivery:
        self.given.append(submission)
        if self.lost:
            self.lost -= 1
            raise CarrierUnreachable
        return Relayed("upstream")

    def report(self, probe: RelayedProbe, now: datetime) -> TextReport | None:
        self.asked.append(probe)
        return TextReport(self.code) if self.code else None


class World:
    def __init__(self, service: Service) -> None:
        drivers: Drivers = dict.fromkeys(Carrier, service)
        self.clock = StandingClock(NOW)
        self.handlers: tuple[Handler[Any, Any], ...] = (MessageHandler(drivers), RelayHandler(drivers))

    def pass_time(self, until: datetime) -> None:
        """Work at every moment at which something is due."""
        while True:
            due = [row.due_at for model in (Message, RelayedText) for row in model._default_manager.all()]
            moments = [moment for moment in due if moment is not None]
            if not moments or min(moments) > until:
                break
            self.clock.moment = max(self.clock.moment, min(moments))
            for handler in self.handlers:
                run_once(handler, self.clock)
        self.clock.moment = until


@pytest.fixture
def signature(db: None) -> Signature:
    row = a_live_signature(an_account())
    line = JournalLine(PHONE, f"【{COMPANY}】您的验证码是123456。", row.pk)
    record_batch("lane", [JournalEntry(1, row.account_id, "b1", NOW, "SMS_1", (line,))])
    return row


def test_its_report_closes_the_message(signature: Signature) -> None:
    service = Service()
    world = World(service)
    world.pass_time(NOW + timedelta(seconds=10))
    assert Message.objects.get().state == "submitted"
    service.code = ReceiptCode.DELIVERED
    world.pass_time(NOW + timedelta(seconds=40))
    message = Message.objects.get()
    assert (message.state, message.error_code) == ("delivered", "DELIVERED")
    assert Receipt.objects.count() == 1
    assert RelayedText.objects.count() == 0
    assert {(probe.reference, probe.phone, probe.upstream_id) for probe in service.asked} == {
        ("b1-0", PHONE, "upstream")
    }


def test_a_lost_answer_is_told_with_the_next_try(signature: Signature) -> None:
    service = Service(lost=2)
    World(service).pass_time(NOW + timedelta(minutes=1))
    assert [(one.reference, one.again) for one in service.given] == [
        ("b1-0", False),
        ("b1-0", True),
        ("b1-0", True),
    ]
    assert RelayedText.objects.count() == 1


def test_it_is_asked_ever_less_often_and_not_for_good(signature: Signature) -> None:
    service = Service()
    World(service).pass_time(NOW + 5 * DAY)
    assert RelayedText.objects.count() == 0
    assert Message.objects.get().state == "submitted"
    assert 72 < len(service.asked) < 100
