"""SendSms from the signed request to the records, by the fast way and by the slow one."""

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qianming.core.codes import MessageState
from qianming.gateway.admission import Admission
from qianming.gateway.committer import Committer
from qianming.gateway.follower import Follower
from qianming.gateway.journal.protocol import Journal
from qianming.gateway.keys import LearnedKeys
from qianming.gateway.lane import LONGEST_BYTES, Lane
from qianming.gateway.ledger import JournalNonces, JournalTail
from qianming.gateway.sending import sending_actions
from qianming.gateway.snapshot import Snapshot
from qianming.project.threads import DatabaseThreads
from qianming.registry.bodies import open_body
from qianming.registry.models import Account, Message, Signature
from qianming.rpc.endpoint import Endpoint
from qianming.rpc.keys import RegistryKeys
from qianming.rpc.request import RpcAnswer, RpcRequest
from qianming.services import keys
from qianming.services.actors import operator
from tests.failure.client import Client
from tests.gateway.conftest import StandingClock
from tests.gateway.stock import KEY, NAME, SECRET, TEMPLATE, change, new_account, new_signature, new_template

pytestmark = pytest.mark.django_db(transaction=True)

CLIENT = Client("gateway.example:80", KEY, SECRET)
SEND = {
    "PhoneNumbers": "13900000001,13000000001",
    "SignName": NAME,
    "TemplateCode": TEMPLATE,
    "TemplateParam": '{"code":"482913"}',
    "OutId": "order-1",
}
TEXT = f"【{NAME}】您的验证码为482913，五分钟内有效。"


class Parts:
    """The sending half of a service, and what a caller sees of it."""

    def __init__(self, journal: Journal, clock: StandingClock) -> None:
        self.clock = clock
        stored = threading.Event()
        self.committer = Committer(journal, Admission(Snapshot()), clock, stored)
        self.follower = Follower(journal, clock, stored, self.committer.trim_behind)
        self.nonces = JournalNonces(self.committer)
        self.endpoint = Endpoint(
            clock,
            self.nonces,
            extra_actions=sending_actions(self.committer),
            unfollowed=JournalTail(journal, clock),
        )
        self.pool = DatabaseThreads(2, "lane")
        self.lane = Lane(self.committer, LearnedKeys(RegistryKeys()), clock, self.endpoint, self.pool)

    def quick(self, request: RpcRequest) -> RpcAnswer:
        assert self.lane.takes(request)
        return asyncio.run(self.lane.answer(request))

    def slow(self, request: RpcRequest) -> RpcAnswer:
        return self.endpoint.answer(request)


@pytest.fixture
def parts(journal: Journal, clock: StandingClock) -> Iterator[Parts]:
    clock.moment = datetime.now(UTC)
    parts = Parts(journal, clock)
    parts.committer.start()
    yield parts
    parts.committer.stop()
    parts.pool.shutdown()


@pytest.fixture
def account() -> Account:
    account = new_account()
    new_template(account)
    return account


@pytest.fixture
def signature(account: Account) -> Signature:
    return new_signature(account)


@pytest.fixture(params=["quick", "slow"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def request_of(parameters: Mapping[str, str], action: str = "SendSms", client: Client = CLIENT) -> RpcRequest:
    signed = client.signed(action, **parameters)
    headers = tuple((name.encode(), value.encode()) for name, value in signed.headers.items())
    return RpcRequest("POST", "/", signed.target[2:].encode(), headers, b"")


def answered(parts: Parts, way: str, request: RpcRequest) -> tuple[int, dict[str, Any]]:
    answer = getattr(parts, way)(request)
    return answer.status, json.loads(answer.body)


def test_a_message_is_acknowledged_and_becomes_records(parts: Parts, way: str, signature: Signature) -> None:
    status, answer = answered(parts, way, request_of(SEND))
    assert (status, answer["Code"], answer["Message"]) == (200, "OK", "OK")
    assert answer["BizId"].endswith("^0")
    assert Message.objects.count() == 0
    assert parts.follower.follow() is False
    rows = Message.objects.order_by("position")
    assert [open_body(row).phone for row in rows] == ["13900000001", "13000000001"]
    assert {open_body(row).text for row in rows} == {TEXT}
    assert {(row.biz_id, row.out_id, row.template_code, row.state) for row in rows} == {
        (answer["BizId"], "order-1", TEMPLATE, MessageState.ACCEPTED)
    }
    parts.follower.follow()
    assert Message.objects.count() == 2


def test_it_is_found_before_it_is_a_record_and_after(parts: Parts, way: str, signature: Signature) -> None:
    biz_id = answered(parts, way, request_of(SEND))[1]["BizId"]
    asked = {
        "PhoneNumber": "13900000001",
        "BizId": biz_id,
        "SendDate": f"{parts.clock.moment + timedelta(hours=8):%Y%m%d}",
        "PageSize": "10",
        "CurrentPage": "1",
    }

    def found() -> list[tuple[str, str, int]]:
        _, answer = answered(parts, "slow", request_of(asked, "QuerySendDetails"))
        details = answer["SmsSendDetailDTOs"]["SmsSendDetailDTO"]
        return [(detail["Content"], detail["OutId"], detail["SendStatus"]) for detail in details]

    assert found() == [(TEXT, "order-1", 1)]
    parts.follower.follow()
    assert found() == [(TEXT, "order-1", 1)]


def test_a_request_counts_once(parts: Parts, way: str, signature: Signature) -> None:
    request = request_of(SEND)
    assert answered(parts, way, request)[1]["Code"] == "OK"
    for again in ("quick", "slow"):
        assert answered(parts, again, request)[1]["Code"] == "SignatureNonceUsed"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SignName": "某某科技"}, (200, "isv.SMS_SIGNATURE_ILLEGAL")),
        ({"TemplateCode": "SMS_1"}, (200, "isv.SMS_TEMPLATE_ILLEGAL")),
        ({"TemplateParam": "{"}, (200, "isv.INVALID_JSON_PARAM")),
        ({"TemplateParam": ""}, (200, "isv.TEMPLATE_MISSING_PARAMETERS")),
        ({"PhoneNumbers": "12345"}, (200, "isv.MOBILE_NUMBER_ILLEGAL")),
        ({"PhoneNumbers": ""}, (400, "MissingPhoneNumbers")),
        ({"SignName": ""}, (400, "MissingSignName")),
        ({"OutId": "x" * 256}, (400, "InvalidOutId")),
    ],
)
def test_a_refusal_stores_nothing_but_the_nonce(
    parts: Parts, way: str, signature: Signature, changes: dict[str, str], expected: tuple[int, str]
) -> None:
    request = request_of({**SEND, **changes})
    status, answer = answered(parts, way, request)
    assert (status, answer["Code"]) == expected
    assert answer["Message"]
    assert "BizId" not in answer
    parts.follower.follow()
    assert Message.objects.count() == 0
    assert answered(parts, way, request)[1]["Code"] == "SignatureNonceUsed"


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (Client(CLIENT.endpoint, "nobody", SECRET), (404, "InvalidAccessKeyId.NotFound")),
        (Client(CLIENT.endpoint, KEY, "wrong"), (400, "SignatureDoesNotMatch")),
    ],
)
def test_a_wrong_signature_is_refused(
    parts: Parts, way: str, signature: Signature, client: Client, expected: tuple[int, str]
) -> None:
    status, answer = answered(parts, way, request_of(SEND, client=client))
    assert (status, answer["Code"]) == expected


