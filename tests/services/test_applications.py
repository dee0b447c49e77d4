"""Applications: what is decided at once, what waits for a reviewer, what stores nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qianming.core.codes import (
    AccountType,
    EventKind,
    Purpose,
    ReviewState,
    SignatureKind,
    SignatureSource,
)
from qianming.core.permissions import Role
from qianming.registry.findings import open_findings
from qianming.registry.models import (
    Account,
    Application,
    Decision,
    Event,
    Qualification,
    Signature,
    WorkOrder,
)
from qianming.services import applications, reviews, signatures
from qianming.services.actors import Actor, user_actor
from qianming.services.applications import Resubmission, SubmitApplication
from qianming.services.refusals import Forbidden, Invalid, NotFound, Refusal, RefusalCode, RuleViolation
from tests.services.making import (
    COMPANY,
    CREDIT_CODE,
    LONG_COMPANY,
    MINUTE,
    NOW,
    REASON,
    REVIEWER,
    a_power,
    a_trademark,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    row_counts,
    submitted_qualification,
    upload,
)

pytestmark = pytest.mark.django_db

FULL_NAME = "杭州云帆样例信息技术公司"
SHORT_NAME = "杭州云帆样例信"


@pytest.fixture
def account(db: None) -> Account:
    return an_account(verified_name=FULL_NAME)


@pytest.fixture
def qualification(actor: Actor) -> Qualification:
    """An approved qualification, without the signature that came with it."""
    approved = approved_qualification(actor, company_name=FULL_NAME)
    signatures.delete(actor, approved.account_id, FULL_NAME, NOW)
    return approved


def submit(
    actor: Actor, qualification: Qualification, **changes: object
) -> applications.SubmittedApplication:
    command = SubmitApplication(FULL_NAME, qualification_id=qualification.pk)
    return applications.submit(actor, replace(command, **changes), NOW)  # type: ignore[arg-type]


def test_the_full_name_is_approved_at_once(actor: Actor, qualification: Qualification) -> None:
    submitted = submit(actor, qualification, remark="登录与通知")
    assert (submitted.state, submitted.findings) == (ReviewState.APPROVED, ())
    application = Application.objects.get(work_order=submitted.order_id)
    assert application.signature.approved == application
    assert application.signature.availability == "abnormal"
    assert [filing.state for filing in application.filings.all()] == ["not_filed"] * 3
    assert Decision.objects.get(work_order=submitted.order_id).automatic
    moves = Event.objects.filter(subject=f"application:{submitted.order_id}")
    assert [(event.old, event.new, event.actor) for event in moves] == [
        ("draft", "in_review", "key:KEYFORTESTS"),
        ("in_review", "approved", "system"),
    ]


def test_a_doubt_waits_for_a_reviewer(actor: Actor, qualification: Qualification) -> None:
    submitted = submit(actor, qualification, name=SHORT_NAME)
    assert submitted.state is ReviewState.IN_REVIEW
    assert submitted.due_at == datetime(2026, 6, 10, 4, 0, tzinfo=UTC)
    signature = Signature.objects.get(pk=submitted.signature_id)
    assert (signature.approved, signature.availability) == (None, "")
    assert not signature.filings.exists()
    assert open_findings(WorkOrder.objects.get(pk=submitted.order_id)) == submitted.findings


def test_a_government_body_is_reviewed_in_working_days(actor: Actor) -> None:
    body = approved_qualification(actor, company_name=FULL_NAME, company_type="NON_PROFIT_ORGANIZATION")
    submitted = submit(actor, body, name=SHORT_NAME)
    assert submitted.due_at == datetime(2026, 6, 12, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "杭州测试公司云帆"}, "NAME_TEST_WORD"),
        ({"name": "云帆無限公司"}, "NAME_TRADITIONAL"),
        ({"name": "ABCD"}, "NAME_LETTERS_ONLY"),
        ({"name": "法人甲"}, "NAME_PERSONAL"),
        ({"name": "完全无关名称"}, "MATCH_NOT_IN_NAME"),
        ({"name": "杭州样例公司"}, "MATCH_SKIPS"),
        ({"source": SignatureSource.APP}, "SOURCE_UNSUPPORTED"),
        ({"source": SignatureSource.TRADEMARK}, "TRADEMARK_MISSING"),
        ({"remark": "长" * 201}, "REMARK_LENGTH"),
    ],
)
def test_what_no_error_is_documented_for_is_stored_and_rejected(
    actor: Actor, qualification: Qualification, changes: dict[str, object], code: str
) -> None:
    submitted = submit(actor, qualification, **changes)
    assert submitted.state is ReviewState.REJECTED
    decision = Decision.objects.get(work_order=submitted.order_id)
    assert (decision.verdict, decision.automatic) == ("rejected", True)
    assert code in decision.reasons
    signature = Signature.objects.get(pk=submitted.signature_id)
    assert (signature.availability, signature.unavailabilities) == ("unavailable", ["APPROVAL_REJECTED"])
    assert not signature.filings.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "云"}, RefusalCode.NAME_INVALID),
        ({"name": ""}, RefusalCode.NAME_INVALID),
        ({"name": "云" * 13}, RefusalCode.NAME_INVALID),
        ({"name": "云" * 5000}, RefusalCode.NAME_INVALID),
        ({"name": "123456"}, RefusalCode.NAME_INVALID),
        ({"name": "云帆 样例"}, RefusalCode.NAME_INVALID),
        ({"name": "云帆。样例"}, RefusalCode.NAME_INVALID),
        ({"name": "【云帆】"}, RefusalCode.NAME_INVALID),
        ({"name": "云帆😀"}, RefusalCode.NAME_INVALID),
        ({"name": "云帆\x00样"}, RefusalCode.NAME_INVALID),
        ({"purpose": Purpose.FOR_OTHERS}, RefusalCode.PURPOSE_MISMATCH),
        ({"source": SignatureSource.TRADEMARK, "trademark_id": 9}, RefusalCode.TRADEMARK_UNKNOWN),
        ({"material_keys": ("1/unknown/a.png",)}, RefusalCode.MATERIAL_UNKNOWN),
        ({"remark": "a\x00"}, RefusalCode.VALUE_INVALID),
        ({"remark": "a" * 2001}, RefusalCode.VALUE_INVALID),
        ({"scene": "a" * 501}, RefusalCode.VALUE_INVALID),
    ],
)
def test_a_documented_error_stores_nothing(
    actor: Actor, qualification: Qualification, changes: dict[str, object], code: RefusalCode
) -> None:
    before = row_counts()
    with pytest.raises(Refusal) as refusal:
        submit(actor, qualification, **changes)
    assert refusal.value.code == code
    assert row_counts() == before


def test_a_name_is_applied_for_once_per_kind(actor: Actor, qualification: Qualification) -> None:
    submit(actor, qualification)
    before = row_counts()
    with pytest.raises(RuleViolation) as refusal:
        submit(actor, qualification)
    assert refusal.value.code == RefusalCode.NAME_EXISTS
    assert row_counts() == before
    other_kind = submit(actor, qualification, kind=SignatureKind.VERIFICATION_CODE)
    assert other_kind.state is ReviewState.APPROVED


def test_the_case_of_letters_makes_another_name(actor: Actor) -> None:
    qualification = approved_qualification(actor, company_name="杭州Abc样例公司")
    for name in ("杭州Abc样例", "杭州aBC样例"):
        assert submit(actor, qualification, name=name).order_id


def test_a_rejected_name_stays_taken_until_it_is_deleted(actor: Actor, qualification: Qualification) -> None:
    submit(actor, qualification, source=SignatureSource.APP)
    with pytest.raises(RuleViolation):
        submit(actor, qualification)
    signatures.delete(actor, qualification.account_id, FULL_NAME, NOW)
    assert submit(actor, qualification).state is ReviewState.APPROVED


def test_the_qualification_must_be_the_accounts_own_and_approved(actor: Actor) -> None:
    foreign = approved_qualification(an_applicant(an_account("other")), administrator_phone="13900000004")
    waiting = submitted_qualification(actor)
    withdrawn = Qualification.objects.get(pk=waiting.qualification_id)
    before = row_counts()
    for qualification_id, kind in ((foreign.pk, NotFound), (None, NotFound), (9999, NotFound)):
        with pytest.raises(kind):
            applications.submit(actor, SubmitApplication(COMPANY, qualification_id=qualification_id), NOW)
    for state in ("queued", "in_review", "rejected", "asked_for_more", "withdrawn"):
        Qualification.objects.filter(pk=withdrawn.pk).update(state=state)
        with pytest.raises(RuleViolation) as refusal:
            applied(actor, COMPANY, withdrawn)
        assert refusal.value.code == "InvalidQualification"
    assert row_counts() == before


@pytest.fixture
def others(actor: Actor) -> Qualification:
    """An approved qualification of another entity."""
    return approved_qualification(
        actor, own_use=False, company_name=LONG_COMPANY, name="他用资质", credit_code="91330100MA2B0BBB2L"
    )


def test_for_others_a_letter_that_nobody_saw_goes_to_a_reviewer(
    account: Account, actor: Actor, others: Qualification
) -> None:
    power = a_power(account, scope=[SHORT_NAME])
    submitted = submit(
        actor, others, name=SHORT_NAME, purpose=Purpose.FOR_OTHERS, power_of_attorney_id=power.pk
    )
    assert submitted.state is ReviewState.IN_REVIEW
    reviews.approve(REVIEWER, submitted.order_id, NOW)
    power.refresh_from_db()
    assert power.passed


def test_for_others_without_a_letter_it_is_rejected(actor: Actor, others: Qualification) -> None:
    submitted = submit(actor, others, name=SHORT_NAME, purpose=Purpose.FOR_OTHERS)
    assert Decision.objects.get(work_order=submitted.order_id).reasons == ["POWER_MISSING"]


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ({"credit_code": CREDIT_CODE}, RefusalCode.POWER_MISMATCH),
        ({"scope": ["别的名字"]}, RefusalCode.POWER_SCOPE),
        (None, RefusalCode.POWER_UNKNOWN),
    ],
)
def test_a_letter_that_does_not_fit_is_an_error(
    account: Account, actor: Actor, others: Qualification, letter: dict[str, object] | None, code: RefusalCode
) -> None:
    power_id = 9999 if letter is None else a_power(account, **{"scope": [SHORT_NAME], **letter}).pk
    before = row_counts()
    with pytest.raises(RuleViolation) as refusal:
        submit(actor, others, name=SHORT_NAME, purpose=Purpose.FOR_OTHERS, power_of_attorney_id=power_id)
    assert refusal.value.code == code
    assert row_counts() == before


def test_a_trademark_goes_to_a_reviewer(account: Account, actor: Actor, qualification: Qualification) -> None:
    trademark = a_trademark(account, SHORT_NAME)
    trademark.owner = FULL_NAME
    trademark.save()
    submitted = submit(
        actor,
        qualification,
        name=SHORT_NAME,
        source=SignatureSource.TRADEMARK,
        trademark_id=trademark.pk,
    )
    assert submitted.state is ReviewState.IN_REVIEW


def test_uploads_come_along(actor: Actor, qualification: Qualification) -> None:
    key = upload(actor)
    submitted = submit(actor, qualification, material_keys=(key,))
    assert Application.objects.get(work_order=submitted.order_id).material_keys == [key]
    with pytest.raises(Invalid):
        submit(actor, qualification, name=SHORT_NAME, material_keys=tuple(f"{key}{i}" for i in range(21)))


@pytest.fixture
def individual(account: Account, actor: Actor, others: Qualification) -> Callable[[str, datetime], int]:
    """Applying for another's use as an individual account; returns the order's number."""
    power = a_power(account, scope=["杭州云帆", SHORT_NAME, "杭州云帆样例信息技"], passed=True)
    Account.objects.filter(pk=account.pk).update(account_type=AccountType.INDIVIDUAL)

    def apply(name: str, now: datetime) -> int:
        command = SubmitApplication(
            name, purpose=Purpose.FOR_OTHERS, qualification_id=others.pk, power_of_attorney_id=power.pk
        )
        return applications.submit(actor, command, now).order_id

    return apply


def test_an_individual_account_applies_once_a_day(individual: Callable[[str, datetime], int]) -> None:
    individual(SHORT_NAME, NOW)
    # Ten at night in China is still the same day, two hours later is not.
    before = row_counts()
    with pytest.raises(RuleViolation) as refusal:
        individual("杭州云帆", NOW + timedelta(hours=12))
    assert refusal.value.code == RefusalCode.DAILY_LIMIT
    assert row_counts() == before
    assert individual("杭州云帆", NOW + timedelta(hours=14))


def test_a_rejected_or_deleted_one_counts_for_the_day(
    account: Account, actor: Actor, individual: Callable[[str, datetime], int]
) -> None:
    order_id = individual(SHORT_NAME, NOW)
    reviews.reject(REVIEWER, order_id, REASON, "", NOW)
    with pytest.raises(RuleViolation):
        individual("杭州云帆", NOW + MINUTE)
    signatures.delete(actor, account.pk, SHORT_NAME, NOW + MINUTE)
    with pytest.raises(RuleViolation):
        individual("杭州云帆", NOW + 2 * MINUTE)


def test_mending_a_rejected_one_is_no_new_signature_of_the_day(
    actor: Actor, individual: Callable[[str, datetime], int]
) -> None:
    order_id = individual(SHORT_NAME, NOW)
    reviews.reject(REVIEWER, order_id, REASON, "", NOW)
    again = applications.resubmit(actor, Resubmission(order_id, remark="已补充说明"), NOW + MINUTE)
    reviews.reject(REVIEWER, again.order_id, REASON, "", NOW + MINUTE)
    renamed = applications.resubmit(
        actor, Resubmission(again.order_id, name="杭州云帆样例信息技"), NOW + 2 * MINUTE
    )
    assert renamed.state is ReviewState.IN_REVIEW
    with pytest.raises(RuleViolation):
        individual("杭州云帆", NOW + 3 * MINUTE)


def test_who_may_not_apply_stores_nothing(account: Account, qualification: Qualification) -> None:
    before = row_counts()
    for stranger in (
        REVIEWER,
        user_actor(3, Role.FILING_OPERATOR, None),
        user_actor(4, Role.APPLICANT, None),
    ):
        with pytest.raises(Forbidden):
            submit(stranger, qualification)
    assert row_counts() == before


def test_a_decided_application_is_not_withdrawn(actor: Actor, qualification: Qualification) -> None:
    order_id = submit(actor, qualification, name=SHORT_NAME).order_id
    reviews.reject(REVIEWER, order_id, REASON, "", NOW + MINUTE)
    with pytest.raises(Refusal):
        applications.withdraw(actor, order_id, NOW + MINUTE)
    assert Event.objects.filter(kind=EventKind.APPLICATION_MOVED, new="withdrawn").count() == 0
