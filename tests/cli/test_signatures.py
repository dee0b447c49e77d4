"""`qianming signature`: what is shown is the contract's, what is done is the services'."""

import threading
from datetime import timedelta

import pytest

from qianming.core.codes import Carrier, FilingState
from qianming.registry.models import Account, Application, CarrierFiling, Signature
from qianming.registry.queries import signature as signature_named
from tests.cli.conftest import Command
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    LONG_COMPANY,
    NOW,
    OTHER_CREDIT_CODE,
    a_live_signature,
    a_power,
    a_trademark,
    an_account,
    an_applicant,
    applied,
    approved_qualification,
    filed,
    row_counts,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

JSON = ("--format", "json")
AT = "2026-06-10T10:00:00+08:00"
NOT_FILED: dict[str, object] = {
    "state": "not_filed", "reasons": [], "since": None, "forecast": None,
    "completed_at": None, "texts": {}, "overdue_since": None,
    "objection": None,
}  # fmt: skip


@pytest.fixture
def live(account: Account) -> Signature:
    """An approved signature whose filings wait for the carriers."""
    return a_live_signature(account)


@pytest.fixture
def waiting(account: Account) -> str:
    """The name of a signature that waits for a reviewer."""
    actor = an_applicant(account)
    applied(actor, DOUBTFUL, approved_qualification(actor))
    return DOUBTFUL


def test_before_a_first_decision_there_is_no_availability(command: Command, waiting: str) -> None:
    done = command("signature", "show", "demo", waiting, *JSON)
    assert (done.code, done.err) == (0, "")
    assert done.data == {
        "name": waiting,
        "review": "in_review",
        "availability": None,
        "due": "2026-06-10T12:00:00+08:00",
        "reasons": [],
        "rejection": None,
        "filings": {"mobile": NOT_FILED, "unicom": NOT_FILED, "telecom": NOT_FILED},
    }
    assert "2026-06-10T12:00:00+08:00" in command("signature", "show", "demo", waiting).out


def test_a_live_signature_tells_filings_and_reasons(command: Command, live: Signature) -> None:
    data = command("signature", "show", "demo", live.name, *JSON).data
    assert (data["review"], data["availability"]) == ("approved", "abnormal")
    (reason,) = data["reasons"]
    assert list(reason)[:4] == ["code", "since", "evidence", "fix"]
    assert (reason["group"], reason["remedy"]) == ("filing", "follow_filings")
    assert reason["link"] == f"/console/signatures/{live.pk}/#filings"
    assert (reason["code"], reason["since"]) == ("FILING_ABNORMAL", AT)
    assert reason["evidence"]["mobile"] == "not_filed"
    assert list(data["filings"]) == [carrier.value for carrier in Carrier]
    for filing in data["filings"].values():
        assert list(filing)[:4] == ["state", "reasons", "since", "forecast"]
        assert (filing["state"], filing["since"], filing["forecast"]) == ("not_filed", AT, None)


def test_a_filed_signature_is_available(command: Command, live: Signature) -> None:
    from qianming.services import health

    for carrier in Carrier:
        filed(live, carrier)
    health.refresh(live, NOW)
    data = command("signature", "show", "demo", live.name, *JSON).data
    assert (data["availability"], data["reasons"]) == ("available", [])
    assert {filing["state"] for filing in data["filings"].values()} == {"filed"}


def test_a_rejected_one_tells_the_decision(command: Command, waiting: str) -> None:
    (order,) = command("review", "list", *JSON).data
    command("review", "reject", str(order["id"]), "--reason", "NAME_TOO_BROAD", "--note", "请使用全称")
    data = command("signature", "show", "demo", waiting, *JSON).data
    assert (data["review"], data["availability"]) == ("rejected", "unavailable")
    (reason,) = data["reasons"]
    assert (reason["code"], reason["since"]) == ("APPROVAL_REJECTED", AT)
    assert reason["evidence"] == {"order": order["id"], "reasons": ["NAME_TOO_BROAD"], "note": "请使用全称"}
    assert reason["fix"]
    shown = command("signature", "show", "demo", waiting).out
    assert "APPROVAL_REJECTED" in shown


@pytest.mark.parametrize("verb", ["show", "withdraw", "freeze", "unfreeze", "disable"])
def test_an_unknown_signature_is_named_and_nothing_changes(
    command: Command, live: Signature, verb: str
) -> None:
    names = ("没有这个",) if verb == "show" else (live.name, "没有这个")
    before = row_counts()
    done = command("signature", verb, "demo", *names, *JSON)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "没有这个" in done.err
    assert row_counts() == before


def test_the_list_is_newest_first(command: Command, waiting: str) -> None:
    data = command("signature", "list", "demo", *JSON).data
    assert [row["name"] for row in data] == [waiting, COMPANY]
    assert list(data[0]) == [
        "name", "review", "availability", "due", "reasons", "rejection", "filings",
    ]  # fmt: skip
    assert waiting in command("signature", "list", "demo").out


