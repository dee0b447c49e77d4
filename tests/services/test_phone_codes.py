"""Phone codes: whose they are, how long they count, how often one is sent."""

from datetime import datetime, timedelta

import pytest

from qianming.registry.models import PhoneCode
from qianming.services import inbox, phone_codes
from qianming.services.refusals import Invalid, LimitReached
from tests.services.making import MINUTE, NOW, PHONE, an_account, an_applicant, phone_code, row_counts

pytestmark = pytest.mark.django_db


def test_it_sends_six_digits_to_the_phone() -> None:
    code = phone_code(an_applicant(an_account()))
    assert len(code) == 6
    item = inbox.items()[0]
    assert (item.phone, item.kind, item.signature) == (PHONE, "phone_code", "签名服务")


@pytest.mark.parametrize("written", [PHONE, "+86" + PHONE, "0086" + PHONE, "86" + PHONE, "+" + PHONE])
def test_a_number_is_one_number_however_it_is_written(written: str) -> None:
    actor = an_applicant(an_account())
    code = phone_code(actor, written)
    assert phone_codes.is_valid(actor, PHONE, code, NOW)


def test_checking_does_not_consume_and_consuming_does() -> None:
    account = an_account()
    actor = an_applicant(account)
    code = phone_code(actor)
    assert all(phone_codes.is_valid(actor, PHONE, code, NOW) for _ in range(20))
    assert phone_codes.consume(account.pk, PHONE, code, NOW)
    assert not phone_codes.consume(account.pk, PHONE, code, NOW)
    assert not phone_codes.is_valid(actor, PHONE, code, NOW)


@pytest.mark.parametrize(("later", "valid"), [(5 * MINUTE, True), (5 * MINUTE + timedelta(seconds=1), False)])
def test_it_lasts_five_minutes(later: timedelta, valid: bool) -> None:
    actor = an_applicant(an_account())
    code = phone_code(actor)
    assert phone_codes.is_valid(actor, PHONE, code, NOW + later) is valid


def test_it_is_dead_after_five_wrong_tries() -> None:
    actor = an_applicant(an_account())
    code = phone_code(actor)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(4):
        assert not phone_codes.is_valid(actor, PHONE, wrong, NOW)
    assert phone_codes.is_valid(actor, PHONE, code, NOW)
    assert not phone_codes.is_valid(actor, PHONE, wrong, NOW)
    assert not phone_codes.is_valid(actor, PHONE, code, NOW)


def test_it_belongs_to_the_account_that_asked() -> None:
    one, other = an_applicant(an_account("one")), an_applicant(an_account("other"))
    code = phone_code(one)
    assert not phone_codes.is_valid(other, PHONE, code, NOW)


def test_only_the_newest_code_counts() -> None:
    actor = an_applicant(an_account())
    old = phone_code(actor)
    later = NOW + MINUTE
    new = phone_code(actor, now=later)
    assert phone_codes.is_valid(actor, PHONE, new, later)
    assert old == new or not phone_codes.is_valid(actor, PHONE, old, later)


def _asked(times: list[datetime]) -> None:
    for index, at in enumerate(times):
        phone_codes.request(an_applicant(an_account(f"account {index}")), PHONE, at)


@pytest.mark.parametrize(
    ("asked", "refused_at", "retry_at"),
    [
        ([0], 0.5, 1),
        ([0, 1, 2, 3, 4], 30, 60),
        ([20 * step for step in range(10)], 300, 24 * 60),
    ],
)
def test_it_limits_each_number_whoever_asks(asked: list[float], refused_at: float, retry_at: float) -> None:
    _asked([NOW + at * MINUTE for at in asked])
    actor = an_applicant(an_account())
    before = row_counts()
    with pytest.raises(LimitReached) as refusal:
        phone_codes.request(actor, PHONE, NOW + refused_at * MINUTE)
    assert refusal.value.retry_at == NOW + retry_at * MINUTE
    assert row_counts() == before
    phone_codes.request(actor, PHONE, NOW + retry_at * MINUTE)
    phone_codes.request(actor, "13900000002", NOW + refused_at * MINUTE)


@pytest.mark.parametrize("text", ["", "12345", "10000000000", "+85261234567", "1380000000a"])
def test_it_knows_mainland_mobile_numbers_only(text: str) -> None:
    actor = an_applicant(an_account())
    with pytest.raises(Invalid):
        phone_codes.request(actor, text, NOW)
    assert not PhoneCode.objects.exists()
