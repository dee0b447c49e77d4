"""The entity behind a qualification: what a reviewer is told about it before deciding.

Decides on what was submitted and on what a register answered. Nothing here rejects: registers lag behind and
real codes leave the standard, so that a person weighs every difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qianming.core.citations import ERROR_CODES, OWN_POLICY, SUBMIT_QUALIFICATION
from qianming.core.codes import FindingCode
from qianming.core.findings import Finding, Rule, RuleBook, Severity, Verdict, weighed
from qianming.core.papers.identity import credit_code_problem
from qianming.core.policy import RulePolicy


class EnterpriseStatus(StrEnum):
    """What the register says of an enterprise's existence (登记状态)."""

    ACTIVE = "active"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"
    MOVED_OUT = "moved_out"


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """How a submission compares with a register's entry of its credit code.

    `is_known` is whether there is such an entry; the rest is None where the register does not say.
    `code_of_name` is the code under which the register has the submitted name instead.
    """

    is_known: bool
    name_agrees: bool | None = None
    legal_representative_agrees: bool | None = None
    status: EnterpriseStatus | None = None
    code_of_name: str = ""


@dataclass(frozen=True, slots=True)
class EntitySubject:
    """What the rules about entities read; `register` is None while no register has answered."""

    credit_code: str
    administrator_shared: bool = False
    register: RegisterAnswer | None = None


def entity_credit_code(subject: EntitySubject, policy: RulePolicy) -> Iterator[Finding]:
    """A credit code that leaves its standard (GB 32100-2015) is a notice: a few genuine ones do."""
    problem = credit_code_problem(subject.credit_code)
    if problem is not None:
        params = (("deviation", problem.value),)
        yield Finding(
            FindingCode.ENTITY_CREDIT_CODE, Severity.NOTICE, "credit_code", OWN_POLICY, None, params
        )


def entity_shared_administrator(subject: EntitySubject, policy: RulePolicy) -> Iterator[Finding]:
    """One administrator stands for one enterprise: with several, the carriers' filing fails."""
    if subject.administrator_shared:
        yield _doubt(FindingCode.ENTITY_SHARED_ADMINISTRATOR, "administrator", SUBMIT_QUALIFICATION)


def register_not_checked(subject: EntitySubject, policy: RulePolicy) -> Iterator[Finding]:
    """While no register has answered, the reviewer knows that nothing was compared."""
    if subject.register is None:
        yield Finding(FindingCode.REGISTER_NOT_CHECKED, Severity.NOTICE, "credit_code", OWN_POLICY)


def register_unknown(subject: EntitySubject, policy: RulePolicy) -> Iterator[Finding]:
    """The register has no enterprise of this credit code, nor the name under another code."""
    answer = subject.register
    if answer is not None and not answer.is_known and not answer.code_of_name:
        yield _doubt(FindingCode.REGISTER_UNKNOWN, "credit_code", ERROR_CODES)


def register_credit_code(subject: EntitySubject, policy: RulePolicy) -> Iterator[Finding]:
    """The register has the submitted name under another credit code."""
    answer = subject.register
    if answer is not None and answer.code_of_name:
        yield _doubt(FindingCode.REGISTER_CREDIT_CODE, "credit_code", ERROR_CODES)


def register_name(subject: EntitySubject, policy: RulePolicy) -> Iterator[Finding]:
    """The register has another name for this credit code."""
    if subject.register is not None and subject.register.name_agrees is False:
        yield _doubt(FindingCode.REGISTER_NAME, "company_name", ERROR_CODES)


def register_legal_representative(subject: EntitySubject, policy: RulePolicy) -> Iterator[Finding]:
    """The register has another legal representative for this enterprise."""
    if subject.register is not None and subject.register.legal_representative_agrees is False:
        yield _doubt(FindingCode.REGISTER_LEGAL_REPRESENTATIVE, "legal_representative", ERROR_CODES)


def register_status(subject: EntitySubject, policy: RulePolicy) -> Iterator[Finding]:
    """The register says that the enterprise is not in operation."""
    status = subject.register.status if subject.register is not None else None
    if status not in (None, EnterpriseStatus.ACTIVE):
        params = (("standing", str(status)),)
        yield Finding(FindingCode.REGISTER_STATUS, Severity.REVIEW, "credit_code", ERROR_CODES, None, params)


def _doubt(code: FindingCode, field: str, source: str) -> Finding:
    return Finding(code, Severity.REVIEW, field, source)


ENTITY_RULES: RuleBook[EntitySubject, RulePolicy] = RuleBook(
    (
        Rule((FindingCode.ENTITY_CREDIT_CODE,), OWN_POLICY, entity_credit_code),
        Rule((FindingCode.ENTITY_SHARED_ADMINISTRATOR,), SUBMIT_QUALIFICATION, entity_shared_administrator),
        Rule((FindingCode.REGISTER_NOT_CHECKED,), OWN_POLICY, register_not_checked),
        Rule((FindingCode.REGISTER_UNKNOWN,), ERROR_CODES, register_unknown),
        Rule((FindingCode.REGISTER_CREDIT_CODE,), ERROR_CODES, register_credit_code),
        Rule((FindingCode.REGISTER_NAME,), ERROR_CODES, register_name),
        Rule((FindingCode.REGISTER_LEGAL_REPRESENTATIVE,), ERROR_CODES, register_legal_representative),
        Rule((FindingCode.REGISTER_STATUS,), ERROR_CODES, register_status),
    )
)


def check_entity(subject: EntitySubject, policy: RulePolicy) -> Verdict:
    """Everything that the rules have to say about the entity of a qualification."""
    found = ENTITY_RULES.findings(subject, policy)
    return Verdict(policy.effective, weighed(found, policy.severities))
