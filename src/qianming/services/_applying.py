"""What every application goes through, a new one and the edit of an old one: checks, rows, a first decision.

The rulebook decides what it is certain of; everything else waits for a reviewer. Always inside the write
transaction, with the account's turn taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from qianming.core.china_time import china_day, china_midnight
from qianming.core.codes import (
    FindingCode,
    Industry,
    Origin,
    PaperKind,
    Purpose,
    ReviewState,
    SignatureKind,
    SignatureSource,
    WorkOrderKind,
)
from qianming.core.findings import Finding, Outcome, Severity, Verdict
from qianming.core.papers.industries import industry_of
from qianming.core.rulebook import check
from qianming.core.status.calendar import review_due
from qianming.core.subjects import ApplicationSubject
from qianming.core.veil import veiled
from qianming.registry.models import Account, Application, Signature
from qianming.registry.queries import for_account
from qianming.registry.subjects import Papers, completed
from qianming.services import _kinds
from qianming.services._fields import need_fitting, need_materials, policy_at
from qianming.services._moves import Move
from qianming.services._orders import open_order, reject_codes
from qianming.services._outcomes import approve_application, reject_application
from qianming.services._papers import NamedPapers, named_papers
from qianming.services._signing import NewSignature, make_signature
from qianming.services.actors import SYSTEM
from qianming.services.refusals import RefusalCode, RuleViolation


@dataclass(frozen=True, slots=True)
class SubmitApplication:
    """An application for a signature; ids are the account's own.

    `unbound` ones come without a qualification, as the older API makes them: carriers file nothing for them.
    `material_kinds` says of which kind a file is, by its key; another file goes by its name. The industry is
    inferred where it is not told.
    """

    name: str
    source: SignatureSource = SignatureSource.ENTERPRISE_NAME
    purpose: Purpose = Purpose.OWN_USE
    qualification_id: int | None = None
    kind: SignatureKind = SignatureKind.UNIVERSAL
    power_of_attorney_id: int | None = None
    trademark_id: int | None = None
    app_record_id: int | None = None
    scene: str = ""
    remark: str = ""
    material_keys: tuple[str, ...] = ()
    material_kinds: Mapping[str, PaperKind] = field(default_factory=dict)
    industry: Industry | None = None
    unbound: bool = False

    @property
    def papers(self) -> NamedPapers:
        """The papers that it names."""
        return NamedPapers(
            source=self.source,
            purpose=self.purpose,
            qualification_id=self.qualification_id,
            power_of_attorney_id=self.power_of_attorney_id,
            trademark_id=self.trademark_id,
            app_record_id=self.app_record_id,
            unbound=self.unbound,
        )


@dataclass(frozen=True, slots=True)
class SubmittedApplication:
    """The number of the stored application and where it stands already."""

    order_id: int
    signature_id: int
    state: ReviewState
    due_at: datetime
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What an application is not new to: the signature that it edits, or the count of those it replaces."""

    signature: Signature | None = None
    replaced_today: int = 0


_NEW = Edit()


@dataclass(frozen=True, slots=True)
class _Submission:
    """An application that was checked: what it named, what the rules saw, and what they found."""

    account: Account
    command: SubmitApplication
    papers: Papers
    subject: ApplicationSubject
    verdict: Verdict


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
    (RefusalCode.DAILY_LIMIT, frozenset({FindingCode.LIMIT_DAILY})),
    (RefusalCode.POWER_MISMATCH, frozenset({FindingCode.POWER_PARTY})),
    (RefusalCode.POWER_SCOPE, frozenset({FindingCode.POWER_SCOPE})),
)


def need_possible(command: SubmitApplication, now: datetime) -> None:
    """Raise unless columns can hold what was typed and the name can be one.

    To be called before any query: no database has to take a name that cannot be one.
    """
    need_fitting(("scene", command.scene, 500), ("remark", command.remark, 2000))
    _raise_documented(check(_typed(command, now), policy_at(now)), RefusalCode.NAME_INVALID)


