"""The work behind `check`: the subject's papers, the verdicts, and how they are shown. Decides no rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from qianming.cli.failures import ExitCode, WrongUsage
from qianming.cli.language import say
from qianming.cli.options import OutputFormat, name_list, need_readable
from qianming.cli.printing import Grid, put
from qianming.cli.telling import FindingShown, title, told, told_code
from qianming.core.codes import FindingCode
from qianming.core.findings import Outcome
from qianming.core.policy import RulePolicy
from qianming.core.proposals import proposals
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject, TrademarkSubject

_EXIT_CODES = {
    Outcome.PASS: ExitCode.FINE,
    Outcome.REVIEW: ExitCode.NOT_YET,
    Outcome.REJECT: ExitCode.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A compliant name that could be used instead, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class CheckedName:
    """What the rules say of one name; `policy` is the date of the rules, `not_checked` needs the registry."""

    name: str
    outcome: Outcome
    policy: date
    findings: tuple[FindingShown, ...]
    suggestions: tuple[Suggestion, ...]
    not_checked: tuple[FindingCode, ...]


def trademark_of(
    text: str | None, owner: str | None, status: StrEnum | None, until: date | None
) -> TrademarkSubject | None:
    """The trademark that the options describe; its other fields mean nothing without a text."""
    if text is None:
        if owner is not None or status is not None or until is not None:
            raise WrongUsage(say("--trademark is missing: the other trademark options describe its text."))
        return None
    return TrademarkSubject(text, owner, status.value if status else None, until)


def power_of(scope: str | None, until: date | None) -> PowerOfAttorneySubject | None:
    """The power of attorney that the options describe."""
    if scope is None:
        if until is not None:
            raise WrongUsage(
                say("--power-scope is missing: --power-until needs the names that the letter covers.")
            )
        return None
    return PowerOfAttorneySubject(scope=name_list(scope), valid_until=until)


def check_names(subject: ApplicationSubject, names: Sequence[str], output: OutputFormat) -> ExitCode:
    """Check each name with the same papers, print what was found, and return the worst exit code."""
    from qianming.cli.rulesets import ruleset_on

    policy = ruleset_on(subject.today)
    need_readable(*(("NAME", name) for name in names))
    results = [_checked(replace(subject, name=name), policy) for name in names]
    put(results[0] if len(results) == 1 else results, output, *map(_grid, results))
    return max(_EXIT_CODES[result.outcome] for result in results)


def check_table(subject: ApplicationSubject, given: Path, wanted: Path, output: OutputFormat) -> ExitCode:
    """Check every row of a table with the papers of its columns, and return the worst exit code."""
    from qianming.cli.bulk import run
    from qianming.cli.bulk_tasks import Check
    from qianming.cli.rulesets import ruleset_on

    return run(Check(subject, ruleset_on(subject.today)), given, wanted, output)


def _checked(subject: ApplicationSubject, policy: RulePolicy) -> CheckedName:
    verdict = check(subject, policy)
    return CheckedName(
        subject.name,
        verdict.outcome,
        verdict.policy,
        tuple(told(finding) for finding in verdict.findings),
        _suggested(subject, policy) if verdict.outcome is not Outcome.PASS else (),
        verdict.not_checked,
    )


def _suggested(subject: ApplicationSubject, policy: RulePolicy) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(proposal.name, told_code(proposal.reason).why) for proposal in proposals(subject, policy)
    )


def _grid(result: CheckedName) -> Grid:
    """One table for one name; a clean name has its line too."""
    heading = say(
        "{name}: {outcome} (rules of {policy}). {why}",
        name=result.name,
        outcome=title(result.outcome),
        policy=result.policy,
        why=told_code(result.outcome).why,
    )
    rows = [
        (title(shown.severity), shown.code, f"{shown.title}\n{shown.why}", shown.fix)
        for shown in result.findings
    ]
    return Grid(("Severity", "Code", "What was found", "What to do"), rows, heading)
