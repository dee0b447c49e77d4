"""`RequiredPhoneCode` and `ValidPhoneCode`."""

from datetime import timedelta

import pytest

from qianming.services import inbox
from tests.rpc.client import Client
from tests.services.making import PHONE


def delivered_code() -> str:
    return "".join(filter(str.isdecimal, inbox.items(PHONE)[0].text))


@pytest.mark.parametrize("written", [PHONE, f"+{PHONE}", f"+86{PHONE}", f"0086{PHONE}", f"86{PHONE}"])
def test_a_code_reaches_the_phone_however_its_number_is_written(client: Client, written: str) -> None:
    body = client.ok("RequiredPhoneCode", PhoneNo=written)
    assert (body["Success"], body["Data"]) == (True, "")
    assert len(delivered_code()) == 6


def test_checking_a_code_does_not_use_it_up(client: Client) -> None:
    client.ok("RequiredPhoneCode", PhoneNo=PHONE)
    for _ in range(3):
        body = client.ok("ValidPhoneCode", PhoneNo=PHONE, CertifyCode=delivered_code())
        assert body["Data"] is True


def test_a_wrong_or_old_code_is_not_valid(client: Client) -> None:
    client.ok("RequiredPhoneCode", PhoneNo=PHONE)
    code = delivered_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert client.ok("ValidPhoneCode", PhoneNo=PHONE, CertifyCode=wrong)["Data"] is False
    client.clock.moment += timedelta(minutes=6)
    assert client.ok("ValidPhoneCode", PhoneNo=PHONE, CertifyCode=code)["Data"] is False


def test_one_number_gets_one_code_a_minute(client: Client) -> None:
    client.ok("RequiredPhoneCode", PhoneNo=PHONE)
    answer = client.call("RequiredPhoneCode", PhoneNo=PHONE)
    assert (answer.status, answer.code) == (400, "isv.BUSINESS_LIMIT_CONTROL")
    client.clock.moment += timedelta(minutes=1)
    client.ok("RequiredPhoneCode", PhoneNo=PHONE)


def test_what_is_no_number_has_no_code(client: Client) -> None:
    answer = client.call("ValidPhoneCode", PhoneNo="12345", CertifyCode="000000")
    assert (answer.status, answer.code) == (400, "InvalidPhoneNo")
