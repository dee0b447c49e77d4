"""Qualifications: what a submission keeps, sealed, and what it is refused for."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from qianming.core.codes import (
    AccountType,
    EventKind,
    FindingCode,
    Purpose,
    QualificationState,
)
from qianming.registry.findings import open_findings
from qianming.registry.models import Event, PhoneCode, Qualification, WorkOrder
from qianming.registry.persons import open_persons
from qianming.services import qualifications, reviews
from qianming.services.qualifications import LicenceFields, PersonFields, SubmitQualification
from qianming.services.refusals import Conflict, Invalid, NotFound, RefusalCode
from tests.documents.samples import PDF
from tests.services.making import (
    COMPANY,
    LONG_COMPANY,
    MINUTE,
    NOW,
    PHONE,
    REASON,
    REVIEWER,
    a_submission,
    an_account,
    an_applicant,
    id_number,
    row_counts,
    submitted_qualification,
    upload,
)

pytestmark = pytest.mark.django_db


def test_it_queues_a_submission_for_review() -> None:
    account = an_account()
    submitted = submitted_qualification(an_applicant(account))
    row = Qualification.objects.get(pk=submitted.qualification_id)
    assert (submitted.state, row.state) == (QualificationState.QUEUED, "queued")
    assert (row.purpose, row.company_name, row.licence_kind) == (Purpose.OWN_USE, COMPANY, "businessLicense")
    assert (row.licence_from, row.licence_until) == (date(2020, 1, 1), date(2035, 1, 1))
    assert row.work_order.pk == submitted.order_id
    # Two working days of twelve hours: from Wednesday ten o'clock to Friday ten o'clock, China time.
    assert row.work_order.due_at == datetime(2026, 6, 12, 2, 0, tzinfo=UTC)
    event = Event.objects.get(kind=EventKind.QUALIFICATION_MOVED)
    assert (event.old, event.new, event.actor) == ("", "queued", "key:KEYFORTESTS")


def test_it_uses_the_phone_code_up() -> None:
    actor = an_applicant(an_account())
    command = a_submission(actor)
    qualifications.submit(actor, command, NOW)
    assert PhoneCode.objects.get().used_at == NOW
    with pytest.raises(Invalid) as refusal:
        qualifications.submit(actor, replace(command, name="另一份资质"), NOW)
    assert refusal.value.code == RefusalCode.PHONE_CODE_WRONG


def test_it_keeps_the_persons_in_one_sealed_document() -> None:
    submitted = submitted_qualification(an_applicant(an_account()))
    row = Qualification.objects.get(pk=submitted.qualification_id)
    persons = open_persons(row)
    assert (persons.legal_representative.name, persons.administrator.name) == ("法人甲", "管理员乙")
    assert persons.administrator.number == id_number(2)
    assert persons.administrator_phone == PHONE
    assert row.administrator_id_until == date(2035, 1, 1)


def test_one_person_has_one_hash_across_accounts() -> None:
    for name in ("one", "other"):
        actor = an_applicant(an_account(name))
        phone = f"1380000000{len(name)}"
        submitted_qualification(actor, administrator_phone=phone)
    hashes = Qualification.objects.values_list("administrator_hash", "legal_representative_hash")
    assert len(set(hashes)) == 1
    assert hashes[0][0] != hashes[0][1]


def test_what_the_rules_on_purposes_find_goes_to_the_reviewer() -> None:
    actor = an_applicant(an_account(kind=AccountType.INDIVIDUAL, verified_name="个人持有人"))
    submitted = submitted_qualification(actor)
    codes = {finding.code for finding in open_findings(WorkOrder.objects.get(pk=submitted.order_id))}
    assert codes == {
        FindingCode.PURPOSE_ACCOUNT,
        FindingCode.PURPOSE_ENTITY,
        FindingCode.REGISTER_NOT_CHECKED,
    }


def test_an_individual_account_is_refused_where_only_enterprises_may() -> None:
    actor = an_applicant(an_account(kind=AccountType.INDIVIDUAL))
    command = a_submission(actor)
    with pytest.raises(Invalid) as refusal:
        qualifications.submit(actor, command, NOW, enterprises_only=True)
    assert refusal.value.code == "NotEnterpriseCertifyCustCheckError"


def changed(submission: SubmitQualification, field: str, value: object) -> SubmitQualification:
    """A submission with one field changed; `administrator.name` reaches into a person."""
    outer, _, inner = field.partition(".")
    if inner:
        value = replace(getattr(submission, outer), **{inner: value})
    return replace(submission, **{outer: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "QualificationNameNullError"),
        ("name", "有符号！", "QualificationNameNotMatchRegex"),
        ("company_name", "", "CompanyNameNullError"),
        ("company_type", "PERSON", "CompanyTypeError"),
        ("credit_code", "", "OrganizationCodeNullError"),
        ("licence_period", "2020-01-01", "BusinessLicenseDateNotMatchRegexError"),
        ("licence_period", "2020-01-01~2021-01-01", "BusinessLicenseDateNotValid"),
        (
            "licences",
            (LicenceFields("1/unknown/a.png", "businessLicense"),),
            "BusinessLicenseOssFileNotUploadError",
        ),
        ("legal_representative.name", "", "LegalPersonNameNullError"),
        ("legal_representative.number", "110101199001010000", "LegalIdCardNotMatchRegex"),
        ("legal_representative.front_key", "1/unknown/a.png", "LegalFrontOssFileNotUploadError"),
        ("legal_representative.back_key", "1/unknown/a.png", "LegalBackOssFileNotUploadError"),
        ("administrator.document", "card", "AdminIdcardTypeError"),
        ("administrator.front_key", "", "AdminIdcardFrontFaceNullError"),
        ("administrator.front_key", "1/unknown/a.png", "AdminFrontOssFileNotUploadError"),
        ("administrator.back_key", "1/unknown/a.png", "AdminBackOssFileNotUploadError"),
        ("administrator.period", "2020-01-01~2026-06-09", "AdminDateNotValid"),
        ("other_keys", ("1/unknown/a.pdf",), "OtherOssFileNotUploadError"),
        ("other_keys", ("1/unknown/a.exe",), "OtherFileTypeError"),
        ("phone_code", "", "PhoneNoCertifyCodeNullError"),
        ("administrator_phone", "13900000009", "CertifyCodeError"),
        ("remark", "x" * 2001, "InvalidParameter"),
        ("remark", "a\x00b", "InvalidParameter"),
    ],
)
def test_it_refuses_a_wrong_field_and_stores_nothing(field: str, value: object, code: str) -> None:
    actor = an_applicant(an_account())
    command = changed(a_submission(actor), field, value)
    before = row_counts()
    with pytest.raises(Invalid) as refusal:
        qualifications.submit(actor, command, NOW)
    assert code in {problem.code for problem in refusal.value.problems}
    assert row_counts() == before
    assert PhoneCode.objects.get().used_at is None


def test_it_names_every_problem_at_once() -> None:
    actor = an_applicant(an_account())
    command = replace(
        a_submission(actor),
        name="",
        company_name="",
        phone_code="000",
        administrator=PersonFields("", "identityCard", "", ""),
    )
    with pytest.raises(Invalid) as refusal:
        qualifications.submit(actor, command, NOW)
    codes = [problem.code for problem in refusal.value.problems]
    assert codes[0] == "QualificationNameNullError"
    assert {"CompanyNameNullError", "AdminNameNullError", "CertifyCodeError"} <= set(codes)


def test_a_document_is_no_picture_whatever_its_name_says() -> None:
    actor = an_applicant(an_account())
    document = upload(actor, "scan.pdf", PDF)
    command = changed(a_submission(actor), "licences", (LicenceFields(document, "businessLicense"),))
    with pytest.raises(Invalid) as refusal:
        qualifications.submit(actor, command, NOW)
    assert refusal.value.code == "BusinessLicensePicsFileError"
    qualifications.submit(actor, replace(command, licences=(), other_keys=(document,)), NOW)
    assert Qualification.objects.get().materials == {"licences": [], "others": [document]}


def test_another_accounts_file_does_not_exist() -> None:
    foreign = upload(an_applicant(an_account("other")))
    actor = an_applicant(an_account("one"))
    command = changed(a_submission(actor), "administrator.front_key", foreign)
    with pytest.raises(Invalid) as refusal:
        qualifications.submit(actor, command, NOW)
    assert refusal.value.code == "AdminFrontOssFileNotUploadError"


def test_a_name_is_used_once_per_account() -> None:
    actor = an_applicant(an_account())
    submitted_qualification(actor)
    command = a_submission(actor, administrator_phone="13900000002")
    before = row_counts()
    with pytest.raises(Conflict) as refusal:
        qualifications.submit(actor, command, NOW)
    assert refusal.value.code == "QualificationNameAlreadyExist"
    assert row_counts() == before
    assert PhoneCode.objects.filter(used_at__isnull=True).count() == 1
    other = an_applicant(an_account("other"))
    submitted_qualification(other, administrator_phone="13900000003")
    assert Qualification.objects.filter(name=command.name).count() == 2


def test_for_others_it_needs_the_licence() -> None:
    actor = an_applicant(an_account())
    command = a_submission(actor, own_use=False, licences=(), company_name=LONG_COMPANY)
    with pytest.raises(Invalid) as refusal:
        qualifications.submit(actor, command, NOW)
    assert refusal.value.code == "BusinessLicensePicsNullError"


def test_it_is_withdrawn_while_it_waits() -> None:
    actor = an_applicant(an_account())
    submitted = submitted_qualification(actor)
    qualifications.withdraw(actor, submitted.order_id, NOW + MINUTE)
    assert Qualification.objects.get().state == "withdrawn"
    assert not reviews.pending(NOW + MINUTE)
    with pytest.raises(Conflict):
        qualifications.withdraw(actor, submitted.order_id, NOW + MINUTE)
    with pytest.raises(Conflict):
        reviews.approve(REVIEWER, submitted.order_id, NOW + MINUTE)


def test_it_is_not_withdrawn_by_a_stranger_or_after_its_decision() -> None:
    actor = an_applicant(an_account("one"))
    submitted = submitted_qualification(actor)
    with pytest.raises(NotFound):
        qualifications.withdraw(an_applicant(an_account("other")), submitted.order_id, NOW)
    reviews.reject(REVIEWER, submitted.order_id, REASON, "", NOW)
    with pytest.raises(Conflict):
        qualifications.withdraw(actor, submitted.order_id, NOW)
