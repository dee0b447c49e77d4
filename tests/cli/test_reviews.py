"""`qianming review`: the queue and the decisions, through the same services as every face."""

import re

import pytest

from qianming.cli.language import chinese
from qianming.core.codes import EventKind, QualificationState, ReviewState
from qianming.core.readings import DocumentField, DocumentKind, ReadingState
from qianming.core.rejections import GUIDES
from qianming.documents.reading.results import Reading, Seen, Witness
from qianming.registry.models import Application, DocumentReading, Event, Qualification
from qianming.services import powers
from qianming.services.reading_results import seal_reading
from tests.cli.conftest import Command
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    NOW,
    a_letter,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    row_counts,
    submitted_qualification,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def test_the_queue_is_the_contracts(command: Command) -> None:
    actor = an_applicant(an_account("demo"))
    order = submitted_qualification(actor).order_id
    done = command("review", "list", "--format", "json")
    (waiting,) = done.data
    assert [finding["code"] for finding in waiting.pop("findings")] == ["REGISTER_NOT_CHECKED"]
    assert waiting == {
        "id": order, "kind": "qualification", "account": "demo", "name": COMPANY,
        "due": "2026-06-12T10:00:00+08:00", "industry": None, "claimed_by": "",
        "minutes_left": 1440, "urgency": "in_time", "disagreements": [],
    }  # fmt: skip
    assert COMPANY in command("review", "list").out


def test_an_empty_queue_is_an_empty_list(command: Command) -> None:
    assert command("review", "list", "--format", "json").data == []


def test_findings_travel_with_the_order_in_words(command: Command) -> None:
    actor = an_applicant(an_account("demo"))
    applied(actor, DOUBTFUL, approved_qualification(actor))
    (waiting,) = command("review", "list", "--format", "json").data
    assert (waiting["kind"], waiting["name"]) == ("signature", DOUBTFUL)
    assert [finding["code"] for finding in waiting["findings"]] == ["MATCH_BOUNDARY_UNCERTAIN"]
    assert waiting["findings"][0]["fix"]


def test_an_industry_is_shown_and_corrected(command: Command) -> None:
    actor = an_applicant(an_account("demo"))
    order = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    assert command("review", "list", "--format", "json").data[0]["industry"] == "general"
    done = command("review", "industry", str(order), "gaming", "--format", "json")
    assert (done.code, done.data["id"], done.data["industry"]) == (0, order, "gaming")
    assert "INDUSTRY_PAPERS" in [finding["code"] for finding in done.data["findings"]]
    assert "Gaming" in command("review", "list").out
    missing = command("review", "industry", "999999", "gaming")
    assert (missing.code, missing.out) == (2, "")
    assert "999999" in missing.err


def test_an_approval_approves_the_qualification(command: Command) -> None:
    order = submitted_qualification(an_applicant(an_account("demo"))).order_id
    done = command("review", "approve", str(order), "--format", "json")
    assert (done.code, done.data) == (0, {"id": order, "decision": "approved"})
    assert Qualification.objects.get().state == QualificationState.APPROVED


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "授权委托书"), ("en", "Wrong seal on the power of attorney")]
)
def test_the_reasons_of_a_rejection_are_told_in_words(command: Command, lang: str, said: str) -> None:
    listed = command("review", "reasons", "--lang", lang, "--format", "json").data
    assert [reason["code"] for reason in listed] == [reason.value for reason in GUIDES]
    (wrong_seal,) = (reason for reason in listed if reason["code"] == "LETTER_WRONG_SEAL")
    assert (wrong_seal["field"], wrong_seal["may_resubmit"]) == ("power_of_attorney", True)
    assert said in wrong_seal["title"] + wrong_seal["why"]
    assert "LETTER_WRONG_SEAL" in command("review", "reasons", "--lang", lang).out


def test_rejecting_for_several_reasons(command: Command) -> None:
    actor = an_applicant(an_account("demo"))
    order = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    done = command(
        "review", "reject", str(order), "--reason", "NAME_TOO_BROAD", "--reason", "WRONG_ENTITY",
        "--reason", "NAME_TOO_BROAD", "--note", "请使用全称",
    )  # fmt: skip
    assert done.code == 0
    application = Application.objects.get(work_order_id=order)
    assert application.state == ReviewState.REJECTED
    decision = application.work_order.decisions.get()
    assert (decision.reasons, decision.note) == (["NAME_TOO_BROAD", "WRONG_ENTITY"], "请使用全称")


def test_asking_for_more(command: Command) -> None:
    order = submitted_qualification(an_applicant(an_account("demo"))).order_id
    done = command("review", "ask", str(order), "--note", "请补充执照副本", "--format", "json")
    assert done.data == {"id": order, "decision": "asked_for_more"}
    assert Qualification.objects.get().state == QualificationState.ASKED_FOR_MORE


def test_an_approval_is_revoked_for_a_reason(command: Command) -> None:
    actor = an_applicant(an_account("demo"))
    qualification = approved_qualification(actor)
    order = str(qualification.work_order_id)
    done = command("review", "revoke", order, "--reason", "APPROVED_BY_MISTAKE", "--format", "json")
    assert (done.code, done.data["decision"]) == (0, "revoked")
    qualification.refresh_from_db()
    assert qualification.state == QualificationState.REJECTED


@pytest.mark.parametrize(
    ("decision", "options"),
    [
        ("approve", ()),
        ("show", ()),
        ("reject", ("--reason", "NAME_TOO_BROAD")),
        ("ask", ("--note", "更多")),
        ("revoke", ("--reason", "NAME_TOO_BROAD")),
    ],
)
def test_an_unknown_order_is_named(command: Command, decision: str, options: tuple[str, ...]) -> None:
    done = command("review", decision, "4711", *options, "--format", "json")
    assert (done.code, done.out) == (2, "")
    assert "4711" in done.err


