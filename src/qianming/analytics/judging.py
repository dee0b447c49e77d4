"""The nightly reasons of health, for all signatures at once: expired papers, abnormal delivery, idleness.

Decides which signatures' stored reasons are out of date. The terms are those of `core.status.health` and
`core.delivery.tally`, written as expressions, because a registry may hold more signatures than can be judged
one by one; a test holds the two against each other. What is stored is then decided by `core` for those few.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from qianming.analytics.columns import REASON_BITS, start_of
from qianming.core.codes import Abnormality
from qianming.core.policy import DeliveryPolicy, RulePolicy


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured: signatures whose delivery is abnormal, and when each idle one was last sent with."""

    low: ir.Table
    last: ir.Table


def from_folds(folds: ir.Table, last_used: ir.Table, policy: RulePolicy) -> Evidence:
    """Evidence from the window's aggregates and the table of last use."""
    sums = folds.group_by("signature", "carrier").agg(
        answered=folds.answered.sum(), delivered=folds.delivered.sum()
    )
    return Evidence(_low(sums, policy.delivery), last_used.select("signature", "last"))


def from_records(
    window: ir.Table, records: ir.Table, signatures: ir.Table, day: date, policy: RulePolicy
) -> Evidence:
    """The same from the records themselves, `window` being those of the window without outages.

    Only signatures without a message in the days that make one idle need their last use looked up.
    """
    sums = window.group_by("signature", "carrier").agg(
        answered=window.delivered.count(), delivered=window.delivered.ifelse(1, 0).sum()
    )
    idle_from = start_of(day - timedelta(days=policy.recently_unused_days - 1))
    quiet = signatures.filter(signatures.active_at < idle_from).select("signature")
    used = records.filter(records.sent_at >= idle_from).select("signature")
    idle = quiet.anti_join(used, "signature")
    theirs = records.filter(records.sent_at < idle_from).semi_join(idle, "signature")
    last = theirs.group_by("signature").agg(last=theirs.sent_at.max())
    seen = used.distinct().mutate(last=ibis.literal(idle_from, "int64"))
    return Evidence(_low(sums, policy.delivery), last.union(seen))


def changes(signatures: ir.Table, evidence: Evidence, day: date, policy: RulePolicy) -> ir.Table:
    """Signatures whose nightly reasons differ from the stored ones: `signature`, `before`, `after` as bits."""
    judged = _judged(signatures, evidence, day, policy)
    return judged.filter(judged.before != judged.after)


def _judged(signatures: ir.Table, evidence: Evidence, day: date, policy: RulePolicy) -> ir.Table:
    known = signatures.left_join(evidence.last, "signature").drop("signature_right")
    low = evidence.low.mutate(is_low=True)
    facts = known.left_join(low, "signature").drop("signature_right")
    active, is_low = _latest(facts.active_at, facts["last"]), _known(facts.is_low)
    long_idle = _known(active < start_of(day - timedelta(days=policy.long_unused_days - 1)))
    idle = _known(active < start_of(day - timedelta(days=policy.recently_unused_days - 1)))
    holds: dict[Abnormality, Any] = {
        Abnormality.LEGAL_REPRESENTATIVE_ID_EXPIRED: _ended(facts.legal_until, day),
        Abnormality.ADMINISTRATOR_ID_EXPIRED: _ended(facts.administrator_until, day),
        Abnormality.POWER_OF_ATTORNEY_EXPIRED: _ended(facts.power_until, day),
        Abnormality.DELIVERY_ABNORMAL: is_low & facts.filed,
        Abnormality.DELIVERY_ABNORMAL_UNFILED: is_low & ~facts.filed,
        Abnormality.LONG_UNUSED: long_idle,
        Abnormality.RECENTLY_UNUSED: idle & ~long_idle,
    }
    after = sum(condition.ifelse(REASON_BITS[reason], 0) for reason, condition in holds.items())
    return facts.select(signature=facts.signature, before=facts.reasons.cast("int64"), after=after)


def _ended(until: Any, day: date) -> Any:
    return _known(until < ibis.literal(day))


def _latest(one: Any, other: Any) -> Any:
    """The later of two, either of which may be missing; engines differ in what they make of an empty one."""
    return ibis.greatest(ibis.coalesce(one, other), ibis.coalesce(other, one))


def _known(condition: Any) -> Any:
    """What nothing is known of does not hold."""
    return ibis.coalesce(condition, ibis.literal(value=False))


def _low(sums: ir.Table, policy: DeliveryPolicy) -> ir.Table:
    """Signatures whose success rate with any carrier is abnormal, `core.delivery.tally.is_abnormal`."""
    count, rate = sums.answered.cast("float64"), policy.rate_min
    missing = count * rate - sums.delivered.cast("float64")
    spread = policy.confidence * policy.confidence * rate * (1 - rate)
    certain = (missing > 0) & (missing * missing > spread * count)
    return sums.filter((sums.answered >= policy.sample_min) & certain).select("signature").distinct()
