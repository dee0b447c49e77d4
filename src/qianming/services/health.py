"""A signature's health: assessing it anew whenever something it rests on has changed.

`core.status.availability` decides; this module keeps the answer, since when, and with which evidence. Many
signatures are assessed with as few statements as one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.core.codes import Abnormality, EventKind
from qianming.core.status.availability import Assessment, assess
from qianming.core.stock import violations
from qianming.core.subjects import SignatureFacts
from qianming.registry.models import HealthReason, Signature
from qianming.registry.standing import Standing, standings
from qianming.services._command import Change, record_all, touch_sending, write
from qianming.services._evidence import evidence
from qianming.services._fields import china_day, policy_at
from qianming.services.actors import SYSTEM

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Assessed:
    """A signature with what it was assessed from, and the answer."""

    row: Signature
    facts: SignatureFacts
    assessment: Assessment


def refresh(signature: Signature, now: datetime) -> None:
    """Assess from the present rows; store availability and reasons, one event for each change.

    A reason that stays keeps its `since`. To be called inside the transaction of the change, with the
    account's turn taken, so that no other change of the account is missed.
    """
    refresh_all([signature], now)


def refresh_all(signatures: Iterable[Signature], now: datetime) -> None:
    """Assess several at once, in the order of their ids; deleted ones are left alone."""
    assessed = [_assessed(standing, now) for standing in standings(row.pk for row in signatures)]
    with write():
        record_all([*_keep_reasons(assessed, now), *_keep_availability(assessed, now)], SYSTEM, now)


def _assessed(standing: Standing, now: datetime) -> _Assessed:
    today, policy = china_day(now), policy_at(now)
    facts = standing.facts(violations(standing.subject(today), policy))
    return _Assessed(standing.signature, facts, assess(facts, today, policy))


def _keep_availability(assessed: Sequence[_Assessed], now: datetime) -> list[Change]:
    """Store the levels that changed, alike ones in one statement; what is to be told of them."""
    alike: dict[tuple[str, tuple[str, ...], bool], list[int]] = defaultdict(list)
    told: list[Change] = []
    for one in assessed:
        row, new = one.row, _level(one.assessment)
        old, causes = row.availability, tuple(str(code) for code in one.assessment.unavailabilities)
        if old == new and row.unavailabilities == list(causes):
            continue
        alike[new, causes, old != new].append(row.pk)
        subject = f"signature:{row.pk}"
        told.append(Change(EventKind.AVAILABILITY_CHANGED, subject, row.account_id, old, new, causes))
    for (level, causes, is_other), ids in alike.items():
        since = {"availability_since": now} if is_other else {}
        rows = Signature.objects.filter(pk__in=ids)
        rows.update(availability=level, unavailabilities=list(causes), **since)
    for account_id in sorted({change.account_id for change in told if change.account_id is not None}):
        touch_sending(account_id)
    return told


def _level(assessment: Assessment) -> str:
    """As it is stored: nothing before a first decision."""
    return assessment.availability or ""


def _keep_reasons(assessed: Sequence[_Assessed], now: datetime) -> list[Change]:
    """Store the reasons that are new, changed or gone; what is to be told of them."""
    known = _known_reasons(assessed)
    raised: list[HealthReason] = []
    changed: list[HealthReason] = []
    gone: list[HealthReason] = []
    for one in assessed:
        mine = known[one.row.pk]
        for code in one.assessment.abnormalities:
            if (reason := mine.pop(code, None)) is None:
                raised.append(_reason(one, code, now))
            elif reason.evidence != evidence(code, one.facts):
                reason.evidence = evidence(code, one.facts)
                changed.append(reason)
        gone += mine.values()
    HealthReason.objects.bulk_create(raised, batch_size=_ROWS_AT_ONCE)
    HealthReason.objects.bulk_update(changed, ["evidence"], batch_size=_ROWS_AT_ONCE)
    HealthReason.objects.filter(pk__in=[reason.pk for reason in gone]).delete()
    return [*(_raised(reason) for reason in raised), *(_cleared(reason) for reason in gone)]


def _known_reasons(assessed: Sequence[_Assessed]) -> dict[int, dict[str, HealthReason]]:
    found: dict[int, dict[str, HealthReason]] = defaultdict(dict)
    for reason in HealthReason.objects.filter(signature__in=[one.row.pk for one in assessed]):
        found[reason.signature_id][reason.code] = reason
    return found


def _reason(one: _Assessed, code: Abnormality, now: datetime) -> HealthReason:
    return HealthReason(
        account_id=one.row.account_id,
        signature=one.row,
        code=code,
        since=now,
        evidence=evidence(code, one.facts),
    )


def _raised(reason: HealthReason) -> Change:
    subject = f"signature:{reason.signature_id}"
    return Change(EventKind.HEALTH_RAISED, subject, reason.account_id, new=reason.code)


def _cleared(reason: HealthReason) -> Change:
    subject = f"signature:{reason.signature_id}"
    return Change(EventKind.HEALTH_CLEARED, subject, reason.account_id, old=reason.code)
