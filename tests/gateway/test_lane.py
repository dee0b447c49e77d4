"""SendSms from the signed request to the records, by the fast way and by the slow one."""

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from qianming.core.access_scopes import KeyScope, TokenKind
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
from qianming.services import extension_codes, keys, tokens
from qianming.services.actors import key_actor, operator
from tests.clock import StandingClock
from tests.failure.client import Client
from tests.gateway.stock import KEY, NAME, SECRET, TEMPLATE, change, new_account, new_signature, new_template
from tests.rpc.client import told, told_in_xml, v1_request

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
    assert {(row.biz_id, open_body(row).out_id, row.template_code, row.state) for row in rows} == {
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


def test_a_success_comes_in_the_form_that_is_asked_for(parts: Parts, way: str, signature: Signature) -> None:
    wish = {**SEND, "Format": "XML"}
    request = v1_request("SendSms", parts.clock.moment, wish, key=KEY, secret=SECRET)
    answer = told_in_xml(getattr(parts, way)(request))
    assert (answer.tag, answer.findtext("Code")) == ("SendSmsResponse", "OK")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"SignName": "某某科技"}, "isv.SMS_SIGNATURE_ILLEGAL"),
        ({"SignName": ""}, "MissingSignName"),
        ({"AccessKeyId": "nobody"}, "InvalidAccessKeyId.NotFound"),
    ],
)
def test_an_error_is_json_whatever_is_asked_for(
    parts: Parts, way: str, signature: Signature, changes: dict[str, str], code: str
) -> None:
    wish = {**SEND, "Format": "XML", **changes}
    request = v1_request("SendSms", parts.clock.moment, wish, key=KEY, secret=SECRET)
    assert told(getattr(parts, way)(request)).code == code


BATCH = {
    "PhoneNumberJson": '["13900000001","13000000001"]',
    "SignNameJson": f'["{NAME}","{NAME}"]',
    "TemplateCode": TEMPLATE,
    "TemplateParamJson": '[{"code":"1"},{"code":"2"}]',
    "OutId": "order-1",
}


def test_a_batch_gives_every_number_its_own_text(parts: Parts, way: str, signature: Signature) -> None:
    request = request_of(BATCH, "SendBatchSms")
    status, answer = answered(parts, way, request)
    assert (status, answer["Code"]) == (200, "OK")
    parts.follower.follow()
    bodies = [open_body(row) for row in Message.objects.filter(biz_id=answer["BizId"]).order_by("position")]
    assert [(body.phone, body.text[-len("1，五分钟内有效。")]) for body in bodies] == [
        ("13900000001", "1"),
        ("13000000001", "2"),
    ]
    assert answered(parts, way, request)[1]["Code"] == "SignatureNonceUsed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"SignNameJson": f'["{NAME}","某某"]'}, "isv.SMS_SIGNATURE_ILLEGAL"),
        ({"PhoneNumberJson": '["13900000001","1"]'}, "isv.MOBILE_NUMBER_ILLEGAL"),
        ({"TemplateParamJson": '[{"code":"1"}]'}, "isv.PARAMS_ILLEGAL"),
        ({"TemplateParamJson": '[{"code":"1"},{}]'}, "isv.TEMPLATE_MISSING_PARAMETERS"),
        ({"PhoneNumberJson": "13900000001"}, "isv.INVALID_PARAMETERS"),
        ({"TemplateParamJson": ""}, "isv.TEMPLATE_MISSING_PARAMETERS"),
    ],
)
def test_one_wrong_line_refuses_the_batch(
    parts: Parts, way: str, signature: Signature, changes: dict[str, str], code: str
) -> None:
    status, answer = answered(parts, way, request_of({**BATCH, **changes}, "SendBatchSms"))
    assert (status, answer["Code"]) == (200, code)
    assert answer["Message"]
    parts.follower.follow()
    assert Message.objects.count() == 0


def test_a_message_goes_out_with_its_signatures_code(parts: Parts, way: str, signature: Signature) -> None:
    def sent_with(**changes: str) -> str:
        answer = answered(parts, way, request_of({**SEND, **changes}))[1]
        parts.follower.follow()
        found = Message.objects.filter(biz_id=answer.get("BizId", "none")).first()
        return found.extension if found else answer["Code"]

    actor = key_actor(KEY, signature.account_id)
    other = new_signature(signature.account, "另一签名")
    assert sent_with() == ""
    assert sent_with(SmsUpExtendCode="77") == "77"
    extension_codes.tie(actor, "01", NAME, parts.clock.moment)
    extension_codes.tie(actor, "02", other.name, parts.clock.moment)
    assert sent_with() == "01"
    assert sent_with(SmsUpExtendCode="02") == "isv.EXTEND_CODE_ERROR"
    assert sent_with(SmsUpExtendCode="0x") == "isv.CODE_ERROR"
    assert sent_with(SmsUpExtendCode="02", SignName=other.name) == "02"
    extension_codes.free(actor, "02", other.name, parts.clock.moment)
    assert sent_with(SmsUpExtendCode="02") == "02"


def borne(token: str, action: str = "SendSms", **parameters: str) -> RpcRequest:
    headers = {"host": "gateway.example", "x-acs-action": action, "x-acs-version": "2017-05-25"}
    pairs = [
        (name.encode(), value.encode()) for name, value in {**headers, "x-acs-bearer-token": token}.items()
    ]
    return RpcRequest("POST", "/", urlencode(parameters).encode(), tuple(pairs), b"")


def test_a_key_that_may_not_send_is_told_so(parts: Parts, way: str, signature: Signature) -> None:
    command = keys.CreateKey(signature.account.name, "reader", SECRET, (KeyScope.READ_ONLY,))
    keys.create_key(operator(), command, parts.clock.moment)
    reader = Client("gateway.example:80", "reader", SECRET)
    for action, given in (("SendSms", SEND), ("SendBatchSms", BATCH)):
        status, answer = answered(parts, way, request_of(given, action, reader))
        assert (status, answer["Code"]) == (403, "Forbidden.RAM")
        assert answer["AccessDeniedDetail"]["AuthAction"] == f"dysms:{action}"


def test_a_bearer_token_sends_until_it_is_revoked_or_expires(
    parts: Parts, way: str, signature: Signature
) -> None:
    hour = timedelta(hours=1)
    for end, code in (("revoked", "Revoked"), ("expired", "Expired")):
        command = tokens.CreateToken(signature.account.name, TokenKind.BEARER, hour, (KeyScope.SEND_ONLY,))
        made = tokens.create_token(operator(), command, parts.clock.moment)
        for _ in range(2):
            assert answered(parts, way, borne(made.token, **SEND))[1]["Code"] == "OK"
        if end == "revoked":
            tokens.revoke_token(operator(), made.row.token_id, parts.clock.moment)
            # The lane has learned it: the committer notices, and then the registry is asked again.
            codes = [answered(parts, way, borne(made.token, **SEND))[1]["Code"] for _ in range(2)]
            assert codes[1] == f"InvalidSecurityToken.{code}"
            assert codes[0] in (codes[1], "InvalidAccessKeyId.Inactive")
        else:
            parts.clock.moment += hour
            answer = answered(parts, way, borne(made.token, **SEND))[1]
            assert answer["Code"] == f"InvalidSecurityToken.{code}"


def test_the_lane_takes_batches_too(parts: Parts) -> None:
    assert parts.lane.takes(request_of(BATCH, "SendBatchSms"))
    assert parts.lane.takes(RpcRequest("POST", "/", b"Action=SendBatchSms", (), b""))
