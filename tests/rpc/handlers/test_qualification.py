"""`SubmitSmsQualification`, `QuerySingleSmsQualification`, `QuerySmsQualificationRecord`."""

from datetime import timedelta
from typing import Any

import pytest

from qianming.core.codes import AccountType
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Qualification
from qianming.registry.persons import open_persons
from qianming.rpc.endpoint import Endpoint
from qianming.services import qualifications, reviews
from qianming.services.keys import CreateKey, create_key
from tests.rpc.client import Client, MemoryNonces
from tests.rpc.handlers.parameters import a_qualification, upload_key
from tests.services import making

FIELDS = {
    "AdminIDCardExpDate",
    "AdminIDCardFrontFace",
    "AdminIDCardNo",
    "AdminIDCardPic",
    "AdminIDCardType",
    "AdminName",
    "AdminPhoneNo",
    "BusinessLicensePics",
    "BusinessType",
    "CompanyName",
    "CompanyType",
    "EffTimeStr",
    "LegalPersonIDCardNo",
    "LegalPersonIDCardType",
    "LegalPersonIdCardEffTime",
    "LegalPersonName",
    "OrganizationCode",
    "OtherFiles",
    "QualificationGroupId",
    "QualificationName",
    "Remark",
    "State",
    "UseBySelf",
    "WhetherShare",
    "WorkOrderId",
}


def submitted(client: Client, **changes: object) -> Qualification:
    body = client.ok("SubmitSmsQualification", **a_qualification(client, **changes))
    assert isinstance(body["Data"], str)
    return Qualification.objects.get(pk=int(body["Data"]))


def test_what_was_submitted_is_stored(client: Client) -> None:
    row = submitted(client)
    persons = open_persons(row)
    assert (row.name, row.company_name, row.purpose) == ("主体资质", making.COMPANY, "own")
    assert persons.legal_representative.name == "法人甲"
    assert (persons.administrator.name, persons.administrator_phone) == ("管理员乙", making.PHONE)


def test_a_query_shows_everything_but_what_is_private(client: Client) -> None:
    row = submitted(client)
    data = client.ok("QuerySingleSmsQualification", QualificationGroupId=row.pk)["Data"]
    assert set(data) == FIELDS
    assert (data["QualificationGroupId"], data["WorkOrderId"]) == (row.pk, row.work_order_id)
    assert (data["State"], data["UseBySelf"], data["WhetherShare"]) == ("INT", True, False)
    assert data["EffTimeStr"] == "2020-01-01~2099-12-31"
    assert (data["LegalPersonName"], data["AdminName"]) == ("法**", "管***")
    assert data["AdminPhoneNo"] == "138****0001"
    assert making.id_number(1) not in str(data)
    assert making.id_number(2) not in str(data)
    assert (data["AdminIDCardFrontFace"], data["AdminIDCardPic"]) == ("", "")
    assert data["BusinessLicensePics"][0]["PicUrl"].startswith("http://127.0.0.1:8460/files/")
    assert set(data["BusinessLicensePics"][0]) == {"LicensePic", "PicUrl", "Type"}
    assert set(data["OtherFiles"][0]) == {"LicensePic", "PicUrl"}


def test_the_work_order_must_be_the_qualifications_own(client: Client) -> None:
    row = submitted(client)
    client.ok("QuerySingleSmsQualification", QualificationGroupId=row.pk, OrderId=row.work_order_id)
    answer = client.call("QuerySingleSmsQualification", QualificationGroupId=row.pk, OrderId=10**12)
    assert (answer.status, answer.code) == (400, "WorkOrderIdExpired")


def decided(row: Qualification, outcome: str, client: Client) -> None:
    now, order = client.clock.now(), row.work_order_id
    if outcome == "approve":
        reviews.approve(making.REVIEWER, order, now)
    elif outcome == "reject":
        reviews.reject(making.REVIEWER, order, [RejectionReason.IMAGE_UNREADABLE], "请重拍", now)
    elif outcome == "ask":
        reviews.ask(making.REVIEWER, order, "请补充材料", now)
    elif outcome == "withdraw":
        qualifications.withdraw(making.an_applicant(row.account), order, now)


