"""The signature that comes with a qualification, and when none does."""

import pytest

from qianming.core.codes import AccountType, EventKind, Origin
from qianming.registry.models import Event, Qualification, Signature
from qianming.services import reviews, signatures
from qianming.services.accounts import VerifyAccount, verify_account
from qianming.services.refusals import RuleViolation
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    LONG_COMPANY,
    MINUTE,
    NOW,
    OPERATOR,
    REASON,
    REVIEWER,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db


def withheld() -> list[str]:
    return list(Event.objects.get(kind=EventKind.COMPLIMENTARY_WITHHELD).reasons)


def test_the_full_name_comes_with_the_qualification() -> None:
    account = an_account()
    qualification = approved_qualification(an_applicant(account))
    signature = Signature.objects.get()
    assert (signature.name, signature.origin) == (COMPANY, Origin.COMPLIMENTARY)
    assert signature.approved is not None
    assert signature.approved.qualification == qualification
    assert signature.filings.count() == 3
    assert signature.availability == "abnormal"
    assert Event.objects.filter(kind=EventKind.COMPLIMENTARY_GIVEN).count() == 1
    assert signature.approved.work_order.decisions.get().automatic


def given() -> list[str]:
    return list(Signature.objects.order_by("pk").values_list("name", flat=True))


def test_a_full_name_that_is_too_long_gives_way_to_the_best_short_one() -> None:
    account = an_account(verified_name=LONG_COMPANY)
    approved_qualification(an_applicant(account), company_name=LONG_COMPANY)
    (name,) = given()
    assert name in LONG_COMPANY
    assert len(name) <= 12
    signature = Signature.objects.get()
    assert (signature.origin, signature.filings.count()) == (Origin.COMPLIMENTARY, 3)


def test_a_second_qualification_brings_a_name_of_its_own() -> None:
    actor = an_applicant(an_account())
    approved_qualification(actor)
    approved_qualification(actor, name="第二份资质", administrator_phone="13900000002")
    first, second = given()
    assert first == COMPANY
    assert second != COMPANY
    assert second in COMPANY


def test_a_name_without_a_compliant_part_comes_with_a_reason_instead() -> None:
    name = "杭州测试有限公司"
    approved_qualification(an_applicant(an_account(verified_name=name)), company_name=name)
    assert given() == []
    assert "NAME_TEST_WORD" in withheld()


def test_a_qualification_that_is_approved_again_brings_no_second_one() -> None:
    account = an_account()
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    signatures.delete(actor, account.pk, COMPANY, NOW)
    reviews.revoke(REVIEWER, qualification.work_order_id, REASON, "", NOW)
    verify_account(OPERATOR, VerifyAccount(account.name, AccountType.ENTERPRISE, COMPANY), NOW + MINUTE)
    Qualification.objects.update(state="queued")
    reviews.approve(REVIEWER, qualification.work_order_id, NOW + MINUTE)
    assert not Signature.objects.filter(deleted_at__isnull=True).exists()
    assert Event.objects.filter(kind=EventKind.COMPLIMENTARY_GIVEN).count() == 1


def test_an_individual_account_gets_none_for_its_own_use() -> None:
    actor = an_applicant(an_account(kind=AccountType.INDIVIDUAL))
    approved_qualification(actor)
    assert not Signature.objects.exists()
    assert "PURPOSE_ACCOUNT" in withheld()


def test_an_account_verified_anew_gets_what_was_withheld() -> None:
    account = an_account("one", kind=AccountType.INDIVIDUAL)
    approved_qualification(an_applicant(account))
    assert not Signature.objects.exists()
    for _ in range(2):
        verify_account(OPERATOR, VerifyAccount("one", AccountType.ENTERPRISE, COMPANY), NOW + MINUTE)
    assert Signature.objects.get().origin == Origin.COMPLIMENTARY
    assert Event.objects.filter(kind=EventKind.COMPLIMENTARY_GIVEN).count() == 1


def test_none_comes_with_a_qualification_for_others_or_a_rejected_one() -> None:
    actor = an_applicant(an_account(verified_name=LONG_COMPANY))
    approved_qualification(actor, own_use=False)
    rejected = submitted_qualification(actor, name="另一份", administrator_phone="13900000002")
    reviews.reject(REVIEWER, rejected.order_id, REASON, "", NOW)
    assert not Signature.objects.exists()
    kinds = {EventKind.COMPLIMENTARY_GIVEN, EventKind.COMPLIMENTARY_WITHHELD}
    assert not Event.objects.filter(kind__in=kinds).exists()


def test_an_application_for_the_given_name_makes_the_gift_ones_own() -> None:
    actor = an_applicant(an_account())
    qualification = approved_qualification(actor)
    gift = Signature.objects.get()
    submitted = applied(actor, COMPANY, qualification, NOW + MINUTE)
    gift.refresh_from_db()
    assert (submitted.signature_id, gift.origin) == (gift.pk, Origin.APPLIED_FOR)
    assert gift.approved is not None
    assert gift.approved.work_order_id == submitted.order_id
    assert {filing.application_id for filing in gift.filings.all()} == {gift.approved_id}
    assert gift.filings.count() == 3
    with pytest.raises(RuleViolation):
        applied(actor, COMPANY, qualification, NOW + MINUTE)


def test_the_gift_stays_when_the_application_for_it_is_taken_back() -> None:
    actor = an_applicant(an_account())
    qualification = approved_qualification(actor)
    first = Signature.objects.get().approved_id
    submitted = applied(actor, COMPANY, qualification, NOW + MINUTE)
    reviews.revoke(REVIEWER, submitted.order_id, REASON, "", NOW + MINUTE)
    gift = Signature.objects.get()
    assert gift.approved_id == first
    assert {filing.application_id for filing in gift.filings.all()} == {first}
    assert gift.availability == "abnormal"


def test_a_gift_does_not_count_as_the_days_application() -> None:
    actor = an_applicant(an_account())
    qualification = approved_qualification(actor)
    assert applied(actor, DOUBTFUL, qualification, NOW + MINUTE).findings
