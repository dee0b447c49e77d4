"""`qianming check`: what the rulebook says of names, without a database, a server or Django."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from qianming.cli.options import (
    FormatOption,
    InputOption,
    LangOption,
    OutputFormat,
    OutputOption,
    iso_date,
    name_list,
    need_readable,
    table_of,
)
from qianming.cli.shape import Command
from qianming.core.codes import AccountType, Industry, PaperKind, Purpose, SignatureSource


class TrademarkStatus(StrEnum):
    """Where a trademark stands with the trademark office."""

    REGISTERED = "registered"
    PENDING = "pending"
    INVALID = "invalid"


def check(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names to check.", metavar="NAME…", show_default=False)
    ] = None,
    source: Annotated[SignatureSource, typer.Option(help="What the name is taken from.")] = (
        SignatureSource.ENTERPRISE_NAME
    ),
    enterprise: Annotated[
        str | None, typer.Option(help="The enterprise's name as its licence has it.", metavar="LICENCE_NAME")
    ] = None,
    credit_code: Annotated[
        str | None, typer.Option(help="The enterprise's unified social credit code.", metavar="CODE")
    ] = None,
    account_name: Annotated[
        str | None, typer.Option(help="The account's verified name.", metavar="VERIFIED_NAME")
    ] = None,
    account_type: Annotated[AccountType | None, typer.Option(help="How the account was verified.")] = None,
    purpose: Annotated[
        Purpose | None, typer.Option(help="Whether the name stands for the account itself or for others.")
    ] = None,
    industry: Annotated[Industry | None, typer.Option(help="Industry of the enterprise.")] = None,
    paper: Annotated[
        list[PaperKind] | None, typer.Option("--paper", help="Kinds of papers that come along.")
    ] = None,
    trademark: Annotated[str | None, typer.Option(help="The trademark's text.", metavar="TEXT")] = None,
    trademark_owner: Annotated[
        str | None, typer.Option(help="The trademark's owner.", metavar="NAME")
    ] = None,
    trademark_status: Annotated[
        TrademarkStatus | None, typer.Option(help="Where the trademark stands.")
    ] = None,
    trademark_until: Annotated[
        date | None,
        typer.Option(help="Last day of the trademark's validity.", parser=iso_date, metavar="DATE"),
    ] = None,
    power_scope: Annotated[
        str | None, typer.Option(help="Names that the power of attorney covers.", metavar="NAME,…")
    ] = None,
    power_until: Annotated[
        date | None,
        typer.Option(help="Last day of the power of attorney's validity.", parser=iso_date, metavar="DATE"),
    ] = None,
    legal_representative: Annotated[
        str | None, typer.Option(help="Name of the legal representative.", metavar="NAME")
    ] = None,
    administrator: Annotated[
        str | None, typer.Option(help="Name of the administrator.", metavar="NAME")
    ] = None,
    taken: Annotated[
        str | None, typer.Option(help="Names that the account has already.", metavar="NAME,…")
    ] = None,
    given: InputOption = None,
    wanted: OutputOption = None,
    output: FormatOption = OutputFormat.TABLE,
    lang: LangOption = None,
) -> int:
    """Say what the rules find in names, and how to mend it. Ends with 0 to pass, 1 to review, 2 to reject."""
    from qianming.cli.checking import check_names, check_table, power_of, trademark_of
    from qianming.cli.printing import today
    from qianming.core.subjects import ApplicationSubject

    need_readable(
        ("--enterprise", enterprise),
        ("--credit-code", credit_code),
        ("--account-name", account_name),
        ("--trademark", trademark),
        ("--trademark-owner", trademark_owner),
        ("--power-scope", power_scope),
        ("--legal-representative", legal_representative),
        ("--administrator", administrator),
        ("--taken", taken),
    )
    subject = ApplicationSubject(
        name="",
        today=today(),
        source=source,
        purpose=purpose,
        account_type=account_type,
        account_name=account_name,
        enterprise_name=enterprise,
        credit_code=credit_code,
        legal_representative=legal_representative,
        administrator=administrator,
        trademark=trademark_of(trademark, trademark_owner, trademark_status, trademark_until),
        power_of_attorney=power_of(power_scope, power_until),
        taken_names=None if taken is None else frozenset(name_list(taken)),
        industry=industry,
        materials=frozenset(paper) if paper else None,
    )
    tables = table_of(given, wanted, names)
    return check_table(subject, *tables, output) if tables else check_names(subject, names or [], output)


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command(
        "check",
        cls=Command,
        epilog="qianming check 云杉科技 --enterprise 杭州云杉科技有限公司 --format json\n"
        "qianming check --input names.csv --output checked.csv",
    )(check)
