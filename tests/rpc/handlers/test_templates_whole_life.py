"""Templates from the first application to their deletion: newer and older actions, lists, tags."""

from typing import Any

import pytest

from qianming.registry.models import Template
from tests.rpc.client import Client
from tests.rpc.handlers.parameters import a_template, an_approved_qualification
from tests.rpc.handlers.test_answer_types import checked
from tests.services import making

TAGGED = {"RegionId": "cn-hangzhou", "ResourceType": "TEMPLATE"}
BAD = "欢迎您，${code}。"


def created(client: Client, **changes: object) -> str:
    return str(client.ok("CreateSmsTemplate", **a_template(**changes))["TemplateCode"])


def test_a_rejected_template_is_mended_under_its_code(client: Client) -> None:
    code = created(client, TemplateContent=BAD)
    first = client.ok("GetSmsTemplate", TemplateCode=code)
    body = client.ok("UpdateSmsTemplate", TemplateCode=code, **a_template())
    checked("UpdateSmsTemplate", body)
    second = client.ok("GetSmsTemplate", TemplateCode=code)
    assert (first["TemplateStatus"], second["TemplateStatus"]) == ("2", "1")
    assert body["OrderId"] == second["OrderId"] != first["OrderId"]
    assert second["TemplateContent"] == a_template()["TemplateContent"]
    again = client.call("UpdateSmsTemplate", TemplateCode=code, **a_template())
    assert (again.status, again.code) == (400, "isv.ERROR_TEMPLATE_NOT_MODIFY")


def test_what_is_said_about_links_and_purpose_is_kept(client: Client) -> None:
    driving = [{"trafficDrivingType": "DOMAIN", "trafficDrivingContent": "a.example", "icpNo": "1"}]
    code = created(client, TemplateType=3, IntlType=2, TrafficDriving=driving)
    shown = client.ok("GetSmsTemplate", TemplateCode=code)
    assert shown["IntlType"] == 2
    checked("GetSmsTemplate", shown)
    listed = client.ok("QuerySmsTemplateList")["SmsTemplateList"][0]["TrafficDriving"]
    assert '"trafficDrivingContent":"a.example"' in listed
    wrong = client.call("CreateSmsTemplate", **a_template(TrafficDriving=[{"trafficDrivingType": "MOBILE"}]))
    assert (wrong.status, wrong.code) == (400, "InvalidTrafficDriving")


def test_a_deleted_template_is_gone_and_sends_no_more(client: Client) -> None:
    code = created(client)
    checked("DeleteSmsTemplate", client.ok("DeleteSmsTemplate", TemplateCode=code))
    assert client.call("GetSmsTemplate", TemplateCode=code).code == "TemplateNotFound"
    answer = client.call("DeleteSmsTemplate", TemplateCode=code)
    assert (answer.status, answer.code) == (200, "isv.SMS_TEMPLATE_ILLEGAL")
    assert client.ok("QuerySmsTemplateList")["TotalCount"] == 0


def test_what_is_in_review_is_not_deleted(client: Client) -> None:
    code = created(client)
    Template.objects.update(state="in_review")
    answer = client.call("DeleteSmsTemplate", TemplateCode=code)
    assert (answer.status, answer.code) == (200, "isv.ERROR_TEMPLATE_NOT_DELETE")


def test_a_hundred_applications_a_day_are_the_most(client: Client) -> None:
    for _ in range(100):
        created(client)
    answer = client.call("CreateSmsTemplate", **a_template())
    assert (answer.status, answer.code) == (400, "isv.TEMPLATE_COUNT_OVER_LIMIT")
    answer = client.call("AddSmsTemplate", **older())
    assert (answer.status, answer.code) == (200, "isv.TEMPLATE_COUNT_OVER_LIMIT")
    client.clock.moment += making.MINUTE * 60 * 24
    created(client)


