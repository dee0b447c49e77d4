"""A signature's history for reading: one line per event of it, of its applications and of its filings.

Newest first. Who acted is not shown: events name hands by number, and pages are no register of persons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qianming.console.standing import Standing
from qianming.console.tones import EVENT_LOOKS, FILING_LOOKS, PLAIN_LOOK, REVIEW_LOOKS, STANDING_LOOKS, Look
from qianming.console.wording import say
from qianming.core.codes import (
    Abnormality,
    Availability,
    Carrier,
    EventKind,
    FilingReason,
    FilingState,
    FindingCode,
    FreezeParty,
    ReviewState,
    Unavailability,
)
from qianming.core.rejections import RejectionReason
from qianming.core.status.warnings import Threat
from qianming.registry.models import Event, Signature

_LIMIT = 100
# What ended is named by what was there before.
_ENDINGS = frozenset({EventKind.HEALTH_CLEARED, EventKind.SIGNATURE_UNFROZEN})
# What says a day: of the policy, of the freeze to come.
_DATED = frozenset({EventKind.POLICY_APPLIED, EventKind.FREEZE_ANNOUNCED})
# Whose code says what it is about.
_TOLD_BY_CODE: Mapping[EventKind, type[StrEnum]] = {
    EventKind.HEALTH_RAISED: Abnormality,
    EventKind.HEALTH_CLEARED: Abnormality,
    EventKind.WARNING_RAISED: Threat,
    EventKind.SIGNATURE_FROZEN: FreezeParty,
    EventKind.SIGNATURE_UNFROZEN: FreezeParty,
}
_REASONS: tuple[type[StrEnum], ...] = (
    Abnormality,
    Unavailability,
    FilingReason,
    RejectionReason,
    FindingCode,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: when, what moved, what came out, and the titles of the reasons given."""

    at: datetime
    title: str
    outcome: str
    reasons: tuple[str, ...]
    look: Look


def timeline_of(signature: Signature) -> list[Entry]:
    """The latest events around a signature; it must have been loaded with its parts."""
    carriers = {f"filing:{row.pk}": Carrier(row.carrier) for row in signature.filings.all()}
    subjects = [
        f"signature:{signature.pk}",
        *(f"application:{row.work_order_id}" for row in signature.applications.all()),
        *carriers,
    ]
    rows = Event.objects.filter(account_id=signature.account_id, subject__in=subjects).order_by("-pk")
    return [_entry(row, carriers.get(row.subject)) for row in rows[:_LIMIT]]


def _entry(event: Event, carrier: Carrier | None) -> Entry:
    kind = EventKind(event.kind)
    outcome, look = _outcome(kind, event.old if kind in _ENDINGS else event.new)
    return Entry(
        at=event.at,
        title=say(carrier or kind).title,
        outcome=outcome,
        reasons=tuple(_reason_titles(event.reasons)),
        look=EVENT_LOOKS.get(kind, look),
    )


def _outcome(kind: EventKind, state: str) -> tuple[str, Look]:
    """The new state in words and in looks; other kinds of events say it all in their title."""
    if kind is EventKind.APPLICATION_MOVED:
        return say(ReviewState(state)).title, REVIEW_LOOKS[ReviewState(state)]
    if kind is EventKind.FILING_MOVED:
        return say(FilingState(state)).title, FILING_LOOKS[FilingState(state)]
    if kind is EventKind.AVAILABILITY_CHANGED and state:
        return say(Availability(state)).title, STANDING_LOOKS[Standing(state)]
    if (told := _TOLD_BY_CODE.get(kind)) is not None:
        return say(told(state)).title, PLAIN_LOOK
    return state if kind in _DATED else "", PLAIN_LOOK


def _reason_titles(codes: list[str]) -> Iterator[str]:
    for code in codes:
        yield from [say(kind(code)).title for kind in _REASONS if code in set(kind)][:1]
