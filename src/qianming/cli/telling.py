"""Codes put into words, in the language in force; the words themselves are `qianming.texts`."""

from dataclasses import dataclass
from enum import StrEnum

from qianming.cli.language import in_force
from qianming.core.codes import FindingCode
from qianming.core.findings import Finding, Severity
from qianming.texts.catalog import Words, explain, words


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding as it is printed; `span` is the half-open range of offending characters of the name."""

    code: FindingCode
    severity: Severity
    title: str
    why: str
    fix: str
    source: str
    span: tuple[int, int] | None


def told(finding: Finding) -> FindingShown:
    """A finding with its words, its own values filled in."""
    said = explain(finding.code, in_force(), finding.params)
    return FindingShown(
        finding.code, finding.severity, said.title, said.why, said.fix, finding.source, finding.span
    )


def told_code(code: StrEnum | str) -> Words:
    """What people read for a code."""
    return words(code, in_force())


def title(member: StrEnum) -> str:
    """A member's name in words, as a heading or a cell shows it."""
    return words(member, in_force()).title