def test_the_list_tells_the_type_twice(client: Client) -> None:
    numbers = {0: (2, 0), 1: (0, 1), 2: (1, 2)}
    for number in numbers:
        created(client, TemplateType=number, TemplateContent="您的验证码为${code}，拒收请回复R")
    created(client, TemplateContent=BAD)
    body = client.ok("QuerySmsTemplateList", PageSize=3)
    checked("QuerySmsTemplateList", body)
    assert (body["TotalCount"], body["PageSize"], len(body["SmsTemplateList"])) == (4, 3, 3)
    whole = client.ok("QuerySmsTemplateList")["SmsTemplateList"]
    assert [(one["TemplateType"], one["OuterTemplateType"]) for one in whole[1:]] == [(1, 2), (0, 1), (2, 0)]
    assert whole[0]["AuditStatus"] == "AUDIT_STATE_NOT_PASS"
    assert "验证码" in whole[0]["Reason"]["RejectInfo"]
    assert whole[1]["Reason"]["RejectInfo"] == "无审批备注"
    Template.objects.update(state="withdrawn")
    assert client.ok("QuerySmsTemplateList")["SmsTemplateList"][0]["AuditStatus"] == "AUDIT_SATE_CANCEL"


def test_every_filter_of_the_newer_list_has_to_hold(client: Client) -> None:
    an_approved_qualification(client)
    one = created(client, TemplateName="登录甲", RelatedSignName=making.COMPANY)
    two = created(client, TemplateName="登录乙", TemplateType=1, TemplateContent="您好，${code}")
    three = created(client, TemplateName="下单", TemplateContent=BAD)
    client.ok("TagResources", **TAGGED, ResourceId=[two], Tag=[{"Key": "use", "Value": "shop"}])

    def found(**filters: Any) -> list[str]:
        body = client.ok("GetSmsTemplateList", **filters)
        checked("GetSmsTemplateList", body)
        return [row["TemplateCode"] for row in body["Data"]["List"]]

    assert found() == [three, two, one]
    assert found(TemplateName="登录") == [two, one]
    assert found(TemplateName="登录", TemplateType=1) == [two]
    assert found(TemplateCode=three) == found(AuditStatus=2) == found(UsableStateList=["UNUSABLE"]) == [three]
    assert found(SignName=making.COMPANY) == [one]
    assert found(TemplateTag="use") == [two]
    assert found(UsableStateList=["USABLE", "UNUSABLE"]) == [three, two, one]
    assert found(AuditStatus=0) == []
    assert found(PageIndex=2, PageSize=2) == [one]


def older(**changes: object) -> dict[str, Any]:
    return {
        "TemplateName": "登录", "TemplateContent": "您的验证码为${code}", "TemplateType": 0, "Remark": "登录",
        **changes,
    }  # fmt: skip


def test_the_older_actions_speak_of_the_same_templates(client: Client) -> None:
    body = client.ok("AddSmsTemplate", **older(TemplateContent=BAD))
    checked("AddSmsTemplate", body)
    code = body["TemplateCode"]
    state = client.ok("QuerySmsTemplate", TemplateCode=code)
    checked("QuerySmsTemplate", state)
    assert (state["TemplateStatus"], state["TemplateType"], "验证码" in state["Reason"]) == (2, 0, True)
    checked("ModifySmsTemplate", client.ok("ModifySmsTemplate", TemplateCode=code, **older()))
    assert client.ok("GetSmsTemplate", TemplateCode=code)["TemplateStatus"] == "1"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"TemplateContent": "验证码${a}${b}"}, 400, "TemplateParameterCountIllegal"),
        ({"TemplateContent": "【验证码】${a}"}, 200, "isv.SMS_CONTENT_ILLEGAL"),
        ({"Remark": ""}, 400, "MissingRemark"),
        ({"Remark": "注" * 101}, 400, "InvalidRemark"),
    ],
)
def test_the_older_actions_refuse_in_their_own_codes(
    client: Client, changes: dict[str, Any], status: int, code: str
) -> None:
    before = making.row_counts()
    answer = client.call("AddSmsTemplate", **older(**changes))
    assert (answer.status, answer.code) == (status, code)
    assert making.row_counts() == before


