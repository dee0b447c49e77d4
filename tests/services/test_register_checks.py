"""What a register says of an entity reaches the reviewer, and nothing else happens."""

from collections.abc import Iterator

import httpx
import pytest
from django.db import connection
from django.test import override_settings

from qianming.core.codes import EventKind, FindingCode
from qianming.core.papers.entity import EnterpriseStatus, RegisterAnswer
from qianming.jobs.due import run_once
from qianming.jobs.handlers.registers import RegisterHandler
from qianming.registers.asking import RegisterUnreachable
from qianming.registers.enterprises import (
    EnterpriseService,
    EntityClaim,
    ImportedEnterprises,
    enterprise_register,
)
from qianming.registry.findings import open_findings
from qianming.registry.models import Event, RegisterCheck, RegisteredEnterprise, WorkOrder
from qianming.services import qualifications, register_checks, reviews
from qianming.services.refusals import Forbidden
from qianming.services.register_imports import EnterpriseRow, import_enterprises
from tests.services.making import (
    COMPANY,
    CREDIT_CODE,
    LONG_COMPANY,
    MINUTE,
    NOW,
    OPERATOR,
    OTHER_CREDIT_CODE,
    REVIEWER,
    an_account,
    an_applicant,
    submitted_qualification,
)

pytestmark = pytest.mark.django_db

CLAIM = EntityClaim(CREDIT_CODE, COMPANY, "法人甲")
ENTRY = EnterpriseRow(2, CREDIT_CODE, COMPANY, "存续（在营、开业、在册）", "法人甲")
AGREED = RegisterAnswer(True, True, True, EnterpriseStatus.ACTIVE)


class Now:
    def now(self) -> object:
        return NOW


def the_import(*rows: EnterpriseRow) -> None:
    assert import_enterprises(OPERATOR, rows, NOW).problems == ()


def codes(order_id: int) -> set[FindingCode]:
    order = WorkOrder.objects.select_related("account").get(pk=order_id)
    return {finding.code for finding in open_findings(order)}


def asked() -> int:
    return run_once(RegisterHandler(), Now())  # type: ignore[arg-type]


def test_an_agreeing_entry_takes_the_notice_away() -> None:
    the_import(ENTRY)
    order = submitted_qualification(an_applicant(an_account())).order_id
    assert codes(order) == {FindingCode.REGISTER_NOT_CHECKED}
    assert asked() == 1
    assert codes(order) == set()
    assert RegisterCheck.objects.get().answered_at == NOW
    event = Event.objects.get(kind=EventKind.REGISTER_ANSWERED)
    assert (event.reasons, event.actor) == ([], "system")


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (EnterpriseRow(2, CREDIT_CODE, LONG_COMPANY, "", "法人甲"), FindingCode.REGISTER_NAME),
        (EnterpriseRow(2, CREDIT_CODE, COMPANY, "吊销", ""), FindingCode.REGISTER_STATUS),
        (EnterpriseRow(2, CREDIT_CODE, COMPANY, "", "法人丁"), FindingCode.REGISTER_LEGAL_REPRESENTATIVE),
        (EnterpriseRow(2, OTHER_CREDIT_CODE, COMPANY, "", ""), FindingCode.REGISTER_CREDIT_CODE),
        (EnterpriseRow(2, OTHER_CREDIT_CODE, LONG_COMPANY, "", ""), FindingCode.REGISTER_UNKNOWN),
    ],
)
def test_each_difference_is_a_finding_for_the_reviewer(entry: EnterpriseRow, found: FindingCode) -> None:
    the_import(entry)
    submitted = submitted_qualification(an_applicant(an_account()))
    asked()
    assert codes(submitted.order_id) == {found}
    assert reviews.pending(NOW)[0].state == "queued"
    assert Event.objects.get(kind=EventKind.REGISTER_ANSWERED).reasons == [found]


def test_an_empty_register_says_nothing_until_it_is_filled() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    assert (asked(), asked()) == (1, 0)
    assert codes(order) == {FindingCode.REGISTER_NOT_CHECKED}
    the_import(ENTRY)
    assert asked() == 1
    assert codes(order) == set()


def test_a_decided_order_is_asked_about_no_more() -> None:
    the_import(ENTRY)
    actor = an_applicant(an_account())
    order = submitted_qualification(actor).order_id
    qualifications.withdraw(actor, order, NOW)
    assert asked() == 1
    assert codes(order) == {FindingCode.REGISTER_NOT_CHECKED}
    assert RegisterCheck.objects.get().answered_at is None
    assert register_checks.ask_again(NOW) == 0


