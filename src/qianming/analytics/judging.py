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

    `low` are the signatures whose delivery is abnormal; `known` all of them with `active_at`, the second of
    their last activity, which may be missing.
    """

    low: ir.Table
    known: ir.Table


def from_folds(folds: ir.Table, signatures: ir.Table, policy: RulePolicy) -> Evidence:
    """Evidence from the window's aggregates, and from the last use that the registry remembers."""
    failing = folds.filter(folds.answered > folds.delivered)
    failed = failing.group_by(*_PAIR).agg(failed=(failing.answered - failing.delivered).sum())
    theirs = folds.semi_join(_suspects(failed, policy.delivery), _PAIR)
    sums = theirs.group_by(*_PAIR).agg(answered=theirs.answered.sum(), delivered=theirs.delivered.sum())
    return Evidence(
        _low(sums, policy.delivery),
        signatures.mutate(active_at=_later(signatures.edited_at, signatures.used_at)),
    )


def from_records(
    window: ir.Table, records: ir.Table, signatures: ir.Table, day: date, policy: RulePolicy
) -> Evidence:
    """The same from the records alone, `window` being those of the window without outages.

    Only signatures without a message in the days that make one idle have their last use looked up.
    """
    failing = window.filter(~window.delivered)
    failed = failing.group_by(*_PAIR).agg(failed=failing.count())
    sent = window.semi_join(_suspects(failed, policy.delivery), _PAIR)
    sums = sent.group_by(*_PAIR).agg(
        answered=sent.delivered.count(), delivered=sent.delivered.ifelse(1, 0).sum()
    )
    return Evidence(_low(sums, policy.delivery), _with_last_use(records, signatures, day, policy))


def changes(evidence: Evidence, day: date, policy: RulePolicy) -> ir.Table:
    """Signatures whose nightly reasons are not the stored ones: `signature`, `before`, `after` as bits."""
    judged = _judged(evidence, day, policy)
    return judged.filter(judged.before != judged.after)


def _judged(evidence: Evidence, day: date, policy: RulePolicy) -> ir.Table:
    low = evidence.low.mutate(is_low=True)
    facts = evidence.known.left_join(low, "signature").drop("signature_right")
    is_low, idle = _known(facts.is_low), _known(facts.active_at < _idle_from(day, policy))
    long_idle = _known(facts.active_at < start_of(day - timedelta(days=policy.long_unused_days - 1)))
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


def _with_last_use(records: ir.Table, signatures: ir.Table, day: date, policy: RulePolicy) -> ir.Table:
    """The signatures with `active_at` from their records; one that is certainly not idle has just the day."""
    idle_from = _idle_from(day, policy)
    quiet = signatures.filter(_known(signatures.edited_at < idle_from) | signatures.edited_at.isnull())
    used = records.filter(records.sent_at >= idle_from).select("signature")
    idle = quiet.anti_join(used, "signature").select("signature")
    theirs = records.filter(records.sent_at < idle_from).semi_join(idle, "signature")
    last = theirs.group_by("signature").agg(last=theirs.sent_at.max())
    both = signatures.left_join(idle.mutate(is_idle=True), "signature").drop("signature_right")
    seen = both.left_join(last, "signature").drop("signature_right")
    return seen.mutate(
        active_at=_known(seen.is_idle).ifelse(_later(seen.edited_at, seen["last"]), start_of(day))
    )


def _idle_from(day: date, policy: RulePolicy) -> int:
    """The first second of the days in which a signature has to be used not to be idle on `day`."""
    return start_of(day - timedelta(days=policy.recently_unused_days - 1))


def _later(one: Any, other: Any) -> Any:
    """The later of two, either of which may be missing; engines differ in what they make of an empty one."""
    return ibis.greatest(ibis.coalesce(one, other), ibis.coalesce(other, one))


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
