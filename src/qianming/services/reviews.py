"""Reviews: the queue of open work orders and the decisions on them.

A decision takes the lifecycle's step for its object; of two reviewers at once one wins and the other is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.core.codes import RejectionReason, WorkOrderKind
from qianming.core.findings import Finding
from qianming.services.actors import Actor


@dataclass(frozen=True, slots=True)
class PendingReview:
    """One open work order. `account` is the account's name, `name` what was applied for."""

    order_id: int
    kind: WorkOrderKind
    account: str
    name: str
    state: str
    submitted_at: datetime
    due: datetime
    findings: tuple[Finding, ...]


def pending(now: datetime) -> list[PendingReview]:
    """Everything that waits for a decision, of all kinds, the earliest deadline first."""
    raise NotImplementedError


def approve(actor: Actor, order_id: int, now: datetime) -> None:
    """Approve; raises `NotFound`, `Forbidden`, or `Conflict` when it is not open (any more)."""
    raise NotImplementedError


def reject(actor: Actor, order_id: int, reasons: Sequence[RejectionReason], note: str, now: datetime) -> None:
    """Reject for at least one reason; the note is shown to the applicant."""
    raise NotImplementedError


def ask(actor: Actor, order_id: int, note: str, now: datetime) -> None:
    """Ask for more material; only a qualification can wait for it."""
    raise NotImplementedError


def revoke(actor: Actor, order_id: int, reasons: Sequence[RejectionReason], note: str, now: datetime) -> None:
    """Take an approval back."""
    raise NotImplementedError
