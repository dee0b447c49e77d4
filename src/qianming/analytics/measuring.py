"""What was measured of single signatures: their tallies day by day, for those that the evaluation names.

Decides nothing; `core.delivery.causes` says what the figures mean.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from qianming.analytics.columns import CARRIERS, FOLDS, SAID_COLUMNS
from qianming.analytics.engine import Engine
from qianming.analytics.store import RecordStore
from qianming.core.codes import Carrier
from qianming.core.delivery.causes import FailureCause
from qianming.core.delivery.tally import Tally
from qianming.core.policy import RulePolicy


@dataclass(frozen=True, slots=True)
class MeasuredDay:
    """A day of one signature with one carrier; `said` counts failures by what their receipt codes settle."""

    signature: int
    carrier: Carrier
    day: date
    tally: Tally
    linked: Tally
    said: Mapping[FailureCause, int]


def measured_days(
    store: RecordStore, engine: Engine, day: date, policy: RulePolicy, signatures: Collection[int]
) -> Iterator[MeasuredDay]:
    """The window's days of those signatures."""
    if not signatures:
        return
    folds = _window(store, engine, day, policy)
    for row in engine.rows(folds.filter(folds.signature.isin(sorted(signatures)))):
        yield MeasuredDay(
            row["signature"],
            CARRIERS[row["carrier"]],
            row["day"],
            Tally(row["answered"], row["delivered"]),
            Tally(row["linked_answered"], row["linked_delivered"]),
            {cause: row[name] for cause, name in SAID_COLUMNS.items() if row[name]},
        )


def measured_platform(
    store: RecordStore, engine: Engine, day: date, policy: RulePolicy
) -> Mapping[tuple[date, Carrier], Tally]:
    """Everybody's tally of each day of the window with each carrier."""
    folds = _window(store, engine, day, policy)
    sums = folds.group_by("day", "carrier").agg(
        answered=folds.answered.sum(), delivered=folds.delivered.sum()
    )
    return {
        (row["day"], CARRIERS[row["carrier"]]): Tally(row["answered"], row["delivered"])
        for row in engine.rows(sums)
    }


def _window(store: RecordStore, engine: Engine, day: date, policy: RulePolicy) -> ir.Table:
    days = store.window(day, policy.delivery.window_days)
    return engine.read([store.fold(found) for found in days], FOLDS)
