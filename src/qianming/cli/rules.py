"""`qianming rules`: the rules of a day in words, or what changes from one day's to another's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.options import FormatOption, LangOption, OutputFormat, iso_date
from qianming.cli.shape import Command
from qianming.core.codes import FindingCode
from qianming.core.findings import Severity
from qianming.core.policy import StockEffect

if TYPE_CHECKING:
    from qianming.cli.printing import Grid
    from qianming.core.findings import Rule
    from qianming.core.policy import RulePolicy
    from qianming.core.subjects import ApplicationSubject


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A code that a rule can yield, in the words that applicants read.

    `severity` is what the policy makes it weigh, null where the rule itself decides; `effect` is what it
    means for signatures that were there before, with the days of grace of a freeze.
    """

    code: str
    title: str
    why: str
    fix: str
    severity: Severity | None
    effect: StockEffect
    grace_days: int


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule as it is printed; `description` is what it says as a whole."""

    name: str
    description: str
    source: str
    policy: date
    yields: tuple[CodeShown, ...]


def rules(
    code: Annotated[
        str | None,
        typer.Argument(help="Only the rules that yield this code.", metavar="CODE", show_default=False),
    ] = None,
    policy_day: Annotated[
        date | None,
        typer.Option(
            "--policy", help="A day; its rules instead of today's.", parser=iso_date, metavar="DATE"
        ),
    ] = None,
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option("--diff", help="Two days; what changes between their rules.", metavar="DATE DATE"),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
    lang: LangOption = None,
) -> None:
    """Show the rules in force: what each one says, where it comes from, and what it yields."""
    if diff is not None:
        _tell_changes(code, policy_day, diff, output)
        return
    from qianming.cli.printing import put, today
    from qianming.cli.rulesets import ruleset_on
    from qianming.core.rulebook import RULES

    policy = ruleset_on(policy_day or today())
    chosen = RULES.rules if code is None else _yielding(code)
    shown = [_shown(rule, policy) for rule in chosen]
    put(shown, output, *_grids(shown))


def _tell_changes(
    code: str | None, policy_day: date | None, diff: tuple[str, str], output: OutputFormat
) -> None:
    from qianming.cli.failures import WrongUsage
    from qianming.cli.language import say
    from qianming.cli.rule_changes import tell_changes

    if code is not None or policy_day is not None:
        raise WrongUsage(say("--diff: it compares two days; leave out CODE and --policy."))
    days = [_day(text) for text in diff]
    tell_changes(days[0], days[1], output)


def _day(text: str) -> date:
    from qianming.cli.failures import WrongUsage
    from qianming.cli.language import say

    try:
        return date.fromisoformat(text)
    except ValueError:
        reason = say("{text} is no day; write it like 2026-12-31", text=text)
        raise WrongUsage(say("{field}: {reason}.", field="--diff", reason=reason)) from None


def _yielding(code: str) -> "Sequence[Rule[ApplicationSubject, RulePolicy]]":
    """The rules that can yield a code; an unknown code is answered with the nearest known ones."""
    from difflib import get_close_matches

    from qianming.cli.failures import Failure
    from qianming.cli.language import say
    from qianming.core.rulebook import RULES

    found = [rule for rule in RULES.rules if code.upper() in rule.codes]
    if found:
        return found
    known = [member.value for rule in RULES.rules for member in rule.codes]
    near = ", ".join(get_close_matches(code.upper(), known, 3, 0.4)) or ", ".join(known)
    raise Failure(say("CODE: no rule yields {code}; known: {near}.", code=code, near=near))


def _shown(rule: "Rule[ApplicationSubject, RulePolicy]", policy: "RulePolicy") -> RuleShown:
    from qianming.cli.language import in_force
    from qianming.cli.telling import told_rule
    from qianming.texts.rule_descriptions import rule_description

    yields = []
    for code in rule.codes:
        words = told_rule(code, _figures(code, policy))
        held = policy.effect_of(code)
        severity = policy.severities.get(code)
        yields.append(
            CodeShown(code.value, words.title, words.why, words.fix, severity, held.effect, held.grace_days)
        )
    name = rule.decide.__name__
    description = rule_description(name, rule.description, in_force())
    return RuleShown(name, description, rule.source, policy.effective, tuple(yields))


def _figures(code: FindingCode, policy: "RulePolicy") -> Mapping[str, str]:
    """The policy's figures that the words of a code mention."""
    if code is FindingCode.NAME_LENGTH:
        return {"min": str(policy.name_length_min), "max": str(policy.name_length_max)}
    if code is FindingCode.REMARK_LENGTH:
        return {"max": str(policy.remark_length_max)}
    if code is FindingCode.LIMIT_DAILY:
        return {"max": str(policy.individual_applications_per_day)}
    return {}


def _grids(shown: Sequence[RuleShown]) -> "Iterator[Grid]":
    from qianming.cli.language import say
    from qianming.cli.printing import Grid
    from qianming.cli.telling import title

    def effect(entry: CodeShown) -> str:
        return f"{title(entry.effect)} ({entry.grace_days})" if entry.grace_days else title(entry.effect)

    for rule in shown:
        rows = [
            (
                f"{entry.code}\n{title(entry.severity)}" if entry.severity else entry.code,
                f"{entry.title}\n{entry.why}",
                entry.fix,
                effect(entry),
            )
            for entry in rule.yields
        ]
        source = say("own rule") if rule.source == "qianming" else rule.source
        yield Grid(
            ("Code", "What it says", "What to do", "For existing ones"), rows, f"{rule.description}\n{source}"
        )


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("rules", cls=Command, epilog="qianming rules --diff 2026-12-31 2027-01-01")(rules)
