"""Each reason of a signature's status, raised and cleared as users do it: by SDK, carrier and command line.

Those that only time raises are in `tests/cli/test_reasons_of_time.py`, where the clock can be moved.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_dysmsapi20170525 import models as sms

from tests.clock import today
from tests.e2e.service import Applicant, Service, until

COMPANY, CODE = "杭州云帆样例科技有限公司", "91330100MA2B0AAA1K"
OTHER, OTHERS_CODE = "杭州云杉样例科技有限公司", "91330100MA2B0BBB2L"
DOUBTFUL = "杭州云帆样例科"
PERIOD = "2020-01-01~2099-12-31"
MANY = 60
QUICK = """
[all]
filing_delay_seconds = 0.1
probe_delay_seconds = 0.1
receipt_delay_seconds = 0.1
watch_seconds = 0.5
"""
FILED = {"mobile": "filed", "unicom": "filed", "telecom": "filed"}


@pytest.fixture
def applicant(service: Service) -> Applicant:
    """An enterprise with an approved qualification, whose complimentary signature is in order."""
    service.simulate(QUICK)
    service.start()
    joined = Applicant.join(service, "applicant", COMPANY, CODE)
    joined.qualify()
    joined.approve_whatever_waits()
    becomes(joined, COMPANY)
    return joined


def shown(applicant: Applicant, name: str) -> dict[str, Any]:
    found: dict[str, Any] = applicant.service.json("signature", "show", applicant.account, name)
    return found


def becomes(applicant: Applicant, name: str, *codes: str) -> dict[str, dict[str, Any]]:
    """Wait until exactly these reasons hold; each tells since when and what to do."""

    def held() -> list[dict[str, Any]] | None:
        found = shown(applicant, name)
        same = [reason["code"] for reason in found["reasons"]] == list(codes)
        return [found] if same and found["availability"] is not None else None

    (found,) = until(f"{name} to have {codes}", held)
    assert (found["availability"] == "available") is (codes == ())
    for reason in found["reasons"]:
        assert reason["since"]
        assert reason["fix"]
    return {reason["code"]: reason for reason in found["reasons"]}


def recorded(applicant: Applicant) -> Any:
    """The account's one qualification."""
    body = applicant.client.query_sms_qualification_record(sms.QuerySmsQualificationRecordRequest()).body
    (row,) = body.data.list
    return row


def order_of(applicant: Applicant) -> str:
    """The qualification's present work order."""
    return str(applicant.service.json("qualification", "show", str(qualification_of(applicant)))["order"])


def qualification_of(applicant: Applicant) -> int:
    return int(recorded(applicant).group_id)


def update_qualification(applicant: Applicant, phone: str) -> None:
    """Submit it again, with a new phone; a number gets one code a minute."""
    request = sms.UpdateSmsQualificationRequest(
        qualification_group_id=qualification_of(applicant),
        order_id=int(order_of(applicant)),
        admin_phone_no=phone,
        certify_code=applicant.phone_code(phone),
    )
    applicant.client.update_sms_qualification(request)


def imported(applicant: Applicant, folder: Path, **row: Any) -> None:
    file = folder / "stock.json"
    given = {
        "account": applicant.account,
        "source": "enterprise",
        "qualification": "主体资质",
        "approval_date": "2024-05-01",
        "filings": FILED,
        **row,
    }
    text = json.dumps([{key: value for key, value in given.items() if value}], ensure_ascii=False)
    file.write_text(text, encoding="utf-8")
    assert applicant.service.json("signature", "import", str(file))["imported"] == 1


def edit(applicant: Applicant, name: str, source: int = 0, **changes: Any) -> None:
    """Edit a signature, and approve that."""
    request = sms.UpdateSmsSignRequest(
        sign_name=name,
        sign_source=source,
        qualification_id=qualification_of(applicant),
        remark="mended",
        **changes,
    )
    applicant.client.update_sms_sign(request)
    applicant.approve_whatever_waits()


