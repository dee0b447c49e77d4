"""How the rulebook speaks: findings with a severity, gathered into one verdict.

A finding is a code with its evidence. It carries no sentences: `qianming.texts` has them, per language. What
outcome follows from a set of findings is decided here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

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


class Finding(Struct, frozen=True):
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


class Verdict(Struct, frozen=True):
    """All findings of one check, the policy's date, and the codes that need the registry to be decided."""

    policy: date
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[FindingCode, ...] = ()

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
_OUTLINES_KEPT = 4096


def _nothing(subject: object) -> bool:
    return False


def _no_parts(subject: object, policy: object) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Rule(Generic[SubjectT, PolicyT]):
    """One rule: the codes that it may yield, where it comes from, and the function that decides.

    `untold` answers whether the rule stays silent about a subject because it was not told what it needs; it
    reads nothing that the book's outline does not tell. `needs` are the parts of that outline without which
    the rule never finds anything.
    """

    codes: tuple[FindingCode, ...]
    source: str
    decide: Callable[[SubjectT, PolicyT], Iterator[Finding]]
    untold: Callable[[SubjectT], bool] = _nothing
    needs: int = 0

    @property
    def description(self) -> str:
        """The rule in words, as its function documents it."""
        return (self.decide.__doc__ or "").strip()


def _speaking(
    rules: tuple[Rule[SubjectT, PolicyT], ...], parts: int
) -> tuple[Callable[[SubjectT, PolicyT], Iterator[Finding]], ...]:
    return tuple(rule.decide for rule in rules if rule.needs & parts == rule.needs)


class _Relevant(Generic[SubjectT, PolicyT]):
    """What concerns subjects of one outline: the rules that can speak, and the codes left unchecked."""

    __slots__ = ("deciding", "not_checked")

    def __init__(self, rules: tuple[Rule[SubjectT, PolicyT], ...], parts: int, subject: SubjectT) -> None:
        self.deciding = _speaking(rules, parts)
        self.not_checked = tuple(code for rule in rules if rule.untold(subject) for code in rule.codes)


class RuleBook(Generic[SubjectT, PolicyT]):
    """An ordered collection of rules over one kind of subject.

    `outline` tells which parts a subject has, as a number of flags: subjects with the same parts share one
    look-up of the rules that can speak about them.
    """

    def __init__(
        self,
        rules: Iterable[Rule[SubjectT, PolicyT]],
        outline: Callable[[SubjectT, PolicyT], int] = _no_parts,
    ) -> None:
        self.rules = tuple(rules)
        self._outline = outline
        self._relevant: dict[int, _Relevant[SubjectT, PolicyT]] = {}

    def findings(self, subject: SubjectT, policy: PolicyT) -> tuple[Finding, ...]:
        """Everything that every rule finds, in the book's order; no rule hides another."""
        return self.judge(subject, policy)[0]

    def judge(
        self, subject: SubjectT, policy: PolicyT
    ) -> tuple[tuple[Finding, ...], tuple[FindingCode, ...]]:
        """All findings, and the codes that are not checked."""
        relevant = self._relevant_to(subject, self._outline(subject, policy))
        found: list[Finding] = []
        for decide in relevant.deciding:
            found += decide(subject, policy)
        return tuple(found), relevant.not_checked

    def deciding(self, parts: int) -> tuple[Callable[[SubjectT, PolicyT], Iterator[Finding]], ...]:
        """The functions of the rules that can find something about subjects with these parts."""
        return _speaking(self.rules, parts)

    def _relevant_to(self, subject: SubjectT, parts: int) -> _Relevant[SubjectT, PolicyT]:
        known = self._relevant.get(parts)
        if known is None:
            if len(self._relevant) >= _OUTLINES_KEPT:
                self._relevant.clear()
            known = self._relevant[parts] = _Relevant(self.rules, parts, subject)
        return known
