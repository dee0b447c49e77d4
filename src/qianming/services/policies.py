"""A policy takes effect: every live signature is judged again, and told which rule has changed for it.

Decides when a run begins and what follows from each effect; what changed is `core.stock`'s to say. A portion
and the place that it reached are stored together, so that a run that is killed goes on where it was.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from qianming.core.china_time import china_day, china_midnight
from qianming.core.codes import EventKind
from qianming.core.policy import StockEffect
from qianming.core.stock import StockChange, freeze_day
from qianming.policy import loader
from qianming.registry.models import PlannedFreeze, PolicyRun, Signature
from qianming.services import health, leases
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._fields import policy_at
from qianming.services._stock import Comparison, Judged, judged_after, judged_among
from qianming.services.actors import SYSTEM

_LEASE = timedelta(minutes=2)
_PAUSE = timedelta(milliseconds=50)
_LOOKED_AT = 400
_CHANGED = 20


@dataclass(frozen=True, slots=True)
class Portion:
    """The next stretch of a run: the signatures that seem to change in it, and the id that it reaches."""

    signature_ids: tuple[int, ...]
    account_ids: tuple[int, ...]
    reached: int
    is_last: bool


def begin_due(now: datetime) -> None:
    """Take notice of new policy files, and begin the run of the policy in force unless it has been begun.

    The first policy that a database ever sees has nothing before it: its run is over at once.
    """
    loader.reload()
    effective = policy_at(now).effective
    latest = PolicyRun.objects.order_by("-effective").first()
    if latest is not None and latest.effective >= effective:
        return
    previous = latest.effective if latest else loader.policies()[0].effective
    over = previous == effective
    values = {
        "previous": previous,
        "started_at": now,
        "finished_at": now if over else None,
        "due_at": None if over else now,
    }
    with write():
        PolicyRun.objects.get_or_create(effective=effective, defaults=values)


def claim_due(now: datetime, limit: int) -> list[PolicyRun]:
    """Lease runs that have not ended."""
    return leases.claim(PolicyRun, now, _LEASE, limit)


def look_ahead(run: PolicyRun, now: datetime) -> Portion:
    """Judge the next signatures without a transaction: most of them do not change."""
    comparison = _comparison(run, now)
    found: list[Signature] = []
    reached = run.after_id
    for count, (reached, judged) in enumerate(judged_after(comparison, run.after_id), start=1):
        if judged is not None:
            found.append(judged.signature)
        if len(found) == _CHANGED or count == _LOOKED_AT:
            return _portion(found, reached, is_last=False)
    return _portion(found, reached, is_last=True)


def apply(run: PolicyRun, portion: Portion, now: datetime) -> bool:
    """Store what a portion changes, and that it was reached; False when the lease was lost meanwhile.

    Every signature is judged once more with its account's turn taken: it may have changed since.
    """
    comparison = _comparison(run, now)
    with write():
        lock_accounts(*portion.account_ids)
        if not leases.settle(run, None if portion.is_last else now + _PAUSE):
            return False
        changed = 0
        for judged in judged_among(comparison, portion.signature_ids):
            _apply_to_one(judged, run, now)
            changed += 1
        PolicyRun.objects.filter(pk=run.pk).update(
            after_id=portion.reached,
            changed=F("changed") + changed,
            finished_at=now if portion.is_last else None,
        )
    return True


def postpone(run: PolicyRun, due_at: datetime) -> bool:
    """End a claim without a result, to be tried again."""
    return leases.postpone(run, due_at)


def _comparison(run: PolicyRun, now: datetime) -> Comparison:
    return Comparison(loader.policy_on(run.previous), loader.policy_on(run.effective), china_day(now))


def _portion(found: list[Signature], reached: int, *, is_last: bool) -> Portion:
    accounts = tuple({signature.account_id for signature in found})
    return Portion(tuple(signature.pk for signature in found), accounts, reached, is_last)


def _apply_to_one(judged: Judged, run: PolicyRun, now: datetime) -> None:
    """One event, the freeze if one follows, health assessed anew."""
    signature = judged.signature
    change = Change(
        EventKind.POLICY_APPLIED,
        f"signature:{signature.pk}",
        signature.account_id,
        run.previous.isoformat(),
        run.effective.isoformat(),
        [change.code for change in judged.changes],
        {str(change.code): _named(change) for change in judged.changes},
    )
    record(change, SYSTEM, now)
    day = freeze_day(judged.changes, china_day(now))
    if day is not None:
        _announce_freeze(judged, day, run, now)
    health.refresh(signature, now)


def _announce_freeze(judged: Judged, day: date, run: PolicyRun, now: datetime) -> None:
    """Plan the freeze and tell its day; a freeze that was announced before keeps its earlier day."""
    signature = judged.signature
    due_at = china_midnight(day)
    plan, made = PlannedFreeze.objects.get_or_create(
        signature=signature,
        defaults={"account_id": signature.account_id, "policy": run.effective, "due_at": due_at},
    )
    if not made and plan.due_at is not None and plan.due_at > due_at:
        PlannedFreeze.objects.filter(pk=plan.pk).update(policy=run.effective, due_at=due_at)
    elif not made and plan.due_at is not None:
        day = china_day(plan.due_at)
    reasons = [change.code for change in judged.changes if _named(change) == StockEffect.FREEZE]
    subject = f"signature:{signature.pk}"
    change = Change(
        EventKind.FREEZE_ANNOUNCED, subject, signature.account_id, new=day.isoformat(), reasons=reasons
    )
    record(change, SYSTEM, now)


def _named(change: StockChange) -> str:
    return change.after.effect.value if change.after else "none"
