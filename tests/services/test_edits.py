"""Edits: a further application each time, with the approved version live meanwhile, also at each carrier."""

from dataclasses import replace

import pytest

from qianming.core.codes import Carrier, EventKind, FilingReason, FilingState, ReviewState
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Account, Application, CarrierFiling, Event, Qualification, Signature
from qianming.registry.queries import resting_on, shown_application, signature
from qianming.registry.rejections import rejection_of
from qianming.services import applications, reviews, signatures
from qianming.services._moves import Move, move_filing
from qianming.services.actors import SYSTEM, Actor
from qianming.services.applications import Resubmission, SubmitApplication
from qianming.services.rebinding import Rebind, rebind
from qianming.services.refusals import Conflict, NotFound, RefusalCode, RuleViolation
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    MINUTE,
    NOW,
    REASON,
    REVIEWER,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    filed,
    row_counts,
    upload,
)

pytestmark = pytest.mark.django_db
LATER = NOW + MINUTE


@pytest.fixture
def qualification(actor: Actor) -> Qualification:
    return approved_qualification(actor)


@pytest.fixture
def live(actor: Actor, qualification: Qualification) -> Signature:
    """A signature that a reviewer approved and every carrier filed."""
    order_id = applied(actor, DOUBTFUL, qualification).order_id
    reviews.approve(REVIEWER, order_id, NOW)
    row = Signature.objects.get(name=DOUBTFUL)
    for carrier in Carrier:
        filed(row, carrier)
    return row


@pytest.fixture
def second(actor: Actor) -> Qualification:
    """Another approved qualification of the same entity."""
    return approved_qualification(actor, name="第二份资质", administrator_phone="13900000002")


def edit(actor: Actor, bound: Qualification, **changes: object) -> applications.SubmittedApplication:
    command = SubmitApplication(DOUBTFUL, qualification_id=bound.pk)
    return applications.edit(actor, replace(command, **changes), LATER)  # type: ignore[arg-type]


def test_an_edit_is_an_application_of_its_own(
    actor: Actor, live: Signature, qualification: Qualification
) -> None:
    first = live.approved
    edited = edit(actor, qualification, remark="新的说明")
    assert edited.state is ReviewState.IN_REVIEW
    live.refresh_from_db()
    assert live.approved == first
    assert shown_application(live) == first
    versions = Application.objects.filter(signature=live).order_by("pk")
    assert [row.remark for row in versions] == ["", "新的说明"]
    reviews.approve(REVIEWER, edited.order_id, LATER)
    live.refresh_from_db()
    assert live.approved is not None
    assert live.approved.work_order_id == edited.order_id


def test_a_rejected_edit_leaves_the_approved_version_alone(
    actor: Actor, live: Signature, qualification: Qualification
) -> None:
    edited = edit(actor, qualification)
    reviews.reject(REVIEWER, edited.order_id, REASON, "", LATER)
    live.refresh_from_db()
    assert live.availability == "available"
    assert shown_application(live).state == "approved"


def test_an_edit_can_be_withdrawn_and_made_again(
    actor: Actor, live: Signature, qualification: Qualification
) -> None:
    edited = edit(actor, qualification)
    applications.withdraw(actor, edited.order_id, LATER)
    assert edit(actor, qualification).state is ReviewState.IN_REVIEW


def test_what_is_in_review_is_not_edited_until_it_was_withdrawn(
    actor: Actor, qualification: Qualification
) -> None:
    order_id = applied(actor, DOUBTFUL, qualification).order_id
    before = row_counts()
    with pytest.raises(Conflict) as refusal:
        edit(actor, qualification)
    assert refusal.value.code == RefusalCode.STATE_FORBIDS
    assert row_counts() == before
    applications.withdraw(actor, order_id, NOW)
    assert edit(actor, qualification).state is ReviewState.IN_REVIEW


def test_nothing_of_another_account_is_edited(live: Signature, qualification: Qualification) -> None:
    stranger = an_applicant(an_account("other"))
    with pytest.raises(NotFound):
        edit(stranger, qualification)
    with pytest.raises(NotFound):
        applications.resubmit(stranger, Resubmission(shown_application(live).work_order_id), LATER)


@pytest.fixture
def refiled(actor: Actor, live: Signature, second: Qualification) -> Signature:
    """A live signature whose edit names other papers, so that the carriers file anew."""
    edited = edit(actor, second)
    reviews.approve(REVIEWER, edited.order_id, LATER)
    live.refresh_from_db()
    return live


