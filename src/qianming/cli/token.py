"""`qianming token`: what an account's programs may use for a while instead of a lasting key."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.database import open_registry
from qianming.cli.key import scopes_told
from qianming.cli.language import say
from qianming.cli.options import (
    AccountArgument,
    FormatOption,
    OutputFormat,
    ScopeOption,
)
from qianming.cli.printing import Grid, moment, put
from qianming.cli.shape import RegistryCommand, group
from qianming.core.access_scopes import TokenKind

if TYPE_CHECKING:
    from qianming.registry.models import ApiToken

commands = group("Tokens: temporary keys and bearer tokens for an account's programs.")

_HEADINGS = ("Token", "Kind", "Scopes", "Expires", "State")


@dataclass(frozen=True, slots=True)
class TokenShown:
    """A token as it is listed."""

    id: str
    kind: str
    account: str
    scopes: list[str]
    created_at: str | None
    expires_at: str | None
    state: str


@dataclass(frozen=True, slots=True)
class MadeTokenShown:
    """A new token as it is printed; secret and token are shown this once, a bearer token has no secret."""

    id: str
    kind: str
    account: str
    scopes: list[str]
    expires_at: str | None
    secret: str
    token: str


@commands.command(
    "create", cls=RegistryCommand, epilog="qianming token create demo --kind bearer --minutes 60"
)
def create(
    account: AccountArgument,
    kind: Annotated[
        TokenKind, typer.Option("--kind", help="A temporary key with a security token, or a bearer token.")
    ] = TokenKind.STS,
    minutes: Annotated[
        int, typer.Option("--minutes", help="For how long it is valid.", min=1, max=366 * 24 * 60)
    ] = 60,
    scope: ScopeOption = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Make a token and show it once."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun
    from qianming.services.tokens import CreateToken, create_token

    command = CreateToken(account, kind, timedelta(minutes=minutes), tuple(scope or ()))
    with naming({Noun.ACCOUNT: account}):
        made = create_token(operator(), command, clock.now())
    row = made.row
    until = moment(row.expires_at)
    shown = MadeTokenShown(row.token_id, row.kind, account, row.scopes, until, made.secret, made.token)
    cells = (row.token_id, made.secret, made.token, scopes_told(row.scopes), until or "")
    headings = ("Token", "Secret (shown once)", "Token's text (shown once)", "Scopes", "Expires")
    put(shown, output, Grid(headings, [cells]))


@commands.command("list", cls=RegistryCommand, epilog="qianming token list demo --format json")
def list_(
    account: AccountArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """List an account's tokens, newest first; expired ones for a month."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun
    from qianming.services.tokens import list_tokens

    with naming({Noun.ACCOUNT: account}):
        rows = list_tokens(operator(), account)
    shown = [_shown(row, account, clock.now()) for row in rows]
    put(shown, output, Grid(_HEADINGS, [_cells(one) for one in shown]))


@commands.command("revoke", cls=RegistryCommand, epilog="qianming token revoke STS.example")
def revoke(
    token_id: Annotated[str, typer.Argument(help="The token's id.", metavar="ID")],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Stop a token at once; requests that come with it are refused from now on."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.refusals import Noun
    from qianming.services.tokens import revoke_token

    with naming({Noun.TOKEN: token_id}):
        row = revoke_token(operator(), token_id, clock.now())
    shown = _shown(row, row.account.name, clock.now())
    put(shown, output, Grid(_HEADINGS, [_cells(shown)]))


def _shown(row: "ApiToken", account: str, now: datetime) -> TokenShown:
    state = "revoked" if row.revoked_at else "expired" if row.expires_at <= now else "valid"
    created, expires = moment(row.created_at), moment(row.expires_at)
    return TokenShown(row.token_id, row.kind, account, row.scopes, created, expires, state)


def _cells(shown: TokenShown) -> tuple[str, ...]:
    return (shown.id, shown.kind, scopes_told(shown.scopes), shown.expires_at or "", say(shown.state))
