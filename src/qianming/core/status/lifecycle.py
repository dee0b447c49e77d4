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


def _row(
    sources: set[StateT], target: StateT, permission: Permission, *, needs_reason: bool = False
) -> Transition[StateT]:
    return Transition(frozenset(sources), target, permission, needs_reason)


_Q = QualificationState
_WAITING = {_Q.QUEUED, _Q.IN_REVIEW}

QUALIFICATION: Table[QualificationState] = (
    _row({_Q.QUEUED}, _Q.IN_REVIEW, Permission.REVIEW_DECIDE),
    _row({_Q.IN_REVIEW}, _Q.QUEUED, Permission.REVIEW_DECIDE),
    _row(_WAITING, _Q.APPROVED, Permission.REVIEW_DECIDE),
    _row({*_WAITING, _Q.APPROVED}, _Q.REJECTED, Permission.REVIEW_DECIDE, needs_reason=True),
    _row(_WAITING, _Q.ASKED_FOR_MORE, Permission.REVIEW_DECIDE, needs_reason=True),
    _row({*_WAITING, _Q.ASKED_FOR_MORE}, _Q.WITHDRAWN, Permission.QUALIFICATION_SUBMIT),
    _row(
        {_Q.APPROVED, _Q.REJECTED, _Q.ASKED_FOR_MORE, _Q.WITHDRAWN},
        _Q.QUEUED,
        Permission.QUALIFICATION_SUBMIT,
    ),
)


def _reviewed(applicant: Permission) -> Table[ReviewState]:
    return (
        _row({ReviewState.DRAFT}, ReviewState.IN_REVIEW, applicant),
        _row({ReviewState.IN_REVIEW}, ReviewState.WITHDRAWN, applicant),
        _row({ReviewState.IN_REVIEW}, ReviewState.APPROVED, Permission.REVIEW_DECIDE),
        _row(
            {ReviewState.IN_REVIEW, ReviewState.APPROVED},
            ReviewState.REJECTED,
            Permission.REVIEW_DECIDE,
            needs_reason=True,
        ),
    )


APPLICATION: Table[ReviewState] = _reviewed(Permission.SIGNATURE_APPLY)
TEMPLATE: Table[ReviewState] = _reviewed(Permission.TEMPLATE_APPLY)

_F = FilingState
_ANSWERED = {_F.FAILED, _F.UNVERIFIED, _F.FILED}

FILING: Table[FilingState] = (
    _row({_F.NOT_FILED, _F.FAILED, _F.EXPIRED}, _F.FILING, Permission.FILING_OPERATE),
    _row({_F.FILING, _F.FAILED, _F.FILED}, _F.UNVERIFIED, Permission.FILING_OPERATE),
    _row({_F.FILING, _F.FAILED, _F.UNVERIFIED}, _F.FILED, Permission.FILING_OPERATE),
    _row({_F.FILING, _F.UNVERIFIED, _F.FILED}, _F.FAILED, Permission.FILING_OPERATE, needs_reason=True),
    _row({_F.UNVERIFIED, _F.FILED}, _F.EXPIRED, Permission.FILING_OPERATE, needs_reason=True),
    _row({_F.FILING, *_ANSWERED, _F.EXPIRED}, _F.NOT_FILED, Permission.FILING_OPERATE, needs_reason=True),
)

MESSAGE: Table[MessageState] = (
    _row({MessageState.ACCEPTED}, MessageState.SUBMITTED, Permission.MESSAGE_SEND),
    _row({MessageState.SUBMITTED}, MessageState.DELIVERED, Permission.MESSAGE_SEND),
    _row(
        {MessageState.ACCEPTED, MessageState.SUBMITTED},
        MessageState.FAILED,
        Permission.MESSAGE_SEND,
        needs_reason=True,
    ),
)
