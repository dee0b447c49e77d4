"""What a policy would change over the whole stock, before it does. Reads, and writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qianming.core.codes import Abnormality, Availability, FindingCode
from qianming.core.policy import RulePolicy, StockEffect
from qianming.core.status.availability import assess
from qianming.core.stock import StockChange, freeze_day, violations
from qianming.registry.models import Signature
from qianming.services._stock import Comparison, Judged, judged_after, live


@dataclass(frozen=True, slots=True)
class PreviewedChange:
    """One reason for which a signature would change; `effect` None means that the reason goes away.

    `then` is where the signature would stand on that day, `freeze_on` when a freeze would follow.
    """

    name: str
    account: str
    now: Availability | None
    then: Availability | None
    code: FindingCode | Abnormality
    effect: StockEffect | None
    freeze_on: date | None


def stock_size() -> int:
    """How many signatures a preview goes through."""
    return live().count()


def preview(before: RulePolicy, after: RulePolicy, day: date) -> Iterator[tuple[PreviewedChange, ...]]:
    """For each live signature in turn what the later policy would change, mostly nothing."""
    comparison = Comparison(before, after, day)
    for _, judged in judged_after(comparison, 0):
        yield tuple(_previewed(judged, comparison)) if judged is not None else ()


def _previewed(judged: Judged, comparison: Comparison) -> Iterator[PreviewedChange]:
    signature = judged.signature
    then = _then(judged, comparison)
    for change in judged.changes:
        yield PreviewedChange(
            signature.name,
            signature.account.name,
            _level(signature),
            then,
            change.code,
            change.after.effect if change.after else None,
            _freeze_on(change, comparison.day),
        )


def _then(judged: Judged, comparison: Comparison) -> Availability | None:
    """Where the signature would stand: assessed as it will be, and a freeze counted as if it were there."""
    if freeze_day(judged.changes, comparison.day) is not None:
        return Availability.UNAVAILABLE
    standing = judged.standing
    held = violations(standing.subject(comparison.day), comparison.after)
    return assess(standing.facts(held), comparison.day, comparison.after).availability


def _level(signature: Signature) -> Availability | None:
    return Availability(signature.availability) if signature.availability else None


def _freeze_on(change: StockChange, day: date) -> date | None:
    return freeze_day((change,), day)
