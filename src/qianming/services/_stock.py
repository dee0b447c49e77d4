"""The live signatures, judged under two policies, a page at a time. Decides nothing: `core.stock` does.

Where two policies differ in words only, a signature without any of them is not even read.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from qianming.core.policy import RulePolicy
from qianming.core.recheck import changed_words, touched
from qianming.core.stock import StockChange, changes
from qianming.registry.models import Signature
from qianming.registry.standing import Standing, standings
from qianming.registry.subjects import last_activity

_PAGE = 200
# What the words of a policy are looked for in.
_TEXTS = ("name", "approved__qualification__company_name")


@dataclass(frozen=True, slots=True)
class Judged:
    """A live signature with what a change of policy changes for it."""

    standing: Standing
    changes: tuple[StockChange, ...]

    @property
    def signature(self) -> Signature:
        return self.standing.signature


@dataclass(frozen=True)
class Comparison:
    """Two policies, judged on one day so that only their difference shows."""

    before: RulePolicy
    after: RulePolicy
    day: date

    @cached_property
    def words(self) -> frozenset[str] | None:
        """The words that alone make the difference; None where more does."""
        return changed_words(self.before, self.after)

    def of(self, standing: Standing) -> Judged:
        """What changes for one signature, which must have an approved version."""
        activity = last_activity(standing.signature)
        found = changes(standing.subject(self.day), activity, self.before, self.after)
        return Judged(standing, found)


def live() -> QuerySet[Signature]:
    """The signatures that a policy can change: approved ones that were not deleted, by id."""
    return Signature.objects.filter(deleted_at__isnull=True, approved__isnull=False).order_by("pk")


def judged_among(comparison: Comparison, signature_ids: Collection[int]) -> Iterator[Judged]:
    """Those of the signatures that are live and change."""
    for standing in standings(signature_ids):
        judged = comparison.of(standing) if standing.signature.approved else None
        if judged is not None and judged.changes:
            yield judged


def judged_after(comparison: Comparison, signature_id: int) -> Iterator[tuple[int, Judged | None]]:
    """The ids of the live signatures behind one, each with what changes for it, None for nothing.

    Never more than a page of them in memory, and none is judged long before it is asked for.
    """
    last = signature_id
    while page := list(live().filter(pk__gt=last).values_list("pk", *_TEXTS)[:_PAGE]):
        changed = judged_among(comparison, _concerned(page, comparison))
        coming = next(changed, None)
        for last, *_ in page:
            if coming is None or coming.signature.pk != last:
                yield last, None
            else:
                yield last, coming
                coming = next(changed, None)


def _concerned(page: list[tuple[int, str, str | None]], comparison: Comparison) -> set[int]:
    """The ids of a page that the change of policy can touch."""
    if comparison.words is None:
        return {pk for pk, *_ in page}
    texts = [text or "" for _, *texts in page for text in texts]
    return {page[place // len(_TEXTS)][0] for place in touched(texts, comparison.words)}
