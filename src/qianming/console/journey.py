"""The way of an account to its first message: four steps, each with its state and the one thing to do next.

Decides which step is the next one. Every state is the registry's; nothing is judged here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from qianming.console.desk import Desk
from qianming.console.tones import Look, Tone
from qianming.console.wording import say
from qianming.core.china_time import china_day
from qianming.core.codes import AccountType, Purpose, QualificationState, ReviewState
from qianming.registry.models import PowerOfAttorney, Qualification, Template
from qianming.registry.queries import (
    for_account,
    latest_application,
    qualifications,
    signatures,
    templates,
)

_DONE, _NEXT = Look(Tone.GOOD, "circle-check"), Look(Tone.WAIT, "arrow-right")
_WAITS, _WRONG, _LATER = (
    Look(Tone.WAIT, "hourglass-empty"),
    Look(Tone.BAD, "alert-triangle"),
    Look(Tone.IDLE, "circle-dashed"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is and why, where it stands, the button that leads on, and until when it waits."""

    title: str
    why: str
    look: Look
    state: str
    act: str
    url: str
    due_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        return self.look is _DONE

    @property
    def is_next(self) -> bool:
        """Whether it is the applicant's turn."""
        return self.look in (_NEXT, _WRONG)


@dataclass(frozen=True, slots=True)
class Journey:
    """The steps of an account, and how many of the needed ones are done."""

    steps: tuple[Step, ...]

    @property
    def is_over(self) -> bool:
        return all(step.is_done for step in self.steps)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)


def journey_of(desk: Desk) -> Journey:
    """Where the account stands."""
    papers = list(qualifications(desk.account.pk))
    approved = [row for row in papers if row.state == QualificationState.APPROVED]
    for_others = desk.account.account_type != AccountType.ENTERPRISE or (
        bool(papers) and all(row.purpose == Purpose.FOR_OTHERS for row in papers)
    )
    steps = [_qualification(papers)]
    if for_others:
        steps.append(_power(desk, ready=bool(approved)))
    steps += [_signature(desk, ready=all(step.is_done for step in steps)), _template(desk)]
    return Journey(tuple(steps))


def _qualification(rows: Sequence[Qualification]) -> Step:
    title, why = _("Qualification"), _("Show which enterprise or institution you are: the six elements.")
    new = reverse("qualification_new")
    if not rows:
        return Step(title, why, _NEXT, _("Nothing submitted yet"), _("Fill in the qualification"), new)
    best = min(rows, key=lambda row: (list(_ORDER).index(QualificationState(row.state)), -row.pk))
    state = QualificationState(best.state)
    page = reverse("qualification_detail", args=[best.pk])
    words = say(state).title
    if state is QualificationState.APPROVED:
        return Step(title, why, _DONE, words, _("Look at it"), page)
    if state in (QualificationState.QUEUED, QualificationState.IN_REVIEW):
        return Step(title, why, _WAITS, words, _("Look at it"), page, best.work_order.due_at)
    mend = reverse("qualification_edit", args=[best.pk])
    return Step(title, why, _WRONG, words, _("See why and mend it"), mend)


_ORDER = (
    QualificationState.APPROVED,
    QualificationState.IN_REVIEW,
    QualificationState.QUEUED,
    QualificationState.ASKED_FOR_MORE,
    QualificationState.REJECTED,
    QualificationState.WITHDRAWN,
)


def _power(desk: Desk, *, ready: bool) -> Step:
    title = _("Power of attorney")
    why = _("For another entity's name: that entity's sealed letter, with every name that you may need.")
    today = china_day(desk.now())
    has_one = for_account(PowerOfAttorney, desk.account.pk).filter(valid_until__gte=today).exists()
    if has_one:
        return Step(title, why, _DONE, _("Kept"), _("Look at it"), reverse("power_list"))
    look = _NEXT if ready else _LATER
    state = _("Nothing kept yet") if ready else _("Can be prepared while the qualification is reviewed")
    return Step(title, why, look, state, _("Add the letter"), reverse("power_new"))


def _signature(desk: Desk, *, ready: bool) -> Step:
    title, why = _("Signature"), _("Choose the name that opens your messages; it is checked while you type.")
    rows = list(signatures(desk.account.pk))
    new = reverse("signature_new")
    if any(row.approved_id for row in rows):
        listed = reverse("signature_list")
        return Step(title, why, _DONE, _("Approved"), _("Look at the filing"), listed)
    if not rows:
        look, state = (_NEXT, _("Nothing applied for yet")) if ready else (_LATER, _("After the step before"))
        return Step(title, why, look, state, _("Apply for a signature") if ready else "", new)
    last = latest_application(rows[0])
    page = reverse("signature_detail", args=[rows[0].pk])
    words = say(ReviewState(last.state)).title
    if last.state == ReviewState.IN_REVIEW:
        return Step(title, why, _WAITS, words, _("Look at it"), page, last.work_order.due_at)
    return Step(title, why, _WRONG, words, _("See why and mend it"), page)


def _template(desk: Desk) -> Step:
    title, why = _("Template"), _("Write the text once; programs then fill in its variables.")
    rows: list[Template] = list(templates(desk.account.pk))
    listed, new = reverse("template_list"), reverse("template_new")
    states = {ReviewState(row.state) for row in rows}
    if ReviewState.APPROVED in states:
        return Step(title, why, _DONE, _("Approved"), _("Look at it"), listed)
    if ReviewState.IN_REVIEW in states:
        waiting = next(row for row in rows if row.state == ReviewState.IN_REVIEW)
        words, due = say(ReviewState.IN_REVIEW).title, waiting.work_order.due_at
        return Step(title, why, _WAITS, words, _("Look at it"), listed, due)
    if rows:
        words = say(ReviewState(rows[0].state)).title
        return Step(title, why, _WRONG, words, _("See why"), listed)
    ready = signatures(desk.account.pk).filter(approved__isnull=False).exists()
    look, state = (_NEXT, _("Nothing applied for yet")) if ready else (_LATER, _("After the step before"))
    return Step(title, why, look, state, _("Write a template") if ready else "", new)
