"""Filings with the carriers: opening them on approval, handing them over, recording the answers.

A filing is handed over outside any transaction, between a claim and a record; the lease sees to it that an
answer is recorded once.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from qianming.carriers.protocol import FilingAnswer, FilingProbe, FilingRequest
from qianming.core.codes import (
    Carrier,
    EventKind,
    FilingReason,
    FilingState,
    QualificationState,
    ReviewState,
    SignatureSource,
)
from qianming.registry.models import Application, CarrierFiling, Qualification, Signature
from qianming.registry.persons import open_persons
from qianming.registry.queries import IN_FORCE
from qianming.registry.subjects import six_elements
from qianming.services import health, leases
from qianming.services._command import Change, lock_accounts, record, touch_sending, write
from qianming.services._moves import Move, move_filing
from qianming.services.actors import SYSTEM, Actor

_LEASE = timedelta(seconds=60)
_UNFINISHED = (FilingState.NOT_FILED, FilingState.FILING, FilingState.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class FilingTask:
    """A claimed filing and what its carrier is asked: to file it, or where it stands."""

    row: CarrierFiling
    question: FilingRequest | FilingProbe

    @property
    def carrier(self) -> Carrier:
        return self.question.carrier


def open_for(signature: Signature, application: Application, actor: Actor, now: datetime) -> None:
    """Open one filing per carrier for an approved application, due at once.

    To be called inside the transaction of the approval. Without a qualification there is nothing to file.
    """
    bound = application.qualification_id is not None
    reason = FilingReason.NON_REGISTER if bound else FilingReason.UNBINDING_QUA
    for carrier in Carrier:
        filing = CarrierFiling.objects.create(
            account_id=signature.account_id,
            signature=signature,
            application=application,
            carrier=carrier,
            reasons=[reason.value],
            reference=uuid.uuid4().hex,
            since=now,
            due_at=now if bound else None,
        )
        change = Change(
            EventKind.FILING_MOVED,
            f"filing:{filing.pk}",
            signature.account_id,
            new=filing.state,
            reasons=[reason],
            detail={"signature": signature.pk, "carrier": carrier},
        )
        record(change, actor, now)
    touch_sending(signature.account_id)


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
    """Go on with filings that were left while their qualification was not approved."""
    CarrierFiling.objects.filter(
        application__qualification=qualification,
        application__state=ReviewState.APPROVED,
        signature__deleted_at__isnull=True,
        superseded_at__isnull=True,
        state__in=_UNFINISHED,
        due_at__isnull=True,
    ).update(due_at=now)


def stop_for(signature: Signature) -> None:
    """Ask the carriers nothing more: the signature was deleted, or its approval taken back."""
    CarrierFiling.objects.filter(signature=signature).update(due_at=None, leased_until=None)


def leave_behind(application: Application, now: datetime) -> None:
    """A later version was approved: of the earlier ones only what a carrier has filed stays in force."""
    earlier = CarrierFiling.objects.filter(signature=application.signature_id, superseded_at__isnull=True)
    earlier = earlier.exclude(application=application).exclude(state__in=IN_FORCE)
    earlier.update(due_at=None, leased_until=None, superseded_at=now)


def fall_back(revoked: Application, standing: Application, now: datetime) -> None:
    """An approval was taken back: the filings of the version before it are in force again, and go on."""
    carry_over(revoked, standing)
    CarrierFiling.objects.filter(application=revoked).update(
        due_at=None, leased_until=None, superseded_at=now
    )
    restored = CarrierFiling.objects.filter(application=standing)
    restored.filter(superseded_at__isnull=False, state__in=_UNFINISHED).update(due_at=now)
    restored.update(superseded_at=None)


def claim_due(now: datetime, limit: int) -> list[CarrierFiling]:
    """Lease filings that are due."""
    return leases.claim(CarrierFiling, now, _LEASE, limit)


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
    if state in (FilingState.FILING, FilingState.UNVERIFIED):
        return FilingTask(row, FilingProbe(row.reference, carrier, state, row.since))
    request = FilingRequest(
        reference=row.reference,
        carrier=carrier,
        signature=application.signature.name,
        source=SignatureSource(application.source),
        elements=six_elements(qualification, open_persons(qualification)),
    )
    return FilingTask(row, request)


def record_answer(row: CarrierFiling, answer: FilingAnswer, now: datetime) -> bool:
    """Record what the carrier said, once; False when the lease was lost meanwhile."""
    with write():
        lock_accounts(row.account_id)
        if not leases.settle(row, answer.ask_again_at):
            return False
        filing = CarrierFiling.objects.select_related("signature").get(pk=row.pk)
        if _is_news(filing, answer):
            if filing.state == FilingState.NOT_FILED and answer.state is not FilingState.FILING:
                move_filing(filing, FilingState.FILING, Move(SYSTEM, now, [FilingReason.REGISTERING]))
            move_filing(filing, answer.state, Move(SYSTEM, now, answer.reasons))
            health.refresh(filing.signature, now)
    return True


def leave(row: CarrierFiling) -> bool:
    """End a claim that has become pointless; the filing's state stays."""
    with write():
        return leases.settle(row, None)


def postpone(row: CarrierFiling, due_at: datetime) -> bool:
    """End a claim without an answer, to be tried again."""
    return leases.postpone(row, due_at)


def _is_news(filing: CarrierFiling, answer: FilingAnswer) -> bool:
    return filing.state != answer.state or filing.reasons != [reason.value for reason in answer.reasons]
