"""The queue of reviews and the decisions on it."""

from collections.abc import Callable
from functools import partial

import pytest

from qianming.core.codes import (
    DecisionVerdict,
    FindingCode,
    QualificationState,
    ReviewState,
    TemplateType,
    WorkOrderKind,
)
from qianming.core.permissions import Role
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Application, Decision, Event, Qualification, Template
from qianming.services import applications, reviews, templates
from qianming.services.actors import Actor, user_actor
from qianming.services.refusals import Conflict, Forbidden, Invalid, NotFound, RefusalCode
from qianming.services.templates import SubmitTemplate
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    LONG_COMPANY,
    MINUTE,
    NOW,
    REASON,
    REVIEWER,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    row_counts,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db


def test_the_queue_holds_every_kind_by_deadline() -> None:
    account = an_account("one", verified_name=LONG_COMPANY)
    actor = an_applicant(account)
    qualification = approved_qualification(actor, company_name=LONG_COMPANY)
    waiting = submitted_qualification(
        actor, name="第二份", administrator_phone="13900000002", company_name=LONG_COMPANY
    )
    application = applied(actor, LONG_COMPANY[:7], qualification, NOW + MINUTE)
    assert application.state is ReviewState.IN_REVIEW
    queue = reviews.pending(NOW + MINUTE)
    assert [(order.order_id, order.kind, order.name) for order in queue] == [
        (application.order_id, WorkOrderKind.SIGNATURE, LONG_COMPANY[:7]),
        (waiting.order_id, WorkOrderKind.QUALIFICATION, LONG_COMPANY),
    ]
    assert queue[0].account == "one"
    assert FindingCode.MATCH_BOUNDARY_UNCERTAIN in {finding.code for finding in queue[0].findings}
    assert queue[0].due < queue[1].due
    assert reviews.pending(NOW - MINUTE) == []


def a_waiting_application(actor: Actor) -> int:
    qualification = approved_qualification(actor)
    return applied(actor, DOUBTFUL, qualification).order_id


def test_approval_makes_the_application_the_one_that_sends() -> None:
    actor = an_applicant(an_account())
    order_id = a_waiting_application(actor)
    reviews.approve(REVIEWER, order_id, NOW + MINUTE)
    application = Application.objects.get(work_order=order_id)
    assert (application.state, application.decided_at) == ("approved", NOW + MINUTE)
    assert application.signature.approved == application
    assert application.filings.count() == 3
    decision = Decision.objects.get(work_order=order_id)
    assert (decision.verdict, decision.automatic, decision.decided_by) == ("approved", False, "user:1")


def test_rejection_keeps_reasons_and_note() -> None:
    actor = an_applicant(an_account())
    order_id = a_waiting_application(actor)
    reasons = [RejectionReason.NAME_TOO_BROAD, RejectionReason.RIGHT_NOT_SHOWN]
    reviews.reject(REVIEWER, order_id, reasons, "请改名", NOW)
    application = Application.objects.get(work_order=order_id)
    assert (application.state, application.signature.availability) == ("rejected", "unavailable")
    assert application.signature.unavailabilities == ["APPROVAL_REJECTED"]
    decision = Decision.objects.get(work_order=order_id)
    assert (decision.reasons, decision.note) == (["NAME_TOO_BROAD", "RIGHT_NOT_SHOWN"], "请改名")
    event = Event.objects.filter(subject=f"application:{order_id}").last()
    assert event is not None
    assert (event.old, event.new, event.reasons) == ("in_review", "rejected", decision.reasons)


def test_a_qualification_can_be_asked_about() -> None:
    submitted = submitted_qualification(an_applicant(an_account()))
    reviews.ask(REVIEWER, submitted.order_id, "请上传清晰的执照", NOW)
    assert Qualification.objects.get().state == QualificationState.ASKED_FOR_MORE
    decision = Decision.objects.get()
    assert (decision.verdict, decision.note) == (DecisionVerdict.ASKED_FOR_MORE, "请上传清晰的执照")
    assert reviews.pending(NOW) == []


def test_only_a_qualification_can_be_asked_about() -> None:
    order_id = a_waiting_application(an_applicant(an_account()))
    with pytest.raises(Conflict):
        reviews.ask(REVIEWER, order_id, "?", NOW)


