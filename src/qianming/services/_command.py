"""What every verb shares: the short write transaction, the event of a change, the sending lane's version.

Events are kept until the end of the transaction and then chained and stored at once; the version moves there
too, once for each account. Decides nothing about the change itself.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from qianming.core.codes import EventKind
from qianming.registry.models import Account, ChainHead, Event
from qianming.services._callback_queue import tell_events
from qianming.services._history import append
from qianming.services.actors import Actor

# SQLite has one writer and an unfair queue for it: threads wait here in order instead of polling its lock.
_sqlite_writer = threading.RLock()

# The turn of who uses or replaces the key that wraps new accounts' keys.
SERVICE_KEYS = "service-keys"


class _Transaction(threading.local):
    """How deeply this thread's write transactions are nested, and what they have to tell and move so far."""

    def __init__(self) -> None:
        self.depth = 0
        self.events: list[Event] = []
        self.touched: list[int] = []


_open = _Transaction()


@contextmanager
def write() -> Iterator[None]:
    """One short write transaction; everything inside is stored together or not at all.

    May be nested: the inner one then joins the outer. No driver and no network may be called inside.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic(), _telling():
            yield
        return
    with _sqlite_writer, transaction.atomic(), _telling():
        yield


@contextmanager
def _telling() -> Iterator[None]:
    """Append what the block recorded when the outermost block ends; what failed is not told."""
    told, touched = len(_open.events), len(_open.touched)
    _open.depth += 1
    try:
        yield
        if _open.depth == 1:
            _move_versions()
            _tell()
    except BaseException:
        del _open.events[told:], _open.touched[touched:]
        raise
    finally:
        _open.depth -= 1


def _move_versions() -> None:
    """Accounts whose turn nobody took are changed by rising number, so that none wait in a circle."""
    touched, _open.touched = sorted(set(_open.touched)), []
    for account_id in touched:
        _move_version(account_id)


def _move_version(account_id: int) -> None:
    Account.objects.filter(pk=account_id).update(sending_version=F("sending_version") + 1)


def _tell() -> None:
    events, _open.events = _open.events, []
    if events:
        tell_events(append(events))


Detail = dict[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: `subject` names the object ("signature:12"), `old` and `new` are its states.

    `detail` holds codes and numbers, never personal data.
    """

    kind: EventKind
    subject: str
    account_id: int | None
    old: str = ""
    new: str = ""
    reasons: Sequence[str] = ()
    detail: Mapping[str, str | int | bool] = field(default_factory=dict)


def record(change: Change, actor: Actor, now: datetime) -> None:
    """Append a change to the history, with the transaction that it is part of."""
    record_all((change,), actor, now)


def record_all(changes: Iterable[Change], actor: Actor, now: datetime) -> None:
    """Append several changes to the history, in their order."""
    with write():
        _open.events += [_event(change, actor, now) for change in changes]


def _event(change: Change, actor: Actor, now: datetime) -> Event:
    return Event(
        account_id=change.account_id,
        chain=change.account_id or ChainHead.SERVICE,
        kind=change.kind,
        subject=change.subject,
        old=change.old,
        new=change.new,
        reasons=[str(reason) for reason in change.reasons],
        detail=dict(change.detail),
        actor=actor.label,
        at=now,
    )


def touch_sending(account_id: int) -> None:
    """Move the account's version, so that the sending lane reloads before it acknowledges again.

    It moves at the end of the open transaction, once however many changes there are; at once without one.
    """
    if _open.depth:
        _open.touched.append(account_id)
    else:
        _move_version(account_id)


def lock_accounts(*account_ids: int) -> None:
    """Take the accounts' turn for the rest of the transaction.

    Every change of an account's states does this first and in the same order, so that changes of one account
    follow each other and those of several never wait for each other in a circle.
    """
    ordered = Account.objects.select_for_update(no_key=True).filter(pk__in=account_ids).order_by("pk")
    list(ordered.values_list("pk", flat=True))


def take_turn(key: str) -> None:
    """Take the turn of what no row stands for, such as one phone number; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
