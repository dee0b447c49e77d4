"""`power-of-attorney`, `trademark`, `app-record`, and mending a rejected signature at the command line."""

from pathlib import Path

import pytest

from qianming.core.codes import EventKind
from qianming.core.papers.identity import mask_name
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Account, Application, Event, RegisteredTrademark
from qianming.services import reviews
from tests.cli.conftest import Command
from tests.services.making import (
    COMPANY,
    DOUBTFUL,
    LONG_COMPANY,
    NOW,
    OTHER_CREDIT_CODE,
    REVIEWER,
    a_power,
    an_applicant,
    applied,
    approved_qualification,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
JSON = ("--format", "json")


def a_file(folder: Path, text: str, name: str = "record.yaml") -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_letter_is_registered_shown_and_listed(command: Command, account: Account, tmp_path: Path) -> None:
    file = a_file(
        tmp_path,
        f"Authorization: {LONG_COMPANY}\nOrganizationCode: {OTHER_CREDIT_CODE}\n"
        f"ProxyAuthorization: {COMPANY}\nAuthorizationLetterExpDate: 2026-01-01~2027-01-01\n"
        f"AuthorizationLetterPic: {upload(an_applicant(account))}\nSignList: [云帆样例, 云帆]\n",
    )
    made = command("power-of-attorney", "submit", "demo", file, *JSON)
    assert (made.code, made.err) == (0, "")
    assert made.data["name"] == f"{LONG_COMPANY}V1"
    assert made.data["scope"] == ["云帆样例", "云帆"]
    assert (made.data["passed"], made.data["in_force"]) == (False, True)
    assert COMPANY not in made.out
    shown = command("power-of-attorney", "show", "demo", str(made.data["id"]), *JSON)
    assert shown.data == made.data
    assert command("power-of-attorney", "list", "demo", *JSON).data == [made.data]
    assert "云帆样例、云帆" in command("power-of-attorney", "list", "demo").out


def test_a_letters_parties_are_shown_for_a_reason_that_is_kept(command: Command, account: Account) -> None:
    row = a_power(account, grantor="授权人甲", name="授权人甲V1", grantee="代办人乙")
    show = ("power-of-attorney", "show", "demo", str(row.pk))
    masked = command(*show, *JSON)
    assert (masked.data["grantor"], masked.data["name"]) == (mask_name("授权人甲"), mask_name("授权人甲V1"))
    assert command(*show, "--reveal").code == 64
    assert not Event.objects.filter(kind=EventKind.PERSONAL_OPENED).exists()
    shown = command(*show, "--reveal", "--reason", "incident", *JSON)
    assert [shown.data[field] for field in ("grantor", "grantee", "name")] == [
        "授权人甲",
        "代办人乙",
        "授权人甲V1",
    ]
    event = Event.objects.get(kind=EventKind.PERSONAL_OPENED)
    assert (event.subject, event.reasons) == (f"power_of_attorney:{row.pk}", ["incident"])


def test_a_letters_problems_are_all_told(command: Command, account: Account, tmp_path: Path) -> None:
    done = command("power-of-attorney", "submit", "demo", a_file(tmp_path, "Authorization: 甲\nWhat: 1\n"))
    assert done.code == 2
    assert "What" in done.err
    assert "SignList" in done.err
    assert command("power-of-attorney", "show", "demo", "4711").code == 2


def test_a_trademark_is_looked_up_in_the_imported_register(
    command: Command, account: Account, tmp_path: Path
) -> None:
    register = a_file(
        tmp_path,
        "number,text,owner,status,valid_until\n"
        f"7000001,云帆,{COMPANY},registered,2030-01-01\n8,云帆,乙公司,registered,\n",
        "register.csv",
    )
    assert command("trademark", "import", register, *JSON).data == {"entries": 2}
    mark = a_file(
        tmp_path,
        f"TrademarkName: 云帆\nTrademarkRegistrationNumber: 7000001\nTrademarkApplicantName: {COMPANY}\n"
        "TrademarkEffExpDate: 2020-01-01~2030-01-01\n"
        f"TrademarkPic: {upload(an_applicant(account))}\n",
    )
    made = command("trademark", "add", "demo", mark, *JSON).data
    assert (made["status"], made["other_owners"]) == ("registered", ["乙公司"])
    assert command("trademark", "list", "demo", *JSON).data == [made]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("number,text,owner\n1,a,b\n", "status"),
        ("number,text,owner,status\n1,云帆,甲,gone\n", "line 2"),
        ("number,text,owner,status\n,云帆,甲,pending\n", "line 2"),
        ("number,text,owner,status,valid_until\n1,云帆,甲,pending,soon\n", "line 2"),
    ],
)
def test_a_register_with_a_bad_row_is_not_imported(
    command: Command, tmp_path: Path, text: str, said: str
) -> None:
    done = command("trademark", "import", a_file(tmp_path, text, "register.csv"))
    assert done.code == 2
    assert said in done.err
    assert not RegisteredTrademark.objects.exists()
    assert command("trademark", "import", str(tmp_path / "none.csv")).code == 2


