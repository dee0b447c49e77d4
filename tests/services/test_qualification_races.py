"""Two hands on one qualification: one wins, the other gets a clear conflict, nothing is lost."""

from dataclasses import replace

import pytest

from qianming.core.permissions import Role
from qianming.registry.models import (
    Event,
    HealthReason,
    PhoneCode,
    Qualification,
    QualificationVersion,
    WorkOrder,
)
from qianming.services import claims, qualifications, reviews, signatures
from qianming.services.actors import user_actor
from qianming.services.qualification_updates import PersonChanges, UpdateQualification, update
from tests.services.making import (
    COMPANY,
    MINUTE,
    NOW,
    OTHER_CREDIT_CODE,
    REASON,
    REVIEWER,
    a_submission,
    an_account,
    an_applicant,
    approved_qualification,
    id_number,
    phone_code,
    submitted_qualification,
)
from tests.services.test_races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + 5 * MINUTE
OTHER_REVIEWER = user_actor(2, Role.REVIEWER, None)


def test_of_two_updates_one_is_stored_and_the_other_told_that_its_order_is_old() -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor)
    commands = [
        UpdateQualification(
            row.pk, row.work_order_id, phone, phone_code(actor, phone, LATER), company_name=name
        )
        for phone, name in (("13800000011", "杭州云帆样例"), ("13800000012", "杭州云帆样例科技"))
    ]
    results = at_once(*[lambda command=command: update(actor, command, LATER) for command in commands])
    assert refusals(results) == ["WorkOrderIdExpired"]
    stored = Qualification.objects.get()
    assert QualificationVersion.objects.count() == 1
    assert WorkOrder.objects.filter(kind="qualification").count() == 2
    winner = next(
        command for command, result in zip(commands, results, strict=True) if not refusals([result])
    )
    assert stored.company_name == winner.company_name
    assert PhoneCode.objects.filter(used_at=LATER).count() == 1


def test_an_update_and_a_deletion_exclude_each_other() -> None:
    account = an_account()
    actor = an_applicant(account)
    row = approved_qualification(actor)
    signatures.delete(actor, account.pk, COMPANY, NOW)
    code = phone_code(actor, "13800000011", LATER)
    command = UpdateQualification(row.pk, row.work_order_id, "13800000011", code)
    results = at_once(
        lambda: update(actor, command, LATER),
        lambda: qualifications.delete(actor, row.pk, row.work_order_id, LATER),
    )
    assert len(refusals(results)) == 1
    stored = Qualification.objects.get()
    assert (stored.deleted_at is None) is (stored.state == "queued")


def test_of_two_reviewers_one_decides_on_a_qualification() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    results = at_once(
        lambda: reviews.approve(REVIEWER, order, NOW),
        lambda: reviews.reject(OTHER_REVIEWER, order, REASON, "", NOW),
    )
    assert refusals(results) == ["AlreadyDecided"]
    assert Event.objects.filter(kind="qualification.moved").count() == 2


def test_of_two_claims_one_holds() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    reviewers = [user_actor(number, Role.REVIEWER, None) for number in range(1, 5)]
    results = at_once(*[lambda actor=actor: claims.claim(actor, order, NOW) for actor in reviewers])
    assert refusals(results) == ["ClaimedByAnother"] * 3
    assert Event.objects.filter(kind="review.claimed").count() == 1


def test_a_withdrawal_and_a_decision_exclude_each_other() -> None:
    actor = an_applicant(an_account())
    order = submitted_qualification(actor).order_id
    results = at_once(
        lambda: qualifications.withdraw(actor, order, NOW), lambda: reviews.approve(REVIEWER, order, NOW)
    )
    assert len(refusals(results)) == 1
    assert Qualification.objects.get().state in ("withdrawn", "approved")


def test_of_two_submissions_of_one_company_and_administrator_one_is_stored() -> None:
    actor = an_applicant(an_account())
    first = a_submission(actor)
    second = replace(
        first,
        name="另一份资质",
        administrator_phone="13800000012",
        phone_code=phone_code(actor, "13800000012"),
    )
    results = at_once(
        *[lambda command=command: qualifications.submit(actor, command, NOW) for command in (first, second)]
    )
    assert refusals(results) == ["SameQualificationGroupError"]
    assert Qualification.objects.count() == 1


def test_two_enterprises_that_change_administrators_at_once_end_consistent() -> None:
    """Each takes the other's administrator: whatever the order, nobody is left with a stale reason."""
    people, companies = (id_number(31), id_number(32)), ("杭州样例一号公司", "杭州样例二号公司")
    codes = ("91330100MA2B0AAA1K", OTHER_CREDIT_CODE)
    updates = []
    for number in (0, 1):
        actor = an_applicant(an_account(f"account{number}", verified_name=companies[number]))
        submission = a_submission(
            actor,
            company_name=companies[number],
            credit_code=codes[number],
            administrator_phone=f"1390000001{number}",
        )
        administrator = replace(submission.administrator, number=people[number])
        made = qualifications.submit(actor, replace(submission, administrator=administrator), NOW)
        reviews.approve(REVIEWER, made.order_id, NOW)
        row = Qualification.objects.get(pk=made.qualification_id)
        phone = f"1390000002{number}"
        command = UpdateQualification(
            row.pk,
            row.work_order_id,
            phone,
            phone_code(actor, phone, LATER),
            administrator=PersonChanges(number=people[1 - number]),
        )
        updates.append((actor, command))
    results = at_once(*[lambda one=one: update(one[0], one[1], LATER) for one in updates])
    assert refusals(results) == []
    orders = list(Qualification.objects.values_list("work_order_id", flat=True))
    results = at_once(*[lambda order=order: reviews.approve(REVIEWER, order, LATER) for order in orders])
    assert refusals(results) == []
    assert not HealthReason.objects.filter(code="SHARED_ADMINISTRATOR").exists()
    assert not HealthReason.objects.filter(code="QUALIFICATION_NOT_APPROVED").exists()
