"""`qianming review claim` and `release`: taking a work order up, and giving it back."""

from dataclasses import dataclass

import typer

from qianming.cli.database import open_registry
from qianming.cli.options import FormatOption, OutputFormat, WorkOrderArgument
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """Whose a work order is now; `claimed_by` is empty when it waits in the queue."""

    id: int
    claimed_by: str


def register(commands: typer.Typer) -> None:
    """Add both to their group."""
    commands.command("claim", cls=RegistryCommand, epilog="qianming review claim 12")(claim)
    commands.command("release", cls=RegistryCommand, epilog="qianming review release 12")(release)


def claim(
    order: WorkOrderArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Take a work order up for two hours; nobody else decides on it meanwhile."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import claims, clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.WORK_ORDER: order}):
        claims.claim(operator(), order, clock.now())
    _put(ClaimShown(order, operator().label), output)


def release(
    order: WorkOrderArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Give a claimed work order back to the queue; the operator may release anybody's."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import claims, clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.WORK_ORDER: order}):
        claims.release(operator(), order, clock.now())
    _put(ClaimShown(order, ""), output)


def _put(shown: ClaimShown, output: OutputFormat) -> None:
    put(shown, output, Grid(("ID", "Claimed by"), [(str(shown.id), shown.claimed_by)]))
