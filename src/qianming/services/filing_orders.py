"""What the filing desk does to one signature's filings by hand: an answer, a verdict, filing it again.

Decides which filing is meant and whether it may be handed over once more; what an answer means is the same
as for one that a driver brought.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from qianming.carriers.protocol import FilingAnswer
from qianming.core.codes import Carrier, EventKind, FilingReason, FilingState, QualificationState
from qianming.core.mismatches import MismatchFault
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.registry.models import CarrierFiling, FilingMismatch, Signature
from qianming.registry.queries import for_account
from qianming.services._command import Change, Detail, lock_accounts, record, write
from qianming.services._fields import need_fitting
from qianming.services._filing_answers import Answers, take_all
from qianming.services.actors import SYSTEM, Actor
from qianming.services.compliance import LONGEST_TEXT
from qianming.services.filing_mismatches import note_unasked
from qianming.services.filings import standing_row, waiting_reason
from qianming.services.refusals import (
    Conflict,
    Invalid,
    NotFound,
    Noun,
    Refusal,
    RefusalCode,
    RuleViolation,
)

_RENEWABLE = (FilingState.NOT_FILED, FilingState.FAILED, FilingState.EXPIRED)
_GOING_ON = (FilingState.FILING, FilingState.UNVERIFIED)


def set_answer(
    actor: Actor, signature: Signature, carrier: Carrier, answer: FilingAnswer, now: datetime
) -> bool:
    """Record a carrier's answer by hand; whether it was news.

    Raises `Forbidden`, `NotFound` without an approved version, `Invalid` for a missing reason or a text that
    is too long, and `Conflict` for a step that no filing takes.
    """
    actor.need(Permission.FILING_OPERATE, signature.account_id)
    need_fitting(*(("text", text, LONGEST_TEXT) for said in answer.texts.values() for text in said))
    if not answer.reasons:
        raise Invalid(Problem(RefusalCode.REASON_MISSING, "reasons"))
    with write():
        lock_accounts(signature.account_id)
        return enter(_current(signature, carrier), answer, actor, now)


def enter(filing: CarrierFiling, answer: FilingAnswer, actor: Actor, now: datetime) -> bool:
    """Record an answer that no driver brought; inside a transaction, with the account's turn taken.

    Its carrier is asked about an ended filing no more, and what a worker hears meanwhile does not count.
    """
    (told,) = enter_all([(filing, answer)], actor, now)
    if isinstance(told, Refusal):
        raise told
    return told


def enter_all(answers: Answers, actor: Actor, now: datetime) -> list[bool | Refusal]:
    """The same with several, each on its own; for each whether it was news, or why it is impossible."""
    told = take_all(answers, actor, now)
    ended = [
        filing.pk
        for (filing, answer), news in zip(answers, told, strict=True)
        if news is True and answer.state not in _GOING_ON
    ]
    CarrierFiling.objects.filter(pk__in=ended).update(due_at=None, leased_until=None)
    return told


def record_unasked(carrier: Carrier, reference: str, answer: FilingAnswer, now: datetime) -> bool:
    """Record what a carrier told unasked; whether it was news.

    Raises `NotFound`, and `Conflict` as above; either is kept as a mismatch.
    """
    rows = CarrierFiling.objects.filter(carrier=carrier, reference=reference, superseded_at__isnull=True)
    found = rows.exclude(reference="").exclude(asked_at__isnull=True).first()
    if found is None:
        note_unasked(carrier, reference, MismatchFault.UNKNOWN, answer.state, now, filing_id=None)
        raise NotFound(Noun.FILING)
    try:
        return _entered_unasked(found, answer, now)
    except Refusal:
        fault = MismatchFault.IMPOSSIBLE
        note_unasked(carrier, reference, fault, answer.state, now, filing_id=found.pk)
        raise


def _entered_unasked(found: CarrierFiling, answer: FilingAnswer, now: datetime) -> bool:
    with write():
        lock_accounts(found.account_id)
        changed = enter(standing_row(found.pk), answer, SYSTEM, now)
        if changed:
            CarrierFiling.objects.filter(pk=found.pk).update(due_at=answer.ask_again_at, leased_until=None)
    return changed


def refile(
    actor: Actor, signature: Signature, now: datetime, carriers: Sequence[Carrier] = tuple(Carrier)
) -> tuple[Carrier, ...]:
    """Hand a signature's filings over (again), where they are not filed, failed or expired; which ones.

    A filing that is on its way already is left alone. Raises `Forbidden`, `NotFound`, `RuleViolation` for a
    qualification that is missing, not approved or incomplete, `Conflict` where there is nothing to file.
    """
    actor.need(Permission.FILING_OPERATE, signature.account_id)
    with write():
        lock_accounts(signature.account_id)
        rows = [_current(signature, carrier) for carrier in carriers]
        renewable = [row for row in rows if row.state in _RENEWABLE]
        if not renewable:
            raise Conflict(RefusalCode.STATE_FORBIDS)
        _need_fileable(renewable[0])
        for row in renewable:
            if not _is_on_its_way(row):
                _renew(row, actor, now)
    return tuple(Carrier(row.carrier) for row in renewable)


def _current(signature: Signature, carrier: Carrier) -> CarrierFiling:
    """The latest filing of the approved version."""
    rows = for_account(CarrierFiling, signature.account_id).filter(
        application=signature.approved_id, carrier=carrier
    )
    found = rows.order_by("pk").last() if signature.approved_id and signature.deleted_at is None else None
    if found is None:
        raise NotFound(Noun.FILING)
    return standing_row(found.pk)


def _need_fileable(row: CarrierFiling) -> None:
    """Whatever is filed needs an approved and complete qualification."""
    bound = row.application.qualification
    if bound is None or bound.state != QualificationState.APPROVED:
        raise RuleViolation(RefusalCode.QUALIFICATION_NOT_PASSED)
    if waiting_reason(row.application) is not FilingReason.NON_REGISTER:
        raise RuleViolation(RefusalCode.QUALIFICATION_NOT_COMPLETE)


def _is_on_its_way(row: CarrierFiling) -> bool:
    """Whether it is to be handed over already: another reference would make a second filing of it."""
    return row.due_at is not None and row.asked_at is None and row.reference != ""


def _renew(row: CarrierFiling, actor: Actor, now: datetime) -> None:
    row.reference = uuid.uuid4().hex
    row.asked_at = row.answered_at = row.forecast_until = row.leased_until = row.papers = None
    row.due_at, row.attempts = now, 0
    row.save(
        update_fields=[
            "reference",
            "asked_at",
            "answered_at",
            "forecast_until",
            "leased_until",
            "due_at",
            "attempts",
            "papers",
        ]
    )
    FilingMismatch.objects.filter(filing=row, settled_at__isnull=True).update(settled_at=now)
    detail: Detail = {"signature": row.signature_id, "carrier": row.carrier}
    subject = f"filing:{row.pk}"
    change = Change(EventKind.FILING_RENEWED, subject, row.account_id, old=row.state, detail=detail)
    record(change, actor, now)
