"""`AddSmsSign`, `ModifySmsSign`, `QuerySmsSign`: the older API, with its own codes and HTTP 200."""

import base64
from typing import Any

import pytest
from pytest_django import Settings

from qianming.registry.models import Application, Material, Signature
from qianming.services import reviews
from tests.rpc.client import Client
from tests.rpc.handlers.parameters import an_approved_qualification
from tests.services import making

NAME = "云帆样例科技"
PICTURE = base64.b64encode(making.PNG).decode()


def given(**changes: object) -> dict[str, Any]:
    return {
        "SignName": NAME,
        "SignSource": 0,
        "SignType": 1,
        "Remark": "登录验证",
        "SignFileList.1.FileContents": PICTURE,
        "SignFileList.1.FileSuffix": "png",
        **changes,
    }


def order() -> int:
    return Application.objects.get(signature__name=NAME).work_order_id


def test_what_it_makes_has_no_qualification_and_says_so(client: Client) -> None:
    assert client.ok("AddSmsSign", **given())["SignName"] == NAME
    application = Application.objects.get()
    assert (application.state, application.qualification) == ("in_review", None)
    assert Material.objects.get().key == application.material_keys[0]
    assert "QualificationId" not in client.ok("GetSmsSign", SignName=NAME)
    reviews.approve(making.REVIEWER, order(), client.clock.now())
    signature = Signature.objects.get()
    assert signature.health_reasons.filter(code="QUALIFICATION_MISSING").exists()
    reasons = client.ok("GetSmsSign", SignName=NAME)["SignIspRegisterDetailList"][0]["RegisterStatusReasons"]
    assert [reason["ReasonCode"] for reason in reasons] == ["UNBINDING_QUA"]


def test_the_state_is_told(client: Client) -> None:
    client.ok("AddSmsSign", **given())
    body = client.ok("QuerySmsSign", SignName=NAME)
    assert (body["SignStatus"], body["Reason"]) == (0, "")
    assert body["CreateDate"] == "2026-06-10 10:00:00"
    reviews.reject(making.REVIEWER, order(), making.REASON, "请补充", client.clock.now())
    body = client.ok("QuerySmsSign", SignName=NAME)
    assert body["SignStatus"] == 2
    assert "请补充" in body["Reason"]


def test_a_rejected_one_is_modified(client: Client) -> None:
    client.ok("AddSmsSign", **given())
    reviews.reject(making.REVIEWER, order(), making.REASON, "", client.clock.now())
    client.ok("ModifySmsSign", **given(Remark="已补充"))
    latest = Application.objects.latest("pk")
    assert (latest.state, latest.remark, latest.qualification) == ("in_review", "已补充", None)
    answer = client.call("ModifySmsSign", **given())
    assert (answer.status, answer.code) == (200, "isv.ERROR_SIGN_NOT_MODIFY")


@pytest.mark.parametrize("action", ["AddSmsSign", "ModifySmsSign"])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"SignSource": 1}, "isv.SIGN_SOURCE_ILLEGAL"),
        ({"SignSource": 2}, "isv.SIGN_SOURCE_ILLEGAL"),
        ({"SignFileList.1.FileSuffix": "pdf"}, "isv.PARAMS_ILLEGAL"),
        ({"SignFileList.1.FileContents": "no base64!"}, "isv.PARAMS_ILLEGAL"),
        ({"SignFileList.1.FileContents": base64.b64encode(b"text").decode()}, "isv.PARAMS_ILLEGAL"),
        (
            {"SignFileList.1.FileContents": base64.b64encode(bytes(2 * 1024 * 1024 + 1)).decode()},
            "isv.SIGN_FILE_LIMIT",
        ),
    ],
)
def test_it_refuses_in_its_own_codes(client: Client, action: str, changes: dict[str, Any], code: str) -> None:
    if action == "ModifySmsSign":
        client.ok("AddSmsSign", **given())
        reviews.reject(making.REVIEWER, order(), making.REASON, "", client.clock.now())
    applications = Application.objects.count()
    answer = client.call(action, **given(**changes))
    assert (answer.status, answer.code) == (200, code)
    assert Application.objects.count() == applications


def test_names_are_refused_in_its_own_codes(client: Client) -> None:
    client.ok("AddSmsSign", **given())
    for name in (NAME, "云", "云帆 样例"):
        answer = client.call("AddSmsSign", **given(SignName=name))
        assert (answer.status, answer.code) == (200, "isv.SIGN_NAME_ILLEGAL")
    for action in ("ModifySmsSign", "QuerySmsSign"):
        answer = client.call(action, **given(SignName="没有的签名"))
        assert (answer.status, answer.code) == (200, "isv.SMS_SIGNATURE_ILLEGAL")


@pytest.mark.parametrize("name", ["Remark", "SignSource", "SignName"])
def test_a_missing_parameter_is_the_gateways_error(client: Client, name: str) -> None:
    answer = client.call("AddSmsSign", **given(**{name: ""}))
    assert (answer.status, answer.code) == (400, f"Missing{name}")


def test_a_qualification_can_be_bound_to_it_later(client: Client) -> None:
    client.ok("AddSmsSign", **given())
    reviews.approve(making.REVIEWER, order(), client.clock.now())
    qualification = an_approved_qualification(client)
    bound: dict[str, Any] = {"SignName": NAME, "SignSource": 0, "QualificationId": qualification}
    client.ok("UpdateSmsSign", **bound)
    assert Application.objects.filter(signature__name=NAME, qualification=qualification).count() == 1


@pytest.mark.parametrize("action", ["AddSmsSign", "ModifySmsSign", "QuerySmsSign"])
def test_it_can_be_switched_off(client: Client, settings: Settings, action: str) -> None:
    settings.QIANMING_OLDER_SIGNATURE_ACTIONS = False
    answer = client.call(action, **given())
    assert (answer.status, answer.code) == (200, "isv.INTERFACE_OFFLINE")
