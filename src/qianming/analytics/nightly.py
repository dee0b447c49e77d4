"""The nightly run over the files: fold what is new, keep the table of last use, find what has to change.

Every step writes its file whole or not at all and is left out where the file is there already, so that a run
that was killed goes on where it stood. What becomes of the changes is a service's matter.
"""

from collections.abc import Callable
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from qianming.analytics.columns import FOLDS, LAST_USED, RECORDS, SIGNATURES
from qianming.analytics.engine import Engine
from qianming.analytics.folding import fold, outages, without
from qianming.analytics.judging import changes, from_folds, from_records
from qianming.analytics.store import RecordStore
from qianming.core.policy import RulePolicy

Told = Callable[[int, int], None]


def fold_days(store: RecordStore, engine: Engine, day: date, policy: RulePolicy, told: Told) -> int:
    """Make the aggregates that are missing or older than their records, up to a day; returns how many.

    `told` hears how many of how many are done.
    """
    stale = list(store.stale(store.record_days(day)))
    for done, found in enumerate(stale, start=1):
        records = engine.read([store.records(found)], RECORDS)
        out = outages(records, engine, policy.delivery)
        engine.write(fold(records, found, out), store.fold(found), FOLDS)
        told(done, len(stale))
    return len(stale)


def keep_last_used(store: RecordStore, engine: Engine, day: date) -> None:
    """Bring the table of last use up to a day, from the one before and what was folded since."""
    before = store.last_used_before(day)
    fresh = store.folded_since(before, day) if before else store.record_days(day)
    if before == day and not fresh:
        return
    added = engine.read([store.fold(found) for found in fresh], FOLDS).select("signature", "last")
    known = engine.read([store.last_used(before)] if before else [], LAST_USED)
    both = known.union(added)
    merged = both.group_by("signature").agg(last=both["last"].max())
    engine.write(merged, store.last_used(day), LAST_USED)
    store.forget_last_used(before=day)


def nightly_changes(store: RecordStore, engine: Engine, day: date, policy: RulePolicy) -> pa.Table:
    """Signatures whose nightly reasons are out of date, from the aggregates; sorted by signature."""
    window = store.window(day, policy.delivery.window_days)
    folds = engine.read([store.fold(found) for found in window], FOLDS)
    signatures, last_used = _signatures(store, engine), engine.read([store.last_used(day)], LAST_USED)
    evidence = from_folds(folds, last_used, signatures, day, policy)
    return engine.table(changes(signatures, evidence, day, policy)).sort_by("signature")


def whole_changes(store: RecordStore, engine: Engine, day: date, policy: RulePolicy) -> pa.Table:
    """The same from the records alone, without any aggregate: what the nightly run is held against."""
    days = store.window(day, policy.delivery.window_days)
    window = engine.read([store.records(found) for found in days], RECORDS)
    told = without(window, outages(window, engine, policy.delivery))
    records = engine.read([store.records(found) for found in store.record_days(day)], RECORDS)
    signatures = _signatures(store, engine)
    evidence = from_records(told, records, signatures, day, policy)
    return engine.table(changes(signatures, evidence, day, policy)).sort_by("signature")


def _signatures(store: RecordStore, engine: Engine) -> ir.Table:
    return engine.read([store.signatures()], SIGNATURES)
