"""Messages as records, made from the lane's journal.

Decides nothing: what is in the journal was accepted. How records are submitted and closed is in
`services.submissions` and `services.receipts`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from qianming.core.china_time import china_day
from qianming.core.sending.content import is_linked
from qianming.core.sending.number import PhoneNumber, carrier_of, normalise
from qianming.core.sending.segments import segments
from qianming.registry.bodies import MessageBody, seal_body
from qianming.registry.models import Account, CarrierFiling, JournalFollower, Message, Signature
from qianming.registry.phones import phone_hash
from qianming.registry.queries import IN_FORCE
from qianming.services._command import write

UsedT = TypeVar("UsedT", Signature, CarrierFiling)

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One text to one number inside a journal entry; `text` is whole, signature included."""

    phone: str
    text: str
    signature_id: int
    extension: str = ""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One acknowledged request; `position` is its place in the journal, rising."""

    position: int
    account_id: int
    biz_id: str
    accepted_at: datetime
    template_code: str
    lines: tuple[JournalLine, ...]
    out_id: str = ""


def position_of(journal: str) -> int:
    """The position of the last entry of that journal which is recorded; 0 at the beginning."""
    row = JournalFollower.objects.filter(journal=journal).first()
    return row.position if row else 0


def record_batch(journal: str, entries: Sequence[JournalEntry]) -> int:
    """Make records of journal entries, in order, and move the journal's position in the same transaction.

    Entries at or before the stored position are skipped, so that repeating a batch changes nothing. Returns
    the stored position afterwards.
    """
    with write():
        JournalFollower.objects.get_or_create(journal=journal)
        follower = JournalFollower.objects.select_for_update().get(journal=journal)
        fresh = [entry for entry in entries if entry.position > follower.position]
        accounts = Account.objects.in_bulk({entry.account_id for entry in fresh})
        rows = [row for entry in fresh for row in _records(entry, accounts.get(entry.account_id))]
        Message.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
        _note_use(fresh)
        if fresh:
            follower.position = max(entry.position for entry in fresh)
            follower.save(update_fields=["position"])
    return follower.position


def _records(entry: JournalEntry, account: Account | None) -> Iterator[Message]:
    """One record per line; none for an account that was erased meanwhile."""
    if account is None:
        return
    for place, line in enumerate(entry.lines):
        number = normalise(line.phone) or PhoneNumber(line.phone)
        yield Message(
            account=account,
            journal_position=entry.position,
            position=place,
            biz_id=entry.biz_id,
            day=china_day(entry.accepted_at),
            phone_hash=phone_hash(number),
            sealed_body=seal_body(account, MessageBody(number, line.text, entry.out_id)),
            carrier=carrier_of(number),
            signature_id=line.signature_id,
            template_code=entry.template_code,
            extension=line.extension,
            segments=segments(line.text),
            linked=is_linked(line.text),
            accepted_at=entry.accepted_at,
            due_at=entry.accepted_at,
        )


def _note_use(entries: Sequence[JournalEntry]) -> None:
    """Remember when each signature was last sent with, in all and over each carrier.

    A few statements for a whole batch. Rows are locked by rising id, so that none wait in a circle.
    """
    last: dict[int, datetime] = {}
    over: dict[tuple[int, str], datetime] = {}
    for entry in entries:
        for line in entry.lines:
            pair = (line.signature_id, carrier_of(normalise(line.phone) or PhoneNumber(line.phone)))
            over[pair] = max(entry.accepted_at, over.get(pair, entry.accepted_at))
            last[pair[0]] = max(entry.accepted_at, last.get(pair[0], entry.accepted_at))
    signatures = Signature.objects.filter(pk__in=last).only("pk", "last_sent_at")
    _keep_later(signatures, lambda row: last[row.pk])
    filings = CarrierFiling.objects.filter(
        signature__in=list(last), state__in=IN_FORCE, superseded_at__isnull=True
    ).only("pk", "signature_id", "carrier", "last_sent_at")
    _keep_later(filings, lambda row: over.get((row.signature_id, row.carrier)))


def _keep_later(rows: QuerySet[UsedT], used: Callable[[UsedT], datetime | None]) -> None:
    """Move `last_sent_at` forward where it was earlier."""
    changed = []
    for row in rows.select_for_update(no_key=True).order_by("pk"):
        at = used(row)
        if at is not None and (row.last_sent_at is None or row.last_sent_at < at):
            row.last_sent_at = at
            changed.append(row)
    rows.model._default_manager.bulk_update(changed, ["last_sent_at"], batch_size=_ROWS_AT_ONCE)
