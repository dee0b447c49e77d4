"""Access keys: making and disabling them. Checking a request's signature with one is the faces' work.

What a key may not do is decided by its scopes (`core.access_scopes`), wherever it is asked for.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qianming.core.access_scopes import KeyScope
from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.registry.models import AccessKey
from qianming.registry.sealing import AccountSeal
from qianming.services._command import Change, lock_accounts, record, take_turn, touch_sending, write
from qianming.services.accounts import taken_account
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, Invalid, NotFound, Noun, RefusalCode

SECRET_CONTEXT = "access_key.secret"
_KEY_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
# Without the letters and digits that are mistaken for each other when they are read aloud or typed.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
_RANDOM_LETTERS = 20
# The ids of temporary keys begin with this: clients and logs tell them by it.
TEMPORARY = "STS."


@dataclass(frozen=True, slots=True)
class CreateKey:
    """A key pair for an account; what is not given is made at random. No scope is no limit."""

    account_name: str
    key_id: str | None = None
    secret: str | None = None
    scopes: tuple[KeyScope, ...] = ()


def create_key(actor: Actor, command: CreateKey, now: datetime) -> tuple[AccessKey, str]:
    """The key and its secret, which is shown this once: afterwards it is only kept sealed."""
    key_id = command.key_id or f"LTAI{random_letters(_RANDOM_LETTERS)}"
    secret = command.secret or secrets.token_urlsafe(30)
    if not _KEY_ID.fullmatch(key_id):
        raise Invalid(Problem(RefusalCode.VALUE_INVALID, "id"))
    with write():
        take_turn(f"access-key:{key_id}")
        account = taken_account(command.account_name)
        actor.need(Permission.ACCOUNT_ADMINISTER, account.pk)
        if AccessKey.objects.filter(key_id=key_id).exists():
            raise Conflict(RefusalCode.ALREADY_EXISTS)
        sealed = AccountSeal(account.wrapped_key).seal(secret, SECRET_CONTEXT)
        key = AccessKey.objects.create(
            key_id=key_id,
            account=account,
            sealed_secret=sealed,
            scopes=stored_scopes(command.scopes),
            created_at=now,
        )
        detail = {"scopes": " ".join(key.scopes)}
        record(
            Change(EventKind.KEY_CREATED, f"key:{key_id}", account.pk, new="enabled", detail=detail),
            actor,
            now,
        )
        touch_sending(account.pk)
    return key, secret


def disable_key(actor: Actor, key_id: str, now: datetime) -> AccessKey:
    """Stop a key for good; disabling it twice changes nothing. Raises `NotFound`."""
    with write():
        rows = AccessKey.objects.filter(key_id=key_id)
        lock_accounts(*rows.values_list("account_id", flat=True))
        key = rows.first()
        if key is None:
            raise NotFound(Noun.ACCESS_KEY)
        actor.need(Permission.ACCOUNT_ADMINISTER, key.account_id)
        if key.enabled:
            key.enabled = False
            key.disabled_at = now
            key.save(update_fields=["enabled", "disabled_at"])
            change = Change(EventKind.KEY_DISABLED, f"key:{key_id}", key.account_id, "enabled", "disabled")
            record(change, actor, now)
            touch_sending(key.account_id)
    return key


def stored_scopes(scopes: Iterable[KeyScope]) -> list[str]:
    """Scopes as they are stored: each once, in the order of their enum."""
    wanted = set(scopes)
    return [scope.value for scope in KeyScope if scope in wanted]


def open_secret(key: AccessKey) -> str:
    """The secret in the clear, for checking a signature; never to be logged or shown."""
    return AccountSeal(key.account.wrapped_key).open(key.sealed_secret, SECRET_CONTEXT)


def random_letters(length: int) -> str:
    """The random part of the id of a key or token."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
