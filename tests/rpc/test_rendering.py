"""Answers and errors as bytes."""

import json
from dataclasses import replace

from qianming.rpc.errors import Regime, business_error, not_permitted, unknown_action
from qianming.rpc.rendering import Answer, Envelope, SuccessAnswer, failure, new_request_id, success
from tests.rpc.client import told, told_in_xml

ENVELOPE = Envelope("0A974B78-02BF-4C79-ADF3-90CFBA1B55B1", "127.0.0.1:8460")
IN_XML = replace(ENVELOPE, as_xml=True)


class Item(Answer, frozen=True, kw_only=True):
    sign_name: str
    order_id: int | None = None
    passed: bool = False


class Sample(SuccessAnswer, frozen=True, kw_only=True):
    items: list[Item]


SAMPLE = Sample(items=[Item(sign_name="a<&b\x01", passed=True), Item(sign_name="云帆", order_id=7)])


def test_a_success_carries_the_fields_of_the_action() -> None:
    answer = told(success(ENVELOPE, "QuerySample", SAMPLE))
    assert answer.status == 200
    assert answer.body == {
        "RequestId": ENVELOPE.request_id,
        "Code": "OK",
        "Message": "OK",
        "Success": True,
        "Items": [
            {"SignName": "a<&b\x01", "OrderId": None, "Passed": True},
            {"SignName": "云帆", "OrderId": 7, "Passed": False},
        ],
    }


def test_a_success_in_xml_repeats_the_tags_of_lists() -> None:
    root = told_in_xml(success(IN_XML, "QuerySample", SAMPLE))
    assert root.tag == "QuerySampleResponse"
    assert [node.tag for node in root] == ["RequestId", "Code", "Message", "Success", "Items", "Items"]
    assert [[(node.tag, node.text) for node in item] for item in root.iter("Items")] == [
        [("SignName", "a<&b"), ("Passed", "true")],
        [("SignName", "云帆"), ("OrderId", "7"), ("Passed", "false")],
    ]


def test_a_gateway_error_has_the_gateways_body() -> None:
    answer = told(failure(ENVELOPE, unknown_action("Look it up.")))
    assert answer.status == 404
    assert answer.body == {
        "RequestId": ENVELOPE.request_id,
        "HostId": ENVELOPE.host,
        "Code": "InvalidAction.NotFound",
        "Message": "Specified api is not found, please check your url and method.",
        "Recommend": "Look it up.",
    }


def test_a_business_error_follows_the_regime() -> None:
    error = business_error("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名")
    assert told(failure(ENVELOPE, error, Regime.CURRENT)).status == 400
    legacy = told(failure(ENVELOPE, error, Regime.LEGACY))
    assert legacy.status == 200
    assert set(legacy.body) == {"RequestId", "Code", "Message"}


def test_a_gateway_error_ignores_the_regime() -> None:
    assert told(failure(ENVELOPE, unknown_action(), Regime.LEGACY)).status == 404


def test_a_missing_permission_is_named() -> None:
    answer = told(failure(ENVELOPE, not_permitted("CreateSmsSign", "KEY")))
    assert (answer.status, answer.code) == (403, "Forbidden.RAM")
    assert answer.body["AccessDeniedDetail"]["AuthAction"] == "dysms:CreateSmsSign"


def test_a_message_may_quote_anything() -> None:
    error = business_error("Wrong", "a\udcffb\uffff<&>\x00")
    assert told(failure(ENVELOPE, error)).body["Message"] == "a?b\uffff<&>\x00"


def test_an_error_is_json_where_xml_is_asked_for_too() -> None:
    answer = told(failure(IN_XML, not_permitted("CreateSmsSign", "KEY")))
    assert (answer.status, answer.code) == (403, "Forbidden.RAM")


def test_a_success_in_xml_leaves_out_what_xml_cannot_hold() -> None:
    answer = success(IN_XML, "QuerySample", Item(sign_name="a\uffff<&>\x00"))
    assert told_in_xml(answer).findtext("SignName") == "a<&>"


def test_request_ids_are_upper_case_and_their_own() -> None:
    first, second = new_request_id(), new_request_id()
    assert first != second
    assert first == first.upper()
    assert len(first) == 36
    assert json.dumps(first)
