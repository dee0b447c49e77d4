"""An account's data as a whole: handing all of it to its owner, and erasing it.

Erasing destroys the account's key first, which makes everything sealed unreadable at once, copies in the
journal included; what is left is then removed, in batches where there can be much. The account's row and its
history stay, so that the chain stays whole: neither says who it was.
"""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO

import msgspec

from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.registry import files
from qianming.registry.models import Account, DiscardedFile, InboxMessage, Material, Message
from qianming.registry.sealed_columns import account_tables, told
from qianming.registry.sealing import AccountSeal
from qianming.services import _erasing
from qianming.services._command import Change, lock_accounts, record, touch_sending, write
from qianming.services.accounts import find_account
from qianming.services.actors import Actor
from qianming.services.refusals import NotFound, Noun

ROWS_AT_ONCE = 500


def export(actor: Actor, account_name: str, target: IO[bytes], now: datetime) -> int:
    """Write everything that is stored about an account into a ZIP file; how many rows.

    One JSON line for each row, in a file for each table, and the uploaded files as they came.
    """
    account = find_account(account_name)
    actor.need(Permission.PERSONAL_OPEN, account.pk)
    with write():
        record(Change(EventKind.ACCOUNT_EXPORTED, f"account:{account.pk}", account.pk), actor, now)
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in _tables(account):
            with archive.open(f"{name}.jsonl", "w") as opened:
                for line in lines:
                    opened.write(line + b"\n")
                    count += 1
        for material in Material.objects.filter(account=account).select_related("account").iterator():
            archive.writestr(f"files/{material.key}", files.content_of(material))
    return count


def _tables(account: Account) -> Iterator[tuple[str, Iterator[bytes]]]:
    seal = AccountSeal(account.wrapped_key)
    yield "Account", iter([msgspec.json.encode(told(account, seal))])
    for table in account_tables():
        rows = table.model._default_manager.filter(account=account).select_related("account").order_by("pk")
        read = rows.iterator(ROWS_AT_ONCE)
        yield table.name, (msgspec.json.encode(told(row, seal)) for row in read)
    people = account.memberships.select_related("user").order_by("pk")
    yield "User", (msgspec.json.encode({"email": row.user.email, "role": row.role}) for row in people)


def erase(actor: Actor, account_name: str, now: datetime) -> Account:
    """Destroy the account's key and everything that says who it was; this cannot be undone.

    What there may be much of is left for `finish_some`. Raises `NotFound`.
    """
    actor.need(Permission.ACCOUNT_ADMINISTER)
    with write():
        lock_accounts(find_account(account_name).pk)
        account = Account.objects.select_for_update().get(name=account_name)
        _erasing.end_what_runs(account, actor, now)
        _erasing.forget_people(account)
        _erasing.discard_files(account, now)
        _erasing.blank_rows(account)
        account.name = f"erased-{account.pk}"
        account.wrapped_key, account.sealed_verified_name, account.credit_code = b"", b"", ""
        account.erased_at = now
        account.save()
        change = Change(EventKind.ACCOUNT_ERASED, f"account:{account.pk}", account.pk, new="erased")
        record(change, actor, now)
        touch_sending(account.pk)
    return account


def finish_some(now: datetime) -> bool:
    """Remove some of the messages of erased accounts; whether there may be more."""
    with write():
        rows = Message.objects.filter(account__erased_at__isnull=False).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:ROWS_AT_ONCE])
        InboxMessage.objects.filter(message_id__in=keys).delete()
        Message.objects.filter(pk__in=keys).delete()
    return len(keys) == ROWS_AT_ONCE


def remove_files(account: Account) -> None:
    """Remove an erased account's files now; what cannot be reached is removed by the service later."""
    if account.erased_at is None:
        raise NotFound(Noun.ACCOUNT)
    for row in DiscardedFile.objects.filter(account=account):
        files.forget(row.digest)
        with write():
            row.delete()