def test_a_stale_request_is_refused(parts: Parts, way: str, signature: Signature) -> None:
    request = request_of(SEND)
    parts.clock.moment += timedelta(minutes=16)
    assert answered(parts, way, request)[1]["Code"] == "InvalidTimeStamp.Expired"


def test_another_version_is_refused_after_its_nonce_was_used(
    parts: Parts, way: str, signature: Signature
) -> None:
    request = request_of(SEND, client=replace(CLIENT, version="2018-05-01"))
    status, answer = answered(parts, way, request)
    assert (status, answer["Code"]) == (400, "InvalidVersion")
    assert answered(parts, way, request)[1]["Code"] == "SignatureNonceUsed"


def test_a_key_that_was_learned_and_disabled_is_refused(parts: Parts, way: str, signature: Signature) -> None:
    assert answered(parts, way, request_of(SEND))[1]["Code"] == "OK"
    keys.disable_key(operator(), KEY, parts.clock.moment)
    for _ in range(2):
        status, answer = answered(parts, way, request_of(SEND))
        assert (status, answer["Code"]) == (400, "InvalidAccessKeyId.Inactive")


def test_a_freeze_counts_from_the_next_request_on(parts: Parts, way: str, signature: Signature) -> None:
    assert answered(parts, way, request_of(SEND))[1]["Code"] == "OK"
    change(signature, frozen_by_customer_at=parts.clock.moment)
    assert answered(parts, way, request_of(SEND))[1]["Code"] == "isv.SIGN_STATE_ILLEGAL"
    change(signature, frozen_by_customer_at=None)
    assert answered(parts, way, request_of(SEND))[1]["Code"] == "OK"


def test_it_takes_sending_requests_only(parts: Parts) -> None:
    assert parts.lane.takes(request_of(SEND))
    assert not parts.lane.takes(request_of({"SignName": NAME}, "GetSmsSign"))
    old = RpcRequest("POST", "/", b"Action=SendSms&Format=JSON", (), b"")
    assert parts.lane.takes(old)
    assert parts.lane.takes(replace(old, query=b"", body=b"Format=JSON&Action=SendSms"))
    assert not parts.lane.takes(replace(old, query=b"Action=SendSmsX"))
    assert not parts.lane.takes(replace(old, body=b"x" * LONGEST_BYTES))


def test_what_only_looks_like_sending_is_answered_by_the_api(parts: Parts, account: Account) -> None:
    request = request_of({"SignName": "某某科技", "Action": "SendSms"}, "GetSmsSign")
    headers = tuple(header for header in request.headers if header[0] != b"x-acs-action")
    disguised = replace(request, headers=(*headers, (b"X-Acs-Action", b"GetSmsSign")))
    assert parts.lane.takes(disguised)
    assert json.loads(parts.quick(disguised).body)["Code"] == "SignatureNotFound"
    assert answered(parts, "slow", disguised)[1]["Code"] == "SignatureNonceUsed"


@pytest.mark.parametrize("query", [b"Action=SendSms", b"Action=SendSms&SignName=%ff%fe", b"Action=SendSms&%"])
def test_what_is_not_signed_is_refused_the_same_on_both_ways(parts: Parts, query: bytes) -> None:
    request = RpcRequest("POST", "/", query, (), b"")
    quick, slow = (answered(parts, way, request) for way in ("quick", "slow"))
    assert (quick[0], quick[1]["Code"]) == (slow[0], slow[1]["Code"]) == (400, "MissingAccessKeyId")
