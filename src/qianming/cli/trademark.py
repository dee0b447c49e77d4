"""`qianming trademark`: the marks that names are taken from, and the copy of the public register."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.options import AccountArgument, FormatOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand, group

if TYPE_CHECKING:
    from qianming.registry.models import Trademark

commands = group("Trademarks: marks that names are taken from, and the public register of them.")


@dataclass(frozen=True, slots=True)
class TrademarkShown:
    """A trademark as it is printed; its `status` is null where the register said nothing."""

    id: int
    text: str
    registration_number: str
    owner: str
    valid_until: str
    status: str | None
    other_owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """How many entries the register has now."""

    entries: int


@commands.command("add", cls=RegistryCommand, epilog="qianming trademark add demo mark.yaml")
def add(
    account: AccountArgument,
    file: Annotated[
        str,
        typer.Argument(
            help="JSON or YAML with the fields of CreateSmsTrademark; - reads standard input.",
            metavar="FILE",
        ),
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Keep a trademark, with what the register says of it."""
    from qianming.cli.records import TRADEMARK, texts_of

    texts = texts_of(file, TRADEMARK)
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.services import clock, trademarks
    from qianming.services.actors import operator

    given = trademarks.TrademarkFields(
        text=texts["TrademarkName"],
        registration_number=texts["TrademarkRegistrationNumber"],
        owner=texts["TrademarkApplicantName"],
        period=texts["TrademarkEffExpDate"],
        picture_key=texts["TrademarkPic"],
    )
    row = trademarks.keep(operator(found_account(account).pk), given, clock.now())
    row.refresh_from_db()
    shown = _shown(row)
    put(shown, output, _grid([shown]))


@commands.command("list", cls=RegistryCommand, epilog="qianming trademark list demo")
def list_(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List an account's trademarks, newest first."""
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.registry.models import Trademark
    from qianming.registry.queries import for_account

    rows = for_account(Trademark, found_account(account).pk).select_related("account").order_by("-pk")
    shown = [_shown(row) for row in rows]
    put(shown, output, _grid(shown))


@commands.command("import", cls=RegistryCommand, epilog="qianming trademark import register.csv")
def import_(
    file: Annotated[
        str,
        typer.Argument(
            help="CSV or Parquet with the columns number, text, owner, status and valid_until.",
            metavar="FILE",
        ),
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Import the public register; its entries take the place of the ones before. All rows or none."""
    from qianming.cli.register_file import trademark_entries

    entries = trademark_entries(file)
    open_registry()
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.trademark_register import import_register

    shown = RegisterImported(import_register(operator(), entries, clock.now()))
    put(shown, output, Grid(("Entries",), [(str(shown.entries),)]))


def _shown(row: "Trademark") -> TrademarkShown:
    from qianming.core.veil import mask_party

    return TrademarkShown(
        id=row.pk,
        text=row.text,
        registration_number=row.registration_number,
        owner=mask_party(row.register_owner or row.owner),
        valid_until=row.valid_until.isoformat(),
        status=row.status or None,
        other_owners=tuple(mask_party(owner) for owner in row.other_owners),
    )


def _grid(shown: list[TrademarkShown]) -> Grid:
    from qianming.cli.language import say

    rows = [
        (
            str(mark.id),
            mark.text,
            mark.registration_number,
            mark.owner,
            mark.valid_until,
            mark.status or say("unknown"),
            "、".join(mark.other_owners),
        )
        for mark in shown
    ]
    heads = ("ID", "Trademark", "Number", "Owner", "Valid until", "Status", "Other owners")
    return Grid(heads, rows)
