"""How the rulebook speaks: findings with a severity, gathered into one verdict.

A finding is a code with its evidence. It carries no sentences: `qianming.texts` has them, per language. What
outcome follows from a set of findings is decided here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from qianming.core.codes import FindingCode


class Severity(StrEnum):
    """How much a finding weighs: only what can be proved is rejected, doubts go to a person."""

    REJECT = "reject"
    REVIEW = "review"
    NOTICE = "notice"


class Outcome(StrEnum):
    """What a set of findings amounts to. PASS is no approval: a reviewer or carrier may still refuse."""

    PASS = "pass"
    REVIEW = "review"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    `field` names the input that it is about, `span` the half-open range of offending characters in it, and
    `params` the values that its sentence mentions, as (name, value) pairs. `source` says where the rule
    comes from.
    """

    code: FindingCode
    severity: Severity
    field: str
    source: str
    span: tuple[int, int] | None = None
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All findings of one check, the policy's date, and the codes that need the registry to be decided."""

    policy: date
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[FindingCode, ...] = field(default=())

    @property
    def outcome(self) -> Outcome:
        """The heaviest severity decides; notices alone let the application pass."""
        severities = {finding.severity for finding in self.findings}
        if Severity.REJECT in severities:
            return Outcome.REJECT
        return Outcome.REVIEW if Severity.REVIEW in severities else Outcome.PASS


def weighed(findings: tuple[Finding, ...], severities: Mapping[FindingCode, Severity]) -> tuple[Finding, ...]:
    """The findings with the severities that a policy gives instead of the rules' own."""
    if not severities:
        return findings
    return tuple(
        replace(finding, severity=severities.get(finding.code, finding.severity)) for finding in findings
    )


SubjectT = TypeVar("SubjectT")
PolicyT = TypeVar("PolicyT")


def _nothing(subject: object) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Rule(Generic[SubjectT, PolicyT]):
    """One rule: the codes that it may yield, where it comes from, and the function that decides.

    `untold` answers whether the rule stays silent about a subject because it was not told what it needs.
    """

    codes: tuple[FindingCode, ...]
    source: str
    decide: Callable[[SubjectT, PolicyT], Iterator[Finding]]
    untold: Callable[[SubjectT], bool] = _nothing

    @property
    def description(self) -> str:
        """The rule in words, as its function documents it."""
        return (self.decide.__doc__ or "").strip()


class RuleBook(Generic[SubjectT, PolicyT]):
    """An ordered collection of rules over one kind of subject."""

    def __init__(self, rules: Iterable[Rule[SubjectT, PolicyT]]) -> None:
        self.rules = tuple(rules)

    def findings(self, subject: SubjectT, policy: PolicyT) -> tuple[Finding, ...]:
        """Everything that every rule finds, in the book's order; no rule hides another."""
        return tuple(finding for rule in self.rules for finding in rule.decide(subject, policy))

    def not_checked(self, subject: SubjectT) -> tuple[FindingCode, ...]:
        """The codes of the rules that were not told enough about a subject to decide."""
        return tuple(code for rule in self.rules if rule.untold(subject) for code in rule.codes)
