"""The address under which an account's calendars read its warnings: made, revoked, and known again.

Decides nothing about the warnings. The address holds a secret that nobody can guess; only its hash is kept,
and an account has one at a time.
"""

import hashlib
import secrets
from datetime import datetime

from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.registry.models import Account, CalendarFeed
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services.actors import Actor


def make_feed(actor: Actor, account_id: int, now: datetime) -> str:
    """A new secret, told this once; the former address ends. Raises `Forbidden`."""
    actor.need(Permission.SIGNATURE_APPLY, account_id)
    token = secrets.token_urlsafe(32)
    with write():
        lock_accounts(account_id)
        _end(account_id, now)
        row = CalendarFeed.objects.create(account_id=account_id, token_hash=_hash(token), created_at=now)
        subject = f"calendar:{row.pk}"
        record(Change(EventKind.CALENDAR_MADE, subject, account_id, new="valid"), actor, now)
    return token


def revoke_feed(actor: Actor, account_id: int, now: datetime) -> bool:
    """End the address; False when there is none. Raises `Forbidden`."""
    actor.need(Permission.SIGNATURE_APPLY, account_id)
    with write():
        lock_accounts(account_id)
        rows = CalendarFeed.objects.filter(account=account_id, revoked_at__isnull=True)
        for pk in rows.values_list("pk", flat=True):
            change = Change(EventKind.CALENDAR_REVOKED, f"calendar:{pk}", account_id, "valid", "revoked")
            record(change, actor, now)
        return _end(account_id, now) > 0


def has_feed(account_id: int) -> bool:
    """Whether an address of the account is valid."""
    return CalendarFeed.objects.filter(account=account_id, revoked_at__isnull=True).exists()


def account_of(token: str) -> Account | None:
    """Whose calendar a secret opens; None for one that is unknown or revoked."""
    rows = CalendarFeed.objects.filter(token_hash=_hash(token), revoked_at__isnull=True)
    found = rows.select_related("account").first()
    return found.account if found else None


def _end(account_id: int, now: datetime) -> int:
    return CalendarFeed.objects.filter(account=account_id, revoked_at__isnull=True).update(revoked_at=now)


def _hash(token: str) -> str:
    """The secret is random and long: nobody can guess it from an unkeyed hash."""
    return hashlib.sha256(f"qianming calendar {token}".encode("utf-8", "surrogateescape")).hexdigest()
