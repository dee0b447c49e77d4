"""The whole life of a qualification with the vendor's unmodified SDK against a running service."""

from collections.abc import Callable
from typing import Any

import pytest
from alibabacloud_dysmsapi20170525 import models as sms
from Tea.exceptions import TeaException

from tests.e2e.service import Applicant, Service, until

COMPANY = "杭州云帆网络科技有限公司"
CREDIT_CODE = "91330106MA27XAAA0D"
NEW_PHONE = "13900000002"

# What the database could change here is tested below the wire, on both.
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def applicant(service: Service) -> Applicant:
    service.start()
    return Applicant.join(service, "cloud-sail", COMPANY, CREDIT_CODE)


def code_of(call: Callable[[], Any]) -> str:
    """The error code with which the SDK raises."""
    with pytest.raises(TeaException) as refusal:
        call()
    return str(refusal.value.code)


def an_update(applicant: Applicant, qualification: int, order: int, **changes: Any) -> Callable[[], Any]:
    given = {"admin_phone_no": NEW_PHONE, "certify_code": "000000x", **changes}
    request = sms.UpdateSmsQualificationRequest(qualification_group_id=qualification, order_id=order, **given)
    return lambda: applicant.client.update_sms_qualification(request)


def a_deletion(applicant: Applicant, qualification: int, order: int) -> Callable[[], Any]:
    request = sms.DeleteSmsQualificationRequest(qualification_group_id=qualification, order_id=order)
    return lambda: applicant.client.delete_sms_qualification(request)


def listed(applicant: Applicant) -> Any:
    """The one entry of the list."""
    answer = applicant.client.query_sms_qualification_record(sms.QuerySmsQualificationRecordRequest())
    (entry,) = answer.body.data.list
    return entry


def test_a_qualification_is_changed_reviewed_again_and_deleted(applicant: Applicant) -> None:
    qualification = applicant.qualify()
    order = listed(applicant).work_order_id
    assert code_of(a_deletion(applicant, qualification, order)) == "SMS_STATUS_ILLEGAL"
    applicant.service.json("review", "claim", str(order))
    assert applicant.qualification_state(qualification) == "INT"
    applicant.service.json("review", "reject", str(order), "--reason", "IMAGE_UNREADABLE", "--note", "again")
    assert listed(applicant).state_name == "NOT_PASS"
    assert "again" in listed(applicant).audit_remark
    code = applicant.phone_code(NEW_PHONE)
    picture = sms.UpdateSmsQualificationRequestBusinessLicensePics(
        license_pic=applicant.upload("licence2.png"), type="socialCreditLicense"
    )
    done = an_update(applicant, qualification, order, certify_code=code, business_license_pics=[picture])()
    assert (done.body.code, done.body.success, done.body.data) == ("OK", True, str(qualification))
    renewed = listed(applicant)
    assert (renewed.state_name, renewed.work_order_id != order) == ("INIT", True)
    assert code_of(an_update(applicant, qualification, order)) == "WorkOrderIdExpired"
    applicant.approve_whatever_waits()
    assert applicant.qualification_state(qualification) == "PASSED"
    deletion = a_deletion(applicant, qualification, renewed.work_order_id)
    assert code_of(deletion) == "BindSignDeleteFailed"
    applicant.client.delete_sms_sign(sms.DeleteSmsSignRequest(sign_name=_gift(applicant)))
    assert deletion().body.data is True
    assert code_of(deletion) == "QualificationNotExist"


def _gift(applicant: Applicant) -> str:
    """The name of the signature that came with the approval."""
    (gift,) = applicant.service.json("signature", "list", applicant.account)
    return str(gift["name"])


def test_the_likely_mistakes_have_their_documented_codes(applicant: Applicant) -> None:
    qualification = applicant.qualify()
    order = listed(applicant).work_order_id
    applicant.approve_whatever_waits()
    for changes, code in (
        ({}, "CertifyCodeError"),
        ({"legal_person_idcard_no": "110105198001010017"}, "LegalIdCardNotMatchRegex"),
        ({"bussiness_license_exp_date": "2015-01-01~2016-01-01"}, "BusinessLicenseDateNotValid"),
        ({"admin_idcard_pic": "1/none.png"}, "AdminBackOssFileNotUploadError"),
    ):
        assert code_of(an_update(applicant, qualification, order, **changes)) == code
    assert code_of(an_update(applicant, qualification + 1000, order)) == "QualificationNotExist"
    again = sms.RequiredPhoneCodeRequest(phone_no="13900000001")
    assert code_of(lambda: applicant.client.required_phone_code(again)) == "isv.BUSINESS_LIMIT_CONTROL"
    wrong = sms.RequiredPhoneCodeRequest(phone_no="12345")
    assert code_of(lambda: applicant.client.required_phone_code(wrong)) == "InvalidPhoneNo"


def test_a_register_that_was_imported_speaks_to_the_reviewer(applicant: Applicant) -> None:
    file = applicant.service.data / "register.csv"
    file.write_text(
        f"credit_code,name,status,legal_representative\n{CREDIT_CODE},{COMPANY},注销,法人丁\n",
        encoding="utf-8",
    )
    assert applicant.service.json("register", "import", str(file))["stored"] == 1
    applicant.qualify()

    def told() -> set[str]:
        (waiting,) = applicant.service.json("review", "list")
        return {finding["code"] for finding in waiting["findings"]} - {"REGISTER_NOT_CHECKED"}

    expected = {"REGISTER_STATUS", "REGISTER_LEGAL_REPRESENTATIVE"}
    until("the register's findings", lambda: told() == expected)
