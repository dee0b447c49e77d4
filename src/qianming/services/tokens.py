"""API tokens: made for a while, told once, found again by a hash, and revoked.

Decides how long a token may live. What it may do is its scopes' matter (`core.access_scopes`), whether a
request may go by it the faces'.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from qianming.core.access_scopes import LONGEST_TOKEN, SHORTEST_TOKEN, KeyScope, TokenKind
from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.registry.models import ApiToken
from qianming.registry.sealing import AccountSeal
from qianming.services._command import Change, lock_accounts, record, touch_sending, write
from qianming.services.accounts import find_account, taken_account
from qianming.services.actors import Actor
from qianming.services.keys import TEMPORARY, random_letters, stored_scopes
from qianming.services.refusals import Invalid, NotFound, Noun, RefusalCode

SECRET_CONTEXT = "api_token.secret"
# Expired tokens stay listed for a while, so that one can see why a program stopped.
_LISTED = timedelta(days=30)
_RANDOM_LETTERS = 22


@dataclass(frozen=True, slots=True)
class CreateToken:
    """A token for an account, valid for `lifetime` from now; no scope is no limit."""

    account_name: str
    kind: TokenKind
    lifetime: timedelta
    scopes: tuple[KeyScope, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class MadeToken:
    """A new token and what is told this once; `secret` is empty for a bearer token. Has no repr."""

    row: ApiToken
    secret: str
    token: str


def create_token(actor: Actor, command: CreateToken, now: datetime) -> MadeToken:
    """Make a token; raises `Invalid` for a lifetime outside of a minute to a year."""
    if not SHORTEST_TOKEN <= command.lifetime <= LONGEST_TOKEN:
        raise Invalid(Problem(RefusalCode.VALUE_INVALID, "lifetime"))
    token = secrets.token_urlsafe(40)
    temporary = command.kind is TokenKind.STS
    secret = secrets.token_urlsafe(30) if temporary else ""
    with write():
        account = taken_account(command.account_name)
        actor.need(Permission.ACCOUNT_ADMINISTER, account.pk)
        ApiToken.objects.filter(account=account, expires_at__lt=now - _LISTED).delete()
        seal = AccountSeal(account.wrapped_key)
        row = ApiToken.objects.create(
            account=account,
            kind=command.kind,
            token_id=_named(command.kind),
            token_hash=token_hash(token),
            sealed_secret=seal.seal(secret, SECRET_CONTEXT) if temporary else None,
            scopes=stored_scopes(command.scopes),
            created_at=now,
            expires_at=now + command.lifetime,
        )
        detail = {"kind": command.kind.value, "scopes": " ".join(row.scopes)}
        subject = f"token:{row.token_id}"
        record(Change(EventKind.TOKEN_CREATED, subject, account.pk, new="valid", detail=detail), actor, now)
        touch_sending(account.pk)
    return MadeToken(row, secret, token)


def revoke_token(actor: Actor, token_id: str, now: datetime) -> ApiToken:
    """Stop a token at once; revoking it twice changes nothing. Raises `NotFound`."""
    with write():
        rows = ApiToken.objects.filter(token_id=token_id)
        lock_accounts(*rows.values_list("account_id", flat=True))
        row = rows.first()
        if row is None or not actor.may(Permission.ACCOUNT_ADMINISTER, row.account_id):
            raise NotFound(Noun.TOKEN)
        if row.revoked_at is None:
            row.revoked_at = now
            row.save(update_fields=["revoked_at"])
            change = Change(EventKind.TOKEN_REVOKED, f"token:{token_id}", row.account_id, "valid", "revoked")
            record(change, actor, now)
            touch_sending(row.account_id)
    return row


def list_tokens(actor: Actor, account_name: str) -> list[ApiToken]:
    """The account's tokens, newest first; expired ones for a month."""
    account = find_account(account_name)
    actor.need(Permission.ACCOUNT_ADMINISTER, account.pk)
    return list(ApiToken.objects.filter(account=account).order_by("-pk"))


def token_hash(token: str) -> str:
    """What is stored of a token. It is random and long: nobody can guess it from an unkeyed hash."""
    return hashlib.sha256(f"qianming token {token}".encode("utf-8", "surrogateescape")).hexdigest()


def open_token_secret(row: ApiToken) -> str:
    """A temporary key's secret in the clear, for checking a signature; never to be logged or shown."""
    if row.sealed_secret is None:
        return ""
    return AccountSeal(row.account.wrapped_key).open(row.sealed_secret, SECRET_CONTEXT)


def _named(kind: TokenKind) -> str:
    letters = random_letters(_RANDOM_LETTERS)
    return f"{TEMPORARY}{letters}" if kind is TokenKind.STS else f"bearer-{letters}"
