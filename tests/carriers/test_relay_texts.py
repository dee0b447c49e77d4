"""Texts over a service upstream, which answers in process: sent once, and their reports asked for."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from qianming.carriers.protocol import (
    CarrierUnreachable,
    DeliveryPlan,
    Relayed,
    RelayedProbe,
    Submission,
    TextReport,
)
from qianming.carriers.relay import RelayTexts
from qianming.carriers.relay.calling import Upstream
from qianming.core.codes import Carrier
from qianming.core.message_codes import ReceiptCode

NOW = datetime(2026, 6, 10, 15, 59, tzinfo=UTC)
PHONE = "13300000001"
TEXT = Submission("b1-0", Carrier.TELECOM, PHONE, "【云帆样例】您的验证码为482913。", True, accepted_at=NOW)
AGAIN = Submission("b1-0", Carrier.TELECOM, PHONE, TEXT.text, True, again=True, accepted_at=NOW)
PROBE = RelayedProbe("b1-0", Carrier.TELECOM, PHONE, "biz", NOW)


class Service:
    """Takes texts and tells of them; its next answers to SendSms may be lost, or be a refusal."""

    def __init__(self, content: str = "您的验证码为${code}。") -> None:
        self.sent: list[dict[str, str]] = []
        self.asked: list[dict[str, str]] = []
        self.lost, self.refusal = 0, ""
        self.status: dict[str, Any] = {"SendStatus": 1, "ErrCode": ""}
        transport = httpx.MockTransport(self._answer)
        upstream = Upstream("https://sms.example", "id", "secret", transport)
        self.texts = RelayTexts(upstream, {"SMS_9": content})

    def _answer(self, request: httpx.Request) -> httpx.Response:
        given = {name: values[0] for name, values in parse_qs(urlsplit(str(request.url)).query).items()}
        if request.headers["x-acs-action"] == "SendSms":
            if self.refusal:
                return httpx.Response(400, json={"Code": self.refusal})
            self.sent.append(given)
            if self.lost:
                self.lost -= 1
                raise httpx.ReadTimeout("lost")
            return httpx.Response(200, json={"Code": "OK", "BizId": "biz"})
        self.asked.append(given)
        return httpx.Response(200, content=json.dumps(self._page(given)))

    def _page(self, given: dict[str, str]) -> dict[str, Any]:
        """As many others' texts as fill a page come first."""
        mine = [{"OutId": one["OutId"], **self.status} for one in self.sent]
        everything = [{"OutId": "another"}] * 50 + mine
        page, size = int(given["CurrentPage"]), int(given["PageSize"])
        return {"SmsSendDetailDTOs": {"SmsSendDetailDTO": everything[(page - 1) * size : page * size]}}


def test_it_is_sent_by_its_template_under_our_number() -> None:
    service = Service()
    assert service.texts.deliver(TEXT, NOW) == Relayed("biz")
    (sent,) = service.sent
    assert (sent["TemplateCode"], sent["TemplateParam"]) == ("SMS_9", '{"code":"482913"}')
    assert (sent["SignName"], sent["OutId"], sent["PhoneNumbers"]) == ("云帆样例", "b1-0", PHONE)
    assert service.asked == []


def test_after_a_lost_answer_it_is_looked_for_and_not_sent_twice() -> None:
    service = Service()
    service.lost = 1
    with pytest.raises(CarrierUnreachable):
        service.texts.deliver(TEXT, NOW)
    assert service.texts.deliver(AGAIN, NOW + timedelta(minutes=2)) == Relayed()
    assert len(service.sent) == 1
    # Midnight in China lay between: the day before is looked at first, both pages of it.
    assert [(one["SendDate"], one["CurrentPage"]) for one in service.asked] == [
        ("20260610", "1"),
        ("20260610", "2"),
    ]


def test_what_is_not_there_is_sent() -> None:
    service = Service()
    assert service.texts.deliver(AGAIN, NOW + timedelta(minutes=2)) == Relayed("biz")
    assert {one["SendDate"] for one in service.asked} == {"20260610", "20260611"}


@pytest.mark.parametrize("code", ["isv.SMS_SIGNATURE_ILLEGAL", "SignatureDoesNotMatch"])
def test_what_is_refused_finds_no_route(code: str) -> None:
    service = Service()
    service.refusal = code
    plan = service.texts.deliver(TEXT, NOW)
    assert plan == DeliveryPlan(ReceiptCode.NO_ROUTE, NOW, reaches_phone=False)


@pytest.mark.parametrize(
    ("text", "told"),
    [("云云您好，云云的订单已发货。", '{"name":"云云"}'), ("云云您好，帆帆的订单已发货。", None)],
)
def test_a_variable_that_stands_twice_has_one_value(text: str, told: str | None) -> None:
    service = Service("${name}您好，${name}的订单已发货。")
    service.texts.deliver(Submission("b1-0", Carrier.TELECOM, PHONE, f"【云帆样例】{text}", True), NOW)
    assert [one["TemplateParam"] for one in service.sent] == ([told] if told else [])


def test_a_text_of_no_template_finds_no_route() -> None:
    other = Submission("b1-0", Carrier.TELECOM, PHONE, "【云帆样例】别的内容", True)
    assert isinstance(Service().texts.deliver(other, NOW), DeliveryPlan)


def test_a_busy_service_is_tried_again() -> None:
    service = Service()
    service.refusal = "Throttling.User"
    with pytest.raises(CarrierUnreachable):
        service.texts.deliver(TEXT, NOW)


@pytest.mark.parametrize(
    ("status", "report"),
    [
        ({"SendStatus": 1, "ErrCode": ""}, None),
        ({"SendStatus": 3, "ErrCode": "DELIVERED"}, TextReport(ReceiptCode.DELIVERED)),
        ({"SendStatus": 2, "ErrCode": "CONTENT_KEYWORD"}, TextReport(ReceiptCode.CONTENT_KEYWORD)),
        ({"SendStatus": 2, "ErrCode": "A_NEW_ONE"}, TextReport(ReceiptCode.SP_UNKNOWN_ERROR)),
    ],
)
def test_its_report_is_found_by_our_number(status: dict[str, Any], report: TextReport | None) -> None:
    service = Service()
    service.texts.deliver(TEXT, NOW)
    service.status = status
    assert service.texts.report(PROBE, NOW) == report
    assert {one["BizId"] for one in service.asked} == {"biz"}


def test_of_what_it_does_not_know_there_is_no_report() -> None:
    assert Service().texts.report(PROBE, NOW) is None
