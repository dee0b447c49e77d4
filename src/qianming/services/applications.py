"""Applications for signatures: submitting and withdrawing.

The rulebook decides what it is certain of; everything else waits for a reviewer.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time

from qianming.core.codes import (
    CompanyType,
    DecisionVerdict,
    FindingCode,
    Origin,
    Purpose,
    QualificationState,
    ReviewState,
    SignatureKind,
    SignatureSource,
    WorkOrderKind,
)
from qianming.core.findings import Finding, Outcome, Severity, Verdict
from qianming.core.permissions import Permission
from qianming.core.rulebook import check
from qianming.core.status.calendar import CHINA, review_due
from qianming.core.subjects import ApplicationSubject
from qianming.registry.models import Account, Application, Decision, PowerOfAttorney, Signature, Trademark
from qianming.registry.queries import for_account, qualification
from qianming.registry.subjects import Papers, completed
from qianming.services import health
from qianming.services._command import lock_accounts, write
from qianming.services._fields import china_day, need_fitting, need_materials, policy_at
from qianming.services._moves import Move, move_application
from qianming.services._orders import open_order, reject_codes
from qianming.services._outcomes import approve_application, reject_application
from qianming.services._signing import NewSignature, make_signature
from qianming.services.actors import SYSTEM, Actor
from qianming.services.refusals import NotFound, Noun, RefusalCode, RuleViolation


@dataclass(frozen=True, slots=True)
class SubmitApplication:
    """An application for a new signature; ids are the account's own."""

    name: str
    source: SignatureSource = SignatureSource.ENTERPRISE_NAME
    purpose: Purpose = Purpose.OWN_USE
    qualification_id: int | None = None
    kind: SignatureKind = SignatureKind.UNIVERSAL
    power_of_attorney_id: int | None = None
    trademark_id: int | None = None
    scene: str = ""
    remark: str = ""
    material_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmittedApplication:
    """The number of the stored application and where it stands already."""

    order_id: int
    signature_id: int
    state: ReviewState
    due_at: datetime
    findings: tuple[Finding, ...]


# The rejections that the API documents as errors; every other one is a decision on a stored application.
_DOCUMENTED: tuple[tuple[RefusalCode, frozenset[FindingCode]], ...] = (
    (
        RefusalCode.NAME_INVALID,
        frozenset(
            {
                FindingCode.NAME_LENGTH,
                FindingCode.NAME_CHARACTERS,
                FindingCode.NAME_BRACKETS,
                FindingCode.NAME_DIGITS_ONLY,
            }
        ),
    ),
    (RefusalCode.NAME_EXISTS, frozenset({FindingCode.NAME_TAKEN})),
    (RefusalCode.POWER_MISMATCH, frozenset({FindingCode.POWER_PARTY})),
    (RefusalCode.POWER_SCOPE, frozenset({FindingCode.POWER_SCOPE})),
)


def submit(actor: Actor, command: SubmitApplication, now: datetime) -> SubmittedApplication:
    """Apply for a signature.

    What the API documents as an error is raised (`RuleViolation`, `NotFound`) and stores nothing. Any other
    reject finding stores the application decided rejected; without a doubt left it is approved at once.
    """
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    need_fitting(("scene", command.scene, 500), ("remark", command.remark, 2000))
    policy = policy_at(now)
    # Before any query: no database has to take a name that cannot be one.
    _raise_documented(check(_typed(command, now), policy), RefusalCode.NAME_INVALID)
    with write():
        lock_accounts(account_id)
        account = Account.objects.get(pk=account_id)
        typed = _told_of_stock(_typed(command, now), account.pk, now)
        _raise_documented(check(typed, policy), RefusalCode.NAME_EXISTS)
        need_materials(account_id, command.material_keys, "material_keys")
        papers = _papers(account_id, command)
        verdict = check(completed(typed, account, papers), policy)
        _raise_documented(verdict, *(code for code, _ in _DOCUMENTED))
        return _stored(account, command, papers, verdict, Move(actor, now))


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take an application back while it is in review; `NotFound`, `Conflict` once it is decided."""
    found = Application.objects.filter(work_order_id=order_id).first()
    if found is None or not actor.may(Permission.SIGNATURE_APPLY, found.account_id):
        raise NotFound(Noun.WORK_ORDER)
    with write():
        lock_accounts(found.account_id)
        application = Application.objects.select_related("signature").get(pk=found.pk)
        move_application(application, ReviewState.WITHDRAWN, Move(actor, now))
        health.refresh(application.signature, now)


def _typed(command: SubmitApplication, now: datetime) -> ApplicationSubject:
    """What was typed, alone."""
    return ApplicationSubject(
        name=command.name,
        today=china_day(now),
        source=command.source,
        kind=command.kind,
        purpose=command.purpose,
        remark=command.remark,
    )


def _told_of_stock(typed: ApplicationSubject, account_id: int, now: datetime) -> ApplicationSubject:
    """What was typed, with what the account's own stock says about it.

    A complimentary signature was given, not applied for, so its name is free for one application.
    """
    mine = for_account(Signature, account_id).filter(
        kind=typed.kind, origin=Origin.APPLIED_FOR, deleted_at__isnull=True
    )
    return replace(
        typed,
        taken_names=frozenset(mine.filter(name=typed.name).values_list("name", flat=True)),
        applied_today=_applied_today(account_id, now),
    )


def _applied_today(account_id: int, now: datetime) -> int:
    """The day's applications, without those refused at once: they may be mended on the same day."""
    midnight = datetime.combine(china_day(now), time.min, CHINA)
    refused = for_account(Decision, account_id).filter(automatic=True, verdict=DecisionVerdict.REJECTED)
    rows = for_account(Application, account_id).filter(
        created_at__gte=midnight, signature__origin=Origin.APPLIED_FOR
    )
    return rows.exclude(work_order__in=refused.values("work_order")).count()


