"""One reviewer takes a work order up; others are told, and a forgotten claim runs out."""

from datetime import timedelta

import pytest

from qianming.core.codes import EventKind
from qianming.core.permissions import Role
from qianming.registry.models import Event, Qualification, WorkOrder
from qianming.services import claims, reviews
from qianming.services._reviewable import CLAIM_LASTS
from qianming.services.actors import user_actor
from qianming.services.refusals import Conflict, Forbidden, RefusalCode
from tests.services.making import (
    DOUBTFUL,
    MINUTE,
    NOW,
    OPERATOR,
    REASON,
    REVIEWER,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db

OTHER_REVIEWER = user_actor(2, Role.REVIEWER, None)


def a_waiting_order() -> int:
    return submitted_qualification(an_applicant(an_account())).order_id


def moves() -> list[tuple[str, str, str]]:
    rows = Event.objects.filter(kind=EventKind.QUALIFICATION_MOVED).order_by("sequence")
    return list(rows.values_list("old", "new", "actor"))


def test_a_claimed_qualification_is_in_review() -> None:
    order = a_waiting_order()
    claims.claim(REVIEWER, order, NOW)
    assert Qualification.objects.get().state == "in_review"
    (pending,) = reviews.pending(NOW)
    assert (pending.claimed_by, pending.state) == ("user:1", "in_review")
    reviews.approve(REVIEWER, order, NOW)
    assert moves()[1:] == [("queued", "in_review", "user:1"), ("in_review", "approved", "user:1")]


def test_nobody_claims_or_decides_over_anothers_claim() -> None:
    order = a_waiting_order()
    claims.claim(REVIEWER, order, NOW)
    for attempt in (
        lambda: claims.claim(OTHER_REVIEWER, order, NOW),
        lambda: reviews.approve(OTHER_REVIEWER, order, NOW),
        lambda: reviews.reject(OTHER_REVIEWER, order, REASON, "", NOW),
        lambda: reviews.ask(OTHER_REVIEWER, order, "请补充", NOW),
    ):
        with pytest.raises(Conflict) as refusal:
            attempt()
        assert refusal.value.code == RefusalCode.CLAIMED_BY_ANOTHER
    assert Qualification.objects.get().state == "in_review"


def test_claiming_again_goes_on_with_the_claim() -> None:
    order = a_waiting_order()
    claims.claim(REVIEWER, order, NOW)
    claims.claim(REVIEWER, order, NOW + MINUTE)
    assert WorkOrder.objects.get(pk=order).claimed_at == NOW + MINUTE
    assert Event.objects.filter(kind=EventKind.REVIEW_CLAIMED).count() == 1


def test_a_released_one_waits_in_the_queue_again() -> None:
    order = a_waiting_order()
    claims.claim(REVIEWER, order, NOW)
    claims.release(REVIEWER, order, NOW)
    assert Qualification.objects.get().state == "queued"
    assert reviews.pending(NOW)[0].claimed_by == ""
    claims.claim(OTHER_REVIEWER, order, NOW)
    claims.release(OPERATOR, order, NOW)
    assert moves()[-1] == ("in_review", "queued", "operator")


def test_only_ones_own_claim_is_released() -> None:
    order = a_waiting_order()
    for actor in (REVIEWER, OPERATOR):
        with pytest.raises(Conflict) as refusal:
            claims.release(actor, order, NOW)
        assert refusal.value.code == RefusalCode.NOT_CLAIMED
    claims.claim(REVIEWER, order, NOW)
    with pytest.raises(Conflict):
        claims.release(OTHER_REVIEWER, order, NOW)


@pytest.mark.parametrize(("wait", "free"), [(CLAIM_LASTS - timedelta(seconds=1), False), (CLAIM_LASTS, True)])
def test_a_claim_runs_out(wait: timedelta, free: bool) -> None:
    order = a_waiting_order()
    claims.claim(REVIEWER, order, NOW)
    later = NOW + wait
    assert (reviews.pending(later)[0].claimed_by == "") is free
    if not free:
        with pytest.raises(Conflict):
            claims.claim(OTHER_REVIEWER, order, later)
        return
    claims.claim(OTHER_REVIEWER, order, later)
    assert moves()[1:] == [
        ("queued", "in_review", "user:1"),
        ("in_review", "queued", "system"),
        ("queued", "in_review", "user:2"),
    ]
    assert Event.objects.filter(kind=EventKind.REVIEW_RELEASED).count() == 1


def test_applications_are_claimed_too() -> None:
    actor = an_applicant(an_account())
    order = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    claims.claim(REVIEWER, order, NOW)
    with pytest.raises(Conflict):
        reviews.approve(OTHER_REVIEWER, order, NOW)
    claims.release(REVIEWER, order, NOW)
    reviews.approve(OTHER_REVIEWER, order, NOW)
    with pytest.raises(Conflict) as refusal:
        claims.claim(REVIEWER, order, NOW)
    assert refusal.value.code == RefusalCode.ALREADY_DECIDED


def test_an_applicant_claims_nothing() -> None:
    actor = an_applicant(an_account())
    order = submitted_qualification(actor).order_id
    with pytest.raises(Forbidden):
        claims.claim(actor, order, NOW)