@pytest.mark.parametrize(
    ("outcome", "alone", "listed"),
    [
        ("", "INT", "INIT"),
        ("approve", "PASSED", "PASS"),
        ("reject", "FAILED", "NOT_PASS"),
        ("ask", "NOT_FINISH", "NOT_FINISH"),
        ("withdraw", "CANCELED", "CANCEL"),
    ],
)
def test_both_vocabularies_of_states_are_kept(client: Client, outcome: str, alone: str, listed: str) -> None:
    row = submitted(client)
    client.clock.moment += timedelta(hours=1)
    decided(row, outcome, client)
    assert client.ok("QuerySingleSmsQualification", QualificationGroupId=row.pk)["Data"]["State"] == alone
    page = client.ok("QuerySmsQualificationRecord", State=listed)["Data"]
    assert [item["StateName"] for item in page["List"]] == [listed]
    others = {"INIT", "PASS", "NOT_PASS", "NOT_FINISH", "CANCEL"} - {listed}
    assert all(client.ok("QuerySmsQualificationRecord", State=one)["Data"]["Total"] == 0 for one in others)


def test_the_list_says_why_one_was_rejected(client: Client) -> None:
    row = submitted(client)
    decided(row, "reject", client)
    item = client.ok("QuerySmsQualificationRecord")["Data"]["List"][0]
    assert "请重拍" in item["AuditRemark"]
    assert len(item["AuditRemark"]) > 10
    assert item["AuditTime"] == item["CreateDate"] == "2026-06-10 10:00:00"
    assert item["UseBySelf"] == "true"
    assert (item["GroupId"], item["WorkOrderId"]) == (row.pk, row.work_order_id)
    assert item["LegalPersonName"] == "法**"


def several(client: Client) -> list[Qualification]:
    rows = []
    for number, name in enumerate(("资质甲", "资质乙", "资质丙"), start=1):
        client.clock.moment += timedelta(minutes=61)
        rows.append(submitted(client, QualificationName=name, LegalPersonName=f"法人{number}"))
    return rows


def test_the_list_is_paged_and_filtered(client: Client) -> None:
    rows = several(client)

    def names(**filters: Any) -> list[str]:
        listed = client.ok("QuerySmsQualificationRecord", **filters)["Data"]["List"]
        return [item["QualificationGroupName"] for item in listed]

    assert names() == ["资质丙", "资质乙", "资质甲"]
    assert names(PageNo=2, PageSize=2) == ["资质甲"]
    assert names(PageNo=9) == []
    assert names(QualificationGroupName="乙") == ["资质乙"]
    assert names(CompanyName="云帆") == ["资质丙", "资质乙", "资质甲"]
    assert names(CompanyName="别家") == []
    assert names(LegalPersonName="法人2") == ["资质乙"]
    assert names(LegalPersonName="法人") == []
    assert names(UseBySelf=False) == []
    assert names(WorkOrderId=rows[0].work_order_id) == ["资质甲"]
    page = client.ok("QuerySmsQualificationRecord", PageSize=2, LegalPersonName="法人3")["Data"]
    assert (page["PageNo"], page["PageSize"], page["Total"]) == (1, 2, 1)


