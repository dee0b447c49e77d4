"""`qianming signature`: applying for signatures, looking at them, and stopping or freeing them."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli import signature_apply
from qianming.cli.database import open_registry
from qianming.cli.failures import ExitCode, WrongUsage
from qianming.cli.language import say
from qianming.cli.options import (
    AccountArgument,
    FormatOption,
    KindOption,
    OutputFormat,
    SignatureArgument,
    SignaturesArgument,
)
from qianming.cli.printing import put
from qianming.cli.shape import RegistryCommand, group
from qianming.core.codes import FreezeParty
from qianming.core.rejections import RejectionReason

if TYPE_CHECKING:
    from qianming.registry.models import Signature

commands = group("Signatures: the names that messages open with.")

ByOption = Annotated[FreezeParty, typer.Option("--by", help="Who does it; each lifts only its own freeze.")]


class WaitedFor(StrEnum):
    """What `--wait` can wait for: a review's end, an availability, or the filing with every carrier."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    IN_REVIEW = "in_review"
    AVAILABLE = "available"
    ABNORMAL = "abnormal"
    UNAVAILABLE = "unavailable"
    FILED = "filed"


@commands.command(
    "show", cls=RegistryCommand, epilog="qianming signature show demo 云杉科技 --wait available --timeout 30"
)
def show(
    account: AccountArgument,
    name: SignatureArgument,
    kind: KindOption = None,
    wait: Annotated[
        WaitedFor | None, typer.Option("--wait", help="Wait until the signature is so.", metavar="STATE")
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", help="Longest wait in seconds; then the command ends with 1.", min=0)
    ] = 30,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Show review, availability with its reasons, and each carrier's filing."""
    open_registry()
    from qianming.cli.finding import found_signature
    from qianming.cli.standing import shown
    from qianming.cli.standing_grids import grids
    from qianming.cli.waiting import waited

    reached = wait is None or waited(lambda: _is(found_signature(account, name, kind), wait), timeout)
    status = shown(found_signature(account, name, kind))
    put(status, output, *grids(status))
    return ExitCode.FINE if reached else ExitCode.NOT_YET


def _is(signature: "Signature", state: WaitedFor) -> bool:
    """Whether the signature has come to what is waited for."""
    from qianming.cli.standing import shown

    status = shown(signature)
    return (
        status.is_filed if state is WaitedFor.FILED else state.value in (status.review, status.availability)
    )


@commands.command("list", cls=RegistryCommand, epilog="qianming signature list demo --format json")
def list_(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List an account's signatures, newest first."""
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.cli.standing import shown
    from qianming.cli.standing_grids import list_grid
    from qianming.registry.queries import signatures

    rows = [shown(signature) for signature in signatures(found_account(account).pk)]
    put(rows, output, list_grid(rows))


signature_apply.register(commands)


@commands.command("withdraw", cls=RegistryCommand, epilog="qianming signature withdraw demo 云杉科技")
def withdraw(
    account: AccountArgument,
    names: SignaturesArgument,
    kind: KindOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Take back applications that are still in review."""
    open_registry()
    from qianming.cli.stopping import Stop, stop_or_free

    return stop_or_free(Stop.WITHDRAW, account, names, output, kind=kind)


@commands.command(
    "freeze", cls=RegistryCommand, epilog="qianming signature freeze demo 云杉科技 --by customer"
)
def freeze(
    account: AccountArgument,
    names: SignaturesArgument,
    by: ByOption = FreezeParty.CUSTOMER,
    reason: Annotated[
        RejectionReason | None,
        typer.Option("--reason", help="Why."),
    ] = None,
    kind: KindOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Stop signatures from sending until they are unfrozen."""
    open_registry()
    from qianming.cli.stopping import Stop, stop_or_free

    return stop_or_free(Stop.FREEZE, account, names, output, by=by, reason=reason, kind=kind)


@commands.command("unfreeze", cls=RegistryCommand, epilog="qianming signature unfreeze demo 云杉科技")
def unfreeze(
    account: AccountArgument,
    names: SignaturesArgument,
    by: ByOption = FreezeParty.CUSTOMER,
    kind: KindOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Let frozen signatures send again."""
    open_registry()
    from qianming.cli.stopping import Stop, stop_or_free

    return stop_or_free(Stop.UNFREEZE, account, names, output, by=by, kind=kind)


@commands.command(
    "disable", cls=RegistryCommand, epilog="qianming signature disable demo 云杉科技 --reason RULES_VIOLATED"
)
def disable(
    account: AccountArgument,
    names: SignaturesArgument,
    by: Annotated[
        FreezeParty, typer.Option("--by", help="Only the platform disables.")
    ] = FreezeParty.PLATFORM,
    reason: Annotated[
        RejectionReason, typer.Option("--reason", help="Why.")
    ] = RejectionReason.RULES_VIOLATED,
    kind: KindOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Forbid signatures as a penalty."""
    if by is FreezeParty.CUSTOMER:
        raise WrongUsage(say("--by: only the platform disables; a customer freezes, which is reversible."))
    open_registry()
    from qianming.cli.stopping import Stop, stop_or_free

    return stop_or_free(Stop.DISABLE, account, names, output, reason=reason, kind=kind)


@commands.command("enable", cls=RegistryCommand, epilog="qianming signature enable demo 云杉科技")
def enable(
    account: AccountArgument,
    names: SignaturesArgument,
    kind: KindOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Lift the penalty from disabled signatures."""
    open_registry()
    from qianming.cli.stopping import Stop, stop_or_free

    return stop_or_free(Stop.ENABLE, account, names, output, kind=kind)


@commands.command("import", cls=RegistryCommand, epilog="qianming signature import stock.csv --skip-bad")
def import_(
    file: Annotated[
        str, typer.Argument(help="JSON, YAML or CSV file; - reads standard input.", metavar="FILE")
    ],
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Store the good rows and report the others.")
    ] = False,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Take over existing stock: signatures that were approved, and filed, elsewhere. All rows or none."""
    open_registry()
    from qianming.cli.importing import import_file

    return import_file(file, skip_bad=skip_bad, output=output)
