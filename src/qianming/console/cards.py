"""A signature as the pages show it: rows turned into frozen values with words, tones and reasons.

Decides how things are put to a reader, never what is true: states and reasons are the registry's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from qianming.console.lights import Light, lights_of
from qianming.console.reasons import Reason, reasons_of
from qianming.console.standing import Standing, standing_of
from qianming.console.tones import REVIEW_LOOKS, STANDING_LOOKS, Look
from qianming.console.wording import say, standing_words
from qianming.core.codes import Origin, ReviewState, SignatureKind
from qianming.registry.models import Application, CarrierFiling, Decision, HealthReason, Signature


@dataclass(frozen=True, slots=True)
class Review:
    """Where the newest application stands; `is_edit` when an approved version is live beside it."""

    state: ReviewState
    words: str
    look: Look
    order_id: int
    submitted_at: datetime
    due_at: datetime | None
    decided_at: datetime | None
    is_overdue: bool
    is_edit: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One signature on a page. `settled_at` is when its present state began, None before a decision."""

    id: int
    name: str
    account: str
    standing: Standing
    words: str
    why: str
    look: Look
    settled_at: datetime | None
    review: Review
    lights: tuple[Light, ...]
    reasons: tuple[Reason, ...]
    kind: str
    origin: str
    is_pending: bool
    moved_at: datetime
    is_for_codes_only: bool
    is_complimentary: bool


def with_parts(signatures: QuerySet[Signature]) -> QuerySet[Signature]:
    """The same rows with everything that a card reads, in a fixed number of queries."""
    applications = Application.objects.select_related("work_order__account").order_by("pk")
    decisions = Decision.objects.select_related("account").order_by("pk")
    decided = Prefetch("work_order__decisions", queryset=decisions)
    return signatures.select_related("account").prefetch_related(
        Prefetch("applications", queryset=applications.prefetch_related(decided)),
        Prefetch("filings", queryset=CarrierFiling.objects.order_by("pk")),
        Prefetch("health_reasons", queryset=HealthReason.objects.order_by("pk")),
    )


def card_of(signature: Signature, now: datetime) -> Card:
    """One signature, loaded by `with_parts`, as the page shows it at a moment."""
    newest = list(signature.applications.all())[-1]
    standing = standing_of(signature.availability, newest.state)
    lights = lights_of(signature)
    return Card(
        id=signature.pk,
        name=signature.name,
        account=signature.account.name,
        standing=standing,
        words=standing_words(standing).title,
        why=standing_words(standing).why,
        look=STANDING_LOOKS[standing],
        settled_at=signature.availability_since or newest.decided_at,
        review=_review(signature, newest, now),
        lights=lights,
        reasons=reasons_of(signature),
        kind=say(SignatureKind(signature.kind)).title,
        origin=say(Origin(signature.origin)).title,
        is_pending=newest.state == ReviewState.IN_REVIEW or any(light.is_moving for light in lights),
        moved_at=max([newest.created_at, *(light.since for light in lights if light.since)]),
        is_for_codes_only=signature.kind == SignatureKind.VERIFICATION_CODE,
        is_complimentary=signature.origin == Origin.COMPLIMENTARY,
    )


def _review(signature: Signature, newest: Application, now: datetime) -> Review:
    state = ReviewState(newest.state)
    due_at = newest.work_order.due_at if state is ReviewState.IN_REVIEW else None
    return Review(
        state=state,
        words=say(state).title,
        look=REVIEW_LOOKS[state],
        order_id=newest.work_order_id,
        submitted_at=newest.work_order.submitted_at,
        due_at=due_at,
        decided_at=newest.decided_at,
        is_overdue=due_at is not None and due_at < now,
        is_edit=signature.approved_id is not None and signature.approved_id != newest.pk,
    )


def cards_of(signatures: Sequence[Signature], now: datetime) -> Iterator[Card]:
    """The same, for the rows of a page."""
    return (card_of(signature, now) for signature in signatures)
