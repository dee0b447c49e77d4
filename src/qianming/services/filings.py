"""Filings with the carriers: opening them on approval, handing them over, recording the answers.

A filing is handed over outside any transaction, between a claim and a record; the lease sees to it that an
answer is recorded once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qianming.carriers.protocol import FilingAnswer, FilingProbe, FilingRequest
from qianming.core.codes import (
    Carrier,
    DecisionVerdict,
    FilingReason,
    FilingState,
    QualificationState,
    ReviewState,
    SignatureSource,
)
from qianming.core.papers.qualification import missing_elements
from qianming.registry.models import Application, CarrierFiling, ExtensionCode, Qualification, Signature
from qianming.registry.persons import open_persons
from qianming.registry.queries import IN_FORCE
from qianming.registry.subjects import six_elements
from qianming.services import health, leases
from qianming.services._command import lock_accounts, write
from qianming.services._filing_answers import take
from qianming.services._filing_start import Opening, start
from qianming.services._moves import Move, move_filing
from qianming.services._refiling import file_anew, leave_unfiled
from qianming.services.actors import SYSTEM, Actor

_UNFINISHED = (FilingState.NOT_FILED, FilingState.FILING, FilingState.UNVERIFIED)
_HANDED_OVER = (FilingState.FILING, FilingState.UNVERIFIED, FilingState.FILED)
_TOUCHED = ("account", "signature", "application", "application__qualification__account")


@dataclass(frozen=True, slots=True)
class FilingTask:
    """A claimed filing and what its carrier is asked: to file it, or where it stands.

    `refused` is the answer where the carrier need not be asked, because it is sure to refuse; `papers` is the
    work order of the qualification's content that it is told.
    """

    row: CarrierFiling
    question: FilingRequest | FilingProbe
    refused: FilingAnswer | None = None
    papers: int | None = None

    @property
    def carrier(self) -> Carrier:
        return self.question.carrier


def open_for(application: Application, actor: Actor, now: datetime) -> None:
    """Open one filing per carrier for an approved application, due at once.

    To be called inside the transaction of the approval. Without a complete qualification there is nothing to
    file.
    """
    reason = waiting_reason(application)
    start([Opening(application, carrier, reason) for carrier in Carrier], Move(actor, now))


def waiting_reason(application: Application) -> FilingReason:
    """Why a filing has not been started."""
    bound = application.qualification
    if bound is None:
        return FilingReason.UNBINDING_QUA
    if missing_elements(six_elements(bound, open_persons(bound))):
        return FilingReason.BINDING_INCOMPLETE_QUA
    return FilingReason.NON_REGISTER


def carry_over(earlier: Application, later: Application) -> None:
    """Let filings go on under a later version whose name, source and papers are the same."""
    if _filed_as(earlier) == _filed_as(later):
        CarrierFiling.objects.filter(application=earlier).update(application=later)


def _filed_as(application: Application) -> tuple[object, ...]:
    """What a carrier files: a change of any of these needs a filing of its own."""
    return (
        application.signature_id,
        application.source,
        application.qualification_id,
        application.power_of_attorney_id,
        application.trademark_id,
        application.app_record_id,
    )


def wake_for(qualification: Qualification, now: datetime) -> None:
    """Go on with filings that were left while their qualification was not approved.

    Those that came with existing stock have no reference of ours; they are filed by hand.
    """
    CarrierFiling.objects.filter(
        application__qualification=qualification,
        application__state=ReviewState.APPROVED,
        signature__deleted_at__isnull=True,
        superseded_at__isnull=True,
        state__in=_UNFINISHED,
        due_at__isnull=True,
    ).exclude(reference="").update(due_at=now)


def stop_for(signature: Signature) -> None:
    """Ask the carriers nothing more: the signature was deleted, or its approval taken back."""
    CarrierFiling.objects.filter(signature=signature).update(due_at=None, leased_until=None)


def leave_behind(application: Application, now: datetime) -> None:
    """A later version was approved: of the earlier ones only what a carrier has filed stays in force."""
    earlier = CarrierFiling.objects.filter(signature=application.signature_id, superseded_at__isnull=True)
    leave_unfiled(earlier.exclude(application=application).values_list("pk", flat=True), now)


def fall_back(revoked: Application, standing: Application, now: datetime) -> None:
    """An approval was taken back: the filings of the version before it are in force again, and go on.

    Where a later version stands, nothing falls back: those of the revoked one alone end.
    """
    carry_over(revoked, standing)
    CarrierFiling.objects.filter(application=revoked).update(
        due_at=None, leased_until=None, superseded_at=now
    )
    if standing.pk > revoked.pk:
        return
    superseded = CarrierFiling.objects.filter(application=standing, superseded_at__isnull=False)
    restored = superseded.filter(pk__in=_replaced_by(revoked, superseded))
    restored.filter(state__in=_UNFINISHED).exclude(reference="").update(due_at=now)
    restored.update(superseded_at=None)


def _replaced_by(revoked: Application, superseded: Iterable[CarrierFiling]) -> list[int]:
    """What that version took the place of; a version's own later filing replaced what is older than it."""
    approval = revoked.work_order.decisions.filter(verdict=DecisionVerdict.APPROVED).last()
    later: dict[str, FilingState] = {}
    found = []
    for row in sorted(superseded, key=lambda row: row.pk, reverse=True):
        since_then = approval is None or (row.superseded_at or approval.decided_at) >= approval.decided_at
        if since_then and later.get(row.carrier) not in IN_FORCE:
            found.append(row.pk)
        later.setdefault(row.carrier, FilingState(row.state))
    return found