def test_an_approval_can_be_taken_back() -> None:
    actor = an_applicant(an_account())
    order_id = a_waiting_application(actor)
    with pytest.raises(Conflict):
        reviews.revoke(REVIEWER, order_id, REASON, "", NOW)
    reviews.approve(REVIEWER, order_id, NOW)
    reviews.revoke(REVIEWER, order_id, [RejectionReason.APPROVED_BY_MISTAKE], "", NOW + MINUTE)
    application = Application.objects.get(work_order=order_id)
    assert (application.state, application.signature.approved) == ("rejected", None)
    assert application.signature.availability == "unavailable"
    assert not application.filings.filter(due_at__isnull=False).exists()
    verdicts = Decision.objects.filter(work_order=order_id).values_list("verdict", flat=True)
    assert list(verdicts) == ["approved", "revoked"]


def test_a_revoked_qualification_shows_on_its_signatures() -> None:
    actor = an_applicant(an_account())
    qualification = approved_qualification(actor)
    signature = Application.objects.get(qualification=qualification).signature
    assert not signature.health_reasons.filter(code="QUALIFICATION_NOT_APPROVED").exists()
    reviews.revoke(REVIEWER, qualification.work_order_id, REASON, "", NOW + MINUTE)
    reason = signature.health_reasons.get(code="QUALIFICATION_NOT_APPROVED")
    assert (reason.since, reason.evidence) == (NOW + MINUTE, {"state": "rejected"})


def test_a_template_is_rejected_and_revoked() -> None:
    actor = an_applicant(an_account())
    submitted = templates.submit(
        actor, SubmitTemplate("登录", "您好，欢迎。", TemplateType.NOTIFICATION), NOW
    )
    assert submitted.state is ReviewState.APPROVED
    reviews.revoke(REVIEWER, submitted.order_id, REASON, "", NOW)
    assert Template.objects.get().state == "rejected"
    Template.objects.update(state="in_review")
    reviews.approve(REVIEWER, submitted.order_id, NOW)
    Template.objects.update(state="in_review")
    reviews.reject(REVIEWER, submitted.order_id, REASON, "", NOW)
    assert Template.objects.get().state == "rejected"


@pytest.mark.parametrize("approving", [True, False])
def test_a_decided_order_is_not_decided_again(approving: bool) -> None:
    order_id = a_waiting_application(an_applicant(an_account()))
    reviews.approve(REVIEWER, order_id, NOW)
    before = row_counts()
    rejecting = partial(reviews.reject, REVIEWER, order_id, REASON, "", NOW)
    with pytest.raises(Conflict) as refusal:
        reviews.approve(REVIEWER, order_id, NOW) if approving else rejecting()
    assert refusal.value.code == RefusalCode.ALREADY_DECIDED
    assert row_counts() == before


def test_a_rejection_needs_a_reason() -> None:
    order_id = a_waiting_application(an_applicant(an_account()))
    before = row_counts()
    with pytest.raises(Invalid):
        reviews.reject(REVIEWER, order_id, [], "", NOW)
    with pytest.raises(Invalid):
        reviews.reject(REVIEWER, order_id, REASON, "x" * 2001, NOW)
    with pytest.raises(Invalid):
        reviews.ask(REVIEWER, order_id, " ", NOW)
    assert row_counts() == before
    assert Application.objects.get(work_order=order_id).state == "in_review"


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.FILING_OPERATOR])
def test_only_reviewers_decide(role: Role) -> None:
    account = an_account()
    order_id = a_waiting_application(an_applicant(account))
    stranger = user_actor(9, role, account.pk if role is Role.APPLICANT else None)
    attempts: list[Callable[[], None]] = [
        partial(reviews.approve, stranger, order_id, NOW),
        partial(reviews.reject, stranger, order_id, REASON, "", NOW),
        partial(reviews.ask, stranger, order_id, "?", NOW),
        partial(reviews.revoke, stranger, order_id, REASON, "", NOW),
    ]
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()


def test_an_unknown_order_is_not_found() -> None:
    with pytest.raises(NotFound):
        reviews.approve(REVIEWER, 12345, NOW)


def test_a_withdrawn_application_leaves_the_queue_and_has_no_availability() -> None:
    actor = an_applicant(an_account())
    order_id = a_waiting_application(actor)
    applications.withdraw(actor, order_id, NOW)
    application = Application.objects.get(work_order=order_id)
    assert (application.state, application.signature.availability) == ("withdrawn", "")
    assert all(order.order_id != order_id for order in reviews.pending(NOW))
    with pytest.raises(Conflict):
        applications.withdraw(actor, order_id, NOW)
    with pytest.raises(NotFound):
        applications.withdraw(an_applicant(an_account("other")), order_id, NOW)


def test_the_company_name_in_these_tests_fits_a_signature() -> None:
    assert len(COMPANY) == 12 < len(LONG_COMPANY)
