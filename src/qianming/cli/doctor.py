"""`qianming doctor`: is this machine and this data folder fit for the service? Looks, and changes nothing."""

from dataclasses import dataclass
from enum import StrEnum

import typer

from qianming.cli.failures import ExitCode
from qianming.cli.options import FormatOption, OutputFormat
from qianming.cli.shape import RegistryCommand


class Condition(StrEnum):
    """How one thing is: a warning does not keep the service from working, what is broken does."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Examined:
    """One line: what was looked at, how it is, what was seen, and the fix where one is needed."""

    check: str
    state: Condition
    detail: str
    fix: str = ""


def doctor(output: FormatOption = OutputFormat.TABLE) -> ExitCode:
    """Examine machine, settings and data. Ends with 2 when something is broken; warnings end with 0."""
    from qianming.cli.doctor_data import data_lines
    from qianming.cli.doctor_machine import machine_lines
    from qianming.cli.language import say
    from qianming.cli.printing import Grid, put

    lines = [*machine_lines(), *data_lines()]
    rows = [(say(line.state.value), say(line.check), f"{line.detail}\n{line.fix}".strip()) for line in lines]
    put(lines, output, Grid(("State", "Check", "What was seen, and the fix"), rows))
    return ExitCode.REFUSED if any(line.state is Condition.BROKEN for line in lines) else ExitCode.FINE


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("doctor", cls=RegistryCommand, epilog="qianming doctor --data ./var")(doctor)