def test_another_accounts_signature_is_not_found(command: Command, live: Signature) -> None:
    an_account("other")
    assert command("signature", "show", "other", live.name).code == 2


@pytest.mark.parametrize("state", ["approved", "abnormal"])
def test_waiting_ends_at_once_where_it_is_so(command: Command, live: Signature, state: str) -> None:
    done = command("signature", "show", "demo", live.name, "--wait", state, "--timeout", "0", *JSON)
    assert (done.code, done.data["name"]) == (0, live.name)


@pytest.mark.parametrize("state", ["available", "filed", "withdrawn"])
def test_waiting_in_vain_ends_with_1_and_shows_how_it_stands(
    command: Command, live: Signature, state: str
) -> None:
    done = command("signature", "show", "demo", live.name, "--wait", state, "--timeout", "0.2", *JSON)
    assert (done.code, done.data["availability"], done.err) == (1, "abnormal", "")


@pytest.mark.django_db(transaction=True)
def test_waiting_sees_what_another_one_does(command: Command, live: Signature) -> None:
    def file_soon() -> None:
        from django.db import connection

        CarrierFiling.objects.filter(signature=live).update(state=FilingState.FILED)
        connection.close()

    other = threading.Timer(0.3, file_soon)
    other.start()
    done = command("signature", "show", "demo", live.name, "--wait", "filed", "--timeout", "20", *JSON)
    other.join()
    assert (done.code, done.data["filings"]["mobile"]["state"]) == (0, "filed")


def test_applying_for_a_doubtful_name_waits_for_a_reviewer(command: Command, live: Signature) -> None:
    done = command("signature", "apply", "demo", DOUBTFUL, *JSON)
    assert (done.code, done.err) == (1, "")
    assert list(done.data) == ["id", "name", "review", "due", "findings"]
    assert (done.data["name"], done.data["review"]) == (DOUBTFUL, "in_review")
    assert done.data["due"] == "2026-06-10T12:00:00+08:00"
    assert [finding["code"] for finding in done.data["findings"]] == ["MATCH_BOUNDARY_UNCERTAIN"]
    assert "in review" in command("signature", "list", "demo").out.lower()


def test_papers_and_industry_travel_with_the_application(
    command: Command, account: Account, live: Signature
) -> None:
    key = upload(an_applicant(account))
    given = ("--paper", f"function_screenshot={key}", "--industry", "logistics")
    done = command("signature", "apply", "demo", DOUBTFUL, *given, *JSON)
    assert (done.code, done.data["review"]) == (1, "in_review")
    assert "INDUSTRY_PAPERS" in [finding["code"] for finding in done.data["findings"]]
    stored = Application.objects.get(signature__name=DOUBTFUL)
    assert (stored.industry, stored.material_keys) == ("logistics", [key])
    assert stored.material_kinds == {key: "function_screenshot"}


@pytest.mark.parametrize("paper", ["courier_permit", "courier_permit=", "permit=1/00ff/picture.png"])
def test_a_paper_without_kind_or_key_is_wrong_usage(command: Command, live: Signature, paper: str) -> None:
    before = row_counts()
    done = command("signature", "apply", "demo", DOUBTFUL, "--paper", paper)
    assert (done.code, done.out) == (64, "")
    assert "courier_permit, permit_holder_letter" in done.err
    assert row_counts() == before


def test_applying_with_what_is_certain_is_decided_at_once(command: Command, account: Account) -> None:
    approved_qualification(an_applicant(account))
    done = command("signature", "apply", "demo", COMPANY, *JSON)
    assert (done.code, done.data["review"], done.data["due"]) == (0, "approved", None)
    refused = command("signature", "apply", "demo", "别家的名字", *JSON)
    assert (refused.code, refused.data["review"]) == (2, "rejected")


def test_several_applications_give_a_list_and_the_worst_code(command: Command, live: Signature) -> None:
    done = command("signature", "apply", "demo", DOUBTFUL, "别家的名字", *JSON)
    assert done.code == 2
    assert [row["review"] for row in done.data] == ["in_review", "rejected"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("1", "NAME_LENGTH"), ("云帆【】", "NAME_BRACKETS"), (DOUBTFUL, "present state"), ("2023", "DIGITS")],
)
def test_an_application_that_is_an_error_stores_nothing(
    command: Command, live: Signature, name: str, said: str
) -> None:
    command("signature", "apply", "demo", DOUBTFUL)
    before = row_counts()
    done = command("signature", "apply", "demo", name, *JSON)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert all(line.startswith("error: ") for line in done.err.splitlines())
    assert row_counts() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--qualification", "4711"), "4711"),
        (("--purpose", "others"), "--qualification"),
        (("--source", "trademark", "--trademark", "4711"), "--trademark"),
        (("--material", "no/such.png"), "--material"),
        (("--remark", "x" * 3000), "remark"),
    ],
)
def test_papers_that_do_not_exist_store_nothing(
    command: Command, live: Signature, options: tuple[str, ...], said: str
) -> None:
    before = row_counts()
    done = command("signature", "apply", "demo", DOUBTFUL, *options, *JSON)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert said in done.err
    assert row_counts() == before