def test_the_reasons_of_its_own_materials(applicant: Applicant, tmp_path: Path) -> None:
    imported(applicant, tmp_path, name="杭州云帆样例", source="app")
    reason = becomes(applicant, "杭州云帆样例", "SOURCE_UNSUPPORTED")["SOURCE_UNSUPPORTED"]
    assert reason["evidence"] == {"source": "app"}
    edit(applicant, "杭州云帆样例")
    becomes(applicant, "杭州云帆样例")

    imported(applicant, tmp_path, name="杭州云帆样例科技", qualification="")
    becomes(applicant, "杭州云帆样例科技", "QUALIFICATION_MISSING")
    edit(applicant, "杭州云帆样例科技")
    becomes(applicant, "杭州云帆样例科技")


def test_a_name_of_nothing_is_mended_by_a_trademark(applicant: Applicant, tmp_path: Path) -> None:
    imported(applicant, tmp_path, name="云雀时光")
    assert becomes(applicant, "云雀时光", "NAME_MISMATCH")["NAME_MISMATCH"]["evidence"]["rules"]
    mark = applicant.client.create_sms_trademark(
        sms.CreateSmsTrademarkRequest(
            trademark_name="云雀时光",
            trademark_registration_number="7000001",
            trademark_applicant_name=COMPANY,
            trademark_eff_exp_date=PERIOD,
            trademark_pic=applicant.upload("mark.png"),
        )
    ).body
    edit(applicant, "云雀时光", 5, trademark_id=int(mark.data))
    becomes(applicant, "云雀时光")


def test_a_carriers_word(applicant: Applicant) -> None:
    applicant.service.simulate(f'{QUICK}\n[telecom]\ncompliance = "non_compliant"\n')
    becomes(applicant, COMPANY, "CARRIER_NON_COMPLIANT")
    applicant.service.simulate(f'{QUICK}\n[telecom]\ncompliance = "compliant"\n')
    becomes(applicant, COMPANY)


def test_the_reasons_of_its_qualification(applicant: Applicant) -> None:
    def revoke(reason: str) -> None:
        applicant.service.json("review", "revoke", order_of(applicant), "--reason", reason)

    def mended(phone: str) -> None:
        update_qualification(applicant, phone)
        applicant.approve_whatever_waits()
        becomes(applicant, COMPANY)

    revoke("PROOF_INSUFFICIENT")
    reasons = becomes(applicant, COMPANY, "QUALIFICATION_NOT_APPROVED")
    assert reasons["QUALIFICATION_NOT_APPROVED"]["evidence"] == {"state": "rejected"}
    mended("13900000002")
    revoke("ELEMENTS_INACCURATE")
    becomes(applicant, COMPANY, "QUALIFICATION_NOT_APPROVED", "QUALIFICATION_INACCURATE")
    mended("13900000003")
    update_qualification(applicant, "13900000004")
    asked = ("--note", "the ID number is cut off", "--reason", "ELEMENTS_INCOMPLETE")
    applicant.service.json("review", "ask", order_of(applicant), *asked)
    reasons = becomes(applicant, COMPANY, "QUALIFICATION_INCOMPLETE")
    assert reasons["QUALIFICATION_INCOMPLETE"]["evidence"] == {"verdict": "ELEMENTS_INCOMPLETE"}
    mended("13900000005")


def test_one_person_of_two_enterprises(applicant: Applicant) -> None:
    service = applicant.service
    other = Applicant.join(service, "neighbour", OTHER, OTHERS_CODE)
    other.qualify(phone="13900000009")
    other.approve_whatever_waits()
    reasons = becomes(applicant, COMPANY, "SHARED_ADMINISTRATOR")
    assert "SHARED_ADMINISTRATOR" in becomes(other, OTHER, "SHARED_ADMINISTRATOR")
    assert OTHER not in json.dumps(reasons, ensure_ascii=False)
    assert OTHERS_CODE not in json.dumps(reasons)
    service.json("review", "revoke", order_of(other), "--reason", "APPROVED_BY_MISTAKE")
    becomes(applicant, COMPANY)


