"""A signature's health: assessing it anew whenever something it rests on has changed.

`core.status.availability` decides; this module keeps the answer, since when, and with which evidence. Many
signatures are assessed with as few statements as one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from qianming.core.china_time import china_day
from qianming.core.codes import Abnormality, EventKind, Timing
from qianming.core.status.availability import Assessment, assess, assess_between
from qianming.core.status.health import TIMING
from qianming.core.stock import violations
from qianming.core.subjects import DeliveryFacts, SignatureFacts
from qianming.registry.models import HealthReason, Signature
from qianming.registry.standing import Standing, standings
from qianming.services._command import Change, record_all, touch_sending, write
from qianming.services._evidence import evidence
from qianming.services._fields import policy_at
from qianming.services.actors import SYSTEM

_ROWS_AT_ONCE = 500
# Of existing stock a hundred thousand may come in one file; no database takes as many ids in one statement.
SIGNATURES_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class _Assessed:
    """A signature with what it was assessed from, the answer, and the reasons that may change by it."""

    row: Signature
    facts: SignatureFacts
    assessment: Assessment
    changeable: Collection[Timing]


def refresh(signature: Signature, now: datetime, *, repaired: bool = False) -> None:
    """Assess from the present rows; store availability and reasons, one event for each change.

    A reason that stays keeps its `since`, and one of the nightly run stays until that run, unless what it
    rests on was `repaired` by an approval. To be called inside the transaction of the change, with the
    account's turn taken, so that no other change of the account is missed.
    """
    refresh_all([signature], now, repaired=repaired)


def refresh_all(signatures: Iterable[Signature], now: datetime, *, repaired: bool = False) -> None:
    """Assess several at once, in the order of their ids; deleted ones are left alone."""
    ids = sorted({row.pk for row in signatures})
    for start in range(0, len(ids), SIGNATURES_AT_ONCE):
        _refresh(ids[start : start + SIGNATURES_AT_ONCE], now, repaired=repaired)


def _refresh(ids: Sequence[int], now: datetime, *, repaired: bool) -> None:
    found = list(standings(ids))
    stored = _stored_codes(standing.signature.pk for standing in found)
    assessed = [
        _assessed_between(standing, stored[standing.signature.pk], now, repaired=repaired)
        for standing in found
    ]
    _keep(assessed, now)


def refresh_nightly(delivery: Mapping[int, DeliveryFacts], day: date, now: datetime) -> int:
    """Assess signatures for the nightly run of a day, with what was measured of each; how many changed.

    To be called with the accounts' turns taken.
    """
    policy = policy_at(now)
    assessed = []
    for standing in standings(delivery):
        row = standing.signature
        facts = replace(_facts(standing, now), delivery=delivery[row.pk])
        assessed.append(_Assessed(row, facts, assess(facts, day, policy), tuple(Timing)))
    return _keep(assessed, now)


def _assessed_between(
    standing: Standing, stored: Collection[Abnormality], now: datetime, *, repaired: bool
) -> _Assessed:
    facts = _facts(standing, now)
    assessment = assess_between(facts, stored, china_day(now), policy_at(now), repaired=repaired)
    return _Assessed(standing.signature, facts, assessment, (Timing.REAL_TIME,))


def _facts(standing: Standing, now: datetime) -> SignatureFacts:
    return standing.facts(violations(standing.subject(china_day(now)), policy_at(now)))


def _keep(assessed: Sequence[_Assessed], now: datetime) -> int:
    """Store what changed and record it; how many signatures had a change."""
    with write():
        told = [*_keep_reasons(assessed, now), *_keep_availability(assessed, now)]
        record_all(told, SYSTEM, now)
    return len({change.subject for change in told})


def _stored_codes(signature_ids: Iterable[int]) -> Mapping[int, set[Abnormality]]:
    found: dict[int, set[Abnormality]] = defaultdict(set)
    rows = HealthReason.objects.filter(signature__in=list(signature_ids))
    for signature_id, code in rows.values_list("signature_id", "code"):
        found[signature_id].add(Abnormality(code))
    return found


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
            elif TIMING[code] in one.changeable and reason.evidence != evidence(code, one.facts):
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
