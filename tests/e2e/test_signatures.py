"""Signatures, their papers and the older actions, with the vendor's SDK against a live service."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from alibabacloud_dysmsapi20170525 import models as sms
from Tea.exceptions import TeaException

from tests.e2e.service import PNG, Applicant, Service

COMPANY, CODE = "杭州云帆样例科技有限公司", "91330100MA2B0AAA1K"
OWNER, OWNERS_CODE = "杭州云杉样例科技有限公司", "91330100MA2B0BBB2L"
DOUBTFUL = "杭州云帆样例科"
PERIOD = "2020-01-01~2099-12-31"

# What the database could change here is tested below the wire, on both.
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def applicant(service: Service) -> Applicant:
    """An enterprise with an approved qualification of its own."""
    service.start()
    joined = Applicant.join(service, "applicant", COMPANY, CODE)
    joined.qualify()
    joined.approve_whatever_waits()
    return joined


def qualification_of(applicant: Applicant) -> int:
    body = applicant.client.query_sms_qualification_record(sms.QuerySmsQualificationRecordRequest()).body
    return int(body.data.list[0].group_id)


def edit(applicant: Applicant, name: str, remark: str = "") -> Any:
    request = sms.UpdateSmsSignRequest(
        sign_name=name, sign_source=0, qualification_id=qualification_of(applicant), remark=remark
    )
    return applicant.client.update_sms_sign(request).body


def shown(applicant: Applicant, name: str) -> Any:
    return applicant.client.get_sms_sign(sms.GetSmsSignRequest(sign_name=name)).body


def refused(call: Callable[[], object]) -> str:
    """The code with which the SDK says that a call was refused."""
    with pytest.raises(TeaException) as error:
        call()
    return str(error.value.code)


def test_a_rejection_is_read_mended_and_approved(applicant: Applicant) -> None:
    order = applicant.apply(DOUBTFUL, qualification_of(applicant))
    assert refused(lambda: edit(applicant, DOUBTFUL)) == "SMS_STATUS_ILLEGAL"
    reasons = ("--reason", "PROOF_INSUFFICIENT", "--reason", "IMAGE_UNREADABLE")
    applicant.service.json("review", "reject", order, *reasons, "--note", "see the second page")
    body = shown(applicant, DOUBTFUL)
    assert body.sign_status == 2
    assert "see the second page" in body.audit_info.reject_info
    again = edit(applicant, DOUBTFUL, "mended")
    assert shown(applicant, DOUBTFUL).sign_status == 0
    applicant.service.json("review", "approve", again.order_id)
    body = shown(applicant, DOUBTFUL)
    assert (body.sign_status, body.remark, body.order_id) == (1, "mended", again.order_id)
    edit(applicant, DOUBTFUL, "another edit")
    assert shown(applicant, DOUBTFUL).remark == "mended"
    assert refused(lambda: edit(applicant, "没有的签名")) == "SignatureNotFound"
    assert refused(lambda: edit(applicant, "云帆 样例")) == "InvalidSignName"


def test_a_letter_is_registered_and_found(applicant: Applicant) -> None:
    picture = applicant.upload("letter.png")

    def create(name: str = "云杉授权书", **changes: Any) -> Any:
        given = {
            "authorization_letter_name": name,
            "authorization": OWNER,
            "organization_code": OWNERS_CODE,
            "proxy_authorization": COMPANY,
            "authorization_letter_exp_date": PERIOD,
            "authorization_letter_pic": picture,
            "sign_list": ["云杉样例", "杭州云杉"],
            **changes,
        }
        return applicant.client.create_sms_authorization_letter(
            sms.CreateSmsAuthorizationLetterRequest(**given)
        ).body

    made = create()
    assert made.success
    request = sms.QuerySmsAuthorizationLetterRequest(
        sign_name="云杉样例", authorization_letter_id_list=[int(made.data)]
    )
    (letter,) = applicant.client.query_sms_authorization_letter(request).body.data
    assert (letter.sign_scope, letter.state, letter.status) == ("云杉样例、杭州云杉", "INT", "VALID")
    assert refused(create) == "AuthorizationLetterNameRepeat"
    assert refused(lambda: create("另一份", sign_list=["云"])) == "SignNotMatchRegex"
    ended = "2020-01-01~2021-01-01"
    assert refused(lambda: create("另一份", authorization_letter_exp_date=ended)) == (
        "AuthorizationLetterDateNotValid"
    )


def test_trademarks_and_apps_are_kept(applicant: Applicant) -> None:
    picture = applicant.upload("mark.png")
    mark = applicant.client.create_sms_trademark(
        sms.CreateSmsTrademarkRequest(
            trademark_name="云帆", trademark_registration_number="7000001",
            trademark_applicant_name=COMPANY, trademark_eff_exp_date=PERIOD, trademark_pic=picture,
        )
    ).body  # fmt: skip
    asked = sms.QuerySmsTrademarkRequest(trademark_id_list=[int(mark.data)])
    (told,) = applicant.client.query_sms_trademark(asked).body.data
    assert (told.trademark_name, told.trademark_pic) == ("云帆", picture)
    app = applicant.client.create_sms_app_icp_record(
        sms.CreateSmsAppIcpRecordRequest(
            app_service_name="云帆", app_principal_unit_name=COMPANY, app_icp_license_number="浙ICP备1号-1A",
            app_approval_date="2024-01-01", app_icp_record_pic=picture, domain="https://app.example/store",
        )
    ).body  # fmt: skip
    wanted = sms.QuerySmsAppIcpRecordRequest(app_icp_record_id_list=[int(app.data)])
    (record,) = applicant.client.query_sms_app_icp_record(wanted).body.data
    assert record.app_icp_license_number == "浙ICP备1号-1A"


def test_the_older_actions_are_on_and_can_be_switched_off(applicant: Applicant) -> None:
    file = {"file_contents": base64.b64encode(PNG).decode(), "file_suffix": "png"}

    def add(source: int = 0) -> Any:
        request = sms.AddSmsSignRequest(
            sign_name="云帆样例科技", sign_source=source, remark="登录",
            sign_file_list=[sms.AddSmsSignRequestSignFileList(**file)],
        )  # fmt: skip
        return applicant.client.add_sms_sign(request).body

    assert add(source=1).code == "isv.SIGN_SOURCE_ILLEGAL"
    assert add().code == "OK"
    assert add().code == "isv.SIGN_NAME_ILLEGAL"
    query = sms.QuerySmsSignRequest(sign_name="云帆样例科技")
    assert applicant.client.query_sms_sign(query).body.sign_status == 0
    applicant.service.stop()
    applicant.service.environment["QIANMING_OLDER_SIGNATURE_ACTIONS"] = "0"
    applicant.service.start()
    applicant.client = applicant.service.client(*Applicant.credentials(applicant.account))
    assert applicant.client.query_sms_sign(query).body.code == "isv.INTERFACE_OFFLINE"
