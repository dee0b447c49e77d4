"""A template as the pages show it. Decides how its state is put, never what is true."""

from dataclasses import dataclass
from datetime import datetime

from qianming.console.rejected import Rejected, rejected
from qianming.console.tones import REVIEW_LOOKS, Look
from qianming.console.wording import say
from qianming.core.codes import ReviewState, TemplateType
from qianming.registry.models import Template
from qianming.texts.catalog import Words


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """One template; `due_at` only while a decision is awaited."""

    code: str
    name: str
    kind: str
    content: str
    signature: str
    order_id: int
    state: ReviewState
    words: Words
    look: Look
    submitted_at: datetime
    due_at: datetime | None
    is_overdue: bool
    rejected: Rejected | None
    may_edit: bool
    may_withdraw: bool


def card_of(row: Template, now: datetime) -> TemplateCard:
    """One template, loaded with its work order, at a moment."""
    state = ReviewState(row.state)
    waits = state is ReviewState.IN_REVIEW
    return TemplateCard(
        code=row.code,
        name=row.name,
        kind=say(TemplateType(row.template_type)).title,
        content=row.content,
        signature=row.related_signature,
        order_id=row.work_order_id,
        state=state,
        words=say(state),
        look=REVIEW_LOOKS[state],
        submitted_at=row.work_order.submitted_at,
        due_at=row.work_order.due_at if waits else None,
        is_overdue=waits and row.work_order.due_at < now,
        rejected=rejected(row.work_order) if state is ReviewState.REJECTED else None,
        may_edit=state is ReviewState.REJECTED,
        may_withdraw=waits,
    )
