"""The endpoint: the order of checks after the caller is known, and what it says when something breaks."""

import logging
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError

from qianming.core.permissions import Permission
from qianming.rpc.actions import ACTIONS, POST_ONLY, Action, ActionTable, Call
from qianming.rpc.authentication import SigningKey
from qianming.rpc.documented import DOCUMENTED_ACTIONS, FAMILIES
from qianming.rpc.endpoint import Endpoint
from qianming.rpc.errors import Regime, business_error
from qianming.rpc.rendering import Answer
from qianming.rpc.request import RpcRequest, host_of
from qianming.rpc.wire import Parameters
from tests.clock import StandingClock
from tests.rpc.client import (
    HOST,
    KEY,
    SECRET,
    MemoryNonces,
    Told,
    told,
    told_in_xml,
    v1_request,
    v3_request,
)
from tests.services.making import NOW

PRIVATE = "13800000001"


class OneKey:
    def bearer(self, hashed: str) -> SigningKey | None:
        return None

    def find(self, key_id: str) -> SigningKey | None:
        return SigningKey(KEY, SECRET, True, 7) if key_id == KEY else None


class Echo(Parameters, frozen=True, kw_only=True):
    text: str


class EchoAnswer(Answer, frozen=True, kw_only=True):
    text: str
    base_url: str


def echo(call: Call, parameters: Echo) -> EchoAnswer:
    return EchoAnswer(text=parameters.text, base_url=call.base_url)


def fail(call: Call, parameters: Echo) -> EchoAnswer:
    raise ValueError(f"the number {PRIVATE} and the {SECRET}")


def lose_the_store(call: Call, parameters: Echo) -> EchoAnswer:
    raise OperationalError(f"insert {PRIVATE}")


def refuse(call: Call, parameters: Echo) -> EchoAnswer:
    raise business_error("isv.NO", "no", 404)


def an_action(name: str, handle=echo, **changes: object) -> Action:  # type: ignore[no-untyped-def]
    return Action(name, Echo, handle, Permission.SIGNATURE_READ, **changes)  # type: ignore[arg-type]


EXTRA = (
    an_action("Echo"),
    an_action("EchoPosted", methods=POST_ONLY),
    Action("Review", Echo, echo, Permission.REVIEW_DECIDE),
    an_action("Fail", fail),
    an_action("LoseTheStore", lose_the_store),
    an_action("RefuseOld", refuse, regime=Regime.LEGACY),
    an_action("RefuseNew", refuse),
)


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint(StandingClock(NOW), MemoryNonces(), OneKey(), extra_actions=EXTRA)


def ask(endpoint: Endpoint, action: str, text: str = "a", **changes: object) -> Told:
    sent = v3_request(action, NOW, {"Text": text}, **changes)  # type: ignore[arg-type]
    return told(endpoint.answer(sent))


def test_it_answers_an_action(endpoint: Endpoint) -> None:
    answer = ask(endpoint, "Echo", "云帆")
    assert (answer.status, answer.code) == (200, "OK")
    assert (answer.body["Text"], answer.body["BaseUrl"]) == ("云帆", f"http://{HOST}")
    assert answer.headers["x-acs-trace-id"]


