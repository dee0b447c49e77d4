"""`qianming callback`: where an account is told of reviews, receipts, filings and health."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import WrongUsage
from qianming.cli.language import say
from qianming.cli.options import AccountArgument, FormatOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand, group
from qianming.core.callbacks import CallbackKind

commands = group("Callbacks: telling an account of changes at an address of its own.")

KindOption = Annotated[CallbackKind, typer.Option("--kind", help="What is told.")]


@dataclass(frozen=True, slots=True)
class CallbackShown:
    """An endpoint as it is printed; the secret only when it is new."""

    account: str
    kind: str
    url: str
    secret: str | None


@dataclass(frozen=True, slots=True)
class CallbackCount:
    """How many messages a command was about."""

    account: str
    kind: str
    count: int


@commands.command(
    "set",
    cls=RegistryCommand,
    epilog="qianming callback set demo --kind SignSmsReport --url https://example.com/hook",
)
def set_(
    account: AccountArgument,
    kind: KindOption,
    url: Annotated[str, typer.Option("--url", help="The receiver's http or https address.", metavar="URL")],
    secret: Annotated[
        str | None,
        typer.Option("--secret", help="Signs what is sent (whsec_…); made at random by default."),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Set or replace an address; a new one's secret is shown once."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import callbacks, clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: account}):
        command = callbacks.SetCallback(account, kind, url, secret)
        made = callbacks.set_endpoint(operator(), command, clock.now())
    row = (account, kind.value, url, made or say("unchanged"))
    put(
        CallbackShown(account, kind, url, made),
        output,
        Grid(("Account", "Kind", "Address", "Secret (shown once)"), [row]),
    )


@commands.command("list", cls=RegistryCommand, epilog="qianming callback list demo")
def list_(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List an account's addresses, and what became of the messages to each."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import callbacks
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: account}):
        shown = callbacks.standing(operator(), account)
    rows = [(row.kind.value, row.url, *map(str, (row.waiting, row.delivered, row.dead))) for row in shown]
    put(shown, output, Grid(("Kind", "Address", "Waiting", "Delivered", "Given up"), rows))


@commands.command("remove", cls=RegistryCommand, epilog="qianming callback remove demo --kind SignSmsReport")
def remove(
    account: AccountArgument,
    kind: KindOption,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Tell nothing there any more; what still waits is dropped."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import callbacks, clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: account, Noun.CALLBACK: kind.value}):
        callbacks.remove_endpoint(operator(), account, kind, clock.now())
    put(CallbackCount(account, kind, 0), output, Grid(("Account", "Kind"), [(account, kind.value)]))


@commands.command("replay", cls=RegistryCommand, epilog="qianming callback replay demo --kind events")
def replay(
    account: AccountArgument,
    kind: KindOption,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="Everything since this time (ISO 8601 with zone); else what was given up."
        ),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Send messages again, under their ids and in their order."""
    begin = _instant(since) if since else None
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import callbacks, clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: account, Noun.CALLBACK: kind.value}):
        count = callbacks.replay(operator(), account, kind, begin, clock.now())
    row = (account, kind.value, str(count))
    put(CallbackCount(account, kind, count), output, Grid(("Account", "Kind", "Messages"), [row]))


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise WrongUsage(say("--since: write a time like 2026-12-31T09:00:00+08:00."))
    return found
