"""`CreateSmsSign`, `GetSmsSign`, `QuerySmsSignList`, `DeleteSmsSign`."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qianming.core.codes import FilingState
from qianming.core.rejections import RejectionReason
from qianming.registry.models import AccessKey, Account, Application, CarrierFiling, Signature
from qianming.rpc.handlers.signature_view import _register_result
from qianming.services import applications, reviews
from tests.rpc.client import Client
from tests.rpc.handlers.parameters import a_signature, an_approved_qualification, upload_key
from tests.services import making

NAME = making.DOUBTFUL


@pytest.fixture
def qualification(client: Client) -> int:
    return an_approved_qualification(client)


def create(client: Client, qualification: int, **changes: object) -> Application:
    given = a_signature(qualification, **changes)
    body = client.ok("CreateSmsSign", **given)
    assert body["SignName"] == given["SignName"]
    assert isinstance(body["OrderId"], str)
    return Application.objects.get(work_order_id=int(body["OrderId"]))


def get(client: Client, name: str = NAME) -> dict[str, Any]:
    return client.ok("GetSmsSign", SignName=name)


def test_an_application_waits_for_its_review(client: Client, qualification: int) -> None:
    application = create(client, qualification)
    assert (application.state, application.signature.name) == ("in_review", NAME)
    body = get(client)
    assert body["SignStatus"] == 0
    assert body["SignTag"] == "2"
    assert body["OrderId"] == str(application.work_order_id)
    assert body["QualificationId"] == qualification
    assert body["AuditInfo"] == {"AuditDate": "", "RejectInfo": ""}
    assert (body["ThirdParty"], body["AuthorizationLetterAuditPass"]) == (False, False)
    assert body["CreateDate"] == "2026-06-10 10:00:00"
    assert (body["SignUsage"], body["ApplyScene"], body["Remark"]) == ("企事业单位名称", "", "登录验证")
    assert str(body["SignCode"]).startswith("SIGN_")
    assert body["FileUrlList"] == []


def test_what_is_not_bound_is_left_out(client: Client, qualification: int) -> None:
    create(client, qualification)
    assert not {"AuthorizationLetterId", "TrademarkId", "AppIcpRecordId"} & set(get(client))


def test_the_complimentary_signature_carries_its_tag(client: Client, qualification: int) -> None:
    body = get(client, making.COMPANY)
    assert (body["SignTag"], body["SignStatus"]) == ("3", 1)
    assert body["AuditInfo"] == {"AuditDate": "2026-06-10 10:00:00", "RejectInfo": ""}


@pytest.mark.parametrize(
    ("outcome", "number", "word"),
    [
        ("", 0, "AUDIT_STATE_INIT"),
        ("approve", 1, "AUDIT_STATE_PASS"),
        ("reject", 2, "AUDIT_STATE_NOT_PASS"),
        ("withdraw", 10, "AUDIT_STATE_CANCEL"),
    ],
)
def test_the_review_is_told_in_both_vocabularies(
    client: Client, qualification: int, outcome: str, number: int, word: str
) -> None:
    application = create(client, qualification)
    now, order = client.clock.now() + timedelta(hours=2), application.work_order_id
    client.clock.moment = now
    if outcome == "approve":
        reviews.approve(making.REVIEWER, order, now)
    elif outcome == "reject":
        reviews.reject(making.REVIEWER, order, [RejectionReason.NAME_TOO_BROAD], "请写明地区", now)
    elif outcome == "withdraw":
        applications.withdraw(making.an_applicant(application.account), order, now)
    assert get(client)["SignStatus"] == number
    item = client.ok("QuerySmsSignList")["SmsSignList"][0]
    assert (item["SignName"], item["AuditStatus"]) == (NAME, word)
    if outcome == "reject":
        assert "请写明地区" in item["Reason"]["RejectInfo"]
        assert item["Reason"]["RejectSubInfo"] == "NAME_TOO_BROAD"
        assert item["Reason"]["RejectDate"] == "2026-06-10 12:00:00"
        assert get(client)["AuditInfo"]["RejectInfo"] == item["Reason"]["RejectInfo"]
    else:
        assert item["Reason"]["RejectInfo"] == "无审批备注"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SignName": "云帆科技样例"}, "连续"),
        ({"SignSource": 1}, "来源"),
        ({"SignSource": 3}, "来源"),
        ({"SignSource": 2, "ApplySceneContent": "https://app.example/store"}, "来源"),
        ({"SignSource": 5}, "商标"),
        ({"SignName": "雲帆樣例科技"}, "繁体"),
    ],
)
def test_other_rejections_are_stored_and_decided_at_once(
    client: Client, qualification: int, changes: dict[str, Any], said: str
) -> None:
    application = create(client, qualification, **changes)
    assert application.state == "rejected"
    body = get(client, application.signature.name)
    assert body["SignStatus"] == 2
    assert said in body["AuditInfo"]["RejectInfo"]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"SignName": ""}, 400, "MissingSignName"),
        ({"SignName": "云"}, 400, "InvalidSignName"),
        ({"SignName": "云帆样例科技云帆样例科技一"}, 400, "InvalidSignName"),
        ({"SignName": "云帆 科技"}, 400, "InvalidSignName"),
        ({"SignName": "【云帆科技】"}, 400, "InvalidSignName"),
        ({"SignName": "123456"}, 400, "InvalidSignName"),
        ({"QualificationId": 10**15}, 404, "QualificationNotFound"),
        ({"QualificationId": ""}, 400, "MissingQualificationId"),
        ({"QualificationId": "1x"}, 400, "InvalidQualificationId"),
        ({"ThirdParty": True}, 400, "ParameterMismatch.ThirdParty"),
        ({"SignSource": 6}, 400, "InvalidSignSource"),
        ({"SignSource": ""}, 400, "MissingSignSource"),
        ({"SignType": 2}, 400, "InvalidSignType"),
        ({"SignSource": 5, "TrademarkId": 10**15}, 400, "TrademarkNotExist"),
        ({"SignSource": 2}, 400, "MissApplySceneContent"),
        ({"SignSource": 2, "ApplySceneContent": "app store"}, 400, "InvalidApplySceneContent"),
        ({"SignSource": 2, "ApplySceneContent": "http://["}, 400, "InvalidApplySceneContent"),
        (
            {"SignSource": 2, "ApplySceneContent": "https://a.example", "AppIcpRecordId": 1},
            400,
            "AppIcpRecordNotExist",
        ),
        ({"MoreData": ["1/none.png"]}, 400, "InvalidMoreData"),
        ({"Remark": "字" * 501}, 400, "InvalidRemark"),
    ],
)
def test_the_documented_errors_store_nothing(
    client: Client, qualification: int, changes: dict[str, Any], status: int, code: str
) -> None:
    before = making.row_counts()
    answer = client.call("CreateSmsSign", **a_signature(qualification, **changes))
    assert (answer.status, answer.code) == (status, code), answer.body["Message"]
    assert making.row_counts() == before


def test_a_name_that_was_applied_for_is_taken(client: Client, qualification: int) -> None:
    create(client, qualification)
    before = making.row_counts()
    answer = client.call("CreateSmsSign", **a_signature(qualification))
    assert (answer.status, answer.code) == (400, "SignName.Exists")
    assert making.row_counts() == before


def test_a_gift_may_be_applied_for_and_stays_live_meanwhile(client: Client, qualification: int) -> None:
    application = create(client, qualification, SignName=making.COMPANY)
    assert get(client, making.COMPANY)["SignStatus"] == 1
    assert client.ok("QuerySmsSignList")["SmsSignList"][0]["AuditStatus"] == "AUDIT_STATE_PASS"
    assert application.signature.name == making.COMPANY


def test_an_unapproved_qualification_is_refused(client: Client) -> None:
    row = making.submitted_qualification(making.an_applicant(_account(client)))
    answer = client.call("CreateSmsSign", **a_signature(row.qualification_id))
    assert (answer.status, answer.code) == (400, "InvalidQualification")


def _account(client: Client) -> Account:
    return AccessKey.objects.get(key_id=client.key).account


@pytest.fixture
def others(client: Client) -> int:
    """An approved qualification of another entity."""
    actor = making.an_applicant(_account(client))
    return making.approved_qualification(
        actor,
        own_use=False,
        company_name=making.LONG_COMPANY,
        credit_code=making.OTHER_CREDIT_CODE,
    ).pk


def test_a_letter_of_the_owner_goes_with_a_signature_for_others(client: Client, others: int) -> None:
    power = making.a_power(_account(client))
    name = power.scope[0]
    given = {"SignName": name, "ThirdParty": "True", "AuthorizationLetterId": power.pk}
    application = create(client, others, **given)
    assert application.state == "in_review"
    body = get(client, name)
    assert (body["ThirdParty"], body["AuthorizationLetterId"]) == (True, power.pk)
    assert body["AuthorizationLetterAuditPass"] is False
    reviews.approve(making.REVIEWER, application.work_order_id, client.clock.now())
    assert get(client, name)["AuthorizationLetterAuditPass"] is True
    item = client.ok("QuerySmsSignList")["SmsSignList"][0]
    assert (item["AuthorizationLetterId"], item["authorizationLetterAuditPass"]) == (power.pk, True)


@pytest.mark.parametrize(
    ("power", "code"),
    [
        ({"credit_code": making.CREDIT_CODE}, "SmsAuthorizationLetterNotMatch"),
        ({"scope": ["别的名字"]}, "SmsSignNotAuthorized"),
        (None, "SmsAuthorizationLetterNotExist"),
    ],
)
def test_a_letter_that_does_not_fit_is_refused(
    client: Client, others: int, power: dict[str, Any] | None, code: str
) -> None:
    letter = 10**15 if power is None else making.a_power(_account(client), **power).pk
    given = a_signature(others, SignName="杭州云帆样例信息", ThirdParty=True, AuthorizationLetterId=letter)
    answer = client.call("CreateSmsSign", **given)
    assert (answer.status, answer.code) == (400, code)


def test_a_trademark_is_named_in_the_answer(client: Client, qualification: int) -> None:
    mark = making.a_trademark(_account(client))
    create(client, qualification, SignName=mark.text, SignSource=5, TrademarkId=mark.pk)
    assert get(client, mark.text)["TrademarkId"] == mark.pk


def test_uploaded_material_is_shown_as_addresses(client: Client, qualification: int) -> None:
    key = upload_key(client)
    create(client, qualification, MoreData=[key])
    url = get(client)["FileUrlList"][0]
    assert f"/files/{key}?Expires=" in url


def test_both_kinds_may_have_one_name(client: Client, qualification: int) -> None:
    create(client, qualification)
    create(client, qualification, SignType=0)
    answer = client.call("CreateSmsSign", **a_signature(qualification, SignType=0))
    assert answer.code == "SignName.Exists"
    kinds = [item["BusinessType"] for item in client.ok("QuerySmsSignList")["SmsSignList"]]
    assert kinds == ["验证码类型", "通用", "通用"]


def test_every_carriers_filing_is_told(client: Client, qualification: int) -> None:
    signature = Signature.objects.get(name=making.COMPANY)
    answered = datetime(2026, 6, 10, 7, 55, 26, tzinfo=UTC)
    for carrier, state, reason in (
        ("mobile", "filed", "DETECT_SUCCESS"),
        ("unicom", "filing", "REGISTERING"),
        ("telecom", "failed", "QUALIFICATION_ERROR"),
    ):
        done = None if state == "filing" else answered
        CarrierFiling.objects.filter(signature=signature, carrier=carrier).update(
            state=state, reasons=[reason], completed_at=done
        )
    body = get(client, making.COMPANY)
    told = [
        (
            one["OperatorCode"],
            one["RegisterStatus"],
            one["OperatorCompleteTime"],
            one["RegisterStatusReasons"],
        )
        for one in body["SignIspRegisterDetailList"]
    ]
    assert [one[:3] for one in told] == [
        ("mobile", 3, "2026-06-10 15:55:26"),
        ("unicom", -1, ""),
        ("telecom", 0, "2026-06-10 15:55:26"),
    ]
    codes = [reason["ReasonCode"] for one in told for reason in one[3]]
    assert codes == ["DETECT_SUCCESS", "REGISTERING", "QUALIFICATION_ERROR"]
    assert all(isinstance(text, str) for one in told for text in one[3][0]["ReasonDescList"])
    assert body["RegisterResult"] == -1


def test_a_signature_without_filings_is_filed_nowhere(client: Client, qualification: int) -> None:
    create(client, qualification)
    states = get(client)["SignIspRegisterDetailList"]
    assert [one["RegisterStatus"] for one in states] == [-2, -2, -2]


@pytest.mark.parametrize(
    ("states", "number"),
    [
        ([], -1),
        (["filed", "filed", "unverified"], 1),
        (["failed", "failed"], 0),
        (["expired"], 2),
        (["filed", "failed"], -1),
        (["not_filed"], -1),
    ],
)
def test_the_older_single_figure(states: list[str], number: int) -> None:
    assert _register_result([FilingState(state) for state in states]) == number


def test_the_list_is_paged(client: Client, qualification: int) -> None:
    for number in range(3):
        create(client, qualification, SignName=f"云帆样例科技{number}")
    first = client.ok("QuerySmsSignList", PageSize=2)
    assert (first["CurrentPage"], first["PageSize"], first["TotalCount"]) == (1, 2, 4)
    second = client.ok("QuerySmsSignList", PageIndex=2, PageSize=2)
    names = [item["SignName"] for page in (first, second) for item in page["SmsSignList"]]
    assert names == ["云帆样例科技2", "云帆样例科技1", "云帆样例科技0", making.COMPANY]
    assert client.ok("QuerySmsSignList", PageIndex=3, PageSize=2)["SmsSignList"] == []


@pytest.mark.parametrize("given", [{"PageSize": 51}, {"PageSize": 0}, {"PageIndex": 0}])
def test_pages_have_their_limits(client: Client, given: dict[str, Any]) -> None:
    answer = client.call("QuerySmsSignList", **given)
    assert (answer.status, answer.code) == (400, f"Invalid{next(iter(given))}")


def test_the_list_is_asked_for_by_post(client: Client) -> None:
    answer = client.call("QuerySmsSignList", method="GET")
    assert (answer.status, answer.code) == (400, "UnsupportedHTTPMethod")


def test_deleting_gives_the_name_free(client: Client, qualification: int) -> None:
    body = client.ok("DeleteSmsSign", SignName=making.COMPANY)
    assert body["SignName"] == making.COMPANY
    answer = client.call("GetSmsSign", SignName=making.COMPANY)
    assert (answer.status, answer.code) == (404, "SignatureNotFound")
    create(client, qualification, SignName=making.COMPANY)


def test_deleting_says_no_in_the_older_way(client: Client, qualification: int) -> None:
    create(client, qualification)
    answer = client.call("DeleteSmsSign", SignName=NAME)
    assert (answer.status, answer.code) == (200, "isv.ERROR_SIGN_NOT_DELETE")
    answer = client.call("DeleteSmsSign", SignName="没有的签名")
    assert (answer.status, answer.code) == (200, "isv.SMS_SIGNATURE_ILLEGAL")
    answer = client.call("DeleteSmsSign")
    assert (answer.status, answer.code) == (400, "MissingSignName")


def test_names_are_told_apart_by_case(client: Client, qualification: int) -> None:
    create(client, qualification, SignName="云帆App科技")
    answer = client.call("GetSmsSign", SignName="云帆APP科技")
    assert (answer.status, answer.code) == (404, "SignatureNotFound")
