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

_PAIR = ("signature", "carrier")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured.

    `low` are the signatures whose delivery is abnormal; `idle` those that were neither sent with nor edited
    for as many days as make one idle, with the second of their last activity.
    """

    low: ir.Table
    idle: ir.Table


def from_folds(
    folds: ir.Table, last_used: ir.Table, signatures: ir.Table, day: date, policy: RulePolicy
) -> Evidence:
    """Evidence from the window's aggregates and the table of last use."""
    failing = folds.filter(folds.answered > folds.delivered)
    failed = failing.group_by(*_PAIR).agg(failed=(failing.answered - failing.delivered).sum())
    theirs = folds.semi_join(_suspects(failed, policy.delivery), _PAIR)
    sums = theirs.group_by(*_PAIR).agg(answered=theirs.answered.sum(), delivered=theirs.delivered.sum())
    known = _with_last(_quiet(signatures, day, policy), last_used)
    return Evidence(_low(sums, policy.delivery), known.filter(known.active < _idle_from(day, policy)))


def from_records(
    window: ir.Table, records: ir.Table, signatures: ir.Table, day: date, policy: RulePolicy
) -> Evidence:
    """The same from the records themselves, `window` being those of the window without outages.

    Only signatures without a message in the days that make one idle have their last use looked up.
    """
    failing = window.filter(~window.delivered)
    failed = failing.group_by(*_PAIR).agg(failed=failing.count())
    sent = window.semi_join(_suspects(failed, policy.delivery), _PAIR)
    sums = sent.group_by(*_PAIR).agg(
        answered=sent.delivered.count(), delivered=sent.delivered.ifelse(1, 0).sum()
    )
    used = records.filter(records.sent_at >= _idle_from(day, policy)).select("signature")
    idle = _quiet(signatures, day, policy).anti_join(used, "signature")
    theirs = records.filter(records.sent_at < _idle_from(day, policy)).semi_join(idle, "signature")
    last = theirs.group_by("signature").agg(last=theirs.sent_at.max())
    return Evidence(_low(sums, policy.delivery), _with_last(idle, last))


def _idle_from(day: date, policy: RulePolicy) -> int:
    """The first second of the days in which a signature has to be used not to be idle on `day`."""
    return start_of(day - timedelta(days=policy.recently_unused_days - 1))


def _quiet(signatures: ir.Table, day: date, policy: RulePolicy) -> ir.Table:
    """Signatures that were not edited lately, with the second of their latest approval or edit."""
    return signatures.filter(signatures.active_at < _idle_from(day, policy)).select("signature", "active_at")


def _with_last(quiet: ir.Table, last: ir.Table) -> ir.Table:
    """The later of the latest edit and the last use, which may be missing."""
    both = quiet.left_join(last.select("signature", "last"), "signature")
    used = ibis.coalesce(both["last"], both.active_at)
    return both.select(signature=both.signature, active=ibis.greatest(both.active_at, used))


def changes(signatures: ir.Table, evidence: Evidence, day: date, policy: RulePolicy) -> ir.Table:
    """Signatures whose nightly reasons are not the stored ones: `signature`, `before`, `after` as bits."""
    judged = _judged(signatures, evidence, day, policy)
    return judged.filter(judged.before != judged.after)


def _judged(signatures: ir.Table, evidence: Evidence, day: date, policy: RulePolicy) -> ir.Table:
    known = signatures.left_join(evidence.idle, "signature").drop("signature_right")
    facts = known.left_join(evidence.low.mutate(is_low=True), "signature").drop("signature_right")
    is_low, idle = _known(facts.is_low), facts.active.notnull()
    long_idle = _known(facts.active < start_of(day - timedelta(days=policy.long_unused_days - 1)))
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


def _known(condition: Any) -> Any:
    """What nothing is known of does not hold."""
    return ibis.coalesce(condition, ibis.literal(value=False))


def _suspects(failed: ir.Table, policy: DeliveryPolicy) -> ir.Table:
    """Signatures with enough failures for their rate to be abnormal at all; most have none worth counting."""
    return failed.filter(failed.failed > policy.sample_min * (1 - policy.rate_min)).select(*_PAIR)


def _low(sums: ir.Table, policy: DeliveryPolicy) -> ir.Table:
    """Signatures whose success rate with any carrier is abnormal, `core.delivery.tally.is_abnormal`."""
    count, rate = sums.answered.cast("float64"), policy.rate_min
    missing = count * rate - sums.delivered.cast("float64")
    spread = policy.confidence * policy.confidence * rate * (1 - rate)
    certain = (missing > 0) & (missing * missing > spread * count)
    return sums.filter((sums.answered >= policy.sample_min) & certain).select("signature").distinct()
