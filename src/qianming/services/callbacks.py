"""Callbacks: where an account is told of changes, and what became of each message on its way there.

Decides when a failed message is tried again and when it is given up (`core.callbacks`). The network is the
jobs' business; every message keeps its id, so that a receiver can tell a repeated one.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import Count, Q

from qianming.core.callbacks import CallbackKind, DeliveryState, next_try
from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.core.problems import Problem
from qianming.core.webhooks import key_of, secret_of
from qianming.registry.models import CallbackDelivery, CallbackEndpoint
from qianming.registry.sealing import AccountSeal
from qianming.services import leases
from qianming.services._callback_queue import wake
from qianming.services._command import Change, Detail, record, write
from qianming.services.accounts import find_account, taken_account
from qianming.services.actors import Actor
from qianming.services.refusals import Invalid, NotFound, Noun, RefusalCode

_LEASE = timedelta(minutes=2)
_LONGEST_URL = 1000
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class SetCallback:
    """Tell an account of one kind of change at an address; the secret is made unless it is given."""

    account_name: str
    kind: CallbackKind
    url: str
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One endpoint with how many of its messages wait, were delivered and were given up."""

    kind: CallbackKind
    url: str
    waiting: int
    delivered: int
    dead: int


@dataclass(frozen=True, slots=True)
class Posting:
    """One message, ready to be sent."""

    kind: CallbackKind
    url: str
    key: bytes
    message_id: str
    body: bytes


def set_endpoint(actor: Actor, command: SetCallback, now: datetime) -> str | None:
    """Set an address, or replace it; returns the secret if it is a new one, to be shown this once."""
    _check(command)
    with write():
        account = taken_account(command.account_name)
        actor.need(Permission.CALLBACK_MANAGE, account.pk)
        seal = AccountSeal(account.wrapped_key)
        sealed_url = seal.seal(command.url, CallbackEndpoint.URL)
        rows = CallbackEndpoint.objects.filter(account=account, kind=command.kind)
        known = rows.exists()
        secret = command.secret or (None if known else secret_of(secrets.token_bytes(_SECRET_BYTES)))
        values = {"sealed_url": sealed_url}
        if secret is not None:
            values["sealed_secret"] = seal.seal(secret, CallbackEndpoint.SECRET)
        if known:
            rows.update(**values)
        else:
            CallbackEndpoint.objects.create(account=account, kind=command.kind, created_at=now, **values)
        record(Change(EventKind.CALLBACK_SET, f"callback:{command.kind}", account.pk, new="set"), actor, now)
    return secret


def remove_endpoint(actor: Actor, account_name: str, kind: CallbackKind, now: datetime) -> None:
    """Tell nothing there any more; what still waits is dropped. Raises `NotFound`."""
    with write():
        account = taken_account(account_name)
        actor.need(Permission.CALLBACK_MANAGE, account.pk)
        if not CallbackEndpoint.objects.filter(account=account, kind=kind).delete()[0]:
            raise NotFound(Noun.CALLBACK)
        change = Change(EventKind.CALLBACK_REMOVED, f"callback:{kind}", account.pk, "set", "removed")
        record(change, actor, now)


def standing(actor: Actor, account_name: str) -> list[Standing]:
    """The account's endpoints."""
    account = find_account(account_name)
    actor.need(Permission.CALLBACK_MANAGE, account.pk)
    seal = AccountSeal(account.wrapped_key)
    counts = {
        state.value: Count("deliveries", filter=Q(deliveries__state=state.value)) for state in DeliveryState
    }
    return [
        Standing(
            CallbackKind(row.kind),
            seal.open(row.sealed_url, CallbackEndpoint.URL),
            getattr(row, DeliveryState.WAITING.value),
            getattr(row, DeliveryState.DELIVERED.value),
            getattr(row, DeliveryState.DEAD.value),
        )
        for row in CallbackEndpoint.objects.filter(account=account).annotate(**counts).order_by("kind")
    ]


