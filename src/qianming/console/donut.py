"""The geometry of the small ring that shows shares of a whole. Knows no colours and no words."""

from collections.abc import Sequence
from dataclasses import dataclass

_GAP = 1.2
_SMALLEST = 2.5


@dataclass(frozen=True, slots=True)
class Arc:
    """One share of the ring, in hundredths of its length from the top, clockwise."""

    name: str
    length: str
    offset: str


def arcs(shares: Sequence[tuple[str, int]]) -> tuple[Arc, ...]:
    """Arcs for the shares that are not zero; even the smallest one stays visible.

    A single share is the whole ring; several are parted by a small gap.
    """
    present = [(name, number) for name, number in shares if number > 0]
    if not present:
        return ()
    gap = _GAP if len(present) > 1 else 0.0
    total = sum(number for _, number in present)
    widths = [max(100 * number / total, _SMALLEST + gap) for _, number in present]
    scale = 100 / sum(widths)
    made, start = [], 0.0
    for (name, _), width in zip(present, widths, strict=True):
        made.append(Arc(name, f"{width * scale - gap:.2f}", f"{-start:.2f}"))
        start += width * scale
    return tuple(made)
