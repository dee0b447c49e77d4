"""How severities add up, and how a book gathers what its rules find."""

from collections.abc import Iterator

import pytest

from qianming.core.codes import FindingCode
from qianming.core.findings import Finding, Outcome, Rule, RuleBook, Severity, Verdict
from tests.core.samples import POLICY


def finding(severity: Severity) -> Finding:
    return Finding(FindingCode.NAME_LENGTH, severity, "name", "here")


@pytest.mark.parametrize(
    ("severities", "outcome"),
    [
        ([], Outcome.PASS),
        ([Severity.NOTICE], Outcome.PASS),
        ([Severity.REVIEW], Outcome.REVIEW),
        ([Severity.NOTICE, Severity.REVIEW], Outcome.REVIEW),
        ([Severity.REJECT], Outcome.REJECT),
        ([Severity.REVIEW, Severity.REJECT, Severity.NOTICE], Outcome.REJECT),
    ],
)
def test_the_heaviest_severity_decides(severities: list[Severity], outcome: Outcome) -> None:
    verdict = Verdict(POLICY.effective, tuple(finding(severity) for severity in severities))
    assert verdict.outcome is outcome


def test_a_verdict_without_findings_has_checked_everything() -> None:
    verdict = Verdict(POLICY.effective)
    assert (verdict.findings, verdict.not_checked) == ((), ())


def rejecting(subject: str, policy: None) -> Iterator[Finding]:
    """A rule for this test."""
    yield finding(Severity.REJECT)


def doubting(subject: str, policy: None) -> Iterator[Finding]:
    yield finding(Severity.REVIEW)
    yield finding(Severity.NOTICE)


doubting.__doc__ = None


def empty(subject: str) -> bool:
    return not subject


def book() -> RuleBook[str, None]:
    codes = (FindingCode.NAME_TAKEN, FindingCode.NAME_BRACKETS)
    rules = [
        Rule((FindingCode.NAME_LENGTH,), "here", rejecting),
        Rule(codes, "there", doubting, empty),
    ]
    return RuleBook(iter(rules))


def test_no_rule_hides_another() -> None:
    found = [each.severity for each in book().findings("x", None)]
    assert found == [Severity.REJECT, Severity.REVIEW, Severity.NOTICE]


@pytest.mark.parametrize(
    ("subject", "untold"), [("x", ()), ("", (FindingCode.NAME_TAKEN, FindingCode.NAME_BRACKETS))]
)
def test_a_book_says_what_it_was_not_told(subject: str, untold: tuple[FindingCode, ...]) -> None:
    assert book().judge(subject, None)[1] == untold


def test_a_rule_describes_itself_by_its_documentation() -> None:
    assert [rule.description for rule in book().rules] == ["A rule for this test.", ""]
