"""`qianming warnings` and `calendar`: what ends soon, and the address under which calendars read it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.options import AccountArgument, FormatOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand, group
from qianming.core.status.warnings import Threat

commands = group("Calendars: the address under which programs read an account's warnings.")


@dataclass(frozen=True, slots=True)
class WarningShown:
    """From `day` on the signature is abnormal for this reason, unless something is done."""

    account: str
    signature: str
    threat: Threat
    day: date
    days_left: int
    fix: str


@dataclass(frozen=True, slots=True)
class CalendarShown:
    """An account's calendar; `path` is the address below the service's own, told once."""

    account: str
    path: str


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command(cls=RegistryCommand, epilog="qianming warnings demo --format json")(warnings)


def warnings(
    account: Annotated[
        str | None, typer.Argument(help="Name of the account; all by default.", metavar="ACCOUNT")
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List what makes signatures abnormal soon, soonest first."""
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.cli.printing import today
    from qianming.registry.dated import open_warnings

    day = today()
    rows = open_warnings(day, found_account(account).pk if account else None)
    shown = [
        _shown(row.account.name, row.signature.name, Threat(row.threat), row.day, day)
        for row in rows.iterator(chunk_size=2000)
    ]
    put(shown, output, _grid(shown))


def _shown(account: str, signature: str, threat: Threat, day: date, today: date) -> WarningShown:
    from qianming.cli.telling import told_code

    return WarningShown(account, signature, threat, day, (day - today).days, told_code(threat).fix)


def _grid(shown: list[WarningShown]) -> Grid:
    from qianming.cli.telling import title

    rows = [
        (row.account, row.signature, title(row.threat), str(row.day), str(row.days_left), row.fix)
        for row in shown
    ]
    return Grid(("Account", "Signature", "What ends", "Day", "Days left", "What to do"), rows)


@commands.command("create", cls=RegistryCommand, epilog="qianming calendar create demo")
def create(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Make the address for an account's calendars, shown this once; the former one ends."""
    open_registry()
    from django.urls import reverse

    from qianming.cli.finding import found_account
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.calendar_feeds import make_feed

    row = found_account(account)
    token = make_feed(operator(), row.pk, clock.now())
    shown = CalendarShown(row.name, reverse("calendar", args=[token]))
    put(shown, output, Grid(("Account", "Path"), [(shown.account, shown.path)]))


@commands.command("revoke", cls=RegistryCommand, epilog="qianming calendar revoke demo")
def revoke(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """End the address for an account's calendars."""
    open_registry()
    from qianming.cli.failures import Failure
    from qianming.cli.finding import found_account
    from qianming.cli.language import say
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.calendar_feeds import revoke_feed

    row = found_account(account)
    if not revoke_feed(operator(), row.pk, clock.now()):
        raise Failure(say("{account} has no address for calendars.", account=row.name))
    put(CalendarShown(row.name, ""), output, Grid(("Account",), [(row.name,)], say("revoked")))
