"""The industry of an application and the kinds of its papers: told, inferred, seen, corrected."""

from datetime import UTC, datetime, timedelta

import pytest

from qianming.core.codes import EventKind, FindingCode, Industry, PaperKind, ReviewState
from qianming.registry.findings import open_findings
from qianming.registry.models import Account, Application, Event, Qualification, WorkOrder
from qianming.services import applications, reviews
from qianming.services.actors import Actor
from qianming.services.applications import SubmitApplication, SubmittedApplication
from qianming.services.corrections import correct_industry
from qianming.services.refusals import Conflict, Forbidden, Invalid, NotFound
from tests.services.making import (
    NOW,
    REASON,
    REVIEWER,
    an_account,
    an_applicant,
    approved_qualification,
    upload,
)

pytestmark = pytest.mark.django_db

COMPANY = "杭州云帆物流公司"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def account(db: None) -> Account:
    return an_account(verified_name=COMPANY)


@pytest.fixture
def qualification(actor: Actor) -> Qualification:
    """An approved qualification; without the industry's paper no signature came with it."""
    return approved_qualification(actor, company_name=COMPANY)


def submit(
    actor: Actor,
    qualification: Qualification,
    name: str = COMPANY,
    keys: tuple[str, ...] = (),
    kinds: dict[str, PaperKind] | None = None,
    industry: Industry | None = None,
) -> SubmittedApplication:
    command = SubmitApplication(
        name,
        qualification_id=qualification.pk,
        material_keys=keys,
        material_kinds=kinds or {},
        industry=industry,
    )
    return applications.submit(actor, command, NOW)


def codes(submitted: SubmittedApplication) -> list[FindingCode]:
    return [finding.code for finding in submitted.findings]


def test_without_the_paper_a_person_is_told_which_is_missing(
    actor: Actor, qualification: Qualification
) -> None:
    submitted = submit(actor, qualification, keys=(upload(actor),))
    assert submitted.state is ReviewState.IN_REVIEW
    assert codes(submitted) == [FindingCode.INDUSTRY_INFERRED, FindingCode.INDUSTRY_PAPERS]


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("picture.png", PaperKind.COURIER_PERMIT),
        ("permit-holder-letter.png", None),
        ("web_link.png", PaperKind.COURIER_PERMIT),
    ],
)
def test_a_paper_is_known_by_what_was_said_or_by_its_name(
    actor: Actor, qualification: Qualification, file: str, named: PaperKind | None
) -> None:
    key = upload(actor, name=file)
    submitted = submit(actor, qualification, keys=(key,), kinds={key: named} if named else {})
    assert codes(submitted) == [FindingCode.INDUSTRY_INFERRED]
    stored = Application.objects.get(work_order=submitted.order_id)
    assert stored.material_kinds == {key: named or "permit_holder_letter"}
    assert stored.material_keys == [key]


def test_a_paper_counts_for_certain_once_a_reviewer_has_seen_it(
    actor: Actor, qualification: Qualification
) -> None:
    key = upload(actor, name="courier_permit.png")
    first = submit(actor, qualification, keys=(key,))
    assert first.state is ReviewState.IN_REVIEW
    reviews.approve(REVIEWER, first.order_id, NOW)
    assert submit(actor, qualification, "杭州云帆物流", keys=(key,)).state is ReviewState.APPROVED
    unseen = upload(actor, name="courier_permit.png")
    assert submit(actor, qualification, "杭州云帆", keys=(unseen,)).state is ReviewState.IN_REVIEW


def test_what_a_reviewer_refused_was_not_proved(actor: Actor, qualification: Qualification) -> None:
    key = upload(actor, name="courier_permit.png")
    reviews.reject(REVIEWER, submit(actor, qualification, keys=(key,)).order_id, REASON, "", NOW)
    assert submit(actor, qualification, "杭州云帆物流", keys=(key,)).state is ReviewState.IN_REVIEW


def test_an_industry_that_is_only_told_is_looked_at(actor: Actor, qualification: Qualification) -> None:
    submitted = submit(actor, qualification, industry=Industry.GENERAL)
    assert (submitted.state, submitted.findings) == (ReviewState.IN_REVIEW, ())
    assert Application.objects.get(work_order=submitted.order_id).industry == "general"


def test_a_kind_of_a_file_that_does_not_come_along_is_refused(
    actor: Actor, qualification: Qualification
) -> None:
    with pytest.raises(Invalid) as refusal:
        submit(actor, qualification, kinds={"1/abc/picture.png": PaperKind.COURIER_PERMIT})
    assert [problem.field for problem in refusal.value.problems] == ["material_kinds"]
    assert not Application.objects.filter(signature__name=COMPANY, signature__deleted_at=None).exists()


def test_the_queue_tells_the_industry(actor: Actor, qualification: Qualification) -> None:
    order = submit(actor, qualification).order_id
    assert [(waiting.order_id, waiting.industry) for waiting in reviews.pending(NOW)] == [
        (order, Industry.LOGISTICS)
    ]
    correct_industry(REVIEWER, order, Industry.GENERAL, LATER)
    assert [waiting.industry for waiting in reviews.pending(NOW)] == [Industry.GENERAL]


@pytest.mark.parametrize("corrector", ["applicant", "reviewer"])
def test_a_correction_asks_the_rules_again(
    actor: Actor, qualification: Qualification, corrector: str
) -> None:
    submitted = submit(actor, qualification)
    by = actor if corrector == "applicant" else REVIEWER
    found = correct_industry(by, submitted.order_id, Industry.GOVERNMENT, LATER)
    order = WorkOrder.objects.get(pk=submitted.order_id)
    assert open_findings(order) == found
    assert [(finding.code, dict(finding.params).get("industry")) for finding in found] == [
        (FindingCode.INDUSTRY_PAPERS, "government"),
        (FindingCode.INDUSTRY_LANDLINE, None),
    ]
    # two working days instead of two hours
    assert submitted.due_at == datetime(2026, 6, 10, 4, 0, tzinfo=UTC)
    assert order.due_at == datetime(2026, 6, 12, 2, 0, tzinfo=UTC)
    event = Event.objects.get(kind=EventKind.INDUSTRY_CORRECTED)
    assert (event.subject, event.old, event.new, event.actor) == (
        f"application:{order.pk}",
        "logistics",
        "government",
        by.label,
    )
    assert Application.objects.get(work_order=order).state == ReviewState.IN_REVIEW


def test_a_decided_application_is_not_corrected(actor: Actor, qualification: Qualification) -> None:
    order = submit(actor, qualification).order_id
    reviews.approve(REVIEWER, order, NOW)
    with pytest.raises(Conflict):
        correct_industry(REVIEWER, order, Industry.GENERAL, LATER)
    assert not Event.objects.filter(kind=EventKind.INDUSTRY_CORRECTED).exists()


def test_strangers_find_nothing_to_correct(actor: Actor, qualification: Qualification) -> None:
    order = submit(actor, qualification).order_id
    stranger = an_applicant(an_account("other"))
    for by, number in ((stranger, order), (REVIEWER, order + 99)):
        with pytest.raises((NotFound, Forbidden)):
            correct_industry(by, number, Industry.GENERAL, LATER)
    assert Application.objects.get(work_order=order).industry == ""
