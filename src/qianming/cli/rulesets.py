"""The policies that a command goes by: the shipped ones and those of the operator in the data folder.

A file of the operator's that cannot be used is told on standard error; the others stay in force.
"""

from datetime import date

from qianming.cli.failures import note
from qianming.cli.language import say
from qianming.core.policy import RulePolicy
from qianming.policy import loader


def ruleset_on(day: date) -> RulePolicy:
    """The policy in force on a day; loads neither Django nor the database."""
    return rulesets_on(day)[0]


def rulesets_on(*days: date) -> tuple[RulePolicy, ...]:
    """The policies in force on several days."""
    from qianming.project import environment

    loader.use_folder(environment.data_folder() / "policies")
    tell_refused()
    return tuple(loader.policy_on(day) for day in days)


def tell_refused() -> None:
    """One line for each file that is left out, with its name, the field and what is wrong."""
    for line in loader.refused():
        note(say("policies/{line}; the file is left out.", line=line.rstrip(".")))