def live_filings(of: Signature) -> dict[Carrier, CarrierFiling]:
    standing = of.filings.filter(superseded_at__isnull=True, application__state=ReviewState.APPROVED)
    return resting_on(standing.order_by("application_id"))


def move(row: CarrierFiling, *states: FilingState) -> None:
    for state in states:
        move_filing(row, state, Move(SYSTEM, LATER, [FilingReason.REGISTERING]))


def test_each_carrier_goes_by_the_old_filing_until_it_has_filed_the_new_one(refiled: Signature) -> None:
    new = {row.carrier: row for row in CarrierFiling.objects.filter(application=refiled.approved)}
    assert len(new) == 3
    assert {row.state for row in live_filings(refiled).values()} == {"filed"}
    assert refiled.availability == "available"
    move(new["mobile"], FilingState.FILING, FilingState.UNVERIFIED)
    in_force = live_filings(refiled)
    assert in_force[Carrier.MOBILE] == new["mobile"]
    assert in_force[Carrier.TELECOM] != new["telecom"]
    # What the carrier makes of the new one counts from now on: the old one is gone.
    move(new["mobile"], FilingState.FAILED)
    assert live_filings(refiled)[Carrier.MOBILE].state == "failed"


def test_without_new_papers_the_filings_go_on(
    actor: Actor, live: Signature, qualification: Qualification
) -> None:
    before = set(live.filings.values_list("pk", flat=True))
    edited = edit(actor, qualification, remark="新的说明")
    reviews.approve(REVIEWER, edited.order_id, LATER)
    assert set(live.filings.values_list("pk", flat=True)) == before


def test_unfinished_filings_of_an_earlier_version_are_left(
    actor: Actor, qualification: Qualification, second: Qualification
) -> None:
    reviews.approve(REVIEWER, applied(actor, DOUBTFUL, qualification).order_id, NOW)
    edited = edit(actor, second)
    reviews.approve(REVIEWER, edited.order_id, LATER)
    earlier = CarrierFiling.objects.filter(signature__name=DOUBTFUL, superseded_at__isnull=False)
    assert earlier.count() == 3
    assert not earlier.filter(due_at__isnull=False).exists()


def test_a_revoked_edit_falls_back_on_the_version_before(refiled: Signature) -> None:
    edited = shown_application(refiled)
    for row in CarrierFiling.objects.filter(application=edited):
        move(row, FilingState.FILING, FilingState.FILED)
    reviews.revoke(REVIEWER, edited.work_order_id, [RejectionReason.APPROVED_BY_MISTAKE], "", LATER)
    refiled.refresh_from_db()
    assert refiled.approved != edited
    assert {row.application_id for row in live_filings(refiled).values()} == {refiled.approved_id}
    assert refiled.availability == "available"


def test_reject_mend_resubmit_is_one_step(
    actor: Actor, account: Account, qualification: Qualification
) -> None:
    order_id = applied(actor, DOUBTFUL, qualification).order_id
    reasons = [RejectionReason.PROOF_INSUFFICIENT, RejectionReason.IMAGE_UNREADABLE]
    reviews.reject(REVIEWER, order_id, reasons, "请补章", LATER)
    key = upload(actor)
    again = applications.resubmit(actor, Resubmission(order_id, material_keys=(key,)), LATER)
    latest = Application.objects.get(work_order=again.order_id)
    assert (latest.state, latest.material_keys) == ("in_review", [key])
    assert latest.qualification == qualification
    row = signature(account.pk, DOUBTFUL)
    assert row is not None
    assert (row.applications.count(), shown_application(row).pk) == (2, latest.pk)
    with pytest.raises(Conflict) as refusal:
        applications.resubmit(actor, Resubmission(order_id), LATER)
    assert refusal.value.code == RefusalCode.STATE_FORBIDS


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(
    actor: Actor, qualification: Qualification
) -> None:
    order_id = applied(actor, DOUBTFUL, qualification).order_id
    reviews.reject(REVIEWER, order_id, REASON, "", NOW)
    again = applications.resubmit(actor, Resubmission(order_id), LATER)
    reviews.reject(REVIEWER, again.order_id, REASON, "", LATER)
    before = row_counts()
    with pytest.raises(Conflict) as refusal:
        applications.resubmit(actor, Resubmission(order_id, remark="旧页面"), LATER)
    assert refusal.value.code == RefusalCode.CHANGED_MEANWHILE
    assert row_counts() == before