def _papers(account_id: int, command: SubmitApplication) -> Papers:
    """The papers that the ids name; what is missing or does not fit is a documented error."""
    bound = qualification(account_id, command.qualification_id) if command.qualification_id else None
    if bound is None:
        raise NotFound(Noun.QUALIFICATION)
    if bound.state != QualificationState.APPROVED:
        raise RuleViolation(RefusalCode.QUALIFICATION_NOT_APPROVED)
    if bound.purpose != command.purpose:
        raise RuleViolation(RefusalCode.PURPOSE_MISMATCH)
    return Papers(bound, _power(account_id, command), _trademark(account_id, command))


def _power(account_id: int, command: SubmitApplication) -> PowerOfAttorney | None:
    if command.purpose is Purpose.OWN_USE or not command.power_of_attorney_id:
        return None
    row = for_account(PowerOfAttorney, account_id).filter(pk=command.power_of_attorney_id).first()
    if row is None:
        raise RuleViolation(RefusalCode.POWER_UNKNOWN)
    return row


def _trademark(account_id: int, command: SubmitApplication) -> Trademark | None:
    if command.source is not SignatureSource.TRADEMARK or not command.trademark_id:
        return None
    row = for_account(Trademark, account_id).filter(pk=command.trademark_id).first()
    if row is None:
        raise RuleViolation(RefusalCode.TRADEMARK_UNKNOWN)
    return row


def _raise_documented(verdict: Verdict, *errors: RefusalCode) -> None:
    """Raise the first of these errors that the rulebook is certain of, with every finding."""
    certain = {finding.code for finding in verdict.findings if finding.severity is Severity.REJECT}
    for error, codes in _DOCUMENTED:
        if error in errors and codes & certain:
            raise RuleViolation(error, verdict.findings)


def _stored(
    account: Account, command: SubmitApplication, papers: Papers, verdict: Verdict, move: Move
) -> SubmittedApplication:
    government = papers.qualification is not None and (
        papers.qualification.company_type == CompanyType.NON_PROFIT_ORGANIZATION
    )
    due_at = review_due(move.now, policy_at(move.now), government=government)
    order = open_order(account, WorkOrderKind.SIGNATURE, verdict, move.now, due_at)
    new = NewSignature(
        name=command.name,
        kind=command.kind,
        origin=Origin.APPLIED_FOR,
        source=command.source,
        purpose=command.purpose,
        papers=papers,
        scene=command.scene,
        remark=command.remark,
        material_keys=command.material_keys,
    )
    application = make_signature(account, order, new, move)
    _decide_if_certain(application, verdict, papers, move.now)
    return SubmittedApplication(
        order_id=order.pk,
        signature_id=application.signature_id,
        state=ReviewState(application.state),
        due_at=due_at,
        findings=verdict.findings,
    )


def _decide_if_certain(application: Application, verdict: Verdict, papers: Papers, now: datetime) -> None:
    """Decide what the rulebook proves. Papers that nobody has looked at yet are never certain."""
    unseen = papers.trademark is not None or (
        papers.power_of_attorney is not None and not papers.power_of_attorney.passed
    )
    if verdict.outcome is Outcome.REJECT:
        reject_application(application, Move(SYSTEM, now, reject_codes(verdict)), automatic=True)
    elif verdict.outcome is Outcome.PASS and not unseen:
        approve_application(application, Move(SYSTEM, now), automatic=True)
