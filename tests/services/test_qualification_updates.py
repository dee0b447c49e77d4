"""An update is reviewed again; what a qualification said before is kept, sealed."""

from datetime import timedelta

import pytest

from qianming.core.codes import AccountType, EventKind, FindingCode, QualificationState
from qianming.core.rejections import RejectionReason
from qianming.registry.findings import open_findings
from qianming.registry.models import Event, HealthReason, Qualification, QualificationVersion
from qianming.registry.persons import open_persons
from qianming.registry.queries import signature as signature_named
from qianming.registry.versions import open_version
from qianming.services import qualifications, reviews
from qianming.services.actors import Actor
from qianming.services.qualification_updates import PersonChanges, UpdateQualification, update
from qianming.services.qualifications import LicenceFields
from qianming.services.refusals import Conflict, Invalid, NotFound, RefusalCode
from tests.services.making import (
    COMPANY,
    MINUTE,
    NOW,
    PHONE,
    REASON,
    REVIEWER,
    administrators_number,
    an_account,
    an_applicant,
    approved_qualification,
    id_number,
    phone_code,
    row_counts,
    submitted_qualification,
    upload,
)

pytestmark = pytest.mark.django_db

LATER = NOW + 5 * MINUTE
NEW_PHONE = "13800000007"


def an_update(actor: Actor, row: Qualification, **changes: object) -> UpdateQualification:
    """An update with nothing wrong, and a code for its phone."""
    given: dict[str, object] = {"administrator_phone": NEW_PHONE, **changes}
    if "phone_code" not in given:
        given["phone_code"] = phone_code(actor, str(given["administrator_phone"]), LATER)
    return UpdateQualification(row.pk, row.work_order_id, **given)  # type: ignore[arg-type]


def test_an_update_queues_a_new_work_order_and_keeps_the_old_content() -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor)
    old_order = row.work_order_id
    changes = PersonChanges(name="法人丙", number=id_number(5))
    stored = update(actor, an_update(actor, row, legal_representative=changes), LATER)
    row.refresh_from_db()
    assert stored.order_id == row.work_order_id != old_order
    assert (stored.state, row.state, row.decided_at) == (QualificationState.QUEUED, "queued", None)
    persons = open_persons(row)
    assert (persons.legal_representative.name, persons.administrator.name) == ("法人丙", "管理员乙")
    assert persons.administrator_phone == NEW_PHONE
    version = QualificationVersion.objects.get(qualification=row)
    assert (version.work_order_id, version.state, version.replaced_at) == (old_order, "approved", LATER)
    before = open_version(version)
    assert (before.persons.legal_representative.name, before.persons.administrator_phone) == ("法人甲", PHONE)
    assert "法人甲".encode() not in bytes(version.sealed_content)


def test_the_history_names_the_changed_fields_and_never_their_values() -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor)
    licence = (LicenceFields(upload(actor, "licence.png"), "otherLicense"),)
    update(
        actor,
        an_update(
            actor, row, company_name="杭州云帆样例", licences=licence, licence_period="2021-01-01~2099-12-31"
        ),
        LATER,
    )
    event = Event.objects.get(kind=EventKind.QUALIFICATION_CHANGED)
    assert event.reasons == [
        "company_name",
        "licence_from",
        "licence_until",
        "licences",
        "administrator_phone",
    ]
    row.refresh_from_db()
    assert event.detail["order"] == row.work_order_id
    assert (row.licence_kind, row.company_name) == ("otherLicense", "杭州云帆样例")
    assert "云帆" not in str([event.detail, event.reasons])


def test_name_purpose_and_credit_code_stay() -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor)
    fixed = (row.name, row.purpose, row.credit_code, row.company_type, row.share, row.remark)
    update(actor, an_update(actor, row, company_name="杭州云帆样例"), LATER)
    row.refresh_from_db()
    assert (row.name, row.purpose, row.credit_code, row.company_type, row.share, row.remark) == fixed


def test_bound_signatures_are_abnormal_at_once_and_recover_with_the_approval() -> None:
    account = an_account()
    actor = an_applicant(account)
    row = approved_qualification(actor)
    signature = signature_named(account.pk, COMPANY)
    assert signature is not None
    update(actor, an_update(actor, row), LATER)
    reason = HealthReason.objects.get(signature=signature, code="QUALIFICATION_NOT_APPROVED")
    assert (reason.since, reason.evidence) == (LATER, {"state": "queued"})
    row.refresh_from_db()
    reviews.approve(REVIEWER, row.work_order_id, LATER + MINUTE)
    assert not HealthReason.objects.filter(code="QUALIFICATION_NOT_APPROVED").exists()


@pytest.mark.parametrize("outcome", ["reject", "ask", "withdraw", "revoke"])
def test_every_decided_state_can_be_updated(outcome: str) -> None:
    actor = an_applicant(an_account())
    submitted = submitted_qualification(actor)
    if outcome == "reject":
        reviews.reject(REVIEWER, submitted.order_id, REASON, "", NOW)
    elif outcome == "ask":
        reviews.ask(REVIEWER, submitted.order_id, "请补充材料", NOW)
    elif outcome == "withdraw":
        qualifications.withdraw(actor, submitted.order_id, NOW)
    else:
        reviews.approve(REVIEWER, submitted.order_id, NOW)
        reviews.revoke(REVIEWER, submitted.order_id, REASON, "", NOW)
    row = Qualification.objects.get()
    assert update(actor, an_update(actor, row), LATER).state is QualificationState.QUEUED


