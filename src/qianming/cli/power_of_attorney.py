"""`qianming power-of-attorney`: the letters by which others let an account use their names."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli import power_of_attorney_form
from qianming.cli.database import open_registry
from qianming.cli.options import AccountArgument, FormatOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.revealing import AccessReasonOption, RevealOption, reason_to_reveal
from qianming.cli.shape import RegistryCommand, group

if TYPE_CHECKING:
    from qianming.registry.models import PowerOfAttorney

commands = group("Powers of attorney: letters by which others let an account use their names.")


@dataclass(frozen=True, slots=True)
class PowerShown:
    """A letter as it is printed; parties that may be persons are masked unless they were opened."""

    id: int
    name: str
    grantor: str
    grantee: str
    credit_code: str
    scope: tuple[str, ...]
    valid_from: str
    valid_until: str
    passed: bool
    in_force: bool


@commands.command("submit", cls=RegistryCommand, epilog="qianming power-of-attorney submit demo letter.yaml")
def submit(
    account: AccountArgument,
    file: Annotated[
        str,
        typer.Argument(
            help="JSON or YAML with the fields of CreateSmsAuthorizationLetter; - reads standard input.",
            metavar="FILE",
        ),
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Register a letter; without a name it gets the grantor's with a version."""
    from qianming.cli.records import POWER, texts_of

    texts = texts_of(file, POWER)
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.services import clock, powers
    from qianming.services.actors import operator

    given = powers.PowerFields(
        name=texts["AuthorizationLetterName"],
        grantor=texts["Authorization"],
        grantee=texts["ProxyAuthorization"],
        credit_code=texts["OrganizationCode"],
        period=texts["AuthorizationLetterExpDate"],
        scope=tuple(texts["SignList"].splitlines()),
        picture_key=texts["AuthorizationLetterPic"],
    )
    row = powers.keep(operator(found_account(account).pk), given, clock.now())
    _put([_shown(row)], output, alone=True)


@commands.command("show", cls=RegistryCommand, epilog="qianming power-of-attorney show demo 3 --format json")
def show(
    account: AccountArgument,
    power: Annotated[int, typer.Argument(help="Id of the power of attorney.", metavar="ID", min=1)],
    reveal: RevealOption = False,
    reason: AccessReasonOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Show a letter: its parties, the names it covers, and whether it has passed and is in force."""
    opened_for = reason_to_reveal(reveal, reason)
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.cli.naming import not_found
    from qianming.registry.queries import powers_of_attorney
    from qianming.services.refusals import Noun

    row = powers_of_attorney(found_account(account).pk).filter(pk=power).first()
    if row is None:
        raise not_found(Noun.POWER_OF_ATTORNEY, power)
    if opened_for is not None:
        from qianming.services import clock, personal
        from qianming.services.actors import operator

        personal.open_power(operator(), row, opened_for, clock.now())
    _put([_shown(row, opened=opened_for is not None)], output, alone=True)


@commands.command("list", cls=RegistryCommand, epilog="qianming power-of-attorney list demo")
def list_(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List an account's letters, newest first."""
    open_registry()
    from qianming.cli.finding import found_account
    from qianming.registry.queries import powers_of_attorney

    _put([_shown(row) for row in powers_of_attorney(found_account(account).pk)], output)


power_of_attorney_form.register(commands)


def _shown(row: "PowerOfAttorney", *, opened: bool = False) -> PowerShown:
    from qianming.core.papers.identity import mask_name
    from qianming.core.veil import mask_party
    from qianming.services import clock, powers

    # A letter without a name of its own is named after its grantor.
    is_open = opened or mask_party(row.grantor) == row.grantor
    return PowerShown(
        id=row.pk,
        name=row.name if is_open else mask_name(row.name),
        grantor=row.grantor if is_open else mask_party(row.grantor),
        grantee=row.grantee if opened else mask_name(row.grantee),
        credit_code=row.credit_code,
        scope=tuple(row.scope),
        valid_from=row.valid_from.isoformat(),
        valid_until=row.valid_until.isoformat(),
        passed=row.passed,
        in_force=powers.is_in_force(row, clock.now()),
    )


def _put(shown: list[PowerShown], output: OutputFormat, *, alone: bool = False) -> None:
    from qianming.cli.language import say

    yes_or_no = {True: say("yes"), False: say("no")}
    rows = [
        (
            str(power.id),
            power.name,
            power.grantor,
            "、".join(power.scope),
            f"{power.valid_from}~{power.valid_until}",
            yes_or_no[power.in_force],
            yes_or_no[power.passed],
        )
        for power in shown
    ]
    heads = ("ID", "Name", "Granted by", "Covers", "Valid", "In force", "Passed")
    put(shown[0] if alone else shown, output, Grid(heads, rows))
