"""From an empty folder to a delivered message: the process, its command line, the vendor's unmodified SDK."""

from typing import Any

import pytest
from alibabacloud_dysmsapi20170525 import models as sms

from tests.e2e.service import Applicant, Service, until

COMPANY = "杭州云帆网络科技有限公司"
CREDIT_CODE = "91330106MA27XAAA0D"
MOBILE, UNICOM, TELECOM = "13800000001", "13000000001", "18900000001"
QUICK = """
[all]
filing_delay_seconds = 0.5
probe_delay_seconds = 0.5
receipt_delay_seconds = 0.3
"""


@pytest.fixture
def applicant(service: Service) -> Applicant:
    service.simulate(QUICK)
    service.start()
    return Applicant.join(service, "cloud-sail", COMPANY, CREDIT_CODE)


def signature(applicant: Applicant, name: str) -> dict[str, Any]:
    shown: dict[str, Any] = applicant.service.json("signature", "show", applicant.account, name)
    return shown


def approved_qualification(applicant: Applicant) -> int:
    qualification = applicant.qualify()
    assert applicant.qualification_state(qualification) == "INT"
    applicant.approve_whatever_waits()
    assert applicant.qualification_state(qualification) == "PASSED"
    return qualification


def available_signature(applicant: Applicant, name: str) -> None:
    applicant.apply(name, approved_qualification(applicant))
    applicant.approve_whatever_waits()
    until(f"{name} to be available", lambda: signature(applicant, name)["availability"] == "available")


def test_it_takes_a_name_from_application_to_delivery(applicant: Applicant) -> None:
    available_signature(applicant, COMPANY)
    shown = applicant.client.get_sms_sign(sms.GetSmsSignRequest(sign_name=COMPANY)).body
    assert shown.sign_status == 1
    assert {filing.operator_code for filing in shown.sign_isp_register_detail_list} == {
        "mobile", "unicom", "telecom",
    }  # fmt: skip
    assert {filing.register_status for filing in shown.sign_isp_register_detail_list} <= {1, 3}
    template = applicant.template()
    applicant.approve_whatever_waits()
    for phone in (MOBILE, UNICOM, TELECOM):
        sent = applicant.send(COMPANY, template, phone)
        assert (sent.code, bool(sent.biz_id)) == ("OK", True)
        record = applicant.receipt(phone, sent.biz_id)
        assert (record.send_status, record.err_code) == (3, "DELIVERED")
        assert record.content == f"【{COMPANY}】您的验证码为482913，五分钟内有效。"
        assert record.out_id == "order-1"
        assert applicant.service.json("inbox", "--phone", phone)[0]["text"] == record.content


def test_a_short_name_waits_for_a_person(applicant: Applicant) -> None:
    qualification = approved_qualification(applicant)
    order = applicant.apply("杭州云帆网", qualification)
    waiting = applicant.service.json("review", "list")
    assert [item["kind"] for item in waiting if str(item["id"]) == order] == ["signature"]
    assert signature(applicant, "杭州云帆网")["availability"] is None
    refused = applicant.send("杭州云帆网", applicant.template(), MOBILE)
    assert (refused.code, refused.biz_id) == ("isv.SMS_SIGNATURE_ILLEGAL", None)
    applicant.service.json("review", "approve", order)
    until("the filings", lambda: signature(applicant, "杭州云帆网")["availability"] == "available")


def test_an_unfiled_carrier_reports_its_port_as_not_registered(applicant: Applicant) -> None:
    applicant.service.simulate(QUICK + "\n[telecom]\nfiling_delay_seconds = 3600\n")
    qualification = approved_qualification(applicant)
    applicant.apply(COMPANY, qualification)
    applicant.approve_whatever_waits()
    until("mobile", lambda: signature(applicant, COMPANY)["filings"]["mobile"]["state"] == "filed")
    shown = signature(applicant, COMPANY)
    assert shown["availability"] == "abnormal"
    assert "FILING_ABNORMAL" in [reason["code"] for reason in shown["reasons"]]
    template = applicant.template()
    applicant.approve_whatever_waits()
    unfiled = applicant.send(COMPANY, template, TELECOM)
    assert unfiled.code == "OK"
    record = applicant.receipt(TELECOM, unfiled.biz_id)
    assert (record.send_status, record.err_code) == (2, "PORT_NOT_REGISTERED")
    filed = applicant.send(COMPANY, template, MOBILE)
    assert applicant.receipt(MOBILE, filed.biz_id).err_code == "DELIVERED"


def test_without_a_receipt_the_message_stays_waiting(applicant: Applicant) -> None:
    applicant.service.simulate(QUICK + '\n[mobile]\nreceipts = "drop"\n')
    available_signature(applicant, COMPANY)
    template = applicant.template()
    applicant.approve_whatever_waits()
    dropped = applicant.send(COMPANY, template, MOBILE)
    other = applicant.send(COMPANY, template, UNICOM)
    applicant.receipt(UNICOM, other.biz_id)
    until("the phone to ring", lambda: applicant.service.json("inbox", "--phone", MOBILE)[:1])
    assert applicant.details(MOBILE, dropped.biz_id).send_status == 1


def test_it_keeps_its_data_over_a_restart(applicant: Applicant) -> None:
    available_signature(applicant, COMPANY)
    template = applicant.template()
    applicant.approve_whatever_waits()
    sent = applicant.send(COMPANY, template, MOBILE)
    applicant.receipt(MOBILE, sent.biz_id)
    applicant.service.stop()
    applicant.service.start()
    again = applicant.service.client(*Applicant.credentials(applicant.account))
    restarted = Applicant(applicant.service, applicant.account, COMPANY, CREDIT_CODE, again)
    assert restarted.details(MOBILE, sent.biz_id).err_code == "DELIVERED"
    assert restarted.send(COMPANY, template, MOBILE).code == "OK"
