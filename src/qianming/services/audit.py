"""The history as a whole: verifying it, exporting it, and the daily anchor over all its chains.

Verifying says what is wrong and mends nothing: a history that could be mended would prove nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from qianming.core.china_time import china_day
from qianming.registry import anchors
from qianming.registry.anchors import Kept
from qianming.registry.history import anchor_digest, instant
from qianming.registry.models import Account, Anchor, AnchoredHead, ChainHead, Event
from qianming.registry.verification import Found, walk
from qianming.services._command import take_turn, write

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class ExportedEvent:
    """One link as it is exported: everything that its digest covers, and no personal data."""

    chain: int
    sequence: int
    previous: str
    digest: str
    account_id: int | None
    kind: str
    subject: str
    old: str
    new: str
    reasons: list[str]
    detail: dict[str, Any]
    actor: str
    at: str


def chains() -> list[int]:
    """Every chain that there is or was, whichever table still tells of it."""
    known = set(ChainHead.objects.values_list("chain", flat=True))
    known |= set(Event.objects.order_by().values_list("chain", flat=True).distinct())
    known |= set(AnchoredHead.objects.values_list("chain", flat=True).distinct())
    return sorted(known | set(Account.objects.values_list("pk", flat=True)))


def verify(kept: Iterable[Kept] = ()) -> Iterator[Found]:
    """Everything that is wrong with the history; `kept` are anchors that were exported earlier.

    What both a chain and an anchor tell is told once.
    """
    told = set()
    for chain in chains():
        for found in walk(chain):
            told.add((found.chain, found.sequence))
            yield found
    for found in (*anchors.check(), *anchors.compare(kept)):
        if (found.chain, found.sequence) not in told:
            told.add((found.chain, found.sequence))
            yield found


def export(account_id: int | None = None) -> Iterator[ExportedEvent]:
    """All events chain by chain, or one account's."""
    rows = Event.objects.order_by("chain", "sequence")
    if account_id is not None:
        rows = rows.filter(chain=account_id)
    for row in rows.iterator(_ROWS_AT_ONCE):
        yield ExportedEvent(
            row.chain,
            row.sequence,
            row.previous,
            row.digest,
            row.account_id,
            row.kind,
            row.subject,
            row.old,
            row.new,
            row.reasons,
            row.detail,
            row.actor,
            instant(row.at),
        )


def export_anchors() -> list[Kept]:
    """Every anchor, oldest first: kept elsewhere, they show later what the database says no more."""
    return [Kept(str(day), digest) for day, digest in Anchor.objects.values_list("day", "digest")]


def anchor(now: datetime) -> bool:
    """Make the day's anchor (China time) unless it is there; whether one was made."""
    day = china_day(now)
    with write():
        take_turn("anchor")
        if Anchor.objects.filter(day__gte=day).exists():
            return False
        last = Anchor.objects.order_by("-day").first()
        heads = _moved_heads()
        previous = last.digest if last else ""
        digest = anchor_digest(
            str(day), previous, [(head.chain, head.sequence, head.digest) for head in heads]
        )
        made = Anchor.objects.create(day=day, previous=previous, digest=digest, made_at=now)
        AnchoredHead.objects.bulk_create(
            (AnchoredHead(anchor=made, chain=h.chain, sequence=h.sequence, digest=h.digest) for h in heads),
            batch_size=_ROWS_AT_ONCE,
        )
    return True


def _moved_heads() -> list[ChainHead]:
    known = AnchoredHead.objects.filter(chain=OuterRef("chain"), sequence=OuterRef("sequence"))
    return list(ChainHead.objects.exclude(Exists(known)).filter(sequence__gt=0).order_by("chain"))
