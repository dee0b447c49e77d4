"""The sheet of a work order: whole, masked, and opened only with a reason that the history keeps."""

import pytest

from qianming.core.access import AccessReason
from qianming.core.codes import AccountType, DecisionVerdict, EventKind, FindingCode
from qianming.core.findings import Finding, Severity
from qianming.core.readings import DocumentField, ReadingState
from qianming.core.rejections import RejectionReason
from qianming.registry.findings import seal_findings
from qianming.registry.models import Application, Event, Qualification, WorkOrder
from qianming.services import reviews
from qianming.services.refusals import Conflict, Forbidden, NotFound
from qianming.services.review_sheets import ReviewSheet, sheet
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    NOW,
    PHONE,
    REVIEWER,
    a_power,
    a_trademark,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    id_number,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db
SECRETS = {PHONE, id_number(1), id_number(2)}
HOLDER = "持有人丙"


def values(found: ReviewSheet) -> dict[str, str]:
    return dict(found.fields)


def test_papers_are_masked_and_nothing_is_logged() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    found = sheet(REVIEWER, order, NOW)
    assert values(found)["company_name"] == COMPANY
    assert SECRETS.isdisjoint(values(found).values())
    assert {document.slot for document in found.documents} >= {"licence", "administrator_id"}
    assert all(document.size for document in found.documents)
    assert found.register is not None
    assert found.register.answered_at is None
    assert not Event.objects.filter(kind=EventKind.PERSONAL_OPENED).exists()


def test_a_reason_opens_them_and_is_kept() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    found = sheet(REVIEWER, order, NOW, AccessReason.REVIEW)
    assert set(values(found).values()) >= SECRETS
    event = Event.objects.get(kind=EventKind.PERSONAL_OPENED)
    assert (event.subject, event.reasons) == (f"work_order:{order}", ["review"])


def test_a_name_read_on_a_document_is_masked_as_well() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    masked, opened = sheet(REVIEWER, order, NOW), sheet(REVIEWER, order, NOW, AccessReason.REVIEW)
    field = DocumentField.LEGAL_REPRESENTATIVE
    assert (masked.shown(field, "法人甲"), opened.shown(field, "法人甲")) == ("法**", "法人甲")
    assert masked.shown(DocumentField.NAME, COMPANY) == COMPANY
    assert [reading.state for reading in masked.readings] == [ReadingState.QUEUED]


def test_a_signatures_sheet_has_its_letter_and_its_mark() -> None:
    account = an_account()
    actor = an_applicant(account)
    qualification = approved_qualification(actor)
    power, mark = a_power(account), a_trademark(account)
    order = applied(actor, "云帆样例", qualification).order_id
    application = qualification.applications.get(work_order_id=order)
    application.power_of_attorney, application.trademark = power, mark
    application.save()
    found = sheet(REVIEWER, order, NOW)
    assert values(found)["grantor"] == power.grantor
    assert values(found)["trademark"].startswith(mark.text)
    assert found.register is None


def test_the_grantee_of_an_individual_is_masked() -> None:
    person = an_account("person", AccountType.INDIVIDUAL)
    power = a_power(person, grantee="持有人丙")
    actor = an_applicant(an_account())
    order = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    Application.objects.filter(work_order_id=order).update(power_of_attorney=power)
    assert values(sheet(REVIEWER, order, NOW))["grantee"] == "持***"
    assert values(sheet(REVIEWER, order, NOW, AccessReason.SUPPORT))["grantee"] == "持有人丙"


def test_decisions_are_told_with_their_reasons() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    reviews.reject(REVIEWER, order, [RejectionReason.PROOF_INSUFFICIENT], "补充", NOW)
    (decided,) = sheet(REVIEWER, order, NOW).decisions
    assert (decided.verdict, decided.note) == (DecisionVerdict.REJECTED, "补充")
    assert [reason.code for reason in decided.reasons] == ["PROOF_INSUFFICIENT"]


def test_who_may_not_decide_sees_nothing() -> None:
    actor = an_applicant(an_account())
    order = submitted_qualification(actor).order_id
    with pytest.raises(Forbidden):
        sheet(actor, order, NOW, AccessReason.REVIEW)
    assert not Event.objects.filter(kind=EventKind.PERSONAL_OPENED).exists()


def test_an_order_that_is_none_or_was_replaced_is_told_apart() -> None:
    with pytest.raises(NotFound):
        sheet(REVIEWER, 4711, NOW)
    order = submitted_qualification(an_applicant(an_account())).order_id
    later = WorkOrder.objects.get(pk=order)
    later.pk = None
    later.save()
    Qualification.objects.update(work_order=later)
    with pytest.raises(Conflict):
        sheet(REVIEWER, order, NOW)


def test_persons_that_findings_quote_are_opened_only_with_a_reason() -> None:
    account = an_account("person", AccountType.INDIVIDUAL, HOLDER)
    order = submitted_qualification(an_applicant(account)).order_id
    params = (("purpose", "own_use"), ("account", HOLDER), ("enterprise", COMPANY))
    finding = Finding(FindingCode.PURPOSE_ENTITY, Severity.REVIEW, "purpose", "-", params=params)
    WorkOrder.objects.filter(pk=order).update(sealed_findings=seal_findings(account, (finding,)))
    (listed,) = reviews.pending(NOW)
    masked, opened = sheet(REVIEWER, order, NOW), sheet(REVIEWER, order, NOW, AccessReason.REVIEW)
    quoted = [dict(shown.findings[0].params)["account"] for shown in (listed, masked.review, opened.review)]
    assert quoted == ["持***", "持***", HOLDER]


def test_numbers_in_free_texts_are_opened_only_with_a_reason() -> None:
    actor = an_applicant(an_account())
    order = submitted_qualification(actor, remark="联系13900000009").order_id
    reviews.ask(REVIEWER, order, "请致电13900000008", NOW)
    masked, opened = sheet(REVIEWER, order, NOW), sheet(REVIEWER, order, NOW, AccessReason.REVIEW)
    assert [values(one)["remark"] for one in (masked, opened)] == ["联系139****0009", "联系13900000009"]
    notes = [one.decisions[-1].note for one in (masked, opened)]
    assert notes == ["请致电139****0008", "请致电13900000008"]


def test_a_grantor_or_an_owner_who_may_be_a_person_is_masked() -> None:
    account = an_account()
    actor = an_applicant(account)
    power, mark = a_power(account, grantor=HOLDER, name=f"{HOLDER}V1"), a_trademark(account)
    mark.owner, mark.other_owners = HOLDER, [HOLDER, COMPANY]
    mark.save()
    order = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    Application.objects.filter(work_order_id=order).update(power_of_attorney=power, trademark=mark)
    masked, opened = (values(sheet(REVIEWER, order, NOW, reason)) for reason in (None, AccessReason.REVIEW))
    named = ("power_of_attorney", "grantor", "owner", "other_owners")
    assert [masked[name] for name in named] == ["持*****", "持***", "持***", f"持***、{COMPANY}"]
    assert [opened[name] for name in named] == [f"{HOLDER}V1", HOLDER, HOLDER, f"{HOLDER}、{COMPANY}"]
