"""The fields of a qualification, and the six elements."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.codes import CompanyType, IdentityDocument, LicenceKind
from qianming.core.papers.documents import DocumentProblem
from qianming.core.papers.identity import ResidentIdProblem, resident_id_check_character
from qianming.core.papers.qualification import (
    LicenceFields,
    PersonFields,
    QualificationFields,
    missing_elements,
    parse_period,
    qualification_problems,
)
from qianming.core.problems import Problem
from qianming.core.subjects import Period, SixElements
from tests.core.samples import ENTERPRISE, POLICY, TODAY

ID_NUMBER = "11010119900307001" + resident_id_check_character("11010119900307001")
TOO_YOUNG = ResidentIdProblem.RESIDENT_ID_AGE
ALWAYS = "2020-01-01~2099-12-31"
PERSON = PersonFields("法人甲", "identityCard", ID_NUMBER, ALWAYS, "q/front.jpg", "q/back.png")
CLEAN = QualificationFields(
    name="样例资质1",
    company_name=ENTERPRISE,
    company_type="COMPANY",
    credit_code="91330100MA0000000C",
    licence_period=ALWAYS,
    legal_representative=replace(PERSON, front_key="", back_key=""),
    administrator=replace(PERSON, name="管理员乙"),
    administrator_phone="13900000001",
    phone_code="123456",
    own_use=True,
)


def problems(submission: QualificationFields) -> list[tuple[str, str]]:
    return [(found.code, found.field) for found in qualification_problems(submission, TODAY, POLICY)]


def test_a_complete_submission_has_no_problem() -> None:
    assert problems(CLEAN) == []


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": ""}, "QualificationNameNullError", "name"),
        ({"name": " "}, "QualificationNameNullError", "name"),
        ({"name": "123"}, "QualificationNameNotMatchRegex", "name"),
        ({"name": "样例-资质"}, "QualificationNameNotMatchRegex", "name"),
        ({"name": "样" * 101}, "QualificationNameNotMatchRegex", "name"),
        ({"company_name": " "}, "CompanyNameNullError", "company_name"),
        ({"company_name": "样例公司!"}, "InvalidCompanyName", "company_name"),
        ({"company_name": "123"}, "InvalidCompanyName", "company_name"),
        ({"company_name": "样" * 151}, "InvalidCompanyName", "company_name"),
        ({"company_type": ""}, "CompanyTypeError", "company_type"),
        ({"company_type": "company"}, "CompanyTypeError", "company_type"),
        ({"credit_code": " "}, "OrganizationCodeNullError", "credit_code"),
        ({"credit_code": "9" * 151}, "InvalidOrganizationCode", "credit_code"),
        ({"licence_period": ""}, "BusinessLicenseDateNotMatchRegexError", "licence_period"),
        ({"licence_period": "2020-01-01~2026-11-17"}, "BusinessLicenseDateNotValid", "licence_period"),
        ({"licence_period": "2026-11-19~2099-12-31"}, "BusinessLicenseDateNotValid", "licence_period"),
        ({"own_use": False}, "BusinessLicensePicsNullError", "licences"),
        ({"licences": (LicenceFields(" ", "businessLicense"),)}, "BusinessLicensePicsNullError", "licences"),
        (
            {"licences": (LicenceFields("a.pdf", "businessLicense"),)},
            "BusinessLicensePicsFileError",
            "licences",
        ),
        (
            {"licences": (LicenceFields("jpg", "businessLicense"),)},
            "BusinessLicensePicsFileError",
            "licences",
        ),
        (
            {"licences": (LicenceFields(".jpg", "businessLicense"),)},
            "BusinessLicensePicsFileError",
            "licences",
        ),
        ({"licences": (LicenceFields("a.jpg", "licence"),)}, "BusinessLicenseTypeError", "licences"),
        ({"administrator_phone": " "}, "PhoneNoCertifyCodeNullError", "administrator_phone"),
        ({"phone_code": " "}, "PhoneNoCertifyCodeNullError", "administrator_phone"),
        ({"other_keys": ("a.exe",)}, "OtherFileTypeError", "other_keys"),
        ({"other_keys": ("a.pdf", "noending")}, "OtherFileTypeError", "other_keys"),
    ],
)
def test_each_wrong_field_has_its_public_code(changes: dict[str, Any], code: str, field: str) -> None:
    assert problems(replace(CLEAN, **changes)) == [(code, field)]


@pytest.mark.parametrize(
    ("changes", "legal", "administrator"),
    [
        ({"name": " "}, "LegalPersonNameNullError", "AdminNameNullError"),
        ({"name": "甲" * 51}, "InvalidLegalPersonName", "InvalidAdminName"),
        ({"document": "identitycard"}, "LegalPersonIdcardTypeError", "AdminIdcardTypeError"),
        ({"number": " "}, "LegalIdCardNoNullError", "AdminIdcardNoNullError"),
        ({"number": ID_NUMBER[:-1]}, "LegalIdCardNotMatchRegex", "AdminIdcardNotMatchRegex"),
        ({"document": "passport", "number": "E 1"}, "LegalIdCardNotMatchRegex", "AdminIdcardNotMatchRegex"),
        (
            {"document": "passport", "number": "E" * 51},
            "LegalIdCardNotMatchRegex",
            "AdminIdcardNotMatchRegex",
        ),
        (
            {"period": "2020-01-01"},
            "LegalPersonIdcardEfftimeNotMatchRegexError",
            "AdminIdcardExpdateNotMatchRegexError",
        ),
        ({"period": "2020-01-01~2026-11-17"}, "LegalDateNotValid", "AdminDateNotValid"),
    ],
)
def test_each_wrong_field_of_a_person_has_its_public_code(
    changes: dict[str, Any], legal: str, administrator: str
) -> None:
    wrong = replace(CLEAN, legal_representative=replace(CLEAN.legal_representative, **changes))
    assert problems(wrong) == [(legal, "legal_representative")]
    wrong = replace(CLEAN, administrator=replace(CLEAN.administrator, **changes))
    assert problems(wrong) == [(administrator, "administrator")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"front_key": " "}, "AdminIdcardFrontFaceNullError"),
        ({"front_key": "a.pdf"}, "AdminIdcardFrontFaceFileError"),
        ({"back_key": ""}, "AdminIdcardPicsNullError"),
        ({"back_key": "a.docx"}, "AdminIdcardPicsFileError"),
    ],
)
def test_the_administrator_needs_both_pictures(changes: dict[str, str], code: str) -> None:
    wrong = replace(CLEAN, administrator=replace(CLEAN.administrator, **changes))
    assert problems(wrong) == [(code, "administrator")]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "样" * 100},
        {"name": " Abc "},
        {"company_name": "样" * 150},
        {"company_name": "样例·（中国）【一】(A) B有限公司〇𠮷"},
        {"credit_code": "9" * 150},
        {"company_type": CompanyType.NON_PROFIT_ORGANIZATION},
        {"licences": tuple(LicenceFields("a/b.JPEG", kind) for kind in LicenceKind)},
        {"licences": (LicenceFields("a.gif", "otherLicense"), LicenceFields("a.png", "businessLicense"))},
        {"own_use": False, "licences": (LicenceFields("a.jpg ", "businessLicense"),)},
        {"other_keys": ("a.b/c.exe.pdf",)},
        {"other_keys": ("a.jpg", "a.jpeg", "a.png", "a.gif", "a.doc", "a.docx", "a.pdf")},
        {"licence_period": "2020-01-01~2026-11-18"},
        {"licence_period": "2026-11-18~2026-11-18"},
        {"legal_representative": replace(PERSON, document=IdentityDocument.PASSPORT, number="E" * 20)},
        {"legal_representative": replace(PERSON, document="homeReturnPermit", number="H12345678(01)")},
        {"legal_representative": replace(PERSON, name="甲" * 50)},
    ],
)
def test_it_accepts_what_is_allowed(changes: dict[str, Any]) -> None:
    assert problems(replace(CLEAN, **changes)) == []


def test_the_ages_of_persons_are_the_policys() -> None:
    strict = replace(POLICY, person_age_min=60)
    found = qualification_problems(CLEAN, TODAY, strict)
    assert found == (
        Problem("LegalIdCardNotMatchRegex", "legal_representative", TOO_YOUNG),
        Problem("AdminIdcardNotMatchRegex", "administrator", TOO_YOUNG),
    )


def test_a_wrong_number_has_the_cause_of_its_kind() -> None:
    wrong = replace(CLEAN, legal_representative=replace(PERSON, document="passport", number="E 1"))
    assert qualification_problems(wrong, TODAY, POLICY) == (
        Problem("LegalIdCardNotMatchRegex", "legal_representative", DocumentProblem.PASSPORT_FORMAT),
    )


def test_every_problem_is_told_in_the_order_of_the_form() -> None:
    nobody = PersonFields("", "", "", "")
    empty = QualificationFields("", "", "", "", "", nobody, nobody, "", "", own_use=False)
    assert [code for code, _ in problems(empty)] == [
        "QualificationNameNullError",
        "CompanyNameNullError",
        "CompanyTypeError",
        "OrganizationCodeNullError",
        "BusinessLicensePicsNullError",
        "BusinessLicenseDateNotMatchRegexError",
        "LegalPersonNameNullError",
        "LegalPersonIdcardTypeError",
        "LegalIdCardNoNullError",
        "LegalPersonIdcardEfftimeNotMatchRegexError",
        "AdminNameNullError",
        "AdminIdcardTypeError",
        "AdminIdcardNoNullError",
        "AdminIdcardExpdateNotMatchRegexError",
        "AdminIdcardFrontFaceNullError",
        "AdminIdcardPicsNullError",
        "PhoneNoCertifyCodeNullError",
    ]
    assert isinstance(qualification_problems(empty, TODAY, POLICY)[0], Problem)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020-01-01~2099-12-31", "2020-01-01", "2099-12-31"),
        (" 2024-02-29~2024-02-29\n", "2024-02-29", "2024-02-29"),
    ],
)
def test_it_reads_periods(text: str, start: str, end: str) -> None:
    assert parse_period(text) == Period(TODAY.fromisoformat(start), TODAY.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020-01-01",
        "2020-01-01~",
        "2020-01-01 ~ 2021-01-01",
        "2020-1-1~2021-1-1",
        "20200101~20210101",
        "2023-02-29~2024-01-01",
        "2024-01-01~2023-02-29",
        "2024-01-02~2024-01-01",
        "2020-01-01~2021-01-01~2022-01-01",
        "２020-01-01~2021-01-01",
        "2020-01-01~长期",
    ],
)
def test_it_reads_no_period_out_of_anything_else(text: str) -> None:
    assert parse_period(text) is None


FULL = SixElements("样例公司", "9133", "法人甲", "1", "管理员乙", "2")


@pytest.mark.parametrize(
    "element",
    [
        "enterprise_name",
        "credit_code",
        "legal_representative",
        "legal_representative_id_number",
        "administrator",
        "administrator_id_number",
    ],
)
@pytest.mark.parametrize("empty", ["", " \t"])
def test_it_names_a_missing_element(element: str, empty: str) -> None:
    assert missing_elements(replace(FULL, **{element: empty})) == (element,)


def test_it_names_the_missing_elements_in_their_order() -> None:
    assert missing_elements(FULL) == ()
    assert missing_elements(SixElements()) == tuple(SixElements.__dataclass_fields__)


TEXTS = st.builds(PersonFields, *([st.text(max_size=30)] * 6))


@given(
    st.builds(
        QualificationFields,
        *([st.text(max_size=30)] * 5),
        TEXTS,
        TEXTS,
        st.text(max_size=20),
        st.text(max_size=6),
        own_use=st.booleans(),
        licences=st.lists(st.builds(LicenceFields, st.text(max_size=9), st.text(max_size=9)), max_size=3).map(
            tuple
        ),
        other_keys=st.lists(st.text(max_size=9), max_size=3).map(tuple),
    )
)
def test_any_texts_get_an_answer(submission: QualificationFields) -> None:
    assert all(code and field for code, field in problems(submission))
