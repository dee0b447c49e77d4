"""What was acknowledged survives `kill -9` at any instant: the client's own list against the records.

A message counts as acknowledged when its BizId has reached this client. One that was stored in the very
instant of the kill may be recorded though its answer never arrived; a client that sends it again sends it
twice, as with every service of this kind, and these are counted apart.

Towards the carrier the service promises at least once: it may be killed after the carrier took a text and
before that is recorded, and then hands it over again under the same reference. The simulated phones' inbox is
written together with the record, so that a text stands there twice only if it was recorded twice: never.
"""

import random
import threading
import time
from dataclasses import dataclass, field

import pytest

from tests.e2e.service import until
from tests.failure.client import Client, SignedRequest
from tests.failure.conftest import SIGNATURE, SendingService

KILLS, SOAK_KILLS = 10, 100
THREADS = 4
TEXT = f"【{SIGNATURE}】您的验证码为482913，五分钟内有效，请勿告知他人。"

pytestmark = pytest.mark.kill


@dataclass
class Sender:
    """A client that sends without pause and writes down what was acknowledged."""

    phone: str
    acknowledged: list[str] = field(default_factory=list)
    refused: list[dict[str, object]] = field(default_factory=list)
    last: SignedRequest | None = None

    def run(self, client: Client, sending: SendingService, ending: threading.Event) -> None:
        while not ending.is_set():
            request = client.signed("SendSms", **sending.message(self.phone))
            try:
                status, answer = client.send(request)
            except Exception:
                # The service is being killed: whatever breaks now, nothing was acknowledged.
                ending.wait(0.01)
                continue
            if status == 200 and answer["Code"] == "OK":
                self.acknowledged.append(answer["BizId"])
                self.last = request
            else:
                self.refused.append(answer)
        client.close()


def load_and_kill(sending: SendingService, senders: list[Sender], instant: float) -> None:
    """Send from several threads, and kill the service after `instant` seconds."""
    ending = threading.Event()
    threads = [
        threading.Thread(target=sender.run, args=(sending.client(), sending, ending)) for sender in senders
    ]
    for thread in threads:
        thread.start()
    time.sleep(instant)
    sending.service.kill()
    ending.set()
    for thread in threads:
        thread.join()


def test_no_acknowledged_message_is_lost(
    sending: SendingService, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    kills = SOAK_KILLS if pytestconfig.getoption("soak") else KILLS
    senders = [Sender(f"1390000{number:04d}") for number in range(THREADS)]
    sending.service.environment["QIANMING_DEMO"] = "0"
    for _ in range(kills):
        load_and_kill(sending, senders, chance.uniform(0.05, 0.8))
        sending.service.start()
        client = sending.client()
        for sender in senders:
            if sender.last is not None:
                assert client.send(sender.last)[1]["Code"] == "SignatureNonceUsed"
        client.close()
    acknowledged = {biz_id for sender in senders for biz_id in sender.acknowledged}
    assert len(acknowledged) == sum(len(sender.acknowledged) for sender in senders), "a BizId was given twice"
    sending.wait_until_recorded(acknowledged)
    until("every message to get its receipt", lambda: not waiting(sending), 120)
    recorded = [biz_id for (biz_id,) in sending.rows("SELECT biz_id FROM registry_message")]
    texts = sending.rows(
        "SELECT count(*), count(DISTINCT message_id) FROM registry_inboxmessage WHERE message_id IS NOT NULL"
    )
    for sender in senders:
        (detail,) = sending.details(sender.phone, sender.acknowledged[-1])
        assert (detail["SendStatus"], detail["Content"]) == (3, TEXT)
    with capsys.disabled():
        print(  # noqa: T201 - the count is what the run is for
            f"\n{kills} kills, seed {seed}: {len(acknowledged)} acknowledged, 0 of them missing, "
            f"{len(set(recorded) - acknowledged)} recorded without an answer, "
            f"{texts[0][0] - texts[0][1]} texts delivered twice"
        )
    assert [answer for sender in senders for answer in sender.refused] == []
    assert len(recorded) == len(set(recorded)), "a message was recorded twice"
    assert texts == [(len(recorded), len(recorded))], "a text was delivered twice, or not at all"
    assert len(acknowledged) > kills


def waiting(sending: SendingService) -> int:
    """How many messages have no receipt yet."""
    ((count,),) = sending.rows("SELECT count(*) FROM registry_message WHERE state <> 'delivered'")
    return int(count)
