"""Checking the daily anchors against the chains, and against a list of them that was kept elsewhere.

An anchor tells what the chains alone cannot: that a chain was longer once. Reads only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qianming.core.breaches import Breach
from qianming.registry.history import anchor_digest
from qianming.registry.models import Anchor, AnchoredHead, ChainHead, Event
from qianming.registry.verification import Found


@dataclass(frozen=True, slots=True)
class Kept:
    """An anchor as it was exported."""

    day: str
    digest: str


def check() -> Iterator[Found]:
    """Every anchor must be what its digest says, and every head in it a link of its chain."""
    previous = ""
    for anchor in Anchor.objects.order_by("day"):
        heads = list(anchor.heads.order_by("chain").values_list("chain", "sequence", "digest"))
        broken = anchor.previous != previous
        if broken or anchor.digest != anchor_digest(str(anchor.day), anchor.previous, heads):
            yield Found(Breach.ANCHOR_BROKEN, ChainHead.SERVICE, int(anchor.day.strftime("%Y%m%d")))
        previous = anchor.digest
    yield from _heads_without_links()


def _heads_without_links() -> Iterator[Found]:
    for head in AnchoredHead.objects.order_by("chain", "sequence").iterator(2000):
        link = Event.objects.filter(chain=head.chain, sequence=head.sequence).first()
        if link is None:
            yield Found(Breach.CUT_OFF, head.chain, head.sequence)
        elif link.digest != head.digest:
            yield Found(Breach.CHANGED, head.chain, head.sequence)


def compare(kept: Iterable[Kept]) -> Iterator[Found]:
    """Anchors that were exported once and are gone, or say something else now."""
    present = {str(day): digest for day, digest in Anchor.objects.values_list("day", "digest")}
    for anchor in kept:
        breach = Breach.ANCHOR_MISSING if anchor.day not in present else Breach.ANCHOR_BROKEN
        if present.get(anchor.day) != anchor.digest:
            yield Found(breach, ChainHead.SERVICE, int(anchor.day.replace("-", "")))
