"""`qianming app-record`: filings of apps, kept for the signatures that once took their names from them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.options import AccountArgument, FormatOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand, group

if TYPE_CHECKING:
    from qianming.registry.models import AppRecord

commands = group("Filings of apps: records for signatures that took their names from apps.")


@dataclass(frozen=True, slots=True)
class AppRecordShown:
    """A record as it is printed."""

    id: int
    service_name: str
    holder: str
    licence_number: str
    approved_on: str
    domain: str


@commands.command("add", cls=RegistryCommand, epilog="qianming app-record add demo app.yaml")
def add(
    account: AccountArgument,
    file: Annotated[
        str,
        typer.Argument(
            help="JSON or YAML with the fields of CreateSmsAppIcpRecord; - reads standard input.",
            metavar="FILE",
        ),
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Keep a record of an app's filing."""
    from qianming.cli.records import APP_RECORD, texts_of

    texts = texts_of(file, APP_RECORD)
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.services import app_records, clock
    from qianming.services.actors import operator

    given = app_records.AppRecordFields(
        service_name=texts["AppServiceName"],
        holder=texts["AppPrincipalUnitName"],
        licence_number=texts["AppIcpLicenseNumber"],
        approved_on=texts["AppApprovalDate"],
        domain=texts["Domain"],
        picture_key=texts["AppIcpRecordPic"],
        runtime_key=texts["AppRuntimePic"],
        store_key=texts["AppStoreDownloadPic"],
    )
    shown = _shown(app_records.keep(operator(found_account(account).pk), given, clock.now()))
    put(shown, output, _grid([shown]))


@commands.command("list", cls=RegistryCommand, epilog="qianming app-record list demo")
def list_(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List an account's records of apps, newest first."""
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.registry.models import AppRecord
    from qianming.registry.queries import for_account

    rows = for_account(AppRecord, found_account(account).pk).select_related("account").order_by("-pk")
    shown = [_shown(row) for row in rows]
    put(shown, output, _grid(shown))


def _shown(row: "AppRecord") -> AppRecordShown:
    from qianming.core.veil import mask_party

    return AppRecordShown(
        id=row.pk,
        service_name=row.service_name,
        holder=mask_party(row.holder),
        licence_number=row.licence_number,
        approved_on=row.approved_on.isoformat(),
        domain=row.domain,
    )


def _grid(shown: list[AppRecordShown]) -> Grid:
    rows = [
        (str(record.id), record.service_name, record.holder, record.licence_number, record.approved_on)
        for record in shown
    ]
    return Grid(("ID", "App", "Holder", "Number", "Approved on"), rows)