def claim_due(now: datetime, limit: int) -> list[CarrierFiling]:
    """Lease filings that are due."""
    return leases.claim(CarrierFiling, now, leases.usual(), limit)


def task_for(row: CarrierFiling) -> FilingTask | None:
    """What to ask for a claimed filing; None when the filing has become pointless."""
    application = Application.objects.select_related(
        "signature", "account", "qualification", "qualification__account"
    ).get(pk=row.application_id)
    qualification = application.qualification
    alive = application.signature.deleted_at is None and application.state == ReviewState.APPROVED
    if not alive or qualification is None or qualification.state != QualificationState.APPROVED:
        return None
    carrier, state = Carrier(row.carrier), FilingState(row.state)
    name = application.signature.name
    answered = state in (FilingState.FAILED, FilingState.EXPIRED) and row.asked_at is not None
    if (state in _HANDED_OVER or answered) and row.reference:
        return FilingTask(row, FilingProbe(row.reference, carrier, state, row.since, name))
    elements = six_elements(qualification, open_persons(qualification))
    if missing_elements(elements):
        return None
    extension = sub_port(application.signature)
    source = SignatureSource(application.source)
    request = FilingRequest(row.reference, carrier, name, source, elements, extension)
    return FilingTask(row, request, _shared(row, extension), qualification.work_order_id)


def sub_port(signature: Signature) -> str:
    """The extension code that a signature is filed with: its oldest one, else a number that is nobody's."""
    codes = ExtensionCode.objects.filter(account_id=signature.account_id)
    own = codes.filter(signature=signature).order_by("pk").first()
    if own is not None:
        return own.code
    number = str(signature.pk)
    while codes.filter(code=number).exists():
        number += "0"
    return number


def _shared(row: CarrierFiling, extension: str) -> FilingAnswer | None:
    """The refusal that is certain: carriers take one signature for a code, and another one has it there."""
    others = CarrierFiling.objects.filter(
        account_id=row.account_id,
        carrier=row.carrier,
        extension=extension,
        state__in=_HANDED_OVER,
        superseded_at__isnull=True,
        signature__deleted_at__isnull=True,
    )
    if others.exclude(signature=row.signature_id).exists():
        return FilingAnswer(FilingState.FAILED, (FilingReason.ONE_CODE_MULTIPLE_SIGN,), None)
    return None


def recycle(signature: Signature, code: str, now: datetime) -> None:
    """An extension code is the signature's no more: what was filed with it has expired.

    To be called inside the transaction that takes the code away.
    """
    rows = CarrierFiling.objects.filter(signature=signature, extension=code, superseded_at__isnull=True)
    expire(rows.filter(state__in=IN_FORCE), FilingReason.EXT_CODE_RECYCLE, now)


def expire(rows: Iterable[CarrierFiling], reason: FilingReason, now: datetime) -> None:
    """Filings that are in force no more; carriers are asked nothing about them until they are filed again.

    Health follows. To be called with the accounts' turns taken.
    """
    found = list(rows)
    ids = [filing.pk for filing in found]
    CarrierFiling.objects.filter(pk__in=ids).update(due_at=None, leased_until=None)
    for filing in found:
        move_filing(filing, FilingState.EXPIRED, Move(SYSTEM, now, [reason]))
    health.refresh_all(Signature.objects.filter(pk__in={filing.signature_id for filing in found}), now)


def record_answer(
    row: CarrierFiling, answer: FilingAnswer, now: datetime, extension: str = "", papers: int | None = None
) -> bool:
    """Record what the carrier said, once; False when the lease was lost meanwhile.

    `extension` and `papers` are what it was told, where it was asked to file; a carrier that files by sheet
    leaves the filing where it is and was told nothing yet.
    """
    with write():
        lock_accounts(row.account_id)
        if not leases.settle(row, answer.ask_again_at):
            return False
        filing = standing_row(row.pk)
        if (extension or papers) and answer.state is not FilingState.NOT_FILED:
            filing.extension, filing.papers_id = extension or filing.extension, papers or filing.papers_id
            filing.save(update_fields=["extension", "papers"])
        take(filing, answer, SYSTEM, now)
        if papers:
            _follow_papers(filing, papers, now)
    return True


def _follow_papers(filing: CarrierFiling, papers: int, now: datetime) -> None:
    """File anew where the qualification changed, and was approved, while the carrier was being told."""
    bound = filing.application.qualification
    if bound is None or bound.work_order_id == papers or bound.state != QualificationState.APPROVED:
        return
    file_anew(bound, Move(SYSTEM, now))
    health.refresh(filing.signature, now)


def standing_row(filing_id: int) -> CarrierFiling:
    """A filing with all that an answer touches."""
    return CarrierFiling.objects.select_related(*_TOUCHED).get(pk=filing_id)


def standing_rows(filing_ids: Iterable[int]) -> list[CarrierFiling]:
    """The same of several that are there, the oldest first."""
    return list(CarrierFiling.objects.select_related(*_TOUCHED).filter(pk__in=filing_ids).order_by("pk"))


def leave(row: CarrierFiling, now: datetime) -> bool:
    """End a claim that has become pointless; the filing's state stays, and it says what it waits for."""
    with write():
        lock_accounts(row.account_id)
        if not leases.settle(row, None):
            return False
        filing = standing_row(row.pk)
        reason = waiting_reason(filing.application)
        if filing.state == FilingState.NOT_FILED and filing.reasons != [reason.value]:
            move_filing(filing, FilingState.NOT_FILED, Move(SYSTEM, now, [reason]))
    return True


def postpone(row: CarrierFiling, due_at: datetime) -> bool:
    """End a claim without an answer, to be tried again."""
    return leases.postpone(row, due_at)
