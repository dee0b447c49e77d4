"""The nightly (T+1) evaluation of a day: records leave the database, are folded, and health follows.

Decides the order of the steps and how changes are stored; which reasons hold is decided by `core`. Every step
leaves what it made where the next run finds it, and a change that is stored is no change any more. So a run
may be killed anywhere and repeated at any time, and none of its changes is made or told twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from qianming.analytics.engine import Engine, open_engine
from qianming.analytics.engine_names import EngineName
from qianming.analytics.nightly import fold_days, nightly_changes
from qianming.analytics.store import RecordStore
from qianming.core.china_time import china_day
from qianming.policy.loader import policy_on
from qianming.registry.models import Evaluation, Signature
from qianming.services import health
from qianming.services._command import lock_accounts, write
from qianming.services._measured import delivery_facts
from qianming.services.sending_records import export
from qianming.services.signature_snapshot import write_snapshot

_AT_ONCE = 200


class Step(StrEnum):
    """What an evaluation is doing, in order."""

    EXPORT = "export"
    FOLD = "fold"
    JUDGE = "judge"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is; `of` is 0 where nobody knows."""

    step: Step
    done: int
    of: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an evaluation did: days written and folded, signatures judged anew, and those that changed.

    `judged_day` is the day as of which they were judged: a later one where that was evaluated already.
    """

    day: date
    judged_day: date
    engine: EngineName
    exported: int
    folded: int
    judged: int
    changed: int


Told = Callable[[Progress], None]


def record_store() -> RecordStore:
    """Where the evaluation's files lie."""
    return RecordStore(Path(settings.QIANMING_ANALYTICS))


def open_chosen(name: EngineName | None = None) -> tuple[EngineName, Engine]:
    """The engine that was named, else the one of the settings. Raises `EngineMissing`."""
    chosen = name or EngineName(settings.QIANMING_EVALUATION_ENGINE)
    spill = Path(settings.QIANMING_ANALYTICS) / "spill"
    memory, spark = settings.QIANMING_EVALUATION_MEMORY, settings.QIANMING_SPARK_MASTER
    return chosen, open_engine(chosen, spill, memory_limit=memory, spark=spark)


def evaluate(
    day: date, now: datetime, *, engine: EngineName | None = None, told: Told = lambda progress: None
) -> Outcome:
    """Evaluate a day. `told` hears of every step forward."""
    chosen, working = open_chosen(engine)
    as_of = _judged_day(day, now)
    store, policy = record_store(), policy_on(as_of)
    _begin(day, chosen, now)
    exported = sum(1 for _ in _heard(Step.EXPORT, export(store), told))
    folded = fold_days(store, working, as_of, policy, lambda done, of: told(Progress(Step.FOLD, done, of)))
    told(Progress(Step.JUDGE, 0))
    write_snapshot(store)
    ids = nightly_changes(store, working, as_of, policy)["signature"].to_pylist()
    facts = delivery_facts(store, working, as_of, policy, ids)
    changed = 0
    for start in range(0, len(ids), _AT_ONCE):
        some = {pk: facts[pk] for pk in ids[start : start + _AT_ONCE]}
        with write():
            lock_accounts(*_accounts(list(some)))
            changed += health.refresh_nightly(some, as_of, now)
        told(Progress(Step.STORE, start + len(some), len(ids)))
    _finish(day, changed, now)
    return Outcome(day, as_of, chosen, exported, folded, len(ids), changed)


def last_night(now: datetime) -> bool:
    """Evaluate yesterday; as a chore, of which there is never more."""
    evaluate(china_day(now) - timedelta(days=1), now)
    return False


def _heard(step: Step, days: Iterator[date], told: Told) -> Iterator[date]:
    for done, day in enumerate(days, start=1):
        told(Progress(step, done))
        yield day


def _accounts(ids: Sequence[int]) -> list[int]:
    return sorted(set(Signature.objects.filter(pk__in=ids).values_list("account_id", flat=True)))


def _judged_day(day: date, now: datetime) -> date:
    """The latest day that was evaluated, if it is later: what stands now must not go back to what stood then.

    A day that has not come, left by a clock that was wrong, does not count.
    """
    later = Evaluation.objects.filter(day__gt=day, day__lte=china_day(now))
    return later.order_by("-day").values_list("day", flat=True).first() or day


def _begin(day: date, engine: EngineName, now: datetime) -> None:
    with write():
        Evaluation.objects.update_or_create(
            day=day, defaults={"engine": engine, "started_at": now, "finished_at": None}
        )


def _finish(day: date, changed: int, now: datetime) -> None:
    with write():
        Evaluation.objects.filter(day=day).update(finished_at=now, changed=changed)
