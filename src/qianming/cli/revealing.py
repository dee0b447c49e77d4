"""Looking at personal data in the clear: the two options of it, which go together."""

from typing import Annotated, TypeAlias

import typer

from qianming.cli.failures import WrongUsage
from qianming.cli.language import say
from qianming.core.access import AccessReason

RevealOption: TypeAlias = Annotated[
    bool, typer.Option("--reveal", help="Show names and numbers in the clear; needs --reason.")
]
AccessReasonOption: TypeAlias = Annotated[
    AccessReason | None,
    typer.Option("--reason", help="Why the data is looked at; the history keeps it."),
]


def reason_to_reveal(reveal: bool, reason: AccessReason | None) -> AccessReason | None:
    """Why data is opened, or None where it stays masked; opening it without a reason is refused."""
    if reveal and reason is None:
        raise WrongUsage(say("--reason is missing: say why the data is looked at."))
    return reason if reveal else None
