"""Powers of attorney: what they must say, their names, and how they pass and end."""

from datetime import date, timedelta

import pytest

from qianming.core.china_time import china_day
from qianming.core.codes import EventKind, Purpose, ReviewState
from qianming.core.permissions import Role
from qianming.core.subjects import DeliveryFacts
from qianming.registry.models import Event, PowerOfAttorney, Qualification, Signature
from qianming.services import applications, health, powers, reviews
from qianming.services.actors import Actor, user_actor
from qianming.services.applications import SubmitApplication
from qianming.services.refusals import Conflict, Forbidden, Invalid, RefusalCode
from tests.services.making import (
    COMPANY,
    LONG_COMPANY,
    NOW,
    OTHER_CREDIT_CODE,
    REASON,
    REVIEWER,
    a_letter,
    an_account,
    an_applicant,
    approved_qualification,
    row_counts,
)

pytestmark = pytest.mark.django_db
NAME = LONG_COMPANY[:12]


@pytest.fixture
def others(actor: Actor) -> Qualification:
    return approved_qualification(
        actor, own_use=False, company_name=LONG_COMPANY, credit_code=OTHER_CREDIT_CODE
    )


def apply(actor: Actor, others: Qualification, row: PowerOfAttorney) -> applications.SubmittedApplication:
    command = SubmitApplication(
        NAME, purpose=Purpose.FOR_OTHERS, qualification_id=others.pk, power_of_attorney_id=row.pk
    )
    return applications.submit(actor, command, NOW)


def test_a_letter_is_kept_with_its_event(actor: Actor) -> None:
    row = powers.keep(actor, a_letter(actor, scope=(" 云帆样例", "云帆样例")), NOW)
    assert (row.scope, row.valid_until, row.passed) == (["云帆样例"], date(2027, 1, 1), False)
    event = Event.objects.get(kind=EventKind.POWER_CREATED)
    assert event.subject == f"power_of_attorney:{row.pk}"
    assert event.detail == {"from": "2026-01-01", "until": "2027-01-01"}
    assert PowerOfAttorney.objects.get().grantee == COMPANY


def test_letters_without_a_name_are_numbered(actor: Actor) -> None:
    names = [powers.keep(actor, a_letter(actor, name=""), NOW).name for _ in range(2)]
    assert names == [f"{LONG_COMPANY}V1", f"{LONG_COMPANY}V2"]


def test_brackets_of_a_grantor_do_not_come_into_the_name(actor: Actor) -> None:
    row = powers.keep(actor, a_letter(actor, name="", grantor="云帆（杭州）公司"), NOW)
    assert row.name == "云帆杭州公司V1"


def test_a_name_is_given_once_per_account(actor: Actor) -> None:
    powers.keep(actor, a_letter(actor), NOW)
    before = row_counts()
    with pytest.raises(Conflict) as refusal:
        powers.keep(actor, a_letter(actor), NOW)
    assert refusal.value.code == RefusalCode.POWER_NAME_EXISTS
    assert row_counts()["registry.PowerOfAttorney"] == before["registry.PowerOfAttorney"]
    stranger = an_applicant(an_account("other"))
    assert powers.keep(stranger, a_letter(stranger), NOW).pk


def test_every_wrong_field_is_named_and_nothing_kept(actor: Actor) -> None:
    given = a_letter(actor, credit_code="1" * 151, period="2020-01-01~2021-01-01", scope=())
    before = row_counts()
    with pytest.raises(Invalid) as refusal:
        powers.keep(actor, given, NOW)
    assert [problem.code for problem in refusal.value.problems] == [
        "OrganizationCodeOverLimit",
        "AuthorizationLetterDateNotValid",
        "SignNotMatchRegex",
    ]
    with pytest.raises(Invalid) as missing:
        powers.keep(actor, a_letter(actor, picture_key="1/none/letter.png"), NOW)
    assert missing.value.code == "AuthorizationOssFileNotUploadError"
    assert row_counts()["registry.PowerOfAttorney"] == before["registry.PowerOfAttorney"]


def test_a_reviewer_registers_no_letter(actor: Actor) -> None:
    given = a_letter(actor)
    for stranger in (REVIEWER, user_actor(3, Role.FILING_OPERATOR, None)):
        with pytest.raises(Forbidden):
            powers.keep(stranger, given, NOW)


def test_a_letter_passes_with_the_first_name_of_its_scope(actor: Actor, others: Qualification) -> None:
    row = powers.keep(actor, a_letter(actor), NOW)
    submitted = apply(actor, others, row)
    assert submitted.state is ReviewState.IN_REVIEW
    reviews.reject(REVIEWER, submitted.order_id, REASON, "", NOW)
    assert PowerOfAttorney.objects.filter(passed=False).count() == 1
    again = applications.resubmit(actor, applications.Resubmission(submitted.order_id), NOW)
    reviews.approve(REVIEWER, again.order_id, NOW)
    assert PowerOfAttorney.objects.filter(passed=True).count() == 1
    assert Event.objects.filter(kind=EventKind.POWER_PASSED).count() == 1


def test_a_letter_that_has_ended_makes_its_signatures_abnormal(actor: Actor, others: Qualification) -> None:
    row = powers.keep(actor, a_letter(actor), NOW)
    reviews.approve(REVIEWER, apply(actor, others, row).order_id, NOW)
    signature = Signature.objects.get(name=NAME)
    later = NOW + timedelta(days=366)
    assert powers.is_in_force(row, NOW)
    assert not powers.is_in_force(row, later)
    health.refresh_nightly({signature.pk: DeliveryFacts()}, china_day(later), later)
    assert signature.health_reasons.filter(code="POWER_OF_ATTORNEY_EXPIRED").exists()