def test_an_apps_record_is_kept(command: Command, account: Account, tmp_path: Path) -> None:
    file = a_file(
        tmp_path,
        f"AppServiceName: 云帆\nAppPrincipalUnitName: {COMPANY}\nAppIcpLicenseNumber: 浙ICP备1号-1A\n"
        f"AppApprovalDate: 2024-01-01\nAppIcpRecordPic: {upload(an_applicant(account))}\n"
        "Domain: https://app.example\n",
    )
    made = command("app-record", "add", "demo", file, *JSON).data
    assert made["service_name"] == "云帆"
    assert command("app-record", "list", "demo", *JSON).data == [made]


@pytest.fixture
def rejected(account: Account) -> int:
    """The order of a signature that a reviewer rejected for two reasons."""
    actor = an_applicant(account)
    order_id = applied(actor, DOUBTFUL, approved_qualification(actor)).order_id
    reasons = [RejectionReason.IMAGE_UNREADABLE, RejectionReason.BUSINESS_NOT_SUPPORTED]
    reviews.reject(REVIEWER, order_id, reasons, "请看备注", NOW)
    return order_id


def test_a_rejection_is_shown_with_what_to_mend(command: Command, rejected: int) -> None:
    told = command("signature", "show", "demo", DOUBTFUL, *JSON).data["rejection"]
    assert (told["order"], told["note"], told["may_resubmit"]) == (rejected, "请看备注", False)
    first, second = told["reasons"]
    assert (first["code"], first["field"], first["may_resubmit"]) == ("IMAGE_UNREADABLE", "materials", True)
    assert first["fix"]
    assert (second["field"], second["may_resubmit"]) == ("scene", False)
    table = command("signature", "show", "demo", DOUBTFUL).out
    assert "IMAGE_UNREADABLE" in table
    assert "请看备注" in table


def test_it_is_mended_and_resubmitted_in_one_step(command: Command, account: Account, rejected: int) -> None:
    key = upload(an_applicant(account))
    done = command("signature", "resubmit", "demo", DOUBTFUL, "--material", key, *JSON)
    assert (done.code, done.data["review"]) == (1, "in_review")
    assert Application.objects.latest("pk").material_keys == [key]
    shown = command("signature", "show", "demo", DOUBTFUL, *JSON).data
    assert (shown["rejection"], shown["due"]) == (None, done.data["due"])
    assert command("signature", "resubmit", "demo", DOUBTFUL).code == 2


def test_a_rejected_one_takes_another_name(command: Command, rejected: int) -> None:
    done = command("signature", "resubmit", "demo", DOUBTFUL, "--name", "云帆样例", *JSON)
    assert done.data["name"] == "云帆样例"
    assert command("signature", "show", "demo", DOUBTFUL).code == 2


def test_applying_for_a_name_again_edits_it(command: Command, rejected: int) -> None:
    done = command("signature", "apply", "demo", DOUBTFUL, "--remark", "已补充", *JSON)
    assert (done.code, done.data["review"]) == (1, "in_review")
    assert Application.objects.filter(signature__name=DOUBTFUL).count() == 2