def test_a_rejected_signature_can_take_another_name(
    actor: Actor, account: Account, qualification: Qualification
) -> None:
    rejected = applied(actor, "云帆科技样例", qualification)
    assert rejected.state is ReviewState.REJECTED
    renamed = applications.resubmit(actor, Resubmission(rejected.order_id, name=DOUBTFUL), LATER)
    assert renamed.state is ReviewState.IN_REVIEW
    assert signature(account.pk, "云帆科技样例") is None
    assert Event.objects.filter(kind=EventKind.SIGNATURE_DELETED).count() == 1


def test_an_approved_name_stays(actor: Actor, live: Signature) -> None:
    before = row_counts()
    with pytest.raises(Conflict) as refusal:
        applications.resubmit(
            actor, Resubmission(shown_application(live).work_order_id, name="云帆样例"), LATER
        )
    assert refusal.value.code == RefusalCode.NAME_FIXED
    assert row_counts() == before


def test_a_deleted_signature_is_not_resubmitted(
    actor: Actor, account: Account, qualification: Qualification
) -> None:
    rejected = applied(actor, "云帆科技样例", qualification)
    signatures.delete(actor, account.pk, "云帆科技样例", NOW)
    with pytest.raises(NotFound):
        applications.resubmit(actor, Resubmission(rejected.order_id), LATER)


def test_a_rejection_says_what_to_mend_and_where(actor: Actor, qualification: Qualification) -> None:
    order_id = applied(actor, DOUBTFUL, qualification).order_id
    reasons = [RejectionReason.LETTER_UNSIGNED, RejectionReason.BUSINESS_NOT_SUPPORTED]
    reviews.reject(REVIEWER, order_id, reasons, "另见说明", LATER)
    given = rejection_of(Application.objects.get(work_order=order_id).work_order)
    assert given is not None
    assert [(reason.code, reason.field, reason.may_resubmit) for reason in given.reasons] == [
        ("LETTER_UNSIGNED", "power_of_attorney", True),
        ("BUSINESS_NOT_SUPPORTED", "scene", False),
    ]
    assert (given.note, given.automatic, given.may_resubmit) == ("另见说明", False, False)


def test_a_rejection_by_the_rules_names_the_fields_too(actor: Actor, qualification: Qualification) -> None:
    order_id = applied(actor, "云帆科技样例", qualification).order_id
    given = rejection_of(Application.objects.get(work_order=order_id).work_order)
    assert given is not None
    assert given.automatic
    assert {reason.field for reason in given.reasons} == {"name"}
    assert all(reason.finding is not None for reason in given.reasons)


def test_binding_to_another_qualification_files_anew(
    actor: Actor, live: Signature, second: Qualification
) -> None:
    rebound = rebind(actor, Rebind(DOUBTFUL, second.pk), LATER)
    assert Application.objects.get(work_order=rebound.order_id).qualification == second
    if rebound.state is ReviewState.IN_REVIEW:
        reviews.approve(REVIEWER, rebound.order_id, LATER)
    live.refresh_from_db()
    assert CarrierFiling.objects.filter(application=live.approved, state="not_filed").count() == 3


def test_only_a_usable_qualification_is_bound(actor: Actor, live: Signature, second: Qualification) -> None:
    def refused(bound: Qualification) -> str:
        with pytest.raises(RuleViolation) as refusal:
            rebind(actor, Rebind(DOUBTFUL, bound.pk), LATER)
        return refusal.value.code

    CarrierFiling.objects.filter(application__qualification=second).update(
        state="failed", reasons=["QUALIFICATION_ERROR"]
    )
    assert refused(second) == "SmsQualificationRegisterFailed"
    Qualification.objects.filter(pk=second.pk).update(credit_code="")
    assert refused(second) == "QualificationNotComplete"
    Qualification.objects.filter(pk=second.pk).update(state="queued")
    assert refused(second) == "SmsQualificationNotPassed"


def test_only_an_approved_signature_is_bound(
    actor: Actor, qualification: Qualification, second: Qualification
) -> None:
    applied(actor, DOUBTFUL, qualification)
    with pytest.raises(Conflict) as refusal:
        rebind(actor, Rebind(DOUBTFUL, second.pk), LATER)
    assert refusal.value.code == RefusalCode.STATE_FORBIDS
    with pytest.raises(NotFound):
        rebind(actor, Rebind("没有的签名", second.pk), LATER)
    with pytest.raises(NotFound):
        rebind(actor, Rebind(COMPANY, 10**9), LATER)