def test_it_is_refused_under_review_and_with_an_old_work_order() -> None:
    actor = an_applicant(an_account())
    submitted_qualification(actor)
    row = Qualification.objects.get()
    command = an_update(actor, row)
    before = row_counts()
    with pytest.raises(Conflict) as refusal:
        update(actor, command, LATER)
    assert refusal.value.code == RefusalCode.STATE_FORBIDS
    reviews.approve(REVIEWER, row.work_order_id, LATER)
    update(actor, command, LATER)
    with pytest.raises(Conflict) as refusal:
        update(actor, command, LATER)
    assert refusal.value.code == "WorkOrderIdExpired"
    assert row_counts()["registry.WorkOrder"] == before["registry.WorkOrder"] + 2  # the update's, the gift's


def test_another_accounts_qualification_is_not_found() -> None:
    row = approved_qualification(an_applicant(an_account("one")))
    other = an_applicant(an_account("other"))
    with pytest.raises(NotFound):
        update(other, an_update(other, row), LATER)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"company_name": ""}, "CompanyNameNullError"),
        ({"licence_period": "2020-01-01~2020-02-01"}, "BusinessLicenseDateNotValid"),
        ({"administrator": PersonChanges(number="1")}, "AdminIdcardNotMatchRegex"),
        ({"administrator": PersonChanges(front_key="1/none.png")}, "AdminFrontOssFileNotUploadError"),
        ({"legal_representative": PersonChanges(document="card")}, "LegalPersonIdcardTypeError"),
        ({"other_keys": ("1/none.pdf",)}, "OtherOssFileNotUploadError"),
        ({"phone_code": "1"}, "CertifyCodeError"),
        ({"phone_code": " "}, "PhoneNoCertifyCodeNullError"),
    ],
)
def test_a_wrong_field_stores_nothing(changes: dict[str, object], code: str) -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor)
    command = an_update(actor, row, **changes)
    before = row_counts()
    with pytest.raises(Invalid) as refusal:
        update(actor, command, LATER)
    assert code in {problem.code for problem in refusal.value.problems}
    assert row_counts() == before
    assert Qualification.objects.get().state == "approved"


def test_what_has_expired_meanwhile_has_to_be_renewed_with_any_update() -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor, licence_period="2020-01-01~2026-06-11")
    much_later = NOW + timedelta(days=3)
    command = UpdateQualification(
        row.pk, row.work_order_id, NEW_PHONE, phone_code(actor, NEW_PHONE, much_later)
    )
    with pytest.raises(Invalid) as refusal:
        update(actor, command, much_later)
    assert refusal.value.code == "BusinessLicenseDateNotValid"


def test_the_same_company_and_administrator_is_refused_on_update_too() -> None:
    actor = an_applicant(an_account())
    approved_qualification(actor)
    other = approved_qualification(actor, name="第二份", administrator_phone="13800000002")
    changes = PersonChanges(number=administrators_number("主体资质"))
    command = an_update(actor, other, administrator=changes)
    with pytest.raises(Conflict) as refusal:
        update(actor, command, LATER)
    assert refusal.value.code == "SameQualificationGroupError"


def test_an_individual_account_updates_in_the_console_but_not_over_the_api() -> None:
    actor = an_applicant(an_account(kind=AccountType.INDIVIDUAL))
    row = approved_qualification(actor, own_use=False)
    command = an_update(actor, row)
    with pytest.raises(Invalid) as refusal:
        update(actor, command, LATER, enterprises_only=True)
    assert refusal.value.code == "NotEnterpriseCertifyCustCheckError"
    assert update(actor, command, LATER).state is QualificationState.QUEUED


def test_a_superseded_work_order_cannot_be_decided_any_more() -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor)
    old_order = row.work_order_id
    update(actor, an_update(actor, row), LATER)
    with pytest.raises(Conflict) as refusal:
        reviews.approve(REVIEWER, old_order, LATER)
    assert refusal.value.code == "WorkOrderIdExpired"


def test_inaccurate_elements_are_remembered_until_the_next_approval() -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor)
    reviews.revoke(REVIEWER, row.work_order_id, [RejectionReason.ELEMENTS_INACCURATE], "", LATER)
    assert not Qualification.objects.get().accurate
    assert HealthReason.objects.filter(code="QUALIFICATION_INACCURATE").exists()
    update(actor, an_update(actor, row), LATER)
    row.refresh_from_db()
    reviews.approve(REVIEWER, row.work_order_id, LATER)
    assert Qualification.objects.get().accurate
    assert not HealthReason.objects.filter(code="QUALIFICATION_INACCURATE").exists()


def test_the_new_work_order_tells_what_the_rules_say_of_the_new_content() -> None:
    actor = an_applicant(an_account())
    row = approved_qualification(actor)
    update(actor, an_update(actor, row, company_name="上海样例食品有限公司"), LATER)
    row.refresh_from_db()
    codes = {finding.code for finding in open_findings(row.work_order)}
    assert {FindingCode.PURPOSE_ENTITY, FindingCode.REGISTER_NOT_CHECKED} <= codes
