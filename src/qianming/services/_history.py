"""Appending to the history: links of one chain follow each other, chains never wait for each other.

What a transaction has to tell is kept until its end and then written at once: one lock and one update for
each chain, taken in the order of their numbers, and held for no longer than the commit takes.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from qianming.registry.history import digest, head_seal
from qianming.registry.models import ChainHead, Event

_ROWS_AT_ONCE = 500


def append(events: Sequence[Event]) -> list[Event]:
    """Chain and store events; to be called last in the transaction of what they tell."""
    by_chain = sorted(events, key=lambda event: event.chain)  # stable: the order within a chain stays
    chains = sorted({event.chain for event in events})
    heads = _locked(chains)
    for chain, links in groupby(by_chain, key=lambda event: event.chain):
        _link(heads[chain], links)
    Event.objects.bulk_create(by_chain, batch_size=_ROWS_AT_ONCE)
    ChainHead.objects.bulk_update(heads.values(), ["sequence", "digest", "seal"], batch_size=_ROWS_AT_ONCE)
    return by_chain


def _link(head: ChainHead, links: Iterable[Event]) -> None:
    for link in links:
        head.sequence += 1
        link.sequence, link.previous = head.sequence, head.digest
        head.digest = link.digest = digest(link)
    head.seal = head_seal(head.chain, head.sequence, head.digest)


def _locked(chains: list[int]) -> dict[int, ChainHead]:
    """The heads, locked by rising number; a chain begins with its first link.

    New heads are made before any is locked: made afterwards, they would be locked out of order.
    """
    rows = ChainHead.objects.filter(pk__in=chains)
    missing = set(chains) - set(rows.values_list("pk", flat=True))
    if missing:
        ChainHead.objects.bulk_create(
            (ChainHead(chain=chain) for chain in sorted(missing)), ignore_conflicts=True
        )
    return {head.chain: head for head in rows.select_for_update().order_by("pk")}
