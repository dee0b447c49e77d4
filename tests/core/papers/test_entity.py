"""What a reviewer is told about the entity of a qualification."""

from dataclasses import replace

import pytest

from qianming.core.codes import FindingCode
from qianming.core.findings import Outcome, Severity
from qianming.core.papers.entity import (
    ENTITY_RULES,
    EnterpriseStatus,
    EntitySubject,
    RegisterAnswer,
    check_entity,
)
from tests.core.samples import POLICY

AGREED = RegisterAnswer(True, True, True, EnterpriseStatus.ACTIVE)
SILENT = RegisterAnswer(True)
CLEAN = EntitySubject("91330100MA0000000C", register=AGREED)


def codes(subject: EntitySubject) -> list[FindingCode]:
    return [finding.code for finding in check_entity(subject, POLICY).findings]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, [FindingCode.REGISTER_NOT_CHECKED]),
        (AGREED, []),
        (SILENT, []),
        (RegisterAnswer(False), [FindingCode.REGISTER_UNKNOWN]),
        (RegisterAnswer(False, code_of_name="9"), [FindingCode.REGISTER_CREDIT_CODE]),
        (replace(AGREED, name_agrees=False), [FindingCode.REGISTER_NAME]),
        (
            replace(AGREED, code_of_name="9", name_agrees=False),
            [
                FindingCode.REGISTER_CREDIT_CODE,
                FindingCode.REGISTER_NAME,
            ],
        ),
        (
            replace(AGREED, legal_representative_agrees=False),
            [FindingCode.REGISTER_LEGAL_REPRESENTATIVE],
        ),
        *[
            (replace(AGREED, status=status), [FindingCode.REGISTER_STATUS])
            for status in EnterpriseStatus
            if status is not EnterpriseStatus.ACTIVE
        ],
    ],
)
def test_each_difference_from_the_register_is_told(
    answer: RegisterAnswer | None, expected: list[FindingCode]
) -> None:
    assert codes(replace(CLEAN, register=answer)) == expected


def test_each_difference_names_the_field_it_is_about() -> None:
    worst = RegisterAnswer(True, False, False, EnterpriseStatus.REVOKED, "9")
    unknown = check_entity(replace(CLEAN, register=RegisterAnswer(False)), POLICY).findings
    different = check_entity(replace(CLEAN, register=worst), POLICY).findings
    assert [finding.field for finding in unknown] == ["credit_code"]
    assert {finding.code: finding.field for finding in different} == {
        FindingCode.REGISTER_CREDIT_CODE: "credit_code",
        FindingCode.REGISTER_NAME: "company_name",
        FindingCode.REGISTER_LEGAL_REPRESENTATIVE: "legal_representative",
        FindingCode.REGISTER_STATUS: "credit_code",
    }


@pytest.mark.parametrize("code", ["330100000000001", "9133", "91330100MA0000000D", "9I330100MA0000000C"])
def test_a_code_outside_the_standard_is_a_notice(code: str) -> None:
    verdict = check_entity(replace(CLEAN, credit_code=code), POLICY)
    assert [finding.code for finding in verdict.findings] == [FindingCode.ENTITY_CREDIT_CODE]
    assert verdict.outcome is Outcome.PASS


def test_a_shared_administrator_is_for_a_person_to_weigh() -> None:
    verdict = check_entity(replace(CLEAN, administrator_shared=True), POLICY)
    assert [finding.code for finding in verdict.findings] == [FindingCode.ENTITY_SHARED_ADMINISTRATOR]
    assert verdict.outcome is Outcome.REVIEW


def test_no_finding_quotes_anything_personal_and_none_rejects() -> None:
    worst = EntitySubject("9", True, RegisterAnswer(True, False, False, EnterpriseStatus.REVOKED, "8"))
    findings = ENTITY_RULES.findings(worst, POLICY)
    assert len(findings) == 6
    assert all(finding.severity is not Severity.REJECT for finding in findings)
    assert {name for finding in findings for name, _ in finding.params} == {"deviation", "standing"}


def test_the_policy_may_weigh_them_otherwise() -> None:
    strict = replace(POLICY, severities={FindingCode.REGISTER_STATUS: Severity.REJECT})
    gone = replace(CLEAN, register=replace(AGREED, status=EnterpriseStatus.CANCELLED))
    assert check_entity(gone, strict).outcome is Outcome.REJECT
