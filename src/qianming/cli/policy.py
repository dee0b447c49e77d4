"""`qianming policy`: what a policy would do to the signatures that are there, before it takes effect."""

from datetime import date
from typing import Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.options import FormatOption, OutputFormat, iso_date
from qianming.cli.shape import RegistryCommand, group

commands = group("Policies: dated sets of rules, and what they mean for existing signatures.")


@commands.command("dry-run", cls=RegistryCommand, epilog="qianming policy dry-run 2027-01-01 --format json")
def dry_run(
    day: Annotated[
        date,
        typer.Argument(help="A day on which the policy will be in force.", parser=iso_date, metavar="DATE"),
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Show which live signatures would change under the policy of a day, and why. Changes nothing."""
    open_registry()
    from qianming.cli.dry_run import run_dry

    run_dry(day, output)
