"""`UpdateSmsSign` and `ChangeSignatureQualification`: edits on the wire, and what they refuse."""

from typing import Any

import pytest

from qianming.core.rejections import RejectionReason
from qianming.registry.models import Account, Application, CarrierFiling, Qualification, Signature
from qianming.services import applications, reviews
from tests.rpc.client import Client
from tests.rpc.handlers.parameters import a_signature, an_approved_qualification
from tests.services import making

NAME = making.DOUBTFUL


@pytest.fixture
def qualification(client: Client) -> int:
    return an_approved_qualification(client)


@pytest.fixture
def live(client: Client, qualification: int) -> Signature:
    """Approved by a reviewer."""
    order = int(client.ok("CreateSmsSign", **a_signature(qualification))["OrderId"])
    reviews.approve(making.REVIEWER, order, client.clock.now())
    return Signature.objects.get(name=NAME)


def update(client: Client, qualification: int, **changes: object) -> dict[str, Any]:
    return client.ok("UpdateSmsSign", **a_signature(qualification, **changes))


def test_an_edit_shows_once_it_is_approved(client: Client, qualification: int, live: Signature) -> None:
    before = client.ok("GetSmsSign", SignName=NAME)
    body = update(client, qualification, Remark="新的说明")
    assert body["SignName"] == NAME
    assert body["OrderId"] != before["OrderId"]
    assert {**client.ok("GetSmsSign", SignName=NAME), "RequestId": ""} == {**before, "RequestId": ""}
    reviews.approve(making.REVIEWER, int(body["OrderId"]), client.clock.now())
    after = client.ok("GetSmsSign", SignName=NAME)
    assert (after["Remark"], after["OrderId"], after["SignStatus"]) == ("新的说明", body["OrderId"], 1)


def test_a_rejected_edit_tells_why_beside_the_live_version(
    client: Client, qualification: int, live: Signature
) -> None:
    order = int(update(client, qualification)["OrderId"])
    reasons = [RejectionReason.PROOF_INSUFFICIENT, RejectionReason.LINK_UNREACHABLE]
    reviews.reject(making.REVIEWER, order, reasons, "请补充", client.clock.now())
    body = client.ok("GetSmsSign", SignName=NAME)
    assert body["SignStatus"] == 1
    for said in ("证明材料不足", "链接无法访问", "请补充"):
        assert said in body["AuditInfo"]["RejectInfo"]


def test_a_rejected_signature_is_mended_in_one_step(client: Client, qualification: int) -> None:
    order = int(client.ok("CreateSmsSign", **a_signature(qualification))["OrderId"])
    reviews.reject(making.REVIEWER, order, making.REASON, "", client.clock.now())
    assert client.ok("GetSmsSign", SignName=NAME)["SignStatus"] == 2
    again = update(client, qualification, Remark="已补充")
    body = client.ok("GetSmsSign", SignName=NAME)
    assert (body["SignStatus"], body["OrderId"]) == (0, again["OrderId"])
    assert body["AuditInfo"] == {"AuditDate": "", "RejectInfo": ""}
    (item, _) = client.ok("QuerySmsSignList")["SmsSignList"]
    assert (item["AuditStatus"], item["OrderId"]) == ("AUDIT_STATE_INIT", again["OrderId"])


def test_the_kind_is_the_signatures_own(client: Client, qualification: int, live: Signature) -> None:
    given = a_signature(qualification)
    del given["SignType"]
    order = int(client.ok("UpdateSmsSign", **given)["OrderId"])
    assert Application.objects.get(work_order=order).signature == live
    answer = client.call("UpdateSmsSign", **a_signature(qualification, SignType=0))
    assert (answer.status, answer.code) == (404, "SignatureNotFound")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"SignName": "没有的签名"}, 404, "SignatureNotFound"),
        ({"SignName": ""}, 400, "MissingSignName"),
        ({"SignName": "云帆 样例"}, 400, "InvalidSignName"),
        ({"QualificationId": 10**15}, 404, "QualificationNotFound"),
        ({"ThirdParty": True}, 400, "ParameterMismatch.ThirdParty"),
        ({"SignSource": 5, "TrademarkId": 10**15}, 400, "TrademarkNotExist"),
        ({"SignSource": 2}, 400, "MissApplySceneContent"),
        ({"MoreData": ["1/none.png"]}, 400, "InvalidMoreData"),
    ],
)
def test_an_edit_that_is_an_error_stores_nothing(
    client: Client, qualification: int, live: Signature, changes: dict[str, Any], status: int, code: str
) -> None:
    before = making.row_counts()
    answer = client.call("UpdateSmsSign", **a_signature(qualification, **changes))
    assert (answer.status, answer.code) == (status, code)
    assert making.row_counts() == before