def replay(actor: Actor, account_name: str, kind: CallbackKind, since: datetime | None, now: datetime) -> int:
    """Send again, under their ids and in their order: what was given up, or all since a time.

    Returns how many. Raises `NotFound` without such an endpoint.
    """
    with write():
        account = taken_account(account_name)
        actor.need(Permission.CALLBACK_MANAGE, account.pk)
        endpoint = CallbackEndpoint.objects.select_for_update().filter(account=account, kind=kind).first()
        if endpoint is None:
            raise NotFound(Noun.CALLBACK)
        rows = CallbackDelivery.objects.filter(endpoint=endpoint).exclude(state=DeliveryState.WAITING)
        rows = rows.filter(created_at__gte=since) if since else rows.filter(state=DeliveryState.DEAD)
        lines = sorted(set(rows.values_list("line", flat=True)))
        count = rows.update(
            state=DeliveryState.WAITING, tries=0, problem="", first_tried_at=None, finished_at=None
        )
        for line in lines:
            wake(endpoint.pk, line, now)
        detail: Detail = {"count": count}
        change = Change(EventKind.CALLBACK_REPLAYED, f"callback:{kind}", account.pk, detail=detail)
        record(change, actor, now)
    return count


def dead() -> int:
    """How many messages were given up, over all accounts."""
    return CallbackDelivery.objects.filter(state=DeliveryState.DEAD).count()


def claim_due(now: datetime, limit: int) -> list[CallbackDelivery]:
    """Lease messages that are due."""
    return leases.claim(CallbackDelivery, now, _LEASE, limit)


def posting_of(row: CallbackDelivery) -> Posting:
    """What is to be sent for a claimed message."""
    endpoint = CallbackEndpoint.objects.select_related("account").get(pk=row.endpoint_id)
    seal = AccountSeal(endpoint.account.wrapped_key)
    return Posting(
        kind=CallbackKind(endpoint.kind),
        url=seal.open(endpoint.sealed_url, CallbackEndpoint.URL),
        key=key_of(seal.open(endpoint.sealed_secret, CallbackEndpoint.SECRET)) or b"",
        message_id=row.message_id,
        body=seal.open_bytes(row.sealed_body, CallbackDelivery.BODY),
    )


def record_attempts(done: Sequence[tuple[CallbackDelivery, str]], now: datetime) -> None:
    """Note how attempts ended: with no problem, or with the code of one."""
    for row, problem in done:
        with write():
            _note_attempt(row, problem, now)


def postpone(row: CallbackDelivery, due_at: datetime) -> bool:
    """End a claim without an attempt, to be tried again."""
    return leases.postpone(row, due_at)


def _note_attempt(row: CallbackDelivery, problem: str, now: datetime) -> None:
    endpoint = CallbackEndpoint.objects.select_for_update().filter(pk=row.endpoint_id).first()
    if endpoint is None:  # removed meanwhile, and its messages with it
        return
    tries, first = row.tries + 1, row.first_tried_at or now
    again = next_try(CallbackKind(endpoint.kind), tries, first, now) if problem else None
    if not leases.settle(row, again):
        return
    values: dict[str, object] = {"tries": tries, "first_tried_at": first, "problem": problem}
    if again is None:
        state = DeliveryState.DEAD if problem else DeliveryState.DELIVERED
        values |= {"state": state, "finished_at": now}
    CallbackDelivery.objects.filter(pk=row.pk).update(**values)
    if again is None:
        wake(endpoint.pk, row.line, now)


def _check(command: SetCallback) -> None:
    problems = []
    if not _is_address(command.url):
        problems.append(Problem(RefusalCode.CALLBACK_URL_INVALID, "url"))
    if command.secret is not None and key_of(command.secret) is None:
        problems.append(Problem(RefusalCode.CALLBACK_SECRET_INVALID, "secret"))
    if problems:
        raise Invalid(*problems)


def _is_address(url: str) -> bool:
    """Whether it is a plain web address; a password in it would end up in many places."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LONGEST_URL
    return (
        plain
        and parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and port != 0
    )
