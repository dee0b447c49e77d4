"""The signature that comes with an approved qualification (赠送签名).

Decides whether there is one, once per qualification: the enterprise's full name if it complies and is free,
else the best name proposed from it that does. It needs no application and counts toward no limit; where none
comes, an event says why.
"""

from collections.abc import Sequence
from dataclasses import replace

from qianming.core.china_time import china_day
from qianming.core.codes import (
    EventKind,
    FindingCode,
    Origin,
    Purpose,
    QualificationState,
    SignatureKind,
    SignatureSource,
    WorkOrderKind,
)
from qianming.core.findings import Outcome, Severity, Verdict
from qianming.core.policy import RulePolicy
from qianming.core.proposals import proposals
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject
from qianming.registry.models import Account, Event, Qualification
from qianming.registry.queries import for_account, signatures
from qianming.registry.subjects import Papers, completed
from qianming.services._command import Change, record
from qianming.services._fields import policy_at
from qianming.services._moves import Move
from qianming.services._orders import open_order
from qianming.services._outcomes import approve_application
from qianming.services._signing import NewSignature, make_signature
from qianming.services.actors import SYSTEM


def give(qualification: Qualification, move: Move) -> None:
    """Make the complimentary signature of a qualification for own use, inside the approval's transaction."""
    if qualification.purpose != Purpose.OWN_USE or _was_given(qualification):
        return
    account = Account.objects.get(pk=qualification.account_id)
    papers = Papers(qualification)
    typed, verdict = _best(_typed(qualification, move), account, papers, policy_at(move.now))
    if verdict.outcome is not Outcome.PASS:
        _note(EventKind.COMPLIMENTARY_WITHHELD, qualification, move, _doubts(verdict))
        return
    order = open_order(account, WorkOrderKind.SIGNATURE, verdict, move.now, move.now)
    new = NewSignature(
        name=typed.name,
        kind=SignatureKind.UNIVERSAL,
        origin=Origin.COMPLIMENTARY,
        source=SignatureSource.ENTERPRISE_NAME,
        purpose=Purpose.OWN_USE,
        papers=papers,
    )
    application = make_signature(account, order, new, Move(SYSTEM, move.now))
    approve_application(application, Move(SYSTEM, move.now), automatic=True)
    _note(EventKind.COMPLIMENTARY_GIVEN, qualification, move, ())


def give_what_was_withheld(account: Account, move: Move) -> None:
    """Try again for approved qualifications of an account that has been verified anew."""
    approved = for_account(Qualification, account.pk).filter(
        state=QualificationState.APPROVED, deleted_at__isnull=True
    )
    for qualification in approved.order_by("pk"):
        give(qualification, move)


def _was_given(qualification: Qualification) -> bool:
    """Whether one came with this qualification before, whatever has become of it."""
    return Event.objects.filter(
        account=qualification.account_id,
        kind=EventKind.COMPLIMENTARY_GIVEN,
        subject=_subject(qualification),
    ).exists()


def _best(
    typed: ApplicationSubject, account: Account, papers: Papers, policy: RulePolicy
) -> tuple[ApplicationSubject, Verdict]:
    """The full name with its verdict; if that does not pass, the best proposal that does."""
    full = completed(typed, account, papers)
    verdict = check(full, policy)
    if verdict.outcome is Outcome.PASS:
        return typed, verdict
    for proposal in proposals(full, policy):
        other = replace(typed, name=proposal.name, taken_names=_taken(account.pk, proposal.name))
        judged = check(completed(other, account, papers), policy)
        if judged.outcome is Outcome.PASS:
            return other, judged
    return typed, verdict


def _typed(qualification: Qualification, move: Move) -> ApplicationSubject:
    name = qualification.company_name
    return ApplicationSubject(
        name=name,
        today=china_day(move.now),
        purpose=Purpose.OWN_USE,
        taken_names=_taken(qualification.account_id, name),
    )


def _taken(account_id: int, name: str) -> frozenset[str]:
    mine = signatures(account_id).filter(kind=SignatureKind.UNIVERSAL, name=name)
    return frozenset(mine.values_list("name", flat=True))


def _doubts(verdict: Verdict) -> tuple[FindingCode, ...]:
    codes = (finding.code for finding in verdict.findings if finding.severity is not Severity.NOTICE)
    return tuple(dict.fromkeys(codes))


def _note(kind: EventKind, qualification: Qualification, move: Move, reasons: Sequence[str]) -> None:
    change = Change(kind, _subject(qualification), qualification.account_id, reasons=reasons)
    record(change, SYSTEM, move.now)


def _subject(qualification: Qualification) -> str:
    return f"qualification:{qualification.pk}"