def test_what_is_in_review_is_not_edited_until_it_was_withdrawn(
    client: Client, qualification: int, account: Account
) -> None:
    order = int(client.ok("CreateSmsSign", **a_signature(qualification))["OrderId"])
    answer = client.call("UpdateSmsSign", **a_signature(qualification))
    assert (answer.status, answer.code) == (400, "SMS_STATUS_ILLEGAL")
    applications.withdraw(making.an_applicant(account), order, client.clock.now())
    client.ok("UpdateSmsSign", **a_signature(qualification))
    assert client.ok("GetSmsSign", SignName=a_signature(qualification)["SignName"])["SignStatus"] == 0


@pytest.fixture
def second(account: Account, qualification: int) -> Qualification:
    return making.approved_qualification(
        making.an_applicant(account), name="第二份资质", administrator_phone="13900000002"
    )


def rebind(client: Client, qualification: int, **changes: object) -> Any:
    given: dict[str, Any] = {"SignatureName": NAME, "QualificationId": qualification, **changes}
    return client.call("ChangeSignatureQualification", **given)


def test_a_signature_is_bound_to_another_qualification(
    client: Client, live: Signature, second: Qualification
) -> None:
    body = rebind(client, second.pk).body
    assert (body["Success"], body["Code"]) == (True, "OK")
    assert body["Data"] == {"Data": {}, "ErrCode": "OK", "ErrMessage": "OK", "Success": True}
    latest = live.applications.latest("pk")
    assert latest.qualification == second
    if latest.state == "in_review":
        reviews.approve(making.REVIEWER, latest.work_order_id, client.clock.now())
    assert client.ok("GetSmsSign", SignName=NAME)["QualificationId"] == second.pk


def test_binding_says_what_is_wrong(client: Client, live: Signature, second: Qualification) -> None:
    def code(**changes: object) -> tuple[int, str]:
        answer = rebind(client, second.pk, **changes)
        return answer.status, answer.code

    assert code(SignatureName="没有的签名") == (400, "SmsSignatureNotExist")
    assert code(QualificationId=10**15) == (400, "QualificationNotExist")
    CarrierFiling.objects.filter(application__qualification=second).update(
        state="failed", reasons=["QUALIFICATION_ERROR"]
    )
    assert code() == (400, "SmsQualificationRegisterFailed")
    Qualification.objects.filter(pk=second.pk).update(state="queued")
    assert code() == (400, "SmsQualificationNotPassed")
    live.applications.update(state="in_review")
    assert code() == (400, "SMS_STATUS_ILLEGAL")


def test_binding_for_others_needs_their_letter(client: Client, account: Account, live: Signature) -> None:
    others = making.approved_qualification(
        making.an_applicant(account),
        name="他用资质",
        own_use=False,
        company_name=making.LONG_COMPANY,
        credit_code=making.OTHER_CREDIT_CODE,
        administrator_phone="13900000003",
    )
    unseen = making.a_power(account, name="未审", scope=[NAME])
    other_code = making.a_power(account, name="别家", credit_code=making.CREDIT_CODE, passed=True)
    other_names = making.a_power(account, name="别名", scope=["云帆样例"], passed=True)
    for letter, code in (
        (10**15, "SmsAuthorizationLetterNotExist"),
        (unseen.pk, "SmsPassedAuthorizationLetterNotMatch"),
        (other_code.pk, "SmsPassedAuthorizationLetterNotMatch"),
        (other_names.pk, "SmsSignNotAuthorized"),
    ):
        answer = rebind(client, others.pk, AuthorizationLetterId=letter)
        assert (answer.status, answer.code) == (400, code)
