"""Reading documents by machine: queued when they are submitted, or at once for a form that is filled in.

What was read fills in a form or stands beside it; nothing here approves or refuses anything. Without the
extra `documents` every document is "not read", and everything else goes on.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from qianming.core.codes import EventKind
from qianming.core.permissions import Permission
from qianming.core.readings import DocumentField, DocumentKind, PhotoFlaw, ReadingState
from qianming.documents import reader
from qianming.documents.faults import Busy, Faulty
from qianming.documents.kinds import PDF, PICTURES
from qianming.documents.reading.results import Reading, Witness
from qianming.registry import files
from qianming.registry.models import DocumentReading, Material, PowerOfAttorney, Qualification
from qianming.registry.queries import for_account
from qianming.services import leases
from qianming.services._command import Change, record, write
from qianming.services.actors import SYSTEM, Actor
from qianming.services.reading_results import open_reading, seal_reading
from qianming.services.refusals import NotFound, Noun, RefusalCode, Unavailable

_LEASE = timedelta(minutes=2)
# A document that the service died of is not tried for ever.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt to read."""

    state: ReadingState
    reading: Reading | None = None
    flaws: tuple[PhotoFlaw, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Values for a form, and why a better photo is asked for; empty where nothing was read."""

    state: ReadingState
    fields: dict[DocumentField, str]
    flaws: tuple[PhotoFlaw, ...]


def queue_licences(row: Qualification, now: datetime) -> None:
    """Have a qualification's licences read in the background; inside the caller's transaction."""
    keys = [licence["key"] for licence in row.materials.get("licences", [])]
    _queue(row.account_id, keys, DocumentKind.LICENCE, now)


def queue_letter(row: PowerOfAttorney, now: datetime) -> None:
    """Have a letter's picture read in the background; inside the caller's transaction."""
    _queue(row.account_id, [row.picture_key], DocumentKind.POWER_OF_ATTORNEY, now)


def can_read() -> bool:
    """Whether documents are read by machine here: whether the extra `documents` is installed."""
    return reader.is_installed()


def read_material(actor: Actor, key: str, kind: DocumentKind, now: datetime) -> Proposal:
    """Read an upload now and propose what to type; raises `NotFound`, or `Unavailable` when others wait."""
    account_id = actor.account_for(Permission.MATERIAL_UPLOAD)
    material = for_account(Material, account_id).select_related("account").filter(key=key).first()
    if material is None:
        raise NotFound(Noun.MATERIAL)
    row = _row(material, kind, now)
    if row.state == ReadingState.QUEUED:
        try:
            outcome = _read(material, kind)
        except Busy as busy:
            raise Unavailable(RefusalCode.FILES_BUSY) from busy
        with write():
            _store(row, outcome, now)
    return _proposal(row)


def claim_due(now: datetime, limit: int) -> list[DocumentReading]:
    """Lease documents that wait to be read."""
    return leases.claim(DocumentReading, now, _LEASE, limit)


def work(row: DocumentReading) -> Outcome:
    """Read one document; may raise `Busy`, and then it is tried again."""
    if row.attempts > _TRIES:
        return Outcome(ReadingState.UNREADABLE, flaws=(PhotoFlaw.TOO_SLOW,))
    return _read(Material.objects.select_related("account").get(pk=row.material_id), DocumentKind(row.kind))


def finish(row: DocumentReading, outcome: Outcome, now: datetime) -> None:
    """Record what was read, unless another worker has the row by now."""
    with write():
        if leases.settle(row, None):
            _store(row, outcome, now)


def postpone(row: DocumentReading, due_at: datetime) -> bool:
    """Give a document back, to be read later, however often.

    The reader was busy or the file's store not reachable: only a service that died over a document, and so
    gave nothing back, is held against the document.
    """
    with write():
        held = leases.postpone(row, due_at)
        if held and row.attempts >= _TRIES:
            DocumentReading.objects.filter(pk=row.pk).update(attempts=_TRIES - 1)
    return held


def _queue(account_id: int, keys: Collection[str], kind: DocumentKind, now: datetime) -> None:
    """Files whose reading is known or waits already stay as they are."""
    rows = for_account(Material, account_id).filter(key__in=keys)
    DocumentReading.objects.bulk_create(
        [
            DocumentReading(account_id=account_id, material=row, kind=kind, queued_at=now, due_at=now)
            for row in rows
        ],
        ignore_conflicts=True,
    )


def _row(material: Material, kind: DocumentKind, now: datetime) -> DocumentReading:
    found = DocumentReading.objects.select_related("account").filter(material=material, kind=kind)
    if (row := found.first()) is not None:
        return row
    try:
        with write(), transaction.atomic():
            return DocumentReading.objects.create(
                account=material.account, material=material, kind=kind, queued_at=now
            )
    except IntegrityError:
        return found.get()


def _read(material: Material, kind: DocumentKind) -> Outcome:
    """Outside any transaction: it takes seconds."""
    if not reader.is_installed() or material.media_type not in (*PICTURES, PDF):
        return Outcome(ReadingState.NOT_READ)
    try:
        reading = reader.read(files.content_of(material), material.media_type, kind)
    except Faulty:
        return Outcome(ReadingState.UNREADABLE, flaws=(PhotoFlaw.TOO_SLOW,))
    state = ReadingState.UNREADABLE if reading.flaws else ReadingState.READ
    return Outcome(state, reading, reading.flaws)


def _store(row: DocumentReading, outcome: Outcome, now: datetime) -> None:
    row.state, row.flaws, row.read_at = outcome.state, [flaw.value for flaw in outcome.flaws], now
    row.sealed_result = seal_reading(row.account, outcome.reading) if outcome.reading else None
    row.due_at = None
    row.save(update_fields=["state", "flaws", "read_at", "sealed_result", "due_at"])
    subject = f"material:{row.material_id}"
    change = Change(EventKind.DOCUMENT_READ, subject, row.account_id, new=outcome.state, reasons=row.flaws)
    record(change, SYSTEM, now)


def _proposal(row: DocumentReading) -> Proposal:
    """The surest witness of each field: a document's own text, then the QR code, then print."""
    reading = open_reading(row)
    fields: dict[DocumentField, str] = {}
    for witness in (Witness.PRINT, Witness.QR_CODE, Witness.TEXT):
        fields.update(
            {one.field: one.value for one in reading.seen if one.witness == witness} if reading else {}
        )
    flaws = tuple(PhotoFlaw(flaw) for flaw in row.flaws)
    return Proposal(ReadingState(row.state), fields, flaws)