def apply(account_id: int, command: SubmitApplication, move: Move, edit: Edit = _NEW) -> SubmittedApplication:
    """Check an application, store it, and decide what is certain.

    What the API documents as an error is raised (`RuleViolation`, `NotFound`) and stores nothing. Any other
    reject finding stores the application decided rejected; without a doubt left it is approved at once.
    """
    policy = policy_at(move.now)
    account = Account.objects.get(pk=account_id)
    typed = _told_of_stock(_typed(command, move.now), account_id, move.now, edit)
    _raise_documented(check(typed, policy), RefusalCode.NAME_EXISTS)
    need_materials(account_id, command.material_keys, "material_keys")
    papers = named_papers(account_id, command.papers)
    kinds = _kinds.told(command.material_keys, command.material_kinds)
    subject = completed(replace(typed, materials=frozenset(kinds.values())), account, papers)
    verdict = check(subject, policy)
    _raise_documented(verdict, *(code for code, _ in _DOCUMENTED))
    submission = _Submission(account, replace(command, material_kinds=kinds), papers, subject, verdict)
    return _stored(submission, move, edit.signature)


def _typed(command: SubmitApplication, now: datetime) -> ApplicationSubject:
    """What was typed, alone."""
    return ApplicationSubject(
        name=command.name,
        today=china_day(now),
        source=command.source,
        kind=command.kind,
        purpose=command.purpose,
        remark=command.remark,
        industry=command.industry,
    )


def _told_of_stock(
    typed: ApplicationSubject, account_id: int, now: datetime, edit: Edit
) -> ApplicationSubject:
    """What was typed, with what the account's own stock says about it.

    A complimentary signature was given, not applied for, so its name is free for one application. An edit has
    its own name, and is no new signature of the day.
    """
    if edit.signature is not None:
        return replace(typed, taken_names=frozenset(), applied_today=0)
    mine = for_account(Signature, account_id).filter(
        kind=typed.kind, origin=Origin.APPLIED_FOR, deleted_at__isnull=True
    )
    return replace(
        typed,
        taken_names=frozenset(mine.filter(name=typed.name).values_list("name", flat=True)),
        applied_today=new_today(account_id, now) - edit.replaced_today,
    )


def new_today(account_id: int, now: datetime) -> int:
    """The day's new signatures (China time), rejected, withdrawn and deleted ones among them.

    Imported stock was applied for on another day.
    """
    midnight = china_midnight(china_day(now))
    fresh = for_account(Signature, account_id).filter(
        created_at__gte=midnight, origin=Origin.APPLIED_FOR, applications__created_at__gte=midnight
    )
    return fresh.distinct().count()


def _raise_documented(verdict: Verdict, *errors: RefusalCode) -> None:
    """Raise the first of these errors that the rulebook is certain of, with every finding."""
    certain = {finding.code for finding in verdict.findings if finding.severity is Severity.REJECT}
    for error, codes in _DOCUMENTED:
        if error in errors and codes & certain:
            raise RuleViolation(error, verdict.findings)


def _stored(submission: _Submission, move: Move, edited: Signature | None) -> SubmittedApplication:
    command, verdict = submission.command, submission.verdict
    government = industry_of(submission.subject) is Industry.GOVERNMENT
    due_at = review_due(move.now, policy_at(move.now), government=government)
    order = open_order(submission.account, WorkOrderKind.SIGNATURE, verdict, move.now, due_at)
    new = NewSignature(
        name=command.name,
        kind=command.kind,
        origin=Origin.APPLIED_FOR,
        source=command.source,
        purpose=command.purpose,
        papers=submission.papers,
        scene=command.scene,
        remark=command.remark,
        material_keys=command.material_keys,
        material_kinds=command.material_kinds,
        industry=command.industry,
    )
    application = make_signature(submission.account, order, new, move, edited)
    _decide_if_certain(application, submission, move.now)
    return SubmittedApplication(
        order_id=order.pk,
        signature_id=application.signature_id,
        state=ReviewState(application.state),
        due_at=due_at,
        findings=veiled(verdict.findings),
    )


def _decide_if_certain(application: Application, submission: _Submission, now: datetime) -> None:
    """Decide what the rulebook proves. Papers that are not there, or that nobody has seen, prove nothing."""
    papers, verdict = submission.papers, submission.verdict
    unseen = (
        papers.qualification is None
        or papers.trademark is not None
        or (papers.power_of_attorney is not None and not papers.power_of_attorney.passed)
        or not _kinds.passes_without_claims(submission.subject, application, policy_at(now))
    )
    if verdict.outcome is Outcome.REJECT:
        reject_application(application, Move(SYSTEM, now, reject_codes(verdict)), automatic=True)
    elif verdict.outcome is Outcome.PASS and not unseen:
        approve_application(application, Move(SYSTEM, now), automatic=True)
