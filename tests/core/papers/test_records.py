"""Letters, trademarks and filings of apps as typed: each wrong field has the API's own error."""

from dataclasses import replace
from datetime import date

import pytest

from qianming.core.papers.records import (
    AppRecordFields,
    PowerFields,
    TrademarkFields,
    app_record_problems,
    is_link,
    power_problems,
    trademark_problems,
)
from qianming.core.policy import RulePolicy
from tests.core.samples import TODAY

POLICY = RulePolicy(effective=date(2026, 4, 27))
PERIOD = "2020-01-01~2035-01-01"
POWER = PowerFields(
    name="授权书1",
    grantor="杭州云帆（样例）公司",
    grantee="杭州云杉样例公司",
    credit_code="91330100MA2B0AAA1K",
    period=PERIOD,
    scope=("云帆样例", "云帆"),
    picture_key="1/a/letter.png",
)
TRADEMARK = TrademarkFields(
    text="云帆",
    registration_number="7000001",
    owner="杭州云帆样例公司",
    period=PERIOD,
    picture_key="1/a/mark.JPG",
)
APP = AppRecordFields(
    service_name="云帆",
    holder="杭州云帆样例公司",
    licence_number="浙ICP备1号-1A",
    approved_on="2024-01-01",
    domain="https://app.example/store",
    picture_key="1/a/app.png",
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"name": ""}, []),
        ({"name": "授权 书"}, ["AuthorizationLetterNameNotMatchRegex"]),
        ({"name": "123"}, ["AuthorizationLetterNameNotMatchRegex"]),
        ({"name": "长" * 101}, ["AuthorizationLetterNameOverLimit"]),
        ({"grantor": ""}, ["AuthorizationNotMatchRegex"]),
        ({"grantor": "甲&乙"}, ["AuthorizationNotMatchRegex"]),
        ({"grantor": "甲" * 151}, ["AuthorizationOverLimit"]),
        ({"grantee": "5"}, ["ProxyAuthorizationNotMatchRegex"]),
        ({"grantee": "乙" * 151}, ["ProxyAuthorizationOverLimit"]),
        ({"credit_code": "1" * 151}, ["OrganizationCodeOverLimit"]),
        ({"credit_code": ""}, ["OrganizationCodeNotMatchRegex"]),
        ({"period": "2020"}, ["AuthorizationLetterDateNotMatchRegex"]),
        ({"period": "2020-01-01~2021-01-01"}, ["AuthorizationLetterDateNotValid"]),
        ({"scope": ()}, ["SignNotMatchRegex"]),
        ({"scope": ("云",)}, ["SignNotMatchRegex"]),
        ({"scope": ("云帆" * 7,)}, ["SignNotMatchRegex"]),
        ({"scope": tuple(f"云帆{n}" for n in range(101))}, ["SignNumOverLimit"]),
        ({"picture_key": "1/a/letter.pdf"}, ["AuthorizationOssFileNotUploadError"]),
        (
            {"name": "1", "period": "", "picture_key": ""},
            [
                "AuthorizationLetterNameNotMatchRegex",
                "AuthorizationLetterDateNotMatchRegex",
                "AuthorizationOssFileNotUploadError",
            ],
        ),
    ],
)
def test_a_letter_is_told_every_problem(changes: dict[str, object], codes: list[str]) -> None:
    found = power_problems(replace(POWER, **changes), TODAY, POLICY)  # type: ignore[arg-type]
    assert [problem.code for problem in found] == codes
    assert {problem.field for problem in found} == (set(changes) if codes else set())


def test_a_name_that_stands_twice_counts_once() -> None:
    given = replace(POWER, scope=("云帆",) * 101)
    assert power_problems(given, TODAY, POLICY) == ()


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"text": ""}, ["TrademarkNameNotMatchRegex"]),
        ({"text": "帆" * 16}, ["TrademarkNameOverLimit"]),
        ({"registration_number": "7,1"}, ["TrademarkRegistrationNumberNotMatchRegex"]),
        ({"registration_number": "7" * 16}, ["TrademarkRegistrationNumberOverLimit"]),
        ({"owner": "甲@乙"}, ["TrademarkApplicantNameNotMatchRegex"]),
        ({"owner": "甲" * 51}, ["TrademarkApplicantNameOverLimit"]),
        ({"period": "x"}, ["TrademarkLetterDateNotMatchRegex"]),
        ({"period": "2001-01-01~2011-01-01"}, ["TrademarkDateNotValid"]),
        ({"picture_key": "mark"}, ["TrademarkPicsFileError"]),
    ],
)
def test_a_trademark_is_told_every_problem(changes: dict[str, str], codes: list[str]) -> None:
    found = trademark_problems(replace(TRADEMARK, **changes), TODAY)
    assert [problem.code for problem in found] == codes
    assert {problem.field for problem in found} == (set(changes) if codes else set())


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"service_name": "帆" * 16}, ["AppServiceNameOverLimit"]),
        ({"holder": ""}, ["AppPrincipalUnitNameNotMatchRegex"]),
        ({"holder": "甲" * 51}, ["AppPrincipalUnitNameOverLimit"]),
        ({"licence_number": "浙 1"}, ["AppIcpLicenseNumberNotMatchRegex"]),
        ({"licence_number": "1" * 16}, ["AppIcpLicenseNumberOverLimit"]),
        ({"domain": "app.example"}, ["AppDomainNotMatchRegex"]),
        ({"domain": "https://" + "a" * 500}, ["AppDomainOverLimit"]),
        ({"approved_on": "2024年"}, ["AppIcpRecordDateNotMatchRegex"]),
        ({"approved_on": "2999-01-01"}, ["AppApprovalDateNotValid"]),
        ({"picture_key": ""}, ["AppIcpRecordPicsFileError"]),
        ({"runtime_key": "a.pdf"}, ["AppIcpRecordPicsFileError"]),
        ({"runtime_key": "a/b.png", "store_key": "a/c.gif"}, []),
    ],
)
def test_an_apps_filing_is_told_every_problem(changes: dict[str, str], codes: list[str]) -> None:
    found = app_record_problems(replace(APP, **changes), TODAY)
    assert [problem.code for problem in found] == codes
    assert {problem.field for problem in found} == (set(changes) if codes else set())


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("http://a.example", True),
        ("https://a/b", True),
        ("ftp://a", False),
        ("http://", False),
        ("http://[", False),
    ],
)
def test_what_a_link_is(text: str, is_one: bool) -> None:
    assert is_link(text) is is_one
