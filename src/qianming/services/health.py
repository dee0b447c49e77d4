"""A signature's health: assessing it anew whenever something it rests on has changed.

`core.status.availability` decides; this module keeps the answer, since when, and with which evidence.
"""

from collections.abc import Iterable
from datetime import datetime

from qianming.core.codes import Abnormality, Availability, EventKind
from qianming.core.status.availability import Assessment, assess
from qianming.core.stock import violations
from qianming.core.subjects import SignatureFacts
from qianming.registry.models import HealthReason, Signature
from qianming.registry.queries import latest_application
from qianming.registry.subjects import signature_facts, stored_application_subject
from qianming.services._command import Change, record, touch_sending
from qianming.services._evidence import evidence
from qianming.services._fields import china_day, policy_at
from qianming.services.actors import SYSTEM


def refresh(signature: Signature, now: datetime) -> None:
    """Assess from the present rows; store availability and reasons, one event for each change.

    A reason that stays keeps its `since`. To be called inside the transaction of the change, with the
    account's turn taken, so that no other change of the account is missed.
    """
    row = Signature.objects.select_related("account").get(pk=signature.pk)
    if row.deleted_at is not None:
        return
    today, policy = china_day(now), policy_at(now)
    subject = stored_application_subject(row.approved or latest_application(row), today)
    facts = signature_facts(row, violations=violations(subject, policy))
    assessment = assess(facts, today, policy)
    _keep_reasons(row, assessment.abnormalities, facts, now)
    _keep_availability(row, assessment, now)


def refresh_all(signatures: Iterable[Signature], now: datetime) -> None:
    """Assess several, in the order of their ids."""
    for signature in sorted(signatures, key=lambda row: row.pk):
        refresh(signature, now)


def _keep_availability(row: Signature, assessment: Assessment, now: datetime) -> None:
    new: Availability | None = assessment.availability
    old, causes = row.availability, [str(code) for code in assessment.unavailabilities]
    if old == (new or "") and row.unavailabilities == causes:
        return
    row.availability_since = now if old != (new or "") else row.availability_since
    row.availability, row.unavailabilities = new or "", causes
    row.save(update_fields=["availability", "availability_since", "unavailabilities"])
    change = Change(
        EventKind.AVAILABILITY_CHANGED, f"signature:{row.pk}", row.account_id, old, new or "", causes
    )
    record(change, SYSTEM, now)
    touch_sending(row.account_id)


def _keep_reasons(
    row: Signature, abnormalities: tuple[Abnormality, ...], facts: SignatureFacts, now: datetime
) -> None:
    known = {reason.code: reason for reason in HealthReason.objects.filter(signature=row)}
    for code in abnormalities:
        if (reason := known.pop(code, None)) is None:
            _raise(row, code, facts, now)
        elif reason.evidence != evidence(code, facts):
            reason.evidence = evidence(code, facts)
            reason.save(update_fields=["evidence"])
    for cleared, reason in known.items():
        reason.delete()
        change = Change(EventKind.HEALTH_CLEARED, f"signature:{row.pk}", row.account_id, old=cleared)
        record(change, SYSTEM, now)


def _raise(row: Signature, code: Abnormality, facts: SignatureFacts, now: datetime) -> None:
    HealthReason.objects.create(
        account_id=row.account_id, signature=row, code=code, since=now, evidence=evidence(code, facts)
    )
    record(Change(EventKind.HEALTH_RAISED, f"signature:{row.pk}", row.account_id, new=code), SYSTEM, now)
