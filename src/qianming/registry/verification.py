"""Walking a chain of the history and saying which link was changed, removed, reordered, inserted or cut off.

Reads only, and without holding up anybody: a chain that grows meanwhile is followed to its present head.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from qianming.core.breaches import Breach
from qianming.registry.history import digest, head_seal
from qianming.registry.models import ChainHead, Event

_ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong: in which chain, at which link, and where a moved one belongs."""

    breach: Breach
    chain: int
    sequence: int
    belongs_at: int | None = None


def walk(chain: int) -> Iterator[Found]:
    """Everything that is wrong with one chain, from its first link to its head."""
    last: Event | None = None
    last_told = False
    while True:
        before = last.sequence if last else 0
        for link in _links(chain, before):
            yield from _between(chain, last, link, last_told=last_told)
            moved = _misplaced(link)
            if moved is not None:
                yield moved
            last, last_told = link, moved is not None
        head = ChainHead.objects.filter(pk=chain).first()
        reached = last.sequence if last else 0
        if head is None or head.sequence <= reached or reached == before:
            break
    yield from _at_the_end(chain, head, last, last_told=last_told)


def _links(chain: int, after: int) -> Iterator[Event]:
    rows = Event.objects.filter(chain=chain, sequence__gt=after).order_by("sequence")
    return rows.iterator(_ROWS_AT_ONCE)


def _between(chain: int, last: Event | None, link: Event, *, last_told: bool) -> Iterator[Found]:
    """What is wrong between two links: some are missing, or the later one points past the earlier one."""
    place = last.sequence if last else 0
    for missing in range(place + 1, link.sequence):
        yield Found(Breach.REMOVED, chain, missing)
    points_elsewhere = link.sequence == place + 1 and last is not None and link.previous != last.digest
    if last is None or last_told or not points_elsewhere:
        return
    if _misplaced(link) is None:
        yield Found(Breach.CHANGED, chain, last.sequence)
    elif not _is_referred_to(last):
        yield Found(Breach.INSERTED, chain, last.sequence)


def _misplaced(link: Event) -> Found | None:
    """None for a link that is what its digest says; otherwise what became of it."""
    of_another = link.chain != (link.account_id or ChainHead.SERVICE)
    if digest(link) == link.digest and not of_another:
        return None
    belongs = _place_of(link)
    if belongs is not None:
        return Found(Breach.REORDERED, link.chain, link.sequence, belongs)
    breach = Breach.CHANGED if _is_referred_to(link) else Breach.INSERTED
    return Found(breach, link.chain, link.sequence)


def _place_of(link: Event) -> int | None:
    """Where in its chain the link's digest holds: behind the one that it points to."""
    written = link.sequence
    before = Event.objects.filter(chain=link.chain, digest=link.previous).first() if link.previous else None
    candidates = [1] if not link.previous else []
    if before is not None:
        candidates = [before.sequence + 1, *_place_of_moved(before)]
    try:
        for candidate in candidates:
            link.sequence = candidate
            if digest(link) == link.digest:
                return candidate
        return None
    finally:
        link.sequence = written


def _place_of_moved(before: Event) -> list[int]:
    """The link before may have been moved itself; then its own neighbours tell the place."""
    written, places = before.sequence, []
    for candidate in range(max(1, written - 2), written + 3):
        before.sequence = candidate
        if digest(before) == before.digest:
            places.append(candidate + 1)
    before.sequence = written
    return places


def _is_referred_to(link: Event) -> bool:
    """Whether the rest of the chain knows this link: nothing points to one that never was part of it."""
    if Event.objects.filter(chain=link.chain, previous=link.digest).exists():
        return True
    if ChainHead.objects.filter(pk=link.chain, digest=link.digest).exists():
        return True
    follower = Event.objects.filter(chain=link.chain, sequence=link.sequence + 1).first()
    return follower is not None and digest(follower) == follower.digest


def _at_the_end(
    chain: int, head: ChainHead | None, last: Event | None, *, last_told: bool
) -> Iterator[Found]:
    """What is wrong between the last link and the head."""
    reached = last.sequence if last else 0
    if head is None:
        yield Found(Breach.HEAD_FORGED, chain, reached)
        return
    if head.seal != head_seal(chain, head.sequence, head.digest):
        yield Found(Breach.HEAD_FORGED, chain, head.sequence)
    if head.sequence > reached:
        for missing in range(reached + 1, head.sequence + 1):
            yield Found(Breach.CUT_OFF, chain, missing)
    elif head.sequence < reached:
        for beyond in range(head.sequence + 1, reached + 1):
            yield Found(Breach.INSERTED, chain, beyond)
    elif last is not None and last.digest != head.digest and not last_told:
        yield Found(Breach.CHANGED, chain, last.sequence)