def test_without_a_qualification_there_is_no_application(command: Command, account: Account) -> None:
    done = command("signature", "apply", "demo", COMPANY)
    assert done.code == 2
    assert "--qualification" in done.err


def test_with_several_qualifications_one_must_be_named(command: Command, account: Account) -> None:
    actor = an_applicant(account)
    first = approved_qualification(actor)
    approved_qualification(
        actor, NOW + timedelta(minutes=2), name="第二份资质", administrator_phone="13800000002"
    )
    assert "--qualification is missing" in command("signature", "apply", "demo", DOUBTFUL).err
    done = command("signature", "apply", "demo", DOUBTFUL, "--qualification", str(first.pk), *JSON)
    assert (done.code, done.data["review"]) == (1, "in_review")


def test_applying_for_another_takes_a_power_of_attorney(command: Command, account: Account) -> None:
    actor = an_applicant(account)
    approved_qualification(actor, company_name=LONG_COMPANY, credit_code=OTHER_CREDIT_CODE, own_use=False)
    power = a_power(account)
    done = command(
        "signature",
        "apply",
        "demo",
        LONG_COMPANY[:12],
        "--purpose",
        "others",
        "--power",
        str(power.pk),
        *JSON,
    )
    assert (done.code, done.data["review"]) == (1, "in_review")
    unlisted = command("signature", "apply", "demo", LONG_COMPANY[:8], "--purpose", "others",
                       "--power", str(power.pk))  # fmt: skip
    assert (unlisted.code, unlisted.out) == (2, "")
    assert "POWER_SCOPE" in unlisted.err


def test_applying_with_a_trademark(command: Command, live: Signature, account: Account) -> None:
    mark = a_trademark(account)
    done = command(
        "signature", "apply", "demo", mark.text, "--source", "trademark", "--trademark", str(mark.pk), *JSON
    )
    assert (done.code, done.data["review"]) == (1, "in_review")


def test_withdrawing_what_is_in_review(command: Command, waiting: str) -> None:
    done = command("signature", "withdraw", "demo", waiting, *JSON)
    assert (done.code, done.data["review"], done.data["availability"]) == (0, "withdrawn", None)
    again = command("signature", "withdraw", "demo", waiting)
    assert (again.code, again.out, len(again.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(
    ("by", "code"), [("customer", "FROZEN_BY_CUSTOMER"), ("platform", "FROZEN_BY_PLATFORM")]
)
def test_freezing_and_unfreezing(command: Command, live: Signature, by: str, code: str) -> None:
    frozen = command(
        "signature", "freeze", "demo", live.name, "--by", by, "--reason", "RULES_VIOLATED", *JSON
    )
    assert (frozen.code, frozen.data["availability"]) == (0, "unavailable")
    assert (frozen.data["reasons"][0]["code"], frozen.data["reasons"][0]["since"]) == (code, AT)
    other = "platform" if by == "customer" else "customer"
    assert command("signature", "unfreeze", "demo", live.name, "--by", other).code == 2
    free = command("signature", "unfreeze", "demo", live.name, "--by", by, *JSON)
    assert (free.code, free.data["availability"]) == (0, "abnormal")
    again = command("signature", "unfreeze", "demo", live.name, "--by", by)
    assert (again.code, again.out, len(again.err.splitlines())) == (2, "", 1)


def test_deactivating_is_the_customers_freeze(command: Command, live: Signature) -> None:
    data = command("signature", "freeze", "demo", live.name, *JSON).data
    assert [reason["code"] for reason in data["reasons"]][:1] == ["FROZEN_BY_CUSTOMER"]
    assert command("signature", "unfreeze", "demo", live.name).code == 0


def test_a_disabled_signature_is_unavailable(command: Command, live: Signature) -> None:
    data = command("signature", "disable", "demo", live.name, *JSON).data
    assert (data["availability"], data["reasons"][0]["code"]) == ("unavailable", "DISABLED")
    row = signature_named(live.account_id, live.name)
    assert row is not None
    assert row.disabled_at == NOW


def test_several_signatures_at_once(command: Command, live: Signature, account: Account) -> None:
    command("signature", "apply", "demo", DOUBTFUL)
    done = command("signature", "freeze", "demo", live.name, DOUBTFUL, *JSON)
    assert [row["name"] for row in done.data] == [live.name, DOUBTFUL]
