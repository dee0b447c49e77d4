"""Where a signature stands, in the five groups that the first page counts and filters by.

Availability decides as soon as there is one; before a first decision the latest application's state does.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from qianming.core.codes import Availability, ReviewState
from qianming.registry.models import Application, Signature


class Standing(StrEnum):
    """The groups, in the order in which they are shown; the value stands in the page's address."""

    AVAILABLE = "available"
    ABNORMAL = "abnormal"
    UNAVAILABLE = "unavailable"
    IN_REVIEW = "in_review"
    WITHDRAWN = "withdrawn"


def standing_of(availability: str, latest_state: str) -> Standing:
    """The group of one signature, from the two stored values."""
    if availability:
        return Standing(Availability(availability).value)
    return Standing.WITHDRAWN if latest_state == ReviewState.WITHDRAWN else Standing.IN_REVIEW


def with_latest_state(signatures: QuerySet[Signature]) -> QuerySet[Signature]:
    """The same rows with `latest_state`, the state of each one's newest application."""
    return signatures.annotate(latest_state=_latest_state())


def _latest_state() -> Subquery:
    newest = Application.objects.filter(signature=OuterRef("pk")).order_by("-pk")
    return Subquery(newest.values("state")[:1])


def within(standing: Standing) -> Q:
    """The condition for one group, over rows made by `with_latest_state`."""
    withdrawn = Q(latest_state=ReviewState.WITHDRAWN.value)
    if standing is Standing.WITHDRAWN:
        return Q(availability="") & withdrawn
    if standing is Standing.IN_REVIEW:
        return Q(availability="") & ~withdrawn
    return Q(availability=standing.value)


def counts(signatures: QuerySet[Signature]) -> Mapping[Standing, int]:
    """How many signatures stand in each group; every group is there, if only with zero."""
    totals = dict.fromkeys(Standing, 0)
    rows = signatures.order_by()
    decided = rows.exclude(availability="").values("availability")
    for row in decided.annotate(number=Count("pk")):
        totals[standing_of(row["availability"], "")] += row["number"]
    # Only the undecided ones, which are few, have to be followed to their newest application.
    undecided = rows.filter(availability="").annotate(latest_state=_latest_state()).values("latest_state")
    for group in undecided.annotate(number=Count("pk")):
        totals[standing_of("", group["latest_state"] or "")] += group["number"]
    return totals
