"""One person, several enterprises: nobody reads of another account's, and who leaves sets the others free."""

import json
from collections.abc import Callable

import pytest

from qianming.core.codes import EventKind
from qianming.registry.models import Account, Event, HealthReason, Qualification, Signature
from qianming.services import qualifications, reviews, signatures
from qianming.services.qualification_updates import PersonChanges, UpdateQualification, update
from tests.services.making import (
    COMPANY,
    MINUTE,
    NOW,
    OPERATOR,
    REASON,
    REVIEWER,
    a_live_signature,
    an_account,
    an_applicant,
    approved_qualification,
    id_number,
    phone_code,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db
OTHER, OTHERS_CODE = "杭州另一家样例公司", "91330100MA2B0BBB2L"
THIRD, THIRDS_CODE = "杭州第三家样例公司", "91330100MA2B0CCC3M"
LATER = NOW + 5 * MINUTE
Leave = Callable[[Qualification], None]


def neighbour(name: str, company: str, code: str, phone: str) -> Qualification:
    """Another account's enterprise, with a signature, and with the same administrator as everybody here."""
    actor = an_applicant(an_account(name, verified_name=company))
    return approved_qualification(
        actor, NOW, company_name=company, credit_code=code, administrator_phone=phone
    )


def concerned() -> set[str]:
    """The accounts whose signatures are abnormal for their administrator."""
    rows = HealthReason.objects.filter(code="SHARED_ADMINISTRATOR")
    return set(rows.values_list("account__name", flat=True))


def is_revoked(row: Qualification) -> None:
    reviews.revoke(REVIEWER, row.work_order_id, REASON, "", LATER)


def is_deleted(row: Qualification) -> None:
    for one in Signature.objects.filter(account=row.account):
        signatures.delete(OPERATOR, row.account_id, one.name, LATER)
    qualifications.delete(an_applicant(row.account), row.pk, row.work_order_id, LATER)


def appoints_another(row: Qualification) -> None:
    actor, phone = an_applicant(row.account), "13900000077"
    code = phone_code(actor, phone, LATER)
    changes = PersonChanges(name="管理员丁", number=id_number(77))
    command = UpdateQualification(row.pk, row.work_order_id, phone, code, administrator=changes)
    reviews.approve(REVIEWER, update(actor, command, LATER).order_id, LATER)


LEAVING: tuple[Leave, ...] = (is_revoked, is_deleted, appoints_another)


@pytest.fixture
def first(db: None) -> Account:
    account = an_account("first")
    a_live_signature(account)
    return account


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("leave", LEAVING)
def test_of_two_the_one_that_stays_is_free_at_once(leave: Leave) -> None:
    other = neighbour("other", OTHER, OTHERS_CODE, "13900000002")
    assert concerned() == {"first", "other"}
    leave(other)
    assert "first" not in concerned()
    cleared = Event.objects.filter(kind=EventKind.HEALTH_CLEARED, old="SHARED_ADMINISTRATOR")
    assert cleared.filter(account__name="first", at=LATER).count() == 1


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("leave", LEAVING)
def test_of_three_the_two_that_stay_are_not(leave: Leave) -> None:
    other = neighbour("other", OTHER, OTHERS_CODE, "13900000002")
    third = neighbour("third", THIRD, THIRDS_CODE, "13900000003")
    assert concerned() == {"first", "other", "third"}
    leave(other)
    assert {"first", "third"} <= concerned()
    leave_by_revocation(third)
    assert "first" not in concerned()


def leave_by_revocation(row: Qualification) -> None:
    reviews.revoke(REVIEWER, row.work_order_id, REASON, "", LATER + MINUTE)


def test_nothing_that_an_account_can_read_names_the_others(first: Account) -> None:
    other = neighbour("other", OTHER, OTHERS_CODE, "13900000002")
    is_revoked(other)
    neighbour("third", THIRD, THIRDS_CODE, "13900000003")
    told = json.dumps(
        [
            *HealthReason.objects.filter(account=first).values("code", "evidence"),
            *Event.objects.filter(account=first).values(
                "subject", "old", "new", "reasons", "detail", "actor"
            ),
        ],
        ensure_ascii=False,
    )
    assert "SHARED_ADMINISTRATOR" in told
    for foreign in (
        OTHER,
        OTHERS_CODE,
        THIRD,
        THIRDS_CODE,
        '"other"',
        '"third"',
        f"account:{other.account_id}",
    ):
        assert foreign not in told
    theirs = {f"signature:{row.pk}" for row in Signature.objects.exclude(account=first)}
    assert not [subject for subject in theirs if f'"{subject}"' in told]


def test_a_mere_submission_harms_nobody(first: Account) -> None:
    assert first.signatures.get(name=COMPANY)
    actor = an_applicant(an_account("other", verified_name=OTHER))
    given = {"company_name": OTHER, "credit_code": OTHERS_CODE, "administrator_phone": "13900000002"}
    submitted_qualification(actor, NOW, **given)
    assert concerned() == set()
