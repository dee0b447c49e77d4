"""`UpdateSmsQualification`, `DeleteSmsQualification`."""

from datetime import timedelta
from typing import Any

import pytest

from qianming.core.codes import AccountType
from qianming.registry.models import Qualification
from qianming.registry.persons import open_persons
from qianming.rpc.endpoint import Endpoint
from qianming.services import reviews, signatures
from qianming.services.keys import CreateKey, create_key
from tests.rpc.client import Client, MemoryNonces
from tests.rpc.handlers.parameters import a_qualification, an_approved_qualification, phone_code, upload_key
from tests.services import making

NEW_PHONE = "13800000009"


def approved(client: Client) -> Qualification:
    row = Qualification.objects.get(pk=an_approved_qualification(client))
    client.clock.moment += timedelta(minutes=2)
    return row


def an_update(client: Client, row: Qualification, **changes: object) -> dict[str, Any]:
    given: dict[str, Any] = {
        "QualificationGroupId": row.pk,
        "OrderId": row.work_order_id,
        "AdminPhoneNo": NEW_PHONE,
        **changes,
    }
    return given if "CertifyCode" in given else {**given, "CertifyCode": phone_code(client, NEW_PHONE)}


def test_what_is_sent_changes_and_the_rest_stays(client: Client) -> None:
    row = approved(client)
    picture = upload_key(client, "licence2.png")
    given = an_update(
        client,
        row,
        CompanyName="杭州云帆样例",
        LegalPersonName="法人丙",
        LegalPersonIDCardNo=making.id_number(7),
        AdminIDCardExpDate="2021-01-01~2099-12-31",
        BusinessLicensePics=[{"LicensePic": picture, "Type": "otherLicense"}],
    )
    body = client.ok("UpdateSmsQualification", **given)
    assert body["Data"] == str(row.pk)
    after = Qualification.objects.get()
    persons = open_persons(after)
    assert (after.company_name, after.name, after.state) == ("杭州云帆样例", row.name, "queued")
    assert (persons.legal_representative.name, persons.administrator.name) == ("法人丙", "管理员乙")
    assert persons.administrator.valid_until.isoformat() == "2099-12-31"
    data = client.ok("QuerySingleSmsQualification", QualificationGroupId=row.pk)["Data"]
    assert data["WorkOrderId"] == after.work_order_id != row.work_order_id
    assert (data["State"], data["AdminPhoneNo"]) == ("INT", "138****0009")
    assert [one["Type"] for one in data["BusinessLicensePics"]] == ["otherLicense"]
    listed = client.ok("QuerySmsQualificationRecord")["Data"]["List"][0]
    assert (listed["StateName"], listed["WorkOrderId"], listed["AuditRemark"]) == (
        "INIT",
        after.work_order_id,
        "",
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"OrderId": 10**9}, "WorkOrderIdExpired"),
        ({"QualificationGroupId": 10**9}, "QualificationNotExist"),
        ({"CertifyCode": "x"}, "CertifyCodeError"),
        ({"LegalPersonIDCardNo": "1"}, "LegalIdCardNotMatchRegex"),
        ({"BussinessLicenseExpDate": "2020-01-01~2021-01-01"}, "BusinessLicenseDateNotValid"),
        (
            {"BusinessLicensePics": [{"LicensePic": "1/no.png", "Type": "otherLicense"}]},
            "BusinessLicenseOssFileNotUploadError",
        ),
        ({"OtherFiles": [{"LicensePic": "1/no.exe"}]}, "OtherFileTypeError"),
        ({"QualificationGroupId": ""}, "MissingQualificationGroupId"),
    ],
)
def test_what_is_wrong_has_its_documented_code(client: Client, changes: dict[str, Any], code: str) -> None:
    answer = client.call("UpdateSmsQualification", **an_update(client, approved(client), **changes))
    assert (answer.status, answer.code) == (400, code), answer.body["Message"]
    assert Qualification.objects.get().state == "approved"


def test_a_wrong_number_is_told_with_its_cause_and_never_quoted(client: Client) -> None:
    number = making.id_number(2)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    answer = client.call("UpdateSmsQualification", **an_update(client, approved(client), AdminIDCardNo=wrong))
    assert answer.body["Message"].startswith("AdminIDCardNo：最后一位校验码与前 17 位不符")
    assert wrong not in answer.body["Message"]


def test_it_waits_for_the_review(client: Client) -> None:
    client.ok("SubmitSmsQualification", **a_qualification(client))
    client.clock.moment += timedelta(minutes=2)
    row = Qualification.objects.get()
    assert client.call("UpdateSmsQualification", **an_update(client, row)).code == "SMS_STATUS_ILLEGAL"
    delete: dict[str, Any] = {"QualificationGroupId": row.pk, "OrderId": row.work_order_id}
    assert client.call("DeleteSmsQualification", **delete).code == "SMS_STATUS_ILLEGAL"


def test_the_same_company_and_administrator_are_told(client: Client) -> None:
    approved(client)
    first = a_qualification(client)
    client.clock.moment += timedelta(minutes=2)
    other = {
        **a_qualification(client, QualificationName="另一份"),
        "AdminIDCardNo": first["AdminIDCardNo"],
    }
    answer = client.call("SubmitSmsQualification", **other)
    assert (answer.status, answer.code) == (400, "SameQualificationGroupError")


def test_it_is_deleted_once_nothing_is_bound(client: Client) -> None:
    row = approved(client)
    given: dict[str, Any] = {"QualificationGroupId": row.pk, "OrderId": row.work_order_id}
    assert client.call("DeleteSmsQualification", **given).code == "BindSignDeleteFailed"
    wrong = {**given, "OrderId": row.work_order_id + 100}
    assert client.call("DeleteSmsQualification", **wrong).code == "WorkOrderIdExpired"
    signatures.delete(making.an_applicant(row.account), row.account_id, making.COMPANY, client.clock.now())
    body = client.ok("DeleteSmsQualification", **given)
    assert (body["Data"], body["Success"]) == (True, True)
    assert client.call("DeleteSmsQualification", **given).code == "QualificationNotExist"
    gone = client.call("QuerySingleSmsQualification", QualificationGroupId=row.pk)
    assert gone.code == "QualificationNotExist"


def test_strangers_and_individuals_change_nothing(client: Client) -> None:
    row = approved(client)
    for name, kind in (("stranger", AccountType.ENTERPRISE), ("person", AccountType.INDIVIDUAL)):
        making.an_account(name, kind)
        create_key(making.OPERATOR, CreateKey(name, f"KEYOF{name}", "s"), client.clock.now())
        other = Client(Endpoint(client.clock, MemoryNonces()), client.clock, f"KEYOF{name}", "s")
        answer = other.call("UpdateSmsQualification", **an_update(client, row))
        assert answer.code == "QualificationNotExist"
        client.clock.moment += timedelta(minutes=2)


def test_an_individual_accounts_own_papers_are_changed_elsewhere(client: Client) -> None:
    person = making.an_account("person", AccountType.INDIVIDUAL)
    create_key(making.OPERATOR, CreateKey("person", "PERSONSKEY", "s"), client.clock.now())
    submitted = making.submitted_qualification(making.an_applicant(person), administrator_phone="13800000055")
    reviews.reject(making.REVIEWER, submitted.order_id, making.REASON, "", client.clock.now())
    row = Qualification.objects.get(account=person)
    other = Client(Endpoint(client.clock, MemoryNonces()), client.clock, "PERSONSKEY", "s")
    answer = other.call("UpdateSmsQualification", **an_update(other, row))
    assert (answer.status, answer.code) == (400, "NotEnterpriseCertifyCustCheckError")
