"""Laying out callbacks in the transaction of what they tell, so that none is lost and none is told too early.

Only the first unfinished delivery of a line is due; the others wait until it has ended. The endpoint's row is
locked while its lines change, so that no delivery is forgotten between two hands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.core.callbacks import CallbackKind, DeliveryState
from qianming.core.codes import EventKind
from qianming.registry.models import CallbackDelivery, CallbackEndpoint, Event, Message
from qianming.registry.sealing import AccountSeal
from qianming.services import _reports


@dataclass(frozen=True, slots=True)
class Told:
    """One message for one endpoint."""

    message_id: str
    line: str
    body: bytes


def tell_events(events: Sequence[Event]) -> None:
    """For every endpoint that wants to know of one of these events, which are stored already."""
    interesting = [event for event in events if _kinds_of(event)]
    accounts = {event.account_id for event in interesting if event.account_id is not None}
    for endpoint in _locked(accounts, CallbackKind):
        wanted = [
            event
            for event in interesting
            if event.account_id == endpoint.account_id and endpoint.kind in _kinds_of(event)
        ]
        if wanted:
            _lay_out(endpoint, _told(CallbackKind(endpoint.kind), wanted), wanted[-1].at)


def tell_receipts(messages: Sequence[Message], now: datetime) -> None:
    """For the accounts that want to know what became of these messages: one list for each account."""
    accounts = {message.account_id for message in messages}
    for endpoint in _locked(accounts, [CallbackKind.SMS_REPORT]):
        own = [message for message in messages if message.account_id == endpoint.account_id]
        message_id = f"msg_sms_{own[0].pk}"
        _lay_out(endpoint, [Told(message_id, message_id, _reports.sms_report(own))], now)


def wake(endpoint_id: int, line: str, now: datetime) -> None:
    """Let the next of a line go; nothing happens while one is on its way. The endpoint must be locked."""
    waiting = CallbackDelivery.objects.filter(endpoint_id=endpoint_id, line=line, state=DeliveryState.WAITING)
    if waiting.filter(due_at__isnull=False).exists():
        return
    CallbackDelivery.objects.filter(pk__in=waiting.order_by("pk").values("pk")[:1]).update(due_at=now)


def _kinds_of(event: Event) -> tuple[CallbackKind, ...]:
    """Which callbacks an event is told by."""
    if event.kind == EventKind.APPLICATION_MOVED:
        return (CallbackKind.SIGN_REPORT,)
    if event.kind == EventKind.TEMPLATE_MOVED:
        return (CallbackKind.TEMPLATE_REPORT,)
    return (CallbackKind.EVENTS,) if event.kind in _reports.OWN_EVENTS else ()


def _told(kind: CallbackKind, events: Iterable[Event]) -> Iterator[Told]:
    build = {
        CallbackKind.SIGN_REPORT: _reports.sign_report,
        CallbackKind.TEMPLATE_REPORT: _reports.template_report,
    }.get(kind, _reports.own_event)
    for event in events:
        body = build(event)
        if body is not None:
            yield Told(f"msg_{event.chain}_{event.sequence}", _reports.line_of(event), body)


def _locked(accounts: Iterable[int], kinds: Iterable[CallbackKind]) -> list[CallbackEndpoint]:
    wanted = set(accounts)
    if not wanted:
        return []
    rows = CallbackEndpoint.objects.filter(account__in=wanted, kind__in=[kind.value for kind in kinds])
    return list(rows.select_for_update(of=("self",)).select_related("account").order_by("pk"))


def _lay_out(endpoint: CallbackEndpoint, told: Iterable[Told], now: datetime) -> None:
    """Store deliveries in order; the first of a line that has none on its way is due at once."""
    told = list(told)
    seal = AccountSeal(endpoint.account.wrapped_key)
    waiting = CallbackDelivery.objects.filter(
        endpoint=endpoint, line__in={one.line for one in told}, state=DeliveryState.WAITING
    )
    busy = set(waiting.values_list("line", flat=True))
    rows = []
    for one in told:
        rows.append(
            CallbackDelivery(
                account_id=endpoint.account_id,
                endpoint=endpoint,
                message_id=one.message_id,
                line=one.line,
                sealed_body=seal.seal_bytes(one.body, CallbackDelivery.BODY),
                created_at=now,
                due_at=None if one.line in busy else now,
            )
        )
        busy.add(one.line)
    CallbackDelivery.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
