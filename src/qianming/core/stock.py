"""What a policy means for a signature that is there already, and what a change of policy changes for it.

Decides which broken rules count and how heavily. What a reviewer let pass is not taken back by a doubt: only
what a rule rejects has the rule's effect, a doubt is no more than a notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qianming.core.codes import Abnormality, FindingCode
from qianming.core.findings import Severity
from qianming.core.policy import EffectOnStock, RulePolicy, StockEffect
from qianming.core.rulebook import check
from qianming.core.status.health import idle_reason
from qianming.core.subjects import ApplicationSubject

_TOLD = EffectOnStock(StockEffect.NOTICE)
_IDLE = EffectOnStock(StockEffect.ABNORMAL)


@dataclass(frozen=True, slots=True)
class StockChange:
    """One reason whose effect on a signature changes with the policy; None means that it has none.

    `code` is the rule's finding, or the reason of health where a figure of health changed.
    """

    code: FindingCode | Abnormality
    before: EffectOnStock | None
    after: EffectOnStock | None


def effects(subject: ApplicationSubject, policy: RulePolicy) -> Mapping[FindingCode, EffectOnStock]:
    """What the rulebook holds against an existing signature, with what it means for it."""
    found: dict[FindingCode, EffectOnStock] = {}
    for finding in check(subject, policy).findings:
        if finding.severity is Severity.REJECT:
            found[finding.code] = policy.effect_of(finding.code)
        elif finding.severity is Severity.REVIEW:
            found.setdefault(finding.code, _TOLD)
    return found


def violations(subject: ApplicationSubject, policy: RulePolicy) -> frozenset[FindingCode]:
    """The codes of the rules for which an existing signature is abnormal."""
    held = effects(subject, policy)
    return frozenset(code for code, entry in held.items() if entry.effect is StockEffect.ABNORMAL)


def changes(
    subject: ApplicationSubject, last_activity: datetime | None, before: RulePolicy, after: RulePolicy
) -> tuple[StockChange, ...]:
    """What becomes different for a signature when one policy follows another, both judged on one day.

    Another number of days of grace is no change: an announced freeze keeps its date.
    """
    old = _held(subject, last_activity, before)
    new = _held(subject, last_activity, after)
    found = (StockChange(code, old.get(code), new.get(code)) for code in dict.fromkeys((*old, *new)))
    return tuple(change for change in found if _kind(change.before) is not _kind(change.after))


def freeze_day(found: tuple[StockChange, ...], effective: date) -> date | None:
    """The day on which a signature is to be frozen, the earliest of its reasons; None without any."""
    graces = [
        change.after.grace_days
        for change in found
        if change.after is not None and change.after.effect is StockEffect.FREEZE
    ]
    return effective + timedelta(days=min(graces)) if graces else None


def _held(
    subject: ApplicationSubject, last_activity: datetime | None, policy: RulePolicy
) -> Mapping[FindingCode | Abnormality, EffectOnStock]:
    idle = idle_reason(last_activity, subject.today, policy)
    held: dict[FindingCode | Abnormality, EffectOnStock] = dict(effects(subject, policy).items())
    if idle is not None:
        held[idle] = _IDLE
    return held


def _kind(entry: EffectOnStock | None) -> StockEffect | None:
    return entry.effect if entry else None
