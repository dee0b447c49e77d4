"""From records to a day's aggregates: what each signature sent through each carrier, outages left out.

Decides which hours of which carrier were an outage, by the platform's own rate in that hour over several
signatures; so an outage never counts against a signature. The expressions are the same on every engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from qianming.analytics.columns import CAUSE_NUMBERS, SAID_COLUMNS
from qianming.analytics.engine import Engine
from qianming.core.delivery.tally import Tally, is_outage
from qianming.core.policy import DeliveryPolicy


@dataclass(frozen=True, slots=True)
class OutageHour:
    """One hour, counted since 1970, of the carrier with that number."""

    hour: int
    carrier: int


_HOUR = 3600


def outages(records: ir.Table, engine: Engine, policy: DeliveryPolicy) -> tuple[OutageHour, ...]:
    """The hours in which a carrier was out.

    Signatures are only told apart for hours whose rate is that low, which is next to none.
    """
    suspects = [
        OutageHour(row["hour"], row["carrier"])
        for row in engine.rows(hourly(records))
        if is_outage(Tally(row["answered"], row["delivered"]), policy.outage_signatures_min, policy)
    ]
    if not suspects:
        return ()
    counted = engine.rows(_signatures_in(records, suspects))
    several = {
        OutageHour(row["hour"], row["carrier"])
        for row in counted
        if row["signatures"] >= policy.outage_signatures_min
    }
    return tuple(hour for hour in suspects if hour in several)


def hourly(records: ir.Table) -> ir.Table:
    """The platform's tally of each hour with each carrier."""
    return records.group_by(hour=records.sent_at // _HOUR, carrier=records.carrier).agg(
        answered=records.delivered.count(), delivered=records.count(where=_held(records.delivered))
    )


def without(records: ir.Table, out: Sequence[OutageHour]) -> ir.Table:
    """The records with the answers of those hours left out; that they were sent still counts."""
    if not out:
        return records
    return records.mutate(delivered=_in(records, out).ifelse(ibis.null(bool), records.delivered))


def fold(records: ir.Table, day: date, out: Sequence[OutageHour]) -> ir.Table:
    """One day's records as aggregates, `columns.FOLDS`; `out` are the hours that count against nobody."""
    told = without(records, out)
    said = {
        name: told.count(where=(told.said == CAUSE_NUMBERS[cause]) & told.delivered.notnull())
        for cause, name in SAID_COLUMNS.items()
    }
    folded = told.group_by("signature", "carrier").agg(
        answered=told.delivered.count(),
        delivered=told.count(where=_held(told.delivered)),
        **said,
        linked_answered=told.count(where=told.linked & told.delivered.notnull()),
        linked_delivered=told.count(where=told.linked & _held(told.delivered)),
    )
    return folded.mutate(day=ibis.literal(day))


def _signatures_in(records: ir.Table, suspects: Sequence[OutageHour]) -> ir.Table:
    chosen = records.filter(_in(records, suspects))
    hours = chosen.group_by(hour=chosen.sent_at // _HOUR, carrier=chosen.carrier)
    return hours.agg(signatures=chosen.signature.nunique())


def _in(records: ir.Table, hours: Sequence[OutageHour]) -> Any:
    within = ((records.sent_at // _HOUR == out.hour) & (records.carrier == out.carrier) for out in hours)
    return reduce(or_, within)


def _held(condition: Any) -> Any:
    """An empty condition does not hold; not every engine counts it so where all are empty."""
    return ibis.coalesce(condition, ibis.literal(value=False))
