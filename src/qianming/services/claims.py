"""Claiming work orders: one reviewer takes one up, so that no two read the same papers.

Decides whose a work order is. A claim runs out by itself; deciding needs none, but nobody decides over
another's claim.
"""

from datetime import datetime

from qianming.core.codes import EventKind, QualificationState
from qianming.core.permissions import Role
from qianming.registry.models import Qualification, WorkOrder
from qianming.services._command import Change, record, write
from qianming.services._moves import Move, move_qualification
from qianming.services._reviewable import Reviewable, claimant, take, take_open
from qianming.services.actors import SYSTEM, Actor
from qianming.services.refusals import Conflict, RefusalCode


def claim(actor: Actor, order_id: int, now: datetime) -> None:
    """Take a work order up, or go on with it; a qualification is in review from now on.

    `NotFound`, `Forbidden`; `Conflict` when it is decided or another reviewer has it. A claim that has run
    out is taken over.
    """
    with write():
        found = take_open(actor, order_id, now)
        mine = claimant(found.work_order, now) == actor.label
        if found.work_order.claimed_by and not mine:
            _put_back(found, Move(SYSTEM, now))
        _store(found.work_order, actor.label, now)
        if not mine:
            _tell(EventKind.REVIEW_CLAIMED, found.work_order, Move(actor, now))
            if isinstance(found, Qualification):
                move_qualification(found, QualificationState.IN_REVIEW, Move(actor, now))


def release(actor: Actor, order_id: int, now: datetime) -> None:
    """Give a work order back to the queue; `Conflict` unless the claim is the actor's own.

    Who may do everything in the service may release anybody's claim.
    """
    with write():
        found = take(actor, order_id)
        holder = claimant(found.work_order, now)
        if not holder or (holder != actor.label and actor.role is not Role.OPERATOR):
            raise Conflict(RefusalCode.NOT_CLAIMED)
        _put_back(found, Move(actor, now))


def _put_back(found: Reviewable, move: Move) -> None:
    """The work order is nobody's; a qualification waits in the queue again."""
    _store(found.work_order, "", None)
    _tell(EventKind.REVIEW_RELEASED, found.work_order, move)
    if isinstance(found, Qualification) and found.state == QualificationState.IN_REVIEW:
        move_qualification(found, QualificationState.QUEUED, move)


def _store(order: WorkOrder, holder: str, since: datetime | None) -> None:
    order.claimed_by, order.claimed_at = holder, since
    order.save(update_fields=["claimed_by", "claimed_at"])


def _tell(kind: EventKind, order: WorkOrder, move: Move) -> None:
    record(Change(kind, f"work_order:{order.pk}", order.account_id), move.actor, move.now)