def test_an_order_is_decided_once(command: Command) -> None:
    order = str(submitted_qualification(an_applicant(an_account("demo"))).order_id)
    assert command("review", "approve", order).code == 0
    before = row_counts()
    done = command("review", "approve", order)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "not open any more" in done.err
    assert command("review", "ask", order, "--note", "更多").code == 2
    assert row_counts() == before


def test_only_qualifications_can_be_asked_about(command: Command) -> None:
    actor = an_applicant(an_account("demo"))
    order = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    done = command("review", "ask", str(order), "--note", "更多")
    assert (done.code, done.out) == (2, "")
    assert "state" in done.err


def test_an_order_is_shown_whole_and_masked(command: Command) -> None:
    order = str(submitted_qualification(an_applicant(an_account("demo"))).order_id)
    shown = command("review", "show", order, "--format", "json").data
    fields = {one["field"]: one["value"] for one in shown["fields"]}
    assert (shown["kind"], shown["account"], shown["name"]) == ("qualification", "demo", COMPANY)
    assert (fields["company_name"], fields["administrator"]) == (COMPANY, "管***")
    assert [finding["code"] for finding in shown["register"]["findings"]] == ["REGISTER_NOT_CHECKED"]
    assert {field.replace("_", " ") for field in fields} <= chinese().keys()
    assert {one["slot"].replace("_", " ") for one in shown["documents"]} <= chinese().keys()
    assert [reading["state"] for reading in shown["readings"]] == ["queued"]
    for lang, word in (("en", "Documents"), ("zh", "文件")):
        told = command("review", "show", order, "--lang", lang).out
        assert not re.search(r"\b(queued|businessLicense|COMPANY|identityCard)\b", told)
        assert word in told
        assert "管***" in told
        assert "管理员乙" not in told


def test_revealing_needs_a_reason_that_the_history_keeps(command: Command) -> None:
    order = str(submitted_qualification(an_applicant(an_account("demo"))).order_id)
    assert command("review", "show", order, "--reveal").code == 64
    assert not Event.objects.filter(kind=EventKind.PERSONAL_OPENED).exists()
    assert "管理员乙" in command("review", "show", order, "--reveal", "--reason", "review").out
    assert Event.objects.get(kind=EventKind.PERSONAL_OPENED).reasons == ["review"]


def test_what_was_decided_before_is_shown_with_its_reasons(command: Command) -> None:
    order = str(submitted_qualification(an_applicant(an_account("demo"))).order_id)
    command("review", "reject", order, "--reason", "PROOF_INSUFFICIENT", "--note", "请补充")
    (decided,) = command("review", "show", order, "--format", "json").data["history"]
    assert (decided["decision"], decided["note"]) == ("rejected", "请补充")
    assert [reason["code"] for reason in decided["reasons"]] == ["PROOF_INSUFFICIENT"]
    assert decided["reasons"][0]["fix"]
    assert "PROOF_INSUFFICIENT" in command("review", "show", order).out


def test_what_machines_read_stands_beside_the_form(command: Command) -> None:
    submitted = submitted_qualification(an_applicant(an_account("demo")))
    row = DocumentReading.objects.select_related("account").get()
    seen = (
        Seen(DocumentField.NAME, Witness.PRINT, "别的名称"),
        Seen(DocumentField.LEGAL_REPRESENTATIVE, Witness.PRINT, "法人甲"),
    )
    row.sealed_result, row.state = seal_reading(row.account, Reading(seen)), ReadingState.READ
    row.save()
    order = str(submitted.order_id)
    (reading,) = command("review", "show", order, "--format", "json").data["readings"]
    fields = {one["field"]: one for one in reading["fields"]}
    assert (fields["name"]["typed"], fields["name"]["agreement"]) == (COMPANY, "differs")
    assert fields["name"]["seen"] == [{"witness": "print", "value": "别的名称"}]
    assert fields["legal_representative"]["typed"] == "法**"
    assert "✗" in command("review", "show", order).out


def test_the_list_marks_what_documents_say_otherwise(command: Command) -> None:
    submitted_qualification(an_applicant(an_account("demo")))
    row = DocumentReading.objects.select_related("account").get()
    assert command("review", "list", "--format", "json").data[0]["disagreements"] == []
    name = Seen(DocumentField.NAME, Witness.PRINT, COMPANY)
    seen = (name, Seen(DocumentField.CREDIT_CODE, Witness.QR_CODE, "1"))
    row.sealed_result, row.state = seal_reading(row.account, Reading(seen)), ReadingState.READ
    row.save()
    assert command("review", "list", "--format", "json").data[0]["disagreements"] == ["credit_code"]
    assert "✗" in command("review", "list").out


def test_the_list_marks_a_letter_that_differs_from_its_form(command: Command) -> None:
    account = an_account("demo")
    actor = an_applicant(account)
    power = powers.keep(actor, a_letter(actor), NOW)
    order = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    Application.objects.filter(work_order_id=order).update(power_of_attorney=power)
    row = DocumentReading.objects.select_related("account").get(kind=DocumentKind.POWER_OF_ATTORNEY)
    seal = Seen(DocumentField.SEAL, Witness.MARK, "1")
    seen = (Seen(DocumentField.GRANTOR, Witness.PRINT, "别的名称"), seal)
    row.sealed_result, row.state = seal_reading(row.account, Reading(seen)), ReadingState.READ
    row.save()
    (listed,) = command("review", "list", "--format", "json").data
    assert listed["disagreements"] == ["grantor"]
