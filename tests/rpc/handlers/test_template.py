"""`CreateSmsTemplate` and `GetSmsTemplate`."""

from typing import Any

import pytest

from qianming.core.rejections import RejectionReason
from qianming.registry.models import Template
from qianming.services import reviews
from tests.rpc.client import Client
from tests.rpc.handlers.parameters import a_signature, a_template, an_approved_qualification, upload_key
from tests.services import making


def create(client: Client, **changes: object) -> Template:
    body = client.ok("CreateSmsTemplate", **a_template(**changes))
    assert set(body) == {
        "RequestId",
        "Code",
        "Message",
        "TemplateCode",
        "TemplateName",
        "OrderId",
        "RiskNotices",
    }
    assert isinstance(body["OrderId"], str)
    return Template.objects.get(code=body["TemplateCode"])


def test_a_template_without_doubts_is_approved_at_once(client: Client) -> None:
    row = create(client)
    body = client.ok("GetSmsTemplate", TemplateCode=row.code)
    assert body["TemplateStatus"] == "1"
    assert (body["TemplateType"], body["TemplateTag"]) == ("0", 2)
    assert body["VariableAttribute"] == '{"code":"characterWithNumber2"}'
    assert body["FileUrlList"] == {"FileUrl": []}
    assert body["MoreDataFileUrlList"] == {"MoreDataFileUrl": []}
    assert body["AuditInfo"] == {"AuditDate": "2026-06-10 10:00:00", "RejectInfo": ""}
    assert body["TemplateContent"] == "您的验证码为${code}，五分钟内有效。"
    assert (body["OrderId"], body["CreateDate"]) == (str(row.work_order_id), "2026-06-10 10:00:00")
    assert body["RiskNotices"] == []


@pytest.mark.parametrize(
    "content",
    [
        "您的验证码为${code}，见 https://a.example/x",
        "您的验证码为${code}，见192.168.1.7",
        "验证码${code}，问4001234567",
    ],
)
def test_risky_content_is_accepted_with_a_notice(client: Client, content: str) -> None:
    body = client.ok("CreateSmsTemplate", **a_template(TemplateContent=content))
    assert len(body["RiskNotices"]) >= 1
    shown = client.ok("GetSmsTemplate", TemplateCode=body["TemplateCode"])
    assert (shown["TemplateStatus"], shown["RiskNotices"]) == ("1", body["RiskNotices"])


def test_a_rejection_is_stored_with_its_sentences(client: Client) -> None:
    row = create(client, TemplateContent="欢迎您，${code}。")
    body = client.ok("GetSmsTemplate", TemplateCode=row.code)
    assert body["TemplateStatus"] == "2"
    assert "验证码" in body["AuditInfo"]["RejectInfo"]


def test_a_reviewers_reasons_are_told(client: Client) -> None:
    row = create(client)
    reasons = [RejectionReason.CONTENT_NOT_SUPPORTED]
    reviews.revoke(making.REVIEWER, row.work_order_id, reasons, "请改写", client.clock.now())
    body = client.ok("GetSmsTemplate", TemplateCode=row.code)
    assert body["TemplateStatus"] == "2"
    assert "请改写" in body["AuditInfo"]["RejectInfo"]


def test_files_are_shown_as_addresses(client: Client) -> None:
    row = create(client, MoreData=[upload_key(client)])
    body = client.ok("GetSmsTemplate", TemplateCode=row.code)
    assert body["FileUrlList"]["FileUrl"] == body["MoreDataFileUrlList"]["MoreDataFileUrl"]
    assert body["FileUrlList"]["FileUrl"][0].startswith("http://127.0.0.1:8460/files/")


@pytest.mark.parametrize(
    ("number", "kind"), [(0, "verification_code"), (1, "notification"), (2, "promotion")]
)
def test_the_type_keeps_its_number(client: Client, number: int, kind: str) -> None:
    content = "您的验证码为${code}，拒收请回复R"
    row = create(client, TemplateType=number, TemplateContent=content)
    assert row.template_type == kind
    assert client.ok("GetSmsTemplate", TemplateCode=row.code)["TemplateType"] == str(number)


def test_an_international_template_names_its_purpose(client: Client) -> None:
    answer = client.call("CreateSmsTemplate", **a_template(TemplateType=3))
    assert (answer.status, answer.code) == (400, "MissingIntlType")
    assert create(client, TemplateType=3, IntlType=2).template_type == "international"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"TemplateName": ""}, 400, "MissingTemplateName"),
        ({"TemplateContent": ""}, 400, "MissingTemplateContent"),
        ({"TemplateType": 4}, 400, "InvalidTemplateType"),
        ({"TemplateType": ""}, 400, "MissingTemplateType"),
        ({"TemplateName": "名" * 31}, 400, "InvalidTemplateName"),
        ({"TemplateContent": "验证码" + "字" * 498}, 400, "InvalidTemplateContent"),
        ({"TemplateContent": "验证码${a}和${b}", "TemplateRule": ""}, 400, "TemplateVarLimitExceeded"),
        ({"TemplateContent": "验证码${一}", "TemplateRule": ""}, 400, "InvalidTemplateContent.Format"),
        ({"TemplateContent": "【验证码】${code}"}, 400, "InvalidTemplateContent.Format"),
        ({"TemplateRule": "code"}, 400, "InvalidTemplateRule.Format"),
        ({"TemplateRule": '["code"]'}, 400, "InvalidTemplateRule.Format"),
        ({"TemplateRule": '{"name":"name"}'}, 400, "InvalidTemplateRule"),
        ({"RelatedSignName": "没有的签名"}, 404, "SmsSignatureNotFound"),
        ({"MoreData": ["1/none.png"]}, 400, "InvalidMoreData"),
    ],
)
def test_the_documented_errors_store_nothing(
    client: Client, changes: dict[str, Any], status: int, code: str
) -> None:
    before = making.row_counts()
    answer = client.call("CreateSmsTemplate", **a_template(**changes))
    assert (answer.status, answer.code) == (status, code), answer.body["Message"]
    assert making.row_counts() == before


def test_the_related_signature_is_an_approved_one(client: Client) -> None:
    qualification = an_approved_qualification(client)
    client.ok("CreateSmsSign", **a_signature(qualification))
    answer = client.call("CreateSmsTemplate", **a_template(RelatedSignName=making.DOUBTFUL))
    assert (answer.status, answer.code) == (400, "AssocSignUnapproved")
    assert create(client, RelatedSignName=making.COMPANY).related_signature == making.COMPANY


def test_an_unknown_template_is_not_found(client: Client) -> None:
    answer = client.call("GetSmsTemplate", TemplateCode="SMS_1")
    assert (answer.status, answer.code) == (404, "TemplateNotFound")