def test_tags_are_put_replaced_listed_and_taken_away(client: Client) -> None:
    one, two = created(client), created(client)
    tags = [{"Key": "use", "Value": "login"}, {"Key": "team"}]
    body = client.ok("TagResources", **TAGGED, ResourceId=[one, two], Tag=tags)
    assert body["Data"] == "true"
    checked("TagResources", body)
    client.ok("TagResources", **TAGGED, ResourceId=[one], Tag=[{"Key": "use", "Value": "shop"}])

    def listed(**asked: Any) -> list[tuple[str, str, str]]:
        found = client.ok("ListTagResources", **TAGGED, **asked)
        checked("ListTagResources", found)
        rows = found["TagResources"]["TagResource"]
        return [(row["ResourceId"], row["TagKey"], row["TagValue"]) for row in rows]

    assert listed(ResourceId=[one]) == [(one, "use", "shop"), (one, "team", "")]
    assert listed(Tag=[{"Key": "use"}]) == [(one, "use", "shop"), (two, "use", "login")]
    assert listed(Tag=[{"Key": "use", "Value": "login"}]) == [(two, "use", "login")]
    client.ok("UntagResources", **TAGGED, ResourceId=[one], TagKey=["use", "nothing"])
    assert listed(ResourceId=[one]) == [(one, "team", "")]
    client.ok("UntagResources", **TAGGED, ResourceId=[one, two], All=True)
    assert listed(ResourceId=[one, two]) == []


def test_tags_come_in_pages(client: Client) -> None:
    code = created(client)
    tags = [{"Key": f"k{number}", "Value": "v"} for number in range(5)]
    client.ok("TagResources", **TAGGED, ResourceId=[code], Tag=tags)
    keys, token = [], ""
    for _ in range(3):
        page = client.ok("ListTagResources", **TAGGED, ResourceId=[code], PageSize=2, NextToken=token)
        keys += [row["TagKey"] for row in page["TagResources"]["TagResource"]]
        token = page["NextToken"]
    assert (keys, token) == ([f"k{number}" for number in range(5)], "")


@pytest.mark.parametrize(
    ("action", "given", "status", "code"),
    [
        ("TagResources", {"Tag": [{"Key": "a"}], "ResourceId": ["SMS_1"]}, 200, "isv.SMS_TEMPLATE_ILLEGAL"),
        ("TagResources", {"Tag": [{"Key": "a"}]}, 400, "MissingResourceId"),
        ("TagResources", {"ResourceId": ["SMS_1"]}, 400, "MissingTag"),
        ("TagResources", {"Tag": [{"Value": "a"}], "ResourceId": ["SMS_1"]}, 400, "InvalidTag"),
        ("TagResources", {"Tag": [{"Key": "a"}] * 2, "ResourceId": ["SMS_1"]}, 200, "isv.PARAMS_ILLEGAL"),
        ("UntagResources", {"ResourceId": ["SMS_1"]}, 200, "isv.PARAMS_ILLEGAL"),
        ("ListTagResources", {}, 200, "isv.PARAMS_ILLEGAL"),
        ("ListTagResources", {"Tag": [{"Key": "a"}], "NextToken": "x"}, 400, "InvalidNextToken"),
        ("ListTagResources", {"Tag": [{"Key": "a"}], "ResourceType": "SIGN"}, 400, "InvalidResourceType"),
    ],
)
def test_what_tags_refuse(client: Client, action: str, given: dict[str, Any], status: int, code: str) -> None:
    answer = client.call(action, **{**TAGGED, **given})
    assert (answer.status, answer.code) == (status, code)


def test_a_template_has_twenty_tags_at_most(client: Client) -> None:
    code = created(client)
    tags = [{"Key": f"k{number}", "Value": "v"} for number in range(20)]
    client.ok("TagResources", **TAGGED, ResourceId=[code], Tag=tags)
    before = making.row_counts()
    more = client.call("TagResources", **TAGGED, ResourceId=[code], Tag=[{"Key": "more"}])
    assert (more.status, more.code) == (200, "isv.INVALID_PARAMETERS")
    assert making.row_counts() == before
