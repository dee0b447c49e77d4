"""Builds abbreviations whose right answer is known from a labelled name, without asking the parser.

Compliant ones hold the whole location and brand; the others omit, cut, skip, reorder or come from elsewhere.
"""

from collections.abc import Iterator
from typing import NamedTuple


class Case(NamedTuple):
    """A signature, its licence name, whether it complies, and how it was made."""

    signature: str
    licence_name: str
    complies: bool
    made: str


def cases(name: str, location: str, brand: str, industry: str, stranger: str) -> Iterator[Case]:
    """Cases for a name whose location leads; signatures that would not fit are left out."""
    for signature, complies, made in _made(name, location, brand, industry, stranger):
        if 2 <= len(signature) <= 12 and signature != name:
            yield Case(signature, name, complies, made)


def _made(
    name: str, location: str, brand: str, industry: str, stranger: str
) -> Iterator[tuple[str, bool, str]]:
    yield location + brand, True, "location and brand"
    if industry:
        yield location + brand + industry, True, "with industry"
        yield brand + industry, False, "omits location"
        yield location + industry, False, "skips brand"
    yield brand, False, "omits location"
    yield location, False, "location only"
    yield brand + location, False, "reordered"
    yield location + brand[:1], False, "cuts brand to one character"
    if len(brand) > 2:
        yield location + brand[:-1], False, "cuts brand"
        yield location + brand[0] + brand[2:], False, "skips a character"
    if stranger not in name:
        yield location + stranger, False, "not in name"
