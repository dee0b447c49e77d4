"""`qualification update|delete|history`, `review claim|release`, `register import`, and notices of codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from qianming.registry.models import Account, Qualification, QualificationVersion, RegisteredEnterprise
from qianming.services import signatures
from tests.cli.conftest import Command
from tests.services.making import (
    COMPANY,
    CREDIT_CODE,
    NOW,
    OTHER_CREDIT_CODE,
    PNG,
    an_applicant,
    approved_qualification,
    id_number,
    phone_code,
    submitted_qualification,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

JSON = ("--format", "json")
PHONE = "13800000021"


@pytest.fixture
def row(account: Account) -> Qualification:
    return approved_qualification(an_applicant(account))


def written(tmp_path: Path, **fields: Any) -> str:
    file = tmp_path / "changes.json"
    file.write_text(json.dumps({"AdminPhoneNo": PHONE, **fields}, ensure_ascii=False), encoding="utf-8")
    return str(file)


def test_changes_are_submitted_with_pictures_beside_the_file(
    command: Command, row: Qualification, tmp_path: Path
) -> None:
    (tmp_path / "front.png").write_bytes(PNG)
    (tmp_path / "licence.png").write_bytes(PNG)
    file = written(
        tmp_path,
        CompanyName="杭州云帆样例",
        AdminIDCardFrontFace="front.png",
        BusinessLicensePics=[{"LicensePic": "licence.png", "Type": "otherLicense"}],
        CertifyCode=phone_code(an_applicant(row.account), PHONE),
    )
    done = command("qualification", "update", str(row.pk), file, *JSON)
    assert done.code == 0, done.err
    assert (done.data["state"], done.data["company_name"]) == ("queued", "杭州云帆样例")
    assert done.data["order"] != row.work_order_id
    assert Qualification.objects.get().licence_kind == "otherLicense"


def test_without_a_code_one_is_sent_first(command: Command, row: Qualification, tmp_path: Path) -> None:
    done = command("qualification", "update", str(row.pk), written(tmp_path))
    assert done.code == 1
    assert PHONE in done.err
    assert not QualificationVersion.objects.exists()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"QualificationName": "别名"}, "QualificationName cannot be changed"),
        ({"UseBySelf": False}, "UseBySelf cannot be changed"),
        ({"AdminPhoneNo": None}, "AdminPhoneNo is missing"),
        ({"CompanyNam": "x"}, "did you mean CompanyName?"),
        ({"AdminIDCardNo": "12", "CertifyCode": "1"}, "AdminIDCardNo: A resident ID number has 17 digits"),
        ({"CertifyCode": "1"}, "CertifyCode: the code is wrong"),
    ],
)
def test_what_cannot_be_changed_is_told(
    command: Command, row: Qualification, tmp_path: Path, changes: dict[str, Any], complaint: str
) -> None:
    done = command("qualification", "update", str(row.pk), written(tmp_path, **changes))
    assert done.code == 2
    assert complaint in done.err
    assert Qualification.objects.get().state == "approved"


def test_remark_and_sharing_are_changed_too(command: Command, row: Qualification, tmp_path: Path) -> None:
    code = phone_code(an_applicant(row.account), PHONE)
    file = written(tmp_path, Remark="换证", WhetherShare=True, CertifyCode=code)
    assert command("qualification", "update", str(row.pk), file).code == 0
    changed = Qualification.objects.get()
    assert (changed.remark, changed.share) == ("换证", True)


def test_the_history_shows_earlier_versions_masked(
    command: Command, row: Qualification, tmp_path: Path
) -> None:
    assert command("qualification", "history", str(row.pk), *JSON).data == []
    code = phone_code(an_applicant(row.account), PHONE)
    file = written(tmp_path, LegalPersonName="法人丙", LegalPersonIDCardNo=id_number(9), CertifyCode=code)
    assert command("qualification", "update", str(row.pk), file).code == 0
    done = command("qualification", "history", str(row.pk), *JSON)
    (version,) = done.data
    assert (version["order"], version["state"]) == (row.work_order_id, "approved")
    assert (version["legal_representative"], version["administrator_phone"]) == ("法**", "138****0001")
    assert "法人甲" not in done.out
    assert "法**" in command("qualification", "history", str(row.pk)).out


def test_it_is_deleted_once_nothing_is_bound(command: Command, row: Qualification) -> None:
    refused = command("qualification", "delete", str(row.pk))
    assert refused.code == 2
    assert "signatures are bound" in refused.err
    signatures.delete(an_applicant(row.account), row.account_id, COMPANY, NOW)
    assert command("qualification", "delete", str(row.pk), *JSON).data["id"] == row.pk
    assert command("qualification", "show", str(row.pk)).code == 2


def test_a_work_order_is_claimed_and_released(command: Command, account: Account) -> None:
    order = str(submitted_qualification(an_applicant(account)).order_id)
    assert command("review", "claim", order, *JSON).data == {"id": int(order), "claimed_by": "operator"}
    assert Qualification.objects.get().state == "in_review"
    assert command("review", "release", order).code == 0
    again = command("review", "release", order)
    assert again.code == 2
    assert "no claim" in again.err
    assert Qualification.objects.get().state == "queued"


TABLE = f"credit_code,name,status,legal_representative,city\n{CREDIT_CODE},{COMPANY},存续,法人甲,杭州\n"


def table(tmp_path: Path, kind: str) -> Path:
    """The same two entries in each format; the second has no name."""
    import pyarrow
    import pyarrow.parquet
    from openpyxl import Workbook

    file = tmp_path / f"register.{kind}"
    rows = [(CREDIT_CODE, COMPANY, "存续"), (OTHER_CREDIT_CODE, "", "")]
    names = ("credit_code", "name", "status")
    if kind == "csv":
        file.write_text("\n".join(",".join(row) for row in (names, *rows)), encoding="utf-8")
    elif kind == "parquet":
        columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        pyarrow.parquet.write_table(pyarrow.table(columns), file)
    else:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in (names, *rows):
            sheet.append(row)
        book.save(file)
    return file


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_a_register_is_imported_from_any_table(command: Command, tmp_path: Path, kind: str) -> None:
    done = command("register", "import", str(table(tmp_path, kind)), *JSON)
    assert done.code == 1
    assert done.data == {"stored": 1, "problems": [{"line": 3, "field": "name"}]}
    assert RegisteredEnterprise.objects.get().name == COMPANY


def test_further_columns_are_left_alone(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(TABLE, encoding="gb18030")
    assert command("register", "import", str(file), *JSON).data == {"stored": 1, "problems": []}
    file.write_text("code,name\n1,2\n", encoding="utf-8")
    missing = command("register", "import", str(file))
    assert missing.code == 2
    assert "credit_code" in missing.err


def test_a_code_outside_the_standard_is_told_and_taken(command: Command) -> None:
    create = ("account", "create", "odd", "--type", "enterprise", "--verified-name", COMPANY)
    done = command(*create, "--credit-code", "330100000000001", *JSON)
    assert done.code == 0
    assert "--credit-code" in done.err
    assert "registration number" in done.err
    assert done.data["credit_code"] == "330100000000001"
    right = command("account", "verify", "odd", "--type", "enterprise", "--credit-code", "91330100MA0000000C")
    assert (right.code, right.err) == (0, "")
