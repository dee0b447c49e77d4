"""Rows that the console's tests look at, written straight into the registry in every state it can show."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from qianming.core.codes import (
    Abnormality,
    AccountType,
    Availability,
    Carrier,
    CompanyType,
    DecisionVerdict,
    EventKind,
    FilingReason,
    FilingState,
    FindingCode,
    Origin,
    Purpose,
    QualificationState,
    ReviewState,
    SignatureKind,
    SignatureSource,
    Unavailability,
    WorkOrderKind,
)
from qianming.core.findings import Finding, Severity
from qianming.core.permissions import Role
from qianming.registry.findings import seal_findings
from qianming.registry.models import (
    Account,
    Application,
    CarrierFiling,
    Decision,
    Event,
    HealthReason,
    Membership,
    Qualification,
    Signature,
    User,
    WorkOrder,
)
from qianming.registry.persons import Person, Persons, seal_persons
from qianming.registry.sealing import AccountSeal, new_wrapped_key
from qianming.services._history import append

NOW = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
FILED = dict.fromkeys(Carrier, FilingState.FILED)
EVIDENCE: Mapping[str, dict[str, str]] = {
    Abnormality.SOURCE_UNSUPPORTED: {"source": "app"},
    Abnormality.QUALIFICATION_INCOMPLETE: {"missing": "credit_code,administrator_id_number"},
    Abnormality.QUALIFICATION_NOT_APPROVED: {"state": "withdrawn"},
    Abnormality.ADMINISTRATOR_ID_EXPIRED: {"until": "2026-11-18"},
    Abnormality.FILING_ABNORMAL: {"mobile": "filed", "unicom": "filing", "telecom": "failed"},
    Abnormality.LONG_UNUSED: {"last_activity": "2025-10-01T03:00:00+00:00"},
}
ENTITY = "杭州示例科技有限公司"
_PERSON = Person("法人甲", "identityCard", "110101199001011237", date(2020, 1, 1), date(2036, 1, 1))
PERSONS = Persons(_PERSON, _PERSON, "13800000001")


@cache
def _hashed_password() -> str:
    """Hashing is slow on purpose; once per session is enough."""
    return make_password(PASSWORD)


def account(name: str = "applicant-a") -> Account:
    """An enterprise account of its own key."""
    wrapped = new_wrapped_key()
    return Account.objects.create(
        name=name,
        account_type=AccountType.ENTERPRISE,
        sealed_verified_name=AccountSeal(wrapped).seal(ENTITY, Account.VERIFIED_NAME),
        wrapped_key=wrapped,
        created_at=NOW,
    )


def user(email: str, role: Role = Role.APPLICANT, of: Account | None = None) -> User:
    """A user with one role, as the service makes them."""
    made = User.objects.create(email=email, password=_hashed_password(), date_joined=NOW)
    EmailAddress.objects.create(user=made, email=email, primary=True, verified=True)
    Membership.objects.create(user=made, account=of, role=role, created_at=NOW)
    return made


def qualification(of: Account) -> Qualification:
    """An approved qualification; its persons are nobody."""
    order = work_order(of, WorkOrderKind.QUALIFICATION)
    return Qualification.objects.create(
        account=of,
        work_order=order,
        name=f"资质{order.pk}",
        purpose=Purpose.OWN_USE,
        company_type=CompanyType.COMPANY,
        company_name=ENTITY,
        credit_code="91330106MA27X0000X",
        licence_from=date(2020, 1, 1),
        licence_until=date(2099, 12, 31),
        sealed_persons=seal_persons(of, PERSONS),
        legal_representative_id_until=date(2036, 1, 1),
        administrator_id_until=date(2036, 1, 1),
        state=QualificationState.APPROVED,
        created_at=NOW,
    )


def work_order(
    of: Account,
    kind: WorkOrderKind = WorkOrderKind.SIGNATURE,
    findings: tuple[Finding, ...] = (),
    at: datetime = NOW - timedelta(days=9),
) -> WorkOrder:
    return WorkOrder.objects.create(
        account=of,
        kind=kind,
        submitted_at=at,
        due_at=at + timedelta(hours=2),
        policy=date(2026, 4, 27),
        sealed_findings=seal_findings(of, findings),
    )


def application(
    signature: Signature,
    state: ReviewState,
    *,
    findings: tuple[Finding, ...] = (),
    at: datetime = NOW - timedelta(days=9),
) -> Application:
    """One more application for a signature, with the history that belongs to it."""
    order = work_order(signature.account, findings=findings, at=at)
    decided = None if state in (ReviewState.IN_REVIEW, ReviewState.DRAFT) else at + timedelta(hours=1)
    made = Application.objects.create(
        account=signature.account,
        signature=signature,
        work_order=order,
        source=SignatureSource.ENTERPRISE_NAME,
        purpose=Purpose.OWN_USE,
        qualification=qualification(signature.account),
        scene="登录验证与订单通知",
        state=state,
        created_at=at,
        decided_at=decided,
    )
    event(signature, f"application:{order.pk}", EventKind.APPLICATION_MOVED, "draft", "in_review", at=at)
    if decided:
        event(
            signature, f"application:{order.pk}", EventKind.APPLICATION_MOVED, "in_review", state, at=decided
        )
    return made


def event(
    signature: Signature, subject: str, kind: EventKind, old: str, new: str, *, at: datetime = NOW
) -> Event:
    """One link of the account's history, appended as the service does it."""
    link = Event(
        account=signature.account,
        chain=signature.account_id,
        kind=kind,
        subject=subject,
        old=old,
        new=new,
        actor="system",
        at=at,
    )
    with transaction.atomic():
        return append([link])[0]