def test_a_lost_lease_records_nothing() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    (slow,) = register_checks.claim_due(NOW, 5)
    (quick,) = register_checks.claim_due(NOW + 2 * MINUTE, 5)
    assert not register_checks.record_answer(slow, AGREED, NOW)
    assert register_checks.record_answer(quick, AGREED, NOW)
    assert codes(order) == set()


@override_settings(QIANMING_ENTERPRISE_REGISTER="http://127.0.0.1:9/")  # nobody listens there
def test_a_silent_service_is_asked_again_and_keeps_nobody_waiting() -> None:
    order = submitted_qualification(an_applicant(an_account())).order_id
    assert asked() == 1
    check = RegisterCheck.objects.get()
    assert check.due_at is not None
    assert check.due_at > NOW
    assert codes(order) == {FindingCode.REGISTER_NOT_CHECKED}
    reviews.approve(REVIEWER, order, NOW)


def test_names_of_persons_are_not_kept() -> None:
    the_import(ENTRY)
    row = RegisteredEnterprise.objects.get()
    assert (row.name, row.status) == (COMPANY, "active")
    assert len(row.legal_representative_hash) == 64
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registry_registeredenterprise")
        assert "法人甲" not in str(cursor.fetchall())


def test_an_import_replaces_entries_and_tells_bad_rows() -> None:
    the_import(ENTRY)
    done = import_enterprises(
        OPERATOR,
        [
            EnterpriseRow(2, CREDIT_CODE.lower(), LONG_COMPANY, "注销"),
            EnterpriseRow(3, "", COMPANY),
            EnterpriseRow(4, "9!", COMPANY),
            EnterpriseRow(5, OTHER_CREDIT_CODE, " "),
            EnterpriseRow(6, OTHER_CREDIT_CODE, COMPANY, "未知"),
        ],
        NOW,
    )
    assert done.stored == 1
    told = [(problem.line, problem.field) for problem in done.problems]
    assert told == [(3, "credit_code"), (4, "credit_code"), (5, "name"), (6, "status")]
    assert RegisteredEnterprise.objects.get().status == "cancelled"


def test_many_rows_are_stored_in_portions() -> None:
    rows = (EnterpriseRow(n, f"{n:018d}", f"样例{n}") for n in range(2, 2503))
    assert import_enterprises(OPERATOR, rows, NOW).stored == 2501
    assert RegisteredEnterprise.objects.count() == 2501


def test_only_the_operator_imports() -> None:
    with pytest.raises(Forbidden):
        import_enterprises(an_applicant(an_account()), [ENTRY], NOW)


def served(answers: dict[str, httpx.Response]) -> EnterpriseService:
    """A service over HTTP whose answers are told by the question's value."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert "法人" not in str(request.url)
        return answers.get(next(iter(request.url.params.values())), httpx.Response(404))

    return EnterpriseService("http://register.test/enterprises", httpx.MockTransport(answer))


def entries() -> Iterator[tuple[dict[str, object], RegisterAnswer]]:
    plain: dict[str, object] = {"credit_code": CREDIT_CODE, "name": COMPANY}
    yield plain, RegisterAnswer(True, True)
    yield {**plain, "status": "active", "legal_representative": "法人甲"}, AGREED
    yield (
        {**plain, "name": LONG_COMPANY, "status": "revoked", "legal_representative": "法人丁"},
        RegisterAnswer(True, False, False, EnterpriseStatus.REVOKED),
    )


@pytest.mark.parametrize(("entry", "expected"), list(entries()))
def test_a_service_over_http_is_compared_alike(entry: dict[str, object], expected: RegisterAnswer) -> None:
    assert served({CREDIT_CODE: httpx.Response(200, json=entry)}).compare(CLAIM) == expected


def test_a_service_that_knows_only_the_name_tells_its_code() -> None:
    entry = {"credit_code": OTHER_CREDIT_CODE, "name": COMPANY}
    found = served({COMPANY: httpx.Response(200, json=entry)}).compare(CLAIM)
    assert found == RegisterAnswer(False, code_of_name=OTHER_CREDIT_CODE)
    assert served({}).compare(CLAIM) == RegisterAnswer(False)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(200, content=b"<html>"),
        httpx.Response(200, json={"name": COMPANY}),
        httpx.Response(200, json={"credit_code": CREDIT_CODE, "name": COMPANY, "status": "?"}),
    ],
)
def test_what_cannot_be_understood_is_no_answer(answer: httpx.Response) -> None:
    with pytest.raises(RegisterUnreachable):
        served({CREDIT_CODE: answer}).compare(CLAIM)


def test_the_setting_chooses_the_register() -> None:
    assert isinstance(enterprise_register(), ImportedEnterprises)
    with override_settings(QIANMING_ENTERPRISE_REGISTER="http://register.test/"):
        assert isinstance(enterprise_register(), EnterpriseService)
