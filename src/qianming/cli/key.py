"""`qianming key`: the keys that an account's programs sign with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.failures import WrongUsage
from qianming.cli.language import say
from qianming.cli.options import (
    AccountArgument,
    FormatOption,
    OutputFormat,
    ScopeOption,
)
from qianming.cli.printing import Grid, put
from qianming.cli.shape import RegistryCommand, group

commands = group("Access keys: what an account's programs sign their requests with.")


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A new key as it is printed; the secret is shown this once."""

    id: str
    secret: str
    account: str


@dataclass(frozen=True, slots=True)
class LimitedKeyShown(KeyShown):
    """A new key that may not do everything, or that sees personal data."""

    scopes: list[str]


@dataclass(frozen=True, slots=True)
class DisabledKey:
    """A key that no longer opens anything."""

    id: str
    account: str
    enabled: bool


@commands.command("create", cls=RegistryCommand, epilog="qianming key create demo --format json")
def create(
    account: AccountArgument,
    key_id: Annotated[
        str | None, typer.Option("--id", help="The key's id; made at random by default.")
    ] = None,
    secret: Annotated[
        str | None, typer.Option("--secret", help="The key's secret; made at random by default.")
    ] = None,
    scope: ScopeOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Make an access key and show its secret once."""
    _need_plain(("--id", key_id), ("--secret", secret))
    open_registry()
    from qianming.cli.naming import claiming, naming
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.keys import CreateKey, create_key
    from qianming.services.refusals import Noun

    with naming({Noun.ACCOUNT: account}), claiming("--id", key_id):
        command = CreateKey(account, key_id, secret, tuple(scope or ()))
        key, made = create_key(operator(), command, clock.now())
    row = (key.key_id, made, account, scopes_told(key.scopes))
    headings = ("Access key", "Secret (shown once)", "Account", "Scopes")
    shown = KeyShown(key.key_id, made, account)
    if key.scopes:
        shown = LimitedKeyShown(key.key_id, made, account, key.scopes)
    put(shown, output, Grid(headings, [row]))


def scopes_told(scopes: Sequence[str]) -> str:
    """The scopes that limit a key or a token; without one it may do all that its account may."""
    return " ".join(scopes) or say("not limited")


def _need_plain(*given: tuple[str, str | None]) -> None:
    """Refuse what no header of a request can carry."""
    for option, value in given:
        if value is None:
            continue
        if not value or not value.isascii() or not value.isprintable() or " " in value:
            raise WrongUsage(
                say("{option}: use Latin letters, digits and signs without spaces.", option=option)
            )


@commands.command("disable", cls=RegistryCommand, epilog="qianming key disable LTAI-example")
def disable(
    key_id: Annotated[str, typer.Argument(help="The key's id.", metavar="ID")],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Stop a key for good; requests signed with it are refused from now on."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.keys import disable_key
    from qianming.services.refusals import Noun

    with naming({Noun.ACCESS_KEY: key_id}):
        key = disable_key(operator(), key_id, clock.now())
    shown = DisabledKey(key.key_id, key.account.name, key.enabled)
    put(shown, output, Grid(("Access key", "Account", "State"), [(shown.id, shown.account, say("disabled"))]))
