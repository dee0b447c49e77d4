"""What may be deleted, and what the deletion means for others."""

import pytest

from qianming.core.codes import EventKind
from qianming.registry.models import Event, HealthReason, Qualification
from qianming.services import qualifications, reviews, signatures
from qianming.services.refusals import Conflict, NotFound
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    NOW,
    OTHER_CREDIT_CODE,
    REASON,
    REVIEWER,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db


def test_a_decided_qualification_without_signatures_is_deleted_for_good() -> None:
    account = an_account()
    actor = an_applicant(account)
    submitted = submitted_qualification(actor)
    reviews.reject(REVIEWER, submitted.order_id, REASON, "", NOW)
    qualifications.delete(actor, submitted.qualification_id, submitted.order_id, NOW)
    event = Event.objects.get(kind=EventKind.QUALIFICATION_DELETED)
    assert (event.old, event.actor) == ("rejected", "key:KEYFORTESTS")
    assert Qualification.objects.get().deleted_at == NOW
    with pytest.raises(NotFound):
        qualifications.delete(actor, submitted.qualification_id, submitted.order_id, NOW)
    with pytest.raises(Conflict):
        reviews.approve(REVIEWER, submitted.order_id, NOW)
    # The name and the pair of company and administrator are free again.
    submitted_qualification(actor, administrator_phone="13800000002")


def test_it_is_not_deleted_under_review_nor_with_an_old_work_order_nor_by_a_stranger() -> None:
    actor = an_applicant(an_account("one"))
    submitted = submitted_qualification(actor)
    with pytest.raises(Conflict) as refusal:
        qualifications.delete(actor, submitted.qualification_id, submitted.order_id, NOW)
    assert refusal.value.code == "SMS_STATUS_ILLEGAL"
    with pytest.raises(Conflict) as refusal:
        qualifications.delete(actor, submitted.qualification_id, submitted.order_id + 1, NOW)
    assert refusal.value.code == "WorkOrderIdExpired"
    stranger = an_applicant(an_account("other"))
    with pytest.raises(NotFound):
        qualifications.delete(stranger, submitted.qualification_id, submitted.order_id, NOW)


def test_it_is_not_deleted_while_a_signature_is_bound() -> None:
    account = an_account()
    actor = an_applicant(account)
    row = approved_qualification(actor)
    with pytest.raises(Conflict) as refusal:
        qualifications.delete(actor, row.pk, row.work_order_id, NOW)
    assert refusal.value.code == "BindSignDeleteFailed"
    signatures.delete(actor, account.pk, COMPANY, NOW)
    qualifications.delete(actor, row.pk, row.work_order_id, NOW)


def test_an_application_in_review_binds_and_a_rejected_signature_does_until_it_is_deleted() -> None:
    account = an_account()
    actor = an_applicant(account)
    row = approved_qualification(actor)
    signatures.delete(actor, account.pk, COMPANY, NOW)
    order = applied(actor, DOUBTFUL, row).order_id
    with pytest.raises(Conflict):
        qualifications.delete(actor, row.pk, row.work_order_id, NOW)
    reviews.reject(REVIEWER, order, REASON, "", NOW)
    with pytest.raises(Conflict):
        qualifications.delete(actor, row.pk, row.work_order_id, NOW)
    signatures.delete(actor, account.pk, DOUBTFUL, NOW)
    qualifications.delete(actor, row.pk, row.work_order_id, NOW)


def test_a_deletion_frees_the_other_enterprise_of_a_shared_administrator() -> None:
    first, second = an_account("one"), an_account("other", verified_name="杭州样例二号公司")
    one = an_applicant(first)
    row = approved_qualification(one)
    approved_qualification(
        an_applicant(second),
        company_name="杭州样例二号公司",
        credit_code=OTHER_CREDIT_CODE,
        administrator_phone="13800000002",
    )
    shared = HealthReason.objects.filter(code="SHARED_ADMINISTRATOR")
    assert set(shared.values_list("account_id", flat=True)) == {first.pk, second.pk}
    assert {str(reason.evidence) for reason in shared} == {"{}"}
    signatures.delete(one, first.pk, COMPANY, NOW)
    qualifications.delete(one, row.pk, row.work_order_id, NOW)
    assert not shared.all().exists()
    told = Event.objects.filter(kind=EventKind.HEALTH_CLEARED, account=second, old="SHARED_ADMINISTRATOR")
    assert told.exists()
    assert str(first.pk) not in str(list(told.values_list("detail", "reasons")))
