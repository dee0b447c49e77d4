"""`qianming account`: opening accounts, verifying them anew, listing them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.options import AccountArgument, FormatOption, OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.shape import RegistryCommand, group
from qianming.core.codes import AccountType

if TYPE_CHECKING:
    from qianming.registry.models import Account

commands = group("Accounts: the verified entities that apply for signatures and send.")

TypeOption = Annotated[AccountType, typer.Option("--type", help="How the account was verified.")]
VerifiedNameOption = Annotated[
    str, typer.Option("--verified-name", help="Name under which the holder was verified.", metavar="NAME")
]
CreditCodeOption = Annotated[
    str, typer.Option("--credit-code", help="Unified social credit code of an enterprise.", metavar="CODE")
]


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account as it is printed."""

    name: str
    type: str
    verified_name: str
    credit_code: str
    created_at: str | None


@commands.command(
    "create",
    cls=RegistryCommand,
    epilog="qianming account create demo --type enterprise --verified-name 杭州云杉科技有限公司",
)
def create(
    name: Annotated[str, typer.Argument(help="Name of the account.", metavar="NAME")],
    type_: TypeOption,
    verified_name: VerifiedNameOption,
    credit_code: CreditCodeOption = "",
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Open an account. Makes the data folder if it is a fresh one."""
    open_registry(create=True)
    from qianming.cli.naming import claiming
    from qianming.services import clock
    from qianming.services.accounts import CreateAccount, create_account
    from qianming.services.actors import operator

    with claiming("NAME", name):
        account = create_account(
            operator(), CreateAccount(name, type_, verified_name, credit_code), clock.now()
        )
    _note_credit_code(credit_code)
    _put_one(account, output)


@commands.command(
    "verify",
    cls=RegistryCommand,
    epilog="qianming account verify demo --type enterprise --verified-name 杭州云杉科技有限公司",
)
def verify(
    name: AccountArgument,
    type_: TypeOption,
    verified_name: Annotated[
        str | None,
        typer.Option(
            "--verified-name", help="The new verified name; the present one by default.", metavar="NAME"
        ),
    ] = None,
    credit_code: Annotated[
        str | None,
        typer.Option(
            "--credit-code", help="The new credit code; the present one by default.", metavar="CODE"
        ),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Record a new verification, for instance of an individual who became an enterprise."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import clock
    from qianming.services.accounts import VerifyAccount, find_account, verify_account
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: name}):
        present = find_account(name)
        command = VerifyAccount(
            name,
            type_,
            present.verified_name if verified_name is None else verified_name,
            present.credit_code if credit_code is None else credit_code,
        )
        account = verify_account(operator(), command, clock.now())
    _note_credit_code(account.credit_code)
    _put_one(account, output)


def _note_credit_code(code: str) -> None:
    """A code that leaves the standard is stored, and told: a few genuine ones do."""
    from qianming.cli.failures import note
    from qianming.cli.language import in_force, say
    from qianming.core.papers.identity import credit_code_problem
    from qianming.texts.catalog import words

    problem = credit_code_problem(code) if code else None
    if problem is not None:
        told = words(problem, in_force())
        note(say("--credit-code: {why} {fix}", why=told.why, fix=told.fix))


@commands.command("list", cls=RegistryCommand, epilog="qianming account list --format json")
def list_(output: FormatOption = OutputFormat.TABLE) -> None:
    """List all accounts."""
    open_registry()
    from qianming.registry.models import Account

    shown = [_shown(account) for account in Account.objects.order_by("name")]
    put(shown, output, _grid(shown))


def _shown(account: "Account") -> AccountShown:
    """An account as it is printed; a person's name is masked."""
    from qianming.core.papers.identity import mask_name

    is_person = account.account_type == AccountType.INDIVIDUAL
    return AccountShown(
        account.name,
        account.account_type,
        mask_name(account.verified_name) if is_person else account.verified_name,
        account.credit_code,
        moment(account.created_at),
    )


def _put_one(account: "Account", output: OutputFormat) -> None:
    shown = _shown(account)
    put(shown, output, _grid([shown]))


def _grid(shown: list[AccountShown]) -> Grid:
    from qianming.cli.telling import title

    rows = [
        (row.name, title(AccountType(row.type)), row.verified_name, row.credit_code, row.created_at or "")
        for row in shown
    ]
    return Grid(("Account", "Type", "Verified name", "Credit code", "Created"), rows)
