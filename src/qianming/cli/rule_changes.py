"""The work behind `rules --diff`: what changes from one policy to another, for people and for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qianming.cli.language import say
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.rulesets import rulesets_on
from qianming.cli.telling import title
from qianming.core.codes import Carrier, FindingCode, SignatureSource
from qianming.core.policy import RulePolicy
from qianming.policy.difference import Difference, PolicyPart, differences


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One entry that changes; null means that it is not there, a word that is there has an empty text."""

    part: PolicyPart
    field: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """Everything that changes from the policy of one day to that of another."""

    before: date
    after: date
    changes: tuple[RuleChange, ...]


def tell_changes(before: date, after: date, output: OutputFormat) -> None:
    """Print what changes between the policies in force on two days."""
    old, new = rulesets_on(before, after)
    found = tuple(_shown(difference) for difference in differences(old, new))
    put(RuleChanges(old.effective, new.effective, found), output, _grid(old, new, found))


def _shown(difference: Difference) -> RuleChange:
    return RuleChange(difference.part, difference.field, difference.name, difference.before, difference.after)


def _grid(old: RulePolicy, new: RulePolicy, found: Sequence[RuleChange]) -> Grid:
    heading = say("From the rules of {old} to those of {new}", old=old.effective, new=new.effective)
    if not found:
        heading = say(
            "Nothing changes from the rules of {old} to those of {new}.", old=old.effective, new=new.effective
        )
    rows = [
        (say(change.part.value), _named(change), _value(change.before), _value(change.after))
        for change in found
    ]
    return Grid(("Part", "Which", "Before", "After"), rows, heading)


def _named(change: RuleChange) -> str:
    """What changes, with the words of a code beside it."""
    match change.part:
        case PolicyPart.SEVERITY | PolicyPart.EFFECT:
            return f"{change.name}\n{title(FindingCode(change.name))}"
        case PolicyPart.CARRIER:
            return f"{change.field}\n{title(Carrier(change.name))}"
        case PolicyPart.SOURCE:
            return f"{change.field}\n{title(SignatureSource(change.name))}"
        case PolicyPart.WORD:
            return f"{change.field}\n{change.name}"
        case PolicyPart.FIGURE:
            return change.name


def _value(text: str | None) -> str:
    return say("not there") if text is None else text or say("there")
