"""`qianming power-of-attorney make`: the form as PDF, with all names in one letter."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import WrongUsage
from qianming.cli.language import reason_of, say
from qianming.cli.options import FormatOption, OutputFormat, iso_date
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand
from qianming.core.china_time import china_day

if TYPE_CHECKING:
    from qianming.services.letter_forms import DraftLetter

GrantorOption: TypeAlias = Annotated[
    str, typer.Option("--grantor", help="Who lets its names be used.", metavar="NAME")
]
GrantorCodeOption: TypeAlias = Annotated[
    str, typer.Option("--grantor-code", help="The grantor's credit code.", metavar="CODE")
]
GranteeOption: TypeAlias = Annotated[
    str, typer.Option("--grantee", help="Who may use the names.", metavar="NAME")
]
GranteeCodeOption: TypeAlias = Annotated[
    str, typer.Option("--grantee-code", help="The grantee's credit code.", metavar="CODE")
]
HolderOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--account", help="Whose letter; its holder is the grantee.", metavar="ACCOUNT"),
]
NamesOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--name",
        help="A name to be covered; several are fine. With --account all known ones by default.",
        metavar="NAME",
    ),
]
SinceOption: TypeAlias = Annotated[
    date | None,
    typer.Option(
        "--from", help="First day of its validity; today by default.", parser=iso_date, metavar="DATE"
    ),
]
UntilOption: TypeAlias = Annotated[
    date, typer.Option("--until", help="Last day of its validity.", parser=iso_date, metavar="DATE")
]
FileOption: TypeAlias = Annotated[Path, typer.Option("-o", "--output", help="PDF to write.", metavar="FILE")]


@dataclass(frozen=True, slots=True)
class LetterShown:
    """The file that was written."""

    file: str
    bytes: int


def register(commands: typer.Typer) -> None:
    """Add the command to its group."""
    commands.command(
        "make",
        cls=RegistryCommand,
        epilog="qianming power-of-attorney make --grantor 杭州云杉科技有限公司 --account demo "
        "--name 云杉科技 --until 2027-12-31 -o letter.pdf",
    )(make)


def make(
    grantor: GrantorOption,
    until: UntilOption,
    file: FileOption,
    name: NamesOption = None,
    account: HolderOption = None,
    grantee: GranteeOption = "",
    grantor_code: GrantorCodeOption = "",
    grantee_code: GranteeCodeOption = "",
    since: SinceOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Make the form of a letter to print, sign, seal and scan. Without --account it needs no data."""
    if account is None and not (grantee and name):
        raise WrongUsage(say("--grantee and --name are needed, or --account, which knows them."))
    from qianming.services.letter_forms import DraftLetter

    given = DraftLetter(grantor, until, grantor_code, grantee, grantee_code, tuple(name or ()), since)
    content = _alone(given) if account is None else _for_account(account, given)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise WrongUsage(say("{file} cannot be written: {why}.", file=file, why=reason_of(error))) from error
    shown = LetterShown(str(file), len(content))
    put(shown, output, Grid(("File", "Bytes"), [(shown.file, str(shown.bytes))]))


def _for_account(account: str, given: "DraftLetter") -> bytes:
    """Filled in from the registry where something was not typed."""
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.services import clock, letters
    from qianming.services.actors import operator

    return letters.draft(operator(found_account(account).pk), given, clock.now())


def _alone(given: "DraftLetter") -> bytes:
    """From what was typed alone."""
    from datetime import UTC, datetime

    from qianming.services.letter_forms import composed

    now = datetime.now(UTC)
    return composed(given.as_typed(china_day(now)), now)