def test_a_carriers_filing(applicant: Applicant) -> None:
    service = applicant.service
    service.simulate(f'{QUICK}\n[telecom]\nfiling_outcome = "failed"\n')
    applicant.apply("杭州云帆样例", qualification_of(applicant))
    applicant.approve_whatever_waits()

    def answered() -> bool:
        states = {
            carrier: filing["state"]
            for carrier, filing in shown(applicant, "杭州云帆样例")["filings"].items()
        }
        return states == {"mobile": "filed", "unicom": "filed", "telecom": "failed"}

    until("every carrier's answer", answered)
    reason = becomes(applicant, "杭州云帆样例", "FILING_ABNORMAL")["FILING_ABNORMAL"]
    assert reason["evidence"] == {"mobile": "filed", "unicom": "filed", "telecom": "failed"}
    service.simulate(QUICK)
    service.json("filing", "refile", applicant.account, "杭州云帆样例", "--carrier", "telecom")
    becomes(applicant, "杭州云帆样例")


def test_the_reasons_of_being_stopped(applicant: Applicant) -> None:
    service, account = applicant.service, applicant.account
    for party, code in (("customer", "FROZEN_BY_CUSTOMER"), ("platform", "FROZEN_BY_PLATFORM")):
        service.json("signature", "freeze", account, COMPANY, "--by", party)
        becomes(applicant, COMPANY, code)
        service.json("signature", "unfreeze", account, COMPANY, "--by", party)
        becomes(applicant, COMPANY)
    service.json("signature", "disable", account, COMPANY)
    becomes(applicant, COMPANY, "DISABLED")
    service.json("signature", "enable", account, COMPANY)
    becomes(applicant, COMPANY)
    order = applicant.apply(DOUBTFUL, qualification_of(applicant))
    service.json("review", "reject", order, "--reason", "PROOF_INSUFFICIENT")
    reason = becomes(applicant, DOUBTFUL, "APPROVAL_REJECTED")["APPROVAL_REJECTED"]
    assert reason["evidence"]["reasons"] == ["PROOF_INSUFFICIENT"]
    edit(applicant, DOUBTFUL)
    becomes(applicant, DOUBTFUL)


def send(applicant: Applicant, template: str, first: int, count: int) -> None:
    """One message to so many numbers of one carrier, and wait for the receipts."""
    numbers = [f"138{number:08d}" for number in range(first, first + count)]
    sent = applicant.send(COMPANY, template, ",".join(numbers))
    assert sent.code == "OK"
    for number in numbers:
        applicant.receipt(number, sent.biz_id)


def evaluated(applicant: Applicant) -> None:
    """The nightly run, for the present day."""
    applicant.service.json("evaluate", "--day", today().isoformat())


def test_measured_delivery_waits_for_the_nightly_run(applicant: Applicant) -> None:
    template = applicant.template()
    applicant.approve_whatever_waits()
    applicant.service.simulate(f'{QUICK}\n[mobile]\nreceipts = "CONTENT_KEYWORD"\n')
    send(applicant, template, 0, MANY)
    becomes(applicant, COMPANY)
    evaluated(applicant)
    reason = becomes(applicant, COMPANY, "DELIVERY_ABNORMAL")["DELIVERY_ABNORMAL"]
    assert reason["evidence"] == {"delivered_mobile": f"0/{MANY}", "cause_mobile": "content"}
    recover = only_unicom_fails(applicant)
    becomes(applicant, COMPANY, "FILING_ABNORMAL", "DELIVERY_ABNORMAL")
    evaluated(applicant)
    reasons = becomes(applicant, COMPANY, "FILING_ABNORMAL", "DELIVERY_ABNORMAL_UNFILED")
    assert reasons["DELIVERY_ABNORMAL_UNFILED"]["evidence"]["unicom"] == "failed"
    recover()
    becomes(applicant, COMPANY, "DELIVERY_ABNORMAL_UNFILED")
    applicant.service.simulate(QUICK)
    send(applicant, template, 1000, 6 * MANY)
    becomes(applicant, COMPANY, "DELIVERY_ABNORMAL_UNFILED")
    evaluated(applicant)
    becomes(applicant, COMPANY)


def only_unicom_fails(applicant: Applicant) -> Callable[[], None]:
    """Let one carrier's filing fail by hand; the answer takes that back."""
    service, words = applicant.service, ("filing", "set", applicant.account, COMPANY, "unicom")
    service.json(*words, "failed", "--reason", "OTHERS_ERROR")
    return lambda: service.json(*words, "filed")
