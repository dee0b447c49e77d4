"""`qianming audit`: is the history whole, and the history itself for others to check."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import ExitCode, Failure
from qianming.cli.language import in_force, say
from qianming.cli.options import FormatOption, OutputFormat
from qianming.cli.printing import Grid, json_text, put
from qianming.cli.shape import RegistryCommand, group

if TYPE_CHECKING:
    from qianming.registry.anchors import Kept
    from qianming.registry.verification import Found

commands = group("The history: verifying that nobody changed it, and exporting it.")


@dataclass(frozen=True, slots=True)
class BreachShown:
    """One thing that is wrong; `account` is its name, empty for the service's own chain."""

    breach: str
    chain: int
    account: str
    sequence: int
    belongs_at: int | None
    title: str
    why: str
    fix: str


@commands.command(
    "verify", cls=RegistryCommand, epilog="qianming audit verify --anchors kept-elsewhere.jsonl"
)
def verify(
    anchors: Annotated[
        Path | None,
        typer.Option("--anchors", help="Anchors that were exported earlier, to be compared.", metavar="FILE"),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Find events that were changed, removed, reordered, inserted or cut off; ends with 2 then."""
    open_registry()
    from qianming.services import audit

    shown = [_shown(found) for found in audit.verify(_kept(anchors) if anchors else ())]
    rows = [(row.title, row.account or "-", str(row.sequence), row.why, row.fix) for row in shown]
    title = "" if shown else say("The history is whole.")
    put(shown, output, Grid(("What", "Account", "Event", "Why", "Fix"), rows, title))
    return ExitCode.REFUSED if shown else ExitCode.FINE


@commands.command("export", cls=RegistryCommand, epilog="qianming audit export --anchors > anchors.jsonl")
def export(
    account: Annotated[
        str | None, typer.Option("--account", help="Only this account's events.", metavar="ACCOUNT")
    ] = None,
    anchors: Annotated[
        bool, typer.Option("--anchors", help="The daily anchors, to be kept elsewhere, instead of events.")
    ] = False,
    output: FormatOption = OutputFormat.JSON,
) -> None:
    """Print the history as JSON, one event on each line; it holds no personal data."""
    open_registry()
    from qianming.services import audit

    account_id = None
    if account is not None:
        from qianming.cli.finding import found_account

        account_id = found_account(account).pk
    lines: Iterable[object] = audit.export_anchors() if anchors else audit.export(account_id)
    for line in lines:
        print(json_text(line))


def _shown(found: "Found") -> BreachShown:
    from qianming.registry.models import Account
    from qianming.texts.catalog import words

    told = words(found.breach, in_force())
    account = Account.objects.filter(pk=found.chain).first()
    name = account.name if account else ""
    return BreachShown(
        found.breach, found.chain, name, found.sequence, found.belongs_at, told.title, told.why, told.fix
    )


def _kept(file: Path) -> list["Kept"]:
    import msgspec

    from qianming.registry.anchors import Kept

    try:
        return [msgspec.json.decode(line, type=Kept) for line in file.read_bytes().splitlines() if line]
    except (OSError, msgspec.MsgspecError) as error:
        raise Failure(say("--anchors: {file} is no file of exported anchors.", file=file)) from error
