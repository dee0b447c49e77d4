"""The object of a work order, taken for a decision: its account's turn, its state, and whose work it is.

Decides who may lay hands on a work order now; what is decided on it is the caller's.
"""

from datetime import datetime, timedelta

from qianming.core.codes import QualificationState, ReviewState, WorkOrderKind
from qianming.core.permissions import Permission
from qianming.registry.models import Application, Qualification, Template, WorkOrder
from qianming.services._command import lock_accounts
from qianming.services._related import take_related_turn
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, NotFound, Noun, RefusalCode

WAITING = frozenset({QualificationState.QUEUED, QualificationState.IN_REVIEW, ReviewState.IN_REVIEW})
# A reviewer who went home must not keep an applicant waiting: the review of a signature takes two hours.
CLAIM_LASTS = timedelta(hours=2)

Reviewable = Application | Template | Qualification


def take_open(actor: Actor, order_id: int, now: datetime) -> Reviewable:
    """The object of an open work order that no other reviewer has claimed."""
    found = take(actor, order_id)
    if found.state not in WAITING:
        raise Conflict(RefusalCode.ALREADY_DECIDED)
    if claimant(found.work_order, now) not in ("", actor.label):
        raise Conflict(RefusalCode.CLAIMED_BY_ANOTHER)
    return found


def take(actor: Actor, order_id: int) -> Reviewable:
    """The object of a work order, decided or not; its account's turn is taken.

    Raises `NotFound`, `Forbidden`, or `Conflict` when a later submission took the work order's place.
    """
    actor.need(Permission.REVIEW_DECIDE)
    order = WorkOrder.objects.filter(pk=order_id).first()
    if order is None:
        raise NotFound(Noun.WORK_ORDER)
    if order.kind == WorkOrderKind.QUALIFICATION:
        return _qualification(order)
    lock_accounts(order.account_id)
    if order.kind == WorkOrderKind.TEMPLATE:
        return _template(order)
    return Application.objects.select_related("work_order", "signature").get(work_order=order)


def _template(order: WorkOrder) -> Template:
    rows = Template.objects.filter(work_order=order, deleted_at__isnull=True)
    row = rows.select_related("work_order").first()
    if row is None:
        raise Conflict(RefusalCode.ORDER_EXPIRED)
    return row


def _qualification(order: WorkOrder) -> Qualification:
    rows = Qualification.objects.filter(work_order=order, deleted_at__isnull=True)
    first = rows.first()
    if first is None:
        raise Conflict(RefusalCode.ORDER_EXPIRED)
    take_related_turn(first)
    # An update or a deletion may have been quicker than this turn.
    row = rows.select_related("work_order", "account").first()
    if row is None:
        raise Conflict(RefusalCode.ORDER_EXPIRED)
    return row


def claimant(order: WorkOrder, now: datetime) -> str:
    """The label of the reviewer whose claim holds; empty when there is none or it has run out."""
    fresh = order.claimed_at is not None and now < order.claimed_at + CLAIM_LASTS
    return order.claimed_by if fresh else ""
