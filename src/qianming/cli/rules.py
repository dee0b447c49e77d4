"""`qianming rules`: the rules in force, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.options import FormatOption, LangOption, OutputFormat
from qianming.cli.shape import Command
from qianming.core.codes import FindingCode

if TYPE_CHECKING:
    from qianming.cli.printing import Grid
    from qianming.core.findings import Rule
    from qianming.core.policy import RulePolicy
    from qianming.core.subjects import ApplicationSubject


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A code that a rule can yield, in the words that applicants read."""

    code: str
    title: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule as it is printed; `description` is the rule's own documentation."""

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
    output: FormatOption = OutputFormat.TABLE,
    lang: LangOption = None,
) -> None:
    """Show the rules in force: what each one says, where it comes from, and what it yields."""
    from qianming.cli.printing import put, today
    from qianming.core.rulebook import RULES
    from qianming.policy.loader import policy_on

    policy = policy_on(today())
    chosen = RULES.rules if code is None else _yielding(code)
    shown = [_shown(rule, policy) for rule in chosen]
    put(shown, output, *_grids(shown))


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
    from qianming.cli.telling import told_rule

    yields = []
    for code in rule.codes:
        words = told_rule(code, _figures(code, policy))
        yields.append(CodeShown(code.value, words.title, words.why, words.fix))
    description = " ".join(rule.description.split())
    return RuleShown(rule.decide.__name__, description, rule.source, policy.effective, tuple(yields))


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

    for rule in shown:
        rows = [(entry.code, f"{entry.title}\n{entry.why}", entry.fix) for entry in rule.yields]
        source = say("own rule") if rule.source == "qianming" else rule.source
        yield Grid(("Code", "What it says", "What to do"), rows, f"{rule.description}\n{source}")


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("rules", cls=Command, epilog="qianming rules NAME_LENGTH")(rules)
