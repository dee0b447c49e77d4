"""`qianming check`: what the rulebook says of names, without a database, a server or Django."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.option_groups import grouped
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

if TYPE_CHECKING:
    from qianming.core.subjects import ApplicationSubject


class TrademarkStatus(StrEnum):
    """Where a trademark stands with the trademark office."""

    REGISTERED = "registered"
    PENDING = "pending"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class ToldOptions:
    """What the options tell of the application beside its name."""

    source: Annotated[SignatureSource, typer.Option(help="What the name is taken from.")] = (
        SignatureSource.ENTERPRISE_NAME
    )
    enterprise: Annotated[
        str | None, typer.Option(help="The enterprise's name as its licence has it.", metavar="LICENCE_NAME")
    ] = None
    credit_code: Annotated[
        str | None, typer.Option(help="The enterprise's unified social credit code.", metavar="CODE")
    ] = None
    account_name: Annotated[
        str | None, typer.Option(help="The account's verified name.", metavar="VERIFIED_NAME")
    ] = None
    account_type: Annotated[AccountType | None, typer.Option(help="How the account was verified.")] = None
    purpose: Annotated[
        Purpose | None, typer.Option(help="Whether the name stands for the account itself or for others.")
    ] = None
    industry: Annotated[Industry | None, typer.Option(help="Industry of the enterprise.")] = None
    paper: Annotated[
        list[PaperKind] | None, typer.Option("--paper", help="Kinds of papers that come along.")
    ] = None
    trademark: Annotated[str | None, typer.Option(help="The trademark's text.", metavar="TEXT")] = None
    trademark_owner: Annotated[str | None, typer.Option(help="The trademark's owner.", metavar="NAME")] = None
    trademark_status: Annotated[TrademarkStatus | None, typer.Option(help="Where the trademark stands.")] = (
        None
    )
    trademark_until: Annotated[
        date | None,
        typer.Option(help="Last day of the trademark's validity.", parser=iso_date, metavar="DATE"),
    ] = None
    power_scope: Annotated[
        str | None, typer.Option(help="Names that the power of attorney covers.", metavar="NAME,…")
    ] = None
    power_until: Annotated[
        date | None,
        typer.Option(help="Last day of the power of attorney's validity.", parser=iso_date, metavar="DATE"),
    ] = None
    legal_representative: Annotated[
        str | None, typer.Option(help="Name of the legal representative.", metavar="NAME")
    ] = None
    administrator: Annotated[str | None, typer.Option(help="Name of the administrator.", metavar="NAME")] = (
        None
    )
    remark: Annotated[str | None, typer.Option(help="What the reviewer should know.", metavar="TEXT")] = None
    taken: Annotated[
        str | None, typer.Option(help="Names that the account has already.", metavar="NAME,…")
    ] = None


@grouped
def check(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names to check.", metavar="NAME…", show_default=False)
    ] = None,
    *,
    told: ToldOptions,
    given: InputOption = None,
    wanted: OutputOption = None,
    output: FormatOption = OutputFormat.TABLE,
    lang: LangOption = None,
) -> int:
    """Say what the rules find in names, and how to mend it. Ends with 0 to pass, 1 to review, 2 to reject."""
    from qianming.cli.checking import check_names, check_table

    subject = _subject(told)
    tables = table_of(given, wanted, names)
    return check_table(subject, *tables, output) if tables else check_names(subject, names or [], output)


def _subject(told: ToldOptions) -> "ApplicationSubject":
    """The application that the options describe, still without a name."""
    from qianming.cli.checking import power_of, trademark_of
    from qianming.cli.printing import today
    from qianming.core.subjects import ApplicationSubject

    texts = [field.name for field in fields(told) if type(getattr(told, field.name)) is str]
    need_readable(*((f"--{name.replace('_', '-')}", getattr(told, name)) for name in texts))
    return ApplicationSubject(
        name="",
        today=today(),
        source=told.source,
        purpose=told.purpose,
        account_type=told.account_type,
        account_name=told.account_name,
        enterprise_name=told.enterprise,
        credit_code=told.credit_code,
        legal_representative=told.legal_representative,
        administrator=told.administrator,
        trademark=trademark_of(
            told.trademark, told.trademark_owner, told.trademark_status, told.trademark_until
        ),
        power_of_attorney=power_of(told.power_scope, told.power_until),
        taken_names=None if told.taken is None else frozenset(name_list(told.taken)),
        industry=told.industry,
        remark=told.remark or "",
        materials=frozenset(told.paper) if told.paper else None,
    )


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command(
        "check",
        cls=Command,
        epilog="qianming check 云杉科技 --enterprise 杭州云杉科技有限公司 --format json\n"
        "qianming check --input names.csv --output checked.csv",
    )(check)
