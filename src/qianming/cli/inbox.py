"""`qianming inbox`: what the simulated phones received."""

from dataclasses import dataclass
from typing import Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import WrongUsage
from qianming.cli.language import say
from qianming.cli.options import FormatOption, OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.shape import RegistryCommand


@dataclass(frozen=True, slots=True)
class TextShown:
    """One text on a simulated phone as it is printed."""

    phone: str
    text: str
    sent_at: str | None
    signature: str
    kind: str


def inbox(
    phone: Annotated[
        str | None, typer.Option("--phone", help="Only this phone's texts.", metavar="NUMBER")
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Show the texts, then remove them.")] = False,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Show what the simulated carrier delivered, newest first, the service's own phone codes included."""
    from qianming.core.sending.number import normalise

    if phone is not None and normalise(phone) is None:
        raise WrongUsage(
            say("--phone: {phone} is no mainland mobile number; write it like 13900000001.", phone=phone)
        )
    open_registry()
    from qianming.services.inbox import clear as empty
    from qianming.services.inbox import items

    shown = [
        TextShown(item.phone, item.text, moment(item.sent_at), item.signature, item.kind)
        for item in items(phone)
    ]
    if clear:
        empty(phone)
    rows = [(text.sent_at or "", text.phone, text.text) for text in shown]
    put(shown, output, Grid(("Sent at", "Phone", "Text"), rows))


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("inbox", cls=RegistryCommand, epilog="qianming inbox --phone 13900000001 --format json")(
        inbox
    )
