"""Which state may follow which, who may move it, and when a reason is needed: five tables and one door.

Decides whether a step is legal. What else has to be true for it (a valid phone code, a clean check) is
decided by the rules and checked by the services.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from qianming.core.codes import FilingState, MessageState, QualificationState, ReviewState
from qianming.core.permissions import Permission

StateT = TypeVar("StateT", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[StateT]):
    """One row of a table. Every pair of source and target stands in at most one row."""

    sources: frozenset[StateT]
    target: StateT
    permission: Permission
    needs_reason: bool = False


Table = tuple[Transition[StateT], ...]


class IllegalTransition(Exception):
    """A step that the table does not know. Carries both states, for faces to translate."""

    def __init__(self, current: StrEnum, target: StrEnum) -> None:
        super().__init__(f"{type(current).__name__} {current} -> {target}")
        self.current = current
        self.target = target


def allowed(table: Table[StateT], current: StateT) -> list[Transition[StateT]]:
    """Every step that may be taken from a state, in the table's order."""
    return [row for row in table if current in row.sources]


def step(table: Table[StateT], current: StateT, target: StateT) -> Transition[StateT]:
    """The row that leads from one state to another; raises `IllegalTransition` where there is none."""
    for row in allowed(table, current):
        if row.target is target:
            return row
    raise IllegalTransition(current, target)


_Q = QualificationState
_WAITING = frozenset({_Q.QUEUED, _Q.IN_REVIEW})

QUALIFICATION: Table[QualificationState] = (
    Transition(frozenset({_Q.QUEUED}), _Q.IN_REVIEW, Permission.REVIEW_DECIDE),
    Transition(frozenset({_Q.IN_REVIEW}), _Q.QUEUED, Permission.REVIEW_DECIDE),
    Transition(_WAITING, _Q.APPROVED, Permission.REVIEW_DECIDE),
    Transition(_WAITING | {_Q.APPROVED}, _Q.REJECTED, Permission.REVIEW_DECIDE, needs_reason=True),
    Transition(_WAITING, _Q.ASKED_FOR_MORE, Permission.REVIEW_DECIDE, needs_reason=True),
    Transition(_WAITING | {_Q.ASKED_FOR_MORE}, _Q.WITHDRAWN, Permission.QUALIFICATION_SUBMIT),
    Transition(
        frozenset({_Q.APPROVED, _Q.REJECTED, _Q.ASKED_FOR_MORE, _Q.WITHDRAWN}),
        _Q.QUEUED,
        Permission.QUALIFICATION_SUBMIT,
    ),
)

_R = ReviewState
_DECISIONS: Table[ReviewState] = (
    Transition(frozenset({_R.IN_REVIEW}), _R.APPROVED, Permission.REVIEW_DECIDE),
    Transition(
        frozenset({_R.IN_REVIEW, _R.APPROVED}), _R.REJECTED, Permission.REVIEW_DECIDE, needs_reason=True
    ),
)

APPLICATION: Table[ReviewState] = (
    Transition(frozenset({_R.DRAFT}), _R.IN_REVIEW, Permission.SIGNATURE_APPLY),
    Transition(frozenset({_R.IN_REVIEW}), _R.WITHDRAWN, Permission.SIGNATURE_APPLY),
    *_DECISIONS,
)

TEMPLATE: Table[ReviewState] = (
    # A rejected template is mended and submitted again under its own code.
    Transition(frozenset({_R.DRAFT, _R.REJECTED}), _R.IN_REVIEW, Permission.TEMPLATE_APPLY),
    Transition(frozenset({_R.IN_REVIEW}), _R.WITHDRAWN, Permission.TEMPLATE_APPLY),
    *_DECISIONS,
)

_F = FilingState
_BEGUN = frozenset(_F) - {_F.NOT_FILED}

# A carrier may correct itself: failed may turn out filed, and filed may turn out failed or unproven.
FILING: Table[FilingState] = (
    Transition(frozenset({_F.NOT_FILED, _F.FAILED, _F.EXPIRED}), _F.FILING, Permission.FILING_OPERATE),
    Transition(frozenset({_F.FILING, _F.FAILED, _F.FILED}), _F.UNVERIFIED, Permission.FILING_OPERATE),
    Transition(frozenset({_F.FILING, _F.FAILED, _F.UNVERIFIED}), _F.FILED, Permission.FILING_OPERATE),
    Transition(
        frozenset({_F.FILING, _F.UNVERIFIED, _F.FILED}),
        _F.FAILED,
        Permission.FILING_OPERATE,
        needs_reason=True,
    ),
    Transition(
        frozenset({_F.UNVERIFIED, _F.FILED}), _F.EXPIRED, Permission.FILING_OPERATE, needs_reason=True
    ),
    Transition(_BEGUN, _F.NOT_FILED, Permission.FILING_OPERATE, needs_reason=True),
)

_M = MessageState

MESSAGE: Table[MessageState] = (
    Transition(frozenset({_M.ACCEPTED}), _M.SUBMITTED, Permission.MESSAGE_SEND),
    Transition(frozenset({_M.SUBMITTED}), _M.DELIVERED, Permission.MESSAGE_SEND),
    Transition(frozenset({_M.ACCEPTED, _M.SUBMITTED}), _M.FAILED, Permission.MESSAGE_SEND, needs_reason=True),
)
