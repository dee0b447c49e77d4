"""`qianming filing`: the filing desk. What waits for carriers, answers by hand or by sheet, filing again."""

from pathlib import Path
from typing import Annotated

import typer

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
from qianming.cli.shape import RegistryCommand, group
from qianming.core.codes import Carrier, FilingReason, FilingState

commands = group("Filings: what the carriers were told of signatures, and what they answered.")

CarrierArgument = Annotated[Carrier, typer.Argument(help="The carrier.", metavar="CARRIER")]


@commands.command("list", cls=RegistryCommand, epilog="qianming filing list --carrier mobile --state filing")
def list_(
    carrier: Annotated[Carrier | None, typer.Option("--carrier", help="Only this carrier's.")] = None,
    state: Annotated[
        FilingState | None, typer.Option("--state", help="Only those; all that are not filed by default.")
    ] = None,
    account: Annotated[
        str, typer.Option("--account", help="Only this account's.", metavar="NAME", show_default=False)
    ] = "",
    only_mismatches: Annotated[
        bool, typer.Option("--mismatches", help="Only answers that fitted no filing, and were not taken.")
    ] = False,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List the queue, the longest waiting first, with how often forecasts came true."""
    if only_mismatches and state is not None:
        raise WrongUsage(say("--mismatches cannot be combined with --state."))
    open_registry()
    from qianming.cli.filing_desk import show_queue
    from qianming.cli.finding import found_account
    from qianming.services.filing_desk import Wanted

    if account:
        found_account(account)
    if only_mismatches:
        from qianming.cli.filing_mismatches import show_mismatches

        show_mismatches(carrier, account, output)
        return
    show_queue(Wanted(carrier, state, account), output)


@commands.command(
    "set",
    cls=RegistryCommand,
    epilog="qianming filing set demo 云杉科技 mobile failed --reason QUALIFICATION_ERROR --text 证件号不符",
)
def set_(
    account: AccountArgument,
    name: SignatureArgument,
    carrier: CarrierArgument,
    state: Annotated[
        FilingState | None,
        typer.Argument(help="What the carrier answered; left out for its verdict alone.", metavar="[STATE]"),
    ] = None,
    reasons: Annotated[
        list[FilingReason] | None, typer.Option("--reason", help="Why; the state's usual one by default.")
    ] = None,
    texts: Annotated[
        list[str] | None, typer.Option("--text", help="The carrier's own words; may be given several times.")
    ] = None,
    compliant: Annotated[
        bool | None,
        typer.Option("--compliant/--non-compliant", help="The carrier's verdict, apart from filing."),
    ] = None,
    kind: KindOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Enter a carrier's answer by hand, its verdict on the signature, or both."""
    if state is None and compliant is None:
        raise WrongUsage(say("Give the STATE, or --compliant or --non-compliant."))
    if reasons and state is None:
        raise WrongUsage(say("--reason needs a STATE."))
    open_registry()
    from qianming.cli.filing_desk import Told, enter_by_hand

    told = Told(carrier, state, tuple(reasons or ()), tuple(texts or ()), compliant)
    enter_by_hand(account, name, kind, told, output)


@commands.command(
    "batch", cls=RegistryCommand, epilog="qianming filing batch mobile -o batch.xlsx --evidence papers.zip"
)
def batch(
    carrier: CarrierArgument,
    file: Annotated[Path, typer.Option("-o", "--output", help="XLSX to write.", metavar="FILE")],
    evidence: Annotated[
        Path | None,
        typer.Option(
            "--evidence", help="ZIP to write with the papers.", metavar="FILE.zip", show_default=False
        ),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Write what waits for a carrier as a sheet of its own layout; it counts as handed over then."""
    open_registry()
    from qianming.cli.filing_sheets import write_batch

    return write_batch(carrier, file, evidence, output)


@commands.command("import", cls=RegistryCommand, epilog="qianming filing import mobile answers.xlsx")
def import_(
    carrier: CarrierArgument,
    file: Annotated[Path, typer.Argument(help="XLSX or CSV with the carrier's answers.", metavar="FILE")],
    output: FormatOption = OutputFormat.TABLE,
) -> ExitCode:
    """Enter a carrier's answer sheet. Rows that fit no filing, or several, are reported; ends with 1 then."""
    open_registry()
    from qianming.cli.filing_sheets import import_sheet

    return import_sheet(carrier, file, output)


@commands.command(
    "refile", cls=RegistryCommand, epilog="qianming filing refile demo 云杉科技 --carrier mobile"
)
def refile(
    account: AccountArgument,
    names: SignaturesArgument,
    carriers: Annotated[
        list[Carrier] | None, typer.Option("--carrier", help="Which; all by default.")
    ] = None,
    kind: KindOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Hand filings over that are not filed, failed or expired; imported ones begin so."""
    open_registry()
    from qianming.cli.filing_desk import file_again

    file_again(account, names, kind, tuple(carriers or Carrier), output)


@commands.command("dismiss", cls=RegistryCommand, epilog="qianming filing dismiss 3 4")
def dismiss(
    numbers: Annotated[
        list[int], typer.Argument(help="Numbers from `filing list --mismatches`.", metavar="NUMBER…")
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Lay answers aside that fitted nothing, once they are dealt with."""
    open_registry()
    from qianming.cli.filing_mismatches import lay_aside

    lay_aside(numbers, output)
