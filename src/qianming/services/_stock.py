"""The live signatures, judged under two policies, a page at a time. Decides nothing: `core.stock` does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from qianming.core.policy import RulePolicy
from qianming.core.stock import StockChange, changes
from qianming.core.subjects import ApplicationSubject
from qianming.registry.models import Signature
from qianming.registry.subjects import last_activity, stored_application_subject

_PAGE = 200
_PARTS = (
    "account",
    "approved__account",
    "approved__signature",
    "approved__qualification__account",
    "approved__trademark",
    "approved__power_of_attorney",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A live signature with what a change of policy changes for it."""

    signature: Signature
    changes: tuple[StockChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two policies, judged on one day so that only their difference shows."""

    before: RulePolicy
    after: RulePolicy
    day: date

    def of(self, signature: Signature) -> Judged:
        """What changes for one signature, which must have an approved version."""
        activity = last_activity(signature)
        return Judged(signature, changes(subject_of(signature, self.day), activity, self.before, self.after))


def live() -> QuerySet[Signature]:
    """The signatures that a policy can change: approved ones that were not deleted, by id."""
    rows = Signature.objects.filter(deleted_at__isnull=True, approved__isnull=False)
    return rows.select_related(*_PARTS).order_by("pk")


def live_after(signature_id: int) -> Iterator[Signature]:
    """The live signatures behind an id; never more than a page of them in memory."""
    last = signature_id
    while page := list(live().filter(pk__gt=last)[:_PAGE]):
        yield from page
        last = page[-1].pk


def subject_of(signature: Signature, day: date) -> ApplicationSubject:
    """The approved version as the rules see it on a day."""
    if signature.approved is None:
        raise ValueError("only an approved version is judged")
    return stored_application_subject(signature.approved, day)
