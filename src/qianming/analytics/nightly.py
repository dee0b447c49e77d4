"""The nightly run over the files: fold what is new, find what has to change.

Every step writes its file whole or not at all and is left out where the file is there already, so that a run
that was killed goes on where it stood. What becomes of the changes is a service's matter.
"""

from collections.abc import Callable
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from qianming.analytics.columns import FOLDS, RECORDS, SIGNATURES
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


def nightly_changes(store: RecordStore, engine: Engine, day: date, policy: RulePolicy) -> pa.Table:
    """Signatures whose nightly reasons are out of date, from the aggregates; sorted by signature."""
    window = store.window(day, policy.delivery.window_days)
    folds = engine.read([store.fold(found) for found in window], FOLDS)
    evidence = from_folds(folds, _signatures(store, engine), policy)
    return engine.table(changes(evidence, day, policy)).sort_by("signature")


def whole_changes(store: RecordStore, engine: Engine, day: date, policy: RulePolicy) -> pa.Table:
    """The same from the records alone, without any aggregate: what the nightly run is held against."""
    days = store.window(day, policy.delivery.window_days)
    window = engine.read([store.records(found) for found in days], RECORDS)
    told = without(window, outages(window, engine, policy.delivery))
    records = engine.read([store.records(found) for found in store.record_days(day)], RECORDS)
    evidence = from_records(told, records, _signatures(store, engine), day, policy)
    return engine.table(changes(evidence, day, policy)).sort_by("signature")


def _signatures(store: RecordStore, engine: Engine) -> ir.Table:
    return engine.read([store.signatures()], SIGNATURES)