def signature(of: Account, name: str, **fields: object) -> Signature:
    """A signature of which nothing else exists yet."""
    defaults: dict[str, object] = {"created_at": NOW - timedelta(days=9), "code": f"SIGN_{of.pk}_{name}"}
    return Signature.objects.create(account=of, name=name, **(defaults | fields))


def in_review(of: Account, name: str, *, at: datetime = NOW - timedelta(minutes=20)) -> Signature:
    made = signature(of, name)
    application(made, ReviewState.IN_REVIEW, at=at)
    return made


def withdrawn(of: Account, name: str) -> Signature:
    made = signature(of, name)
    application(made, ReviewState.WITHDRAWN)
    return made


def approved(
    of: Account,
    name: str,
    filings: Mapping[Carrier, FilingState] = FILED,
    *,
    reasons: Sequence[tuple[str, datetime]] = (),
    filing_reasons: Mapping[Carrier, FilingReason] = {},
    **fields: object,
) -> Signature:
    """An approved signature: available, or abnormal for the given reasons and since when."""
    level = Availability.ABNORMAL if reasons else Availability.AVAILABLE
    since = min((at for _, at in reasons), default=NOW - timedelta(days=2))
    made = signature(of, name, **({"availability": level, "availability_since": since} | fields))
    made.approved = application(made, ReviewState.APPROVED)
    made.save(update_fields=["approved"])
    for carrier, state in filings.items():
        moving = state in (FilingState.FILING, FilingState.UNVERIFIED)
        filing = CarrierFiling.objects.create(
            account=of,
            signature=made,
            application=made.approved,
            carrier=carrier,
            state=state,
            reasons=[filing_reasons[carrier]] if carrier in filing_reasons else [],
            since=NOW - timedelta(days=2),
            due_at=NOW + timedelta(hours=1) if moving else None,
        )
        event(made, f"filing:{filing.pk}", EventKind.FILING_MOVED, "not_filed", state)
    for code, at in reasons:
        HealthReason.objects.create(
            account=of, signature=made, code=code, since=at, evidence=EVIDENCE.get(code, {})
        )
    event(made, f"signature:{made.pk}", EventKind.AVAILABILITY_CHANGED, "", level)
    return made


def rejected(of: Account, name: str, *, note: str = "", reasons: Sequence[str] = ()) -> Signature:
    """A never approved signature: rejected by a reviewer for the given reasons, or else by the rulebook."""
    made = signature(
        of,
        name,
        availability=Availability.UNAVAILABLE,
        availability_since=NOW - timedelta(days=9),
        unavailabilities=[Unavailability.APPROVAL_REJECTED],
    )
    found = Finding(
        FindingCode.NAME_TEST_WORD, Severity.REJECT, "name", "guideline", (0, 2), (("word", "测试"),)
    )
    refused = application(made, ReviewState.REJECTED, findings=() if reasons else (found,))
    Decision.objects.create(
        account=of,
        work_order=refused.work_order,
        verdict=DecisionVerdict.REJECTED,
        reasons=list(reasons) or [FindingCode.NAME_TEST_WORD],
        note=note,
        automatic=not reasons,
        decided_by="user:1" if reasons else "system",
        decided_at=NOW - timedelta(days=9),
    )
    return made


def frozen(of: Account, name: str) -> Signature:
    """Stopped by everybody who can stop it."""
    return approved(
        of,
        name,
        availability=Availability.UNAVAILABLE,
        unavailabilities=[
            Unavailability.DISABLED,
            Unavailability.FROZEN_BY_PLATFORM,
            Unavailability.FROZEN_BY_CUSTOMER,
        ],
        disabled_at=NOW - timedelta(days=1),
        frozen_by_platform_at=NOW - timedelta(days=3),
        frozen_by_customer_at=NOW - timedelta(days=2),
    )


def complimentary(of: Account, name: str) -> Signature:
    """A gift, which came with a qualification; for verification codes only, to be seen as such."""
    return approved(of, name, origin=Origin.COMPLIMENTARY, kind=SignatureKind.VERIFICATION_CODE)