@pytest.mark.parametrize("path", ["/", "//", "/base/", "/x/y/z"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_path_and_method_make_no_difference(endpoint: Endpoint, path: str, method: str) -> None:
    sent = replace(v3_request("Echo", NOW, {"Text": "a"}, method=method), path=path)
    assert told(endpoint.answer(sent)).code == "OK"


UNSIGNED = [
    (RpcRequest("GET", "/", b"", (), b""), 404, "InvalidAction.NotFound"),
    (RpcRequest("GET", "/", b"Action=Nothing", (), b""), 404, "InvalidAction.NotFound"),
    (RpcRequest("GET", "/", b"Action=SendRCS", (), b""), 404, "InvalidAction.NotFound"),
    (RpcRequest("GET", "/", b"Action=Echo", (), b""), 400, "MissingAccessKeyId"),
    (RpcRequest("POST", "/", b"", (), b"Action=Echo"), 400, "MissingAccessKeyId"),
    (RpcRequest("POST", "/", b"", ((b"x-acs-action", b"Echo"),), b""), 400, "MissingAccessKeyId"),
    (RpcRequest("POST", "/", b"", ((b"x-acs-action", b"No"),), b""), 404, "InvalidAction.NotFound"),
    (RpcRequest("PUT", "/", b"Action=Echo", (), b""), 400, "UnsupportedHTTPMethod"),
    (RpcRequest("GET", "/", b"Action=Echo&AccessKeyId=a", (), b""), 400, "IncompleteSignature"),
    (
        RpcRequest("GET", "/", b"Action=%ff&x=%00", ((b"host", b"\xff"),), b"\xff\x00"),
        404,
        "InvalidAction.NotFound",
    ),
]


@pytest.mark.parametrize(("sent", "status", "code"), UNSIGNED)
def test_without_credentials_it_tells_only_whether_the_action_exists(
    endpoint: Endpoint, sent: RpcRequest, status: int, code: str
) -> None:
    answer = told(endpoint.answer(sent))
    assert (answer.status, answer.code) == (status, code)
    assert set(answer.body) >= {"RequestId", "HostId", "Code", "Message", "Recommend"}


@pytest.mark.parametrize(
    ("action", "changes", "status", "code"),
    [
        ("Echo", {"headers": {"x-acs-version": "2018-05-01"}}, 400, "InvalidVersion"),
        ("echo", {}, 404, "InvalidAction.NotFound"),
        ("", {}, 404, "InvalidAction.NotFound"),
        ("__class__", {}, 404, "InvalidAction.NotFound"),
        ("EchoPosted", {"method": "GET"}, 400, "UnsupportedHTTPMethod"),
        ("Echo", {"method": "DELETE"}, 400, "UnsupportedHTTPMethod"),
        ("Review", {}, 403, "Forbidden.RAM"),
        ("Echo", {"text": ""}, 400, "MissingText"),
        ("RefuseNew", {}, 404, "isv.NO"),
        ("RefuseOld", {}, 200, "isv.NO"),
        ("Fail", {}, 500, "InternalError"),
        ("LoseTheStore", {}, 503, "ServiceUnavailable"),
    ],
)
def test_what_it_refuses(
    endpoint: Endpoint, action: str, changes: dict[str, object], status: int, code: str
) -> None:
    answer = ask(endpoint, action, **changes)  # type: ignore[arg-type]
    assert (answer.status, answer.code) == (status, code)


def test_the_not_offered_actions_are_told_from_misspelt_ones(endpoint: Endpoint) -> None:
    assert "does not offer it" in ask(endpoint, "SendRCS").body["Recommend"]
    assert "spelling" in ask(endpoint, "SendRSC").body["Recommend"]


def test_a_fault_is_logged_without_what_the_client_sent(
    endpoint: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = ask(endpoint, "Fail", PRIVATE)
    assert answer.body["RequestId"] in caplog.text
    assert "ValueError" in caplog.text
    assert "in fail" in caplog.text
    assert PRIVATE not in caplog.text + str(answer.body)
    assert SECRET not in caplog.text + str(answer.body)


def test_a_request_counts_once(endpoint: Endpoint) -> None:
    sent = v1_request("Echo", NOW, {"Text": "a"})
    assert told(endpoint.answer(sent)).code == "OK"
    assert told(endpoint.answer(sent)).code == "SignatureNonceUsed"


ERRORS_IN_JSON: list[tuple[str, dict[str, Any], str]] = [
    ("RefuseOld", {}, "isv.NO"),
    ("RefuseNew", {}, "isv.NO"),
    ("Review", {}, "Forbidden.RAM"),
    ("Nothing", {}, "InvalidAction.NotFound"),
    ("Fail", {}, "InternalError"),
    ("LoseTheStore", {}, "ServiceUnavailable"),
    ("Echo", {"key": "UNKNOWN"}, "InvalidAccessKeyId.NotFound"),
    ("Echo", {"secret": "wrong"}, "SignatureDoesNotMatch"),
]


@pytest.mark.parametrize("in_body", [False, True])
def test_a_success_comes_in_xml_where_that_is_asked_for(endpoint: Endpoint, in_body: bool) -> None:
    request = v1_request("Echo", NOW, {"Text": "a", "Format": "xml"}, in_body=in_body)
    answer = told_in_xml(endpoint.answer(request))
    assert (answer.tag, answer.findtext("Code")) == ("EchoResponse", "OK")


@pytest.mark.parametrize(("action", "changes", "code"), ERRORS_IN_JSON)
def test_an_error_is_json_whatever_is_asked_for(
    endpoint: Endpoint, action: str, changes: dict[str, Any], code: str
) -> None:
    request = v1_request(action, NOW, {"Text": "a", "Format": "XML"}, **changes)
    assert told(endpoint.answer(request)).code == code


@pytest.mark.parametrize("wish", ["JSON", "json", "None", "", "yaml", "XML2"])
def test_everything_else_is_json(endpoint: Endpoint, wish: str) -> None:
    given = {"Text": "a", "Format": wish}
    assert told(endpoint.answer(v1_request("Echo", NOW, given))).code == "OK"
    assert told(endpoint.answer(v1_request("RefuseNew", NOW, given))).code == "isv.NO"


def test_two_wishes_are_none(endpoint: Endpoint) -> None:
    query = b"Action=Echo&AccessKeyId=a&Format=XML&Format=JSON"
    assert told(endpoint.answer(RpcRequest("GET", "/", query, (), b""))).code == "InvalidParameter.Format"


def test_version_3_knows_no_format(endpoint: Endpoint) -> None:
    """Its clients would stumble over an XML success."""
    given = {"Text": "a", "Format": "XML"}
    assert told(endpoint.answer(v3_request("Echo", NOW, given))).code == "OK"


@pytest.mark.parametrize(
    ("header", "host"),
    [
        (b"127.0.0.1:8460", "127.0.0.1:8460"),
        (b"http://127.0.0.1:8460", "127.0.0.1:8460"),
        (b"https://sms.example/base/", "sms.example"),
        (b"[::1]:8460", "[::1]:8460"),
        (b'a"><script>', ""),
        (b"", ""),
    ],
)
def test_the_host_is_read_from_what_clients_send(header: bytes, host: str) -> None:
    assert host_of(RpcRequest("GET", "/", b"", ((b"Host", header),), b"")) == host


def test_an_action_is_registered_once() -> None:
    with pytest.raises(ValueError, match="Echo is registered twice"):
        ActionTable([an_action("Echo"), an_action("Echo")])


def test_every_offered_action_is_documented(endpoint: Endpoint) -> None:
    assert len(DOCUMENTED_ACTIONS) == 80
    assert {action.name for action in ACTIONS} <= DOCUMENTED_ACTIONS
    families = ("card", "digital", "short link", "international", "rich communication")
    left_out = {name for family in families for name in FAMILIES[family].split()}
    elsewhere = {"SendSms", "SendBatchSms"}
    unoffered = {"SendLogisticsSms", "VerifyLogisticsSmsMailNo", "GetOSSInfoForCardTemplate"}
    offered = {action.name for action in ACTIONS}
    assert DOCUMENTED_ACTIONS - left_out - elsewhere - unoffered - offered == set()
