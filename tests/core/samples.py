"""Plain subjects for rules to judge. Names of persons stand for roles; the enterprise exists nowhere."""

from dataclasses import replace
from datetime import date
from typing import Any

from qianming.core.codes import AccountType, FindingCode, Purpose, TemplateType
from qianming.core.findings import Finding
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject, TemplateSubject

TODAY = date(2026, 11, 18)
POLICY = RulePolicy(effective=date(2026, 4, 27))
ENTERPRISE = "杭州云帆样例科技有限公司"

CLEAN = ApplicationSubject(
    name=ENTERPRISE,
    today=TODAY,
    purpose=Purpose.OWN_USE,
    account_type=AccountType.ENTERPRISE,
    account_name=ENTERPRISE,
    enterprise_name=ENTERPRISE,
    credit_code="91330100MA0000000C",
    legal_representative="法人甲",
    administrator="管理员乙",
    taken_names=frozenset(),
    names_of_others=frozenset(),
    applied_today=0,
)


def application(name: str = ENTERPRISE, **changes: Any) -> ApplicationSubject:
    """An application that nothing is wrong with, but for the changes."""
    return replace(CLEAN, name=name, **changes)


def template(
    content: str, kind: TemplateType = TemplateType.NOTIFICATION, name: str = "样例"
) -> TemplateSubject:
    """A template with that text."""
    return TemplateSubject(name=name, content=content, template_type=kind)


def told(finding: Finding) -> dict[str, str]:
    """The values that a finding's sentence mentions."""
    return dict(finding.params)


def codes(findings: tuple[Finding, ...] | list[Finding]) -> list[FindingCode]:
    """The codes of findings, in order."""
    return [finding.code for finding in findings]
