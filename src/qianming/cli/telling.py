"""Codes put into words, in the language in force; the words themselves are `qianming.texts`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qianming.cli.language import in_force
from qianming.core.codes import FindingCode
from qianming.core.findings import Finding, Severity
from qianming.texts.catalog import Words, explain, words

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


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


def told_rule(code: FindingCode, figures: Mapping[str, str]) -> Words:
    """What a code says in general: figures of the policy are filled in, what only a case has is left open."""

    def filled(text: str) -> str:
        return _PLACEHOLDER.sub(lambda found: figures.get(found[1], "…"), text)

    said = words(code, in_force())
    return Words(filled(said.title), filled(said.why), filled(said.fix))


def title(member: StrEnum) -> str:
    """A member's name in words, as a heading or a cell shows it."""
    return words(member, in_force()).title
