"""`qianming privacy`: an account's data for its owner, and its end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import Failure, WrongUsage
from qianming.cli.language import reason_of, say
from qianming.cli.options import AccountArgument, FormatOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand, group

commands = group("Privacy: handing out or erasing all data of one account.")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    account: str
    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What an account is called after it was erased."""

    account: str
    name: str


@commands.command("export", cls=RegistryCommand, epilog="qianming privacy export demo --output demo.zip")
def export(
    account: AccountArgument,
    file: Annotated[
        Path, typer.Option("--output", "-o", help="The ZIP file to write; it must not exist.", metavar="FILE")
    ],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Write everything that is stored about an account into a ZIP file that only you can read."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import clock, privacy
    from qianming.services.accounts import find_account
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: account}):
        find_account(account)
        with _new_file(file) as opened:
            rows = privacy.export(operator(), account, opened, clock.now())
    shown = Exported(account, str(file), rows)
    put(shown, output, Grid(("Account", "File", "Rows"), [(account, str(file), str(rows))]))


@contextmanager
def _new_file(file: Path) -> Iterator[BinaryIO]:
    """A file that only its owner may read; it is gone again where it could not be filled."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        reason = reason_of(error)
        raise Failure(say("--output: {file} cannot be made ({reason}).", file=file, reason=reason)) from error
    try:
        with os.fdopen(descriptor, "wb") as opened:
            yield opened
    except BaseException:
        file.unlink(missing_ok=True)
        raise


@commands.command("erase", cls=RegistryCommand, epilog="qianming privacy erase demo --yes")
def erase(
    account: AccountArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; needed where nobody can answer.")] = False,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Destroy an account's key and delete its personal data. This cannot be undone."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import clock, privacy
    from qianming.services.accounts import find_account
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: account}):
        find_account(account)
        if not yes:
            _confirm(account)
        row = privacy.erase(operator(), account, clock.now())
    while privacy.finish_some(clock.now()):
        pass
    privacy.remove_files(row)
    shown = Erased(account, row.name)
    put(shown, output, Grid(("Account", "Its name now"), [(account, row.name)]))


def _confirm(account: str) -> None:
    """The name has to be typed: a key pressed by mistake must not be enough."""
    import sys

    if not sys.stdin.isatty():
        raise WrongUsage(say("--yes is missing: nobody is there to confirm."))
    print(say("All data of {account} will be gone for good. Type its name to go on:", account=account))
    if input().strip() != account:
        raise Failure(say("Not confirmed; nothing was changed."))
