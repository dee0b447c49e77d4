"""`qianming user`: people who sign in to the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import Failure, WrongUsage
from qianming.cli.language import say
from qianming.cli.options import FormatOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand, group
from qianming.core.permissions import Role

commands = group("Users: the people who sign in to the console.")


@dataclass(frozen=True, slots=True)
class UserShown:
    """A new user as it is printed; the password is shown this once."""

    email: str
    role: str
    account: str | None
    password: str


@commands.command(
    "create",
    cls=RegistryCommand,
    epilog="qianming user create reviewer@example.com --role reviewer --format json",
)
def create(
    email: Annotated[str, typer.Argument(help="E-mail address to sign in with.", metavar="EMAIL")],
    role: Annotated[
        Role, typer.Option(help="What the user may do; only an applicant belongs to an account.")
    ],
    account: Annotated[
        str | None, typer.Option("--account", help="The applicant's account.", metavar="NAME")
    ] = None,
    password_file: Annotated[
        str | None,
        typer.Option(
            "--password-file",
            help="File with the password, - for standard input; else one is made.",
            metavar="FILE",
        ),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Create a user and show the password once."""
    _refuse_wrong_pair(role, account)
    chosen = _password(password_file)
    open_registry(create=account is None)
    from qianming.cli.naming import claiming, naming
    from qianming.services import clock
    from qianming.services.accounts import CreateUser, create_user
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: account}), claiming("EMAIL", email), _doubting(email):
        user, password = create_user(operator(), CreateUser(email, role, account, chosen), clock.now())
    shown = UserShown(user.email, role.value, account, password)
    row = (shown.email, shown.role, shown.account or "", shown.password)
    put(shown, output, Grid(("E-mail", "Role", "Account", "Password (shown once)"), [row]))


@contextmanager
def _doubting(email: str) -> Iterator[None]:
    """Let the refusal of an address say which one it is and how one looks."""
    from qianming.services.refusals import Invalid

    try:
        yield
    except Invalid as error:
        if all(problem.field != "email" for problem in error.problems):
            raise
        raise Failure(
            say("EMAIL: {email} is no e-mail address; write one such as reviewer@example.com.", email=email)
        ) from error


def _refuse_wrong_pair(role: Role, account: str | None) -> None:
    """Told before anything is opened: an applicant has an account, the other roles have none."""
    if role is Role.APPLICANT and account is None:
        raise WrongUsage(say("--account is missing: an applicant belongs to an account."))
    if role is not Role.APPLICANT and account is not None:
        raise WrongUsage(
            say("--account: the role {role} is over the whole service; leave it out.", role=role.value)
        )


def _password(file: str | None) -> str | None:
    """The password from a file, because one typed as an argument would stand in the process list."""
    if file is None:
        return None
    from qianming.cli.reading import read_text

    password = read_text(file, "--password-file").strip("\r\n")
    if not password:
        raise WrongUsage(say("--password-file: {file} is empty; write the password into it.", file=file))
    return password
