"""`qualification submit`: a file becomes a submission as a whole or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from qianming.core.codes import AccountType, QualificationState
from qianming.registry.models import Account, Material, Qualification
from tests.cli.conftest import Command
from tests.services.making import (
    COMPANY,
    CREDIT_CODE,
    PERIOD,
    PHONE,
    PNG,
    an_account,
    an_applicant,
    id_number,
    phone_code,
    row_counts,
    submitted_qualification,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

JSON = ("--format", "json")


@pytest.fixture
def fields(account: Account) -> dict[str, Any]:
    """Every field of the papers, nothing wrong with any."""
    actor = an_applicant(account)
    picture = upload(actor)
    return {
        "QualificationName": "主体资质",
        "CompanyName": COMPANY,
        "CompanyType": "COMPANY",
        "OrganizationCode": CREDIT_CODE,
        "BusinessLicensePics": [{"LicensePic": picture, "Type": "businessLicense"}],
        "BussinessLicenseExpDate": PERIOD,
        "LegalPersonName": "法人甲",
        "LegalPersonIDCardType": "identityCard",
        "LegalPersonIDCardNo": id_number(1),
        "LegalPersonIdCardEffTime": PERIOD,
        "AdminName": "管理员乙",
        "AdminIDCardType": "identityCard",
        "AdminIDCardNo": id_number(2),
        "AdminIDCardExpDate": PERIOD,
        "AdminIDCardFrontFace": picture,
        "AdminIDCardPic": picture,
        "AdminPhoneNo": PHONE,
        "CertifyCode": phone_code(actor),
        "UseBySelf": True,
        "WhetherShare": False,
        "OtherFiles": [],
        "Remark": "",
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "papers.json"


def written(file: Path, fields: Any) -> str:
    file.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    return str(file)


def test_json_is_submitted(command: Command, fields: dict[str, Any], file: Path) -> None:
    done = command("qualification", "submit", written(file, fields), "--account", "demo", *JSON)
    assert (done.code, done.err) == (0, "")
    stored = Qualification.objects.get()
    assert (stored.state, stored.name, stored.company_name) == (
        QualificationState.QUEUED,
        "主体资质",
        COMPANY,
    )
    assert done.data["id"] == stored.pk
    assert done.data["order"] == stored.work_order_id
    assert (done.data["account"], done.data["state"]) == ("demo", "queued")
    assert done.data["due"] == "2026-06-12T10:00:00+08:00"


def test_yaml_is_submitted(command: Command, fields: dict[str, Any], file: Path) -> None:
    """Unquoted numbers and dates stay what was typed."""
    text = yaml.safe_dump(fields, allow_unicode=True).replace(f"'{PHONE}'", PHONE)
    file.write_text(text, encoding="utf-8")
    assert command("qualification", "submit", str(file), "--account", "demo").code == 0
    assert Qualification.objects.count() == 1


def test_standard_input_is_read(
    command: Command, fields: dict[str, Any], monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    with Path(written(file, fields)).open(encoding="utf-8") as opened:
        monkeypatch.setattr("sys.stdin", opened)
        assert command("qualification", "submit", "-", "--account", "demo").code == 0


@pytest.mark.parametrize("how", ["option", "field", "only one"])
def test_whose_papers_they_are(command: Command, fields: dict[str, Any], file: Path, how: str) -> None:
    if how == "field":
        fields["Account"] = "demo"
    options = ("--account", "demo") if how == "option" else ()
    done = command("qualification", "submit", written(file, fields), *options, *JSON)
    assert (done.code, done.data["account"]) == (0, "demo")


def test_with_several_accounts_one_must_be_named(
    command: Command, fields: dict[str, Any], file: Path
) -> None:
    an_account("other")
    done = command("qualification", "submit", written(file, fields))
    assert done.code == 2
    assert "--account is missing" in done.err
    assert command("qualification", "submit", str(file), "--account", "nobody").code == 2
    assert Qualification.objects.count() == 0


def test_an_individuals_papers_are_taken(command: Command, fields: dict[str, Any], file: Path) -> None:
    Account.objects.update(account_type=AccountType.INDIVIDUAL)
    assert command("qualification", "submit", written(file, fields)).code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00", "UTF-8"),
        (b"{", "line 1"),
        (b'{"CompanyName": }', "line 1, column 17"),
        (b"a: b: c", "neither JSON nor YAML"),
        (b"\tno: tabs", "neither JSON nor YAML"),
        (b"just a text", "no object"),
        (b"[]", "no object"),
        (b"[1, 2]", "no object"),
        (b'"text"', "no object"),
        (b"? [a]\n: b", "neither"),
        (b'{"Remark": "a", "Remark": "b"}', "twice"),
        (b"Remark: a\nRemark: b", "twice"),
        (b"[" * 5000, ""),
        (b"{'a': " * 2000, ""),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MiB"),
        (b"{}", "CompanyName is missing"),
    ],
)
def test_a_file_that_holds_no_papers_stores_nothing(
    command: Command, account: Account, file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)
    before = row_counts()
    done = command("qualification", "submit", str(file), *JSON)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert all(line.startswith("error: FILE: ") for line in done.err.splitlines())
    assert row_counts() == before


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_named(
    command: Command, account: Account, tmp_path: Path, name: str
) -> None:
    done = command("qualification", "submit", str(tmp_path / name))
    assert (done.code, done.out) == (2, "")
    assert "cannot be read" in done.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"CompanyName": None}, "the field CompanyName is missing"),
        ({"UseBySelf": None}, "the field UseBySelf is missing"),
        ({"Companyname": "x"}, "no field Companyname; did you mean CompanyName?"),
        ({"zzz": 1}, "no field zzz; the fields are those of SubmitSmsQualification"),
        ({"CompanyName": ["x"]}, "the field CompanyName must be a text"),
        ({"CompanyName": 1.5}, "the field CompanyName must be a text"),
        ({"AdminPhoneNo": True}, "the field AdminPhoneNo must be a text"),
        ({"UseBySelf": "perhaps"}, "the field UseBySelf must be true or false"),
        ({"UseBySelf": 1}, "the field UseBySelf must be true or false"),
        ({"BusinessLicensePics": "key"}, "must be a list of objects with LicensePic, Type"),
        ({"BusinessLicensePics": [{"LicensePic": "a"}]}, "must be a list of objects with LicensePic, Type"),
        ({"OtherFiles": [{"LicensePic": "a", "Type": "b"}]}, "must be a list of objects with LicensePic"),
        ({"OtherFiles": [{"LicensePic": []}]}, "OtherFiles must be a text"),
        ({"CompanyName": ""}, "CompanyName is empty"),
        ({"CompanyType": "SHOP"}, "CompanyType must be"),
        ({"OrganizationCode": ""}, "OrganizationCode is empty"),
        ({"LegalPersonIDCardNo": "12"}, "LegalPersonIDCardNo: A resident ID number has 17 digits"),
        ({"AdminIDCardExpDate": "tomorrow"}, "AdminIDCardExpDate: write it like"),
        ({"BussinessLicenseExpDate": "2001-01-01~2002-01-01"}, "not valid today"),
        ({"AdminIDCardPic": "1/unknown/picture.png"}, "AdminIDCardPic: no such file"),
        ({"AdminIDCardPic": "/etc/passwd"}, "AdminIDCardPic"),
        ({"AdminPhoneNo": "12"}, "CertifyCode"),
        ({"CertifyCode": "000000"}, "the code is wrong"),
        ({"Remark": "x" * 3000}, "remark: this value cannot be used"),
    ],
)
def test_wrong_papers_store_nothing(
    command: Command, fields: dict[str, Any], file: Path, change: dict[str, Any], said: str
) -> None:
    before = row_counts()
    done = command("qualification", "submit", written(file, {**fields, **change}), *JSON)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert row_counts() == before


def test_every_mistake_is_told_on_a_line_of_its_own(
    command: Command, fields: dict[str, Any], file: Path
) -> None:
    fields |= {"CompanyName": None, "UseBySelf": "perhaps", "zzz": 1}
    done = command("qualification", "submit", written(file, fields))
    assert len(done.err.splitlines()) == 3
    fields |= {"CompanyName": "", "UseBySelf": True, "AdminName": ""}
    del fields["zzz"]
    done = command("qualification", "submit", written(file, fields))
    assert len(done.err.splitlines()) == 2


def test_a_taken_name_is_refused(
    command: Command, fields: dict[str, Any], account: Account, file: Path
) -> None:
    assert command("qualification", "submit", written(file, fields)).code == 0
    Account.objects.get()
    fields["AdminPhoneNo"] = "13800000002"
    fields["CertifyCode"] = phone_code(an_applicant(account), "13800000002")
    done = command("qualification", "submit", written(file, fields))
    assert (done.code, done.out) == (2, "")
    assert "QualificationName" in done.err


def test_without_a_code_one_is_sent_first(command: Command, fields: dict[str, Any], file: Path) -> None:
    fields["AdminPhoneNo"] = "13800000009"
    del fields["CertifyCode"]
    done = command("qualification", "submit", written(file, fields), *JSON)
    assert (done.code, done.out) == (1, "")
    assert "--phone-code" in done.err
    (text,) = command("inbox", "--phone", "13800000009", *JSON).data
    code = "".join(character for character in text["text"] if character.isdigit())[:6]
    assert command("qualification", "submit", str(file), "--phone-code", code, *JSON).code == 0


def test_codes_are_limited(command: Command, fields: dict[str, Any], file: Path) -> None:
    fields["CertifyCode"] = ""
    done = command("qualification", "submit", written(file, fields))
    assert (done.code, done.out) == (2, "")
    assert "Try again at 2026-06-10T10:01:00+08:00" in done.err


def test_pictures_beside_the_papers_are_uploaded(
    command: Command, fields: dict[str, Any], file: Path
) -> None:
    (file.parent / "front.png").write_bytes(PNG)
    (file.parent / "licence.png").write_bytes(PNG + b"2")
    fields |= {
        "AdminIDCardFrontFace": "front.png",
        "AdminIDCardPic": "front.png",
        "BusinessLicensePics": [{"LicensePic": "licence.png", "Type": "businessLicense"}],
        "OtherFiles": [{"LicensePic": "front.png"}],
    }
    before = Material.objects.count()
    assert command("qualification", "submit", written(file, fields)).code == 0
    assert Material.objects.count() == before + 2


@pytest.mark.parametrize(
    ("change", "said"),
    [({"CompanyName": ""}, "CompanyName"), ({"CertifyCode": "000000"}, "code is wrong")],
)
def test_pictures_of_papers_that_are_refused_are_not_uploaded(
    command: Command, fields: dict[str, Any], file: Path, change: dict[str, Any], said: str
) -> None:
    (file.parent / "front.png").write_bytes(PNG)
    fields |= {"AdminIDCardFrontFace": "front.png", **change}
    before = row_counts()
    done = command("qualification", "submit", written(file, fields))
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert row_counts() == before


def test_a_picture_that_is_none_is_refused(command: Command, fields: dict[str, Any], file: Path) -> None:
    (file.parent / "front.png").write_bytes(b"no picture")
    done = command("qualification", "submit", written(file, fields | {"AdminIDCardFrontFace": "front.png"}))
    assert (done.code, done.out) == (2, "")
    assert "not what its ending says" in done.err
    assert Qualification.objects.count() == 0


def test_show_masks_persons(command: Command, account: Account) -> None:
    stored = submitted_qualification(an_applicant(account))
    done = command("qualification", "show", str(stored.qualification_id), *JSON)
    data = done.data
    assert (data["legal_representative"], data["administrator"]) == ("法**", "管***")
    assert data["administrator_phone"] == "138****0001"
    assert id_number(1) not in done.out
    assert COMPANY in command("qualification", "show", str(stored.qualification_id)).out


def test_papers_in_review_are_taken_back(command: Command, account: Account) -> None:
    stored = submitted_qualification(an_applicant(account))
    done = command("qualification", "withdraw", str(stored.qualification_id), *JSON)
    assert (done.code, done.data["state"], done.data["due"]) == (0, "withdrawn", None)
    again = command("qualification", "withdraw", str(stored.qualification_id))
    assert (again.code, again.out, len(again.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("verb", ["show", "withdraw"])
def test_an_unknown_one_is_named(command: Command, account: Account, verb: str) -> None:
    done = command("qualification", verb, "4711")
    assert (done.code, done.out) == (2, "")
    assert "4711" in done.err
