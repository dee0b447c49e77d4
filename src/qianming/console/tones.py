"""How states look: one tone and one mark each, so that colour never speaks alone. Knows no words."""

from dataclasses import dataclass
from enum import StrEnum

from qianming.console.standing import Standing
from qianming.core.codes import EventKind, FilingState, QualificationState, ReviewState


class Tone(StrEnum):
    """What a colour says; the value is part of the style sheet's class names."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    WAIT = "wait"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Look:
    """A tone and the name of the mark that goes with it."""

    tone: Tone
    icon: str


PLAIN_LOOK = Look(Tone.IDLE, "history")
STANDING_LOOKS: dict[Standing, Look] = {
    Standing.AVAILABLE: Look(Tone.GOOD, "circle-check"),
    Standing.ABNORMAL: Look(Tone.WARN, "alert-triangle"),
    Standing.UNAVAILABLE: Look(Tone.BAD, "ban"),
    Standing.IN_REVIEW: Look(Tone.WAIT, "hourglass-empty"),
    Standing.WITHDRAWN: Look(Tone.IDLE, "arrow-back-up"),
}
REVIEW_LOOKS: dict[ReviewState, Look] = {
    ReviewState.DRAFT: Look(Tone.IDLE, "circle-dashed"),
    ReviewState.IN_REVIEW: Look(Tone.WAIT, "hourglass-empty"),
    ReviewState.APPROVED: Look(Tone.GOOD, "check"),
    ReviewState.REJECTED: Look(Tone.BAD, "x"),
    ReviewState.WITHDRAWN: Look(Tone.IDLE, "arrow-back-up"),
}
QUALIFICATION_LOOKS: dict[QualificationState, Look] = {
    QualificationState.QUEUED: Look(Tone.WAIT, "hourglass-empty"),
    QualificationState.IN_REVIEW: Look(Tone.WAIT, "eye"),
    QualificationState.APPROVED: Look(Tone.GOOD, "circle-check"),
    QualificationState.REJECTED: Look(Tone.BAD, "circle-x"),
    QualificationState.ASKED_FOR_MORE: Look(Tone.WARN, "alert-triangle"),
    QualificationState.WITHDRAWN: Look(Tone.IDLE, "arrow-back-up"),
}
FILING_LOOKS: dict[FilingState, Look] = {
    FilingState.NOT_FILED: Look(Tone.IDLE, "circle-dashed"),
    FilingState.FILING: Look(Tone.WAIT, "clock"),
    FilingState.FAILED: Look(Tone.BAD, "circle-x"),
    FilingState.UNVERIFIED: Look(Tone.WAIT, "hourglass-empty"),
    FilingState.FILED: Look(Tone.GOOD, "circle-check"),
    FilingState.EXPIRED: Look(Tone.WARN, "alert-triangle"),
}
EVENT_LOOKS: dict[EventKind, Look] = {
    EventKind.COMPLIMENTARY_GIVEN: Look(Tone.GOOD, "gift"),
    EventKind.SIGNATURE_FROZEN: Look(Tone.BAD, "lock"),
    EventKind.SIGNATURE_UNFROZEN: Look(Tone.GOOD, "check"),
    EventKind.SIGNATURE_DISABLED: Look(Tone.BAD, "ban"),
    EventKind.SIGNATURE_ENABLED: Look(Tone.GOOD, "check"),
    EventKind.WARNING_RAISED: Look(Tone.WARN, "alert-triangle"),
    EventKind.FREEZE_ANNOUNCED: Look(Tone.WARN, "alert-triangle"),
    EventKind.HEALTH_RAISED: Look(Tone.WARN, "alert-triangle"),
    EventKind.HEALTH_CLEARED: Look(Tone.GOOD, "check"),
}