def test_for_others_the_purpose_is_told_in_both_ways(client: Client) -> None:
    row = submitted(client, UseBySelf="false", CompanyName=making.LONG_COMPANY)
    assert client.ok("QuerySingleSmsQualification", QualificationGroupId=row.pk)["Data"]["UseBySelf"] is False
    assert client.ok("QuerySmsQualificationRecord")["Data"]["List"][0]["UseBySelf"] == "false"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"QualificationName": "资质-1"}, "QualificationNameNotMatchRegex"),
        ({"CompanyType": "OTHER"}, "CompanyTypeError"),
        ({"UseBySelf": False, "BusinessLicensePics": []}, "BusinessLicensePicsNullError"),
        (
            {"BusinessLicensePics": [{"LicensePic": "1/none.png", "Type": "businessLicense"}]},
            "BusinessLicenseOssFileNotUploadError",
        ),
        ({"BussinessLicenseExpDate": "2020/01/01"}, "BusinessLicenseDateNotMatchRegexError"),
        ({"BussinessLicenseExpDate": "2020-01-01~2021-01-01"}, "BusinessLicenseDateNotValid"),
        ({"LegalPersonIDCardType": "card"}, "LegalPersonIdcardTypeError"),
        ({"LegalPersonIDCardNo": "1"}, "LegalIdCardNotMatchRegex"),
        ({"LegalPersonIdCardEffTime": "x"}, "LegalPersonIdcardEfftimeNotMatchRegexError"),
        ({"AdminIDCardType": "card"}, "AdminIdcardTypeError"),
        ({"AdminIDCardNo": "1"}, "AdminIdcardNotMatchRegex"),
        ({"AdminIDCardFrontFace": "1/none.png"}, "AdminFrontOssFileNotUploadError"),
        ({"AdminIDCardPic": "1/none.pdf"}, "AdminIdcardPicsFileError"),
        ({"OtherFiles": [{"LicensePic": "1/none.png"}]}, "OtherOssFileNotUploadError"),
        ({"CertifyCode": "000000x"}, "CertifyCodeError"),
        ({"AdminPhoneNo": "13900000009"}, "CertifyCodeError"),
        ({"CompanyName": ""}, "MissingCompanyName"),
        ({"BussinessLicenseExpDate": ""}, "MissingBussinessLicenseExpDate"),
        ({"AdminIDCardPic": ""}, "MissingAdminIDCardPic"),
        ({"UseBySelf": "maybe"}, "InvalidUseBySelf"),
        ({"OtherFiles": "[{]"}, "InvalidParameter.Format"),
    ],
)
def test_what_is_wrong_has_its_documented_code(client: Client, changes: dict[str, Any], code: str) -> None:
    answer = client.call("SubmitSmsQualification", **a_qualification(client, **changes))
    assert (answer.status, answer.code) == (400, code), answer.body["Message"]
    assert not Qualification.objects.exists()


def test_every_problem_is_told_at_once_and_no_typed_value_is_repeated(client: Client) -> None:
    given = a_qualification(client, CompanyType="OTHER", LegalPersonIDCardNo="12345678", CertifyCode="1")
    answer = client.call("SubmitSmsQualification", **given)
    for field in ("CompanyType：", "LegalPersonIDCardNo：", "CertifyCode："):
        assert field in answer.body["Message"]
    assert "身份证号应为 18 位" in answer.body["Message"]
    assert "12345678" not in answer.body["Message"]


def test_a_name_is_used_once(client: Client) -> None:
    submitted(client)
    client.clock.moment += timedelta(minutes=2)
    answer = client.call("SubmitSmsQualification", **a_qualification(client))
    assert (answer.status, answer.code) == (400, "QualificationNameAlreadyExist")


def test_individual_accounts_are_told_that_the_api_is_not_for_them(client: Client) -> None:
    person = making.an_account("person", AccountType.INDIVIDUAL)
    create_key(making.OPERATOR, CreateKey(person.name, "PERSONSKEY", "persons-secret"), client.clock.now())
    other = Client(Endpoint(client.clock, MemoryNonces()), client.clock, "PERSONSKEY", "persons-secret")
    answer = other.call("SubmitSmsQualification", **a_qualification(other))
    assert (answer.status, answer.code) == (400, "NotEnterpriseCertifyCustCheckError")


def test_flattened_lists_are_taken_as_well(client: Client) -> None:
    picture = upload_key(client)
    given = a_qualification(client)
    del given["BusinessLicensePics"], given["OtherFiles"]
    flattened = {
        "BusinessLicensePics.1.LicensePic": picture,
        "BusinessLicensePics.1.Type": "businessLicense",
        "OtherFiles.1.LicensePic": picture,
    }
    body = client.ok("SubmitSmsQualification", **given, **flattened)
    row = Qualification.objects.get(pk=int(body["Data"]))
    assert row.materials["licences"] == [{"key": picture, "kind": "businessLicense"}]


def test_a_stranger_finds_nothing(client: Client) -> None:
    row = submitted(client)
    stranger = making.an_account("stranger")
    create_key(making.OPERATOR, CreateKey(stranger.name, "STRANGERSKEY", "s"), client.clock.now())
    other = Client(Endpoint(client.clock, MemoryNonces()), client.clock, "STRANGERSKEY", "s")
    assert (
        other.call("QuerySingleSmsQualification", QualificationGroupId=row.pk).code == "QualificationNotExist"
    )
    assert other.ok("QuerySmsQualificationRecord")["Data"]["Total"] == 0
