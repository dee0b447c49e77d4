"""Knows which strings name a place, of which level, and inside which other place.

Decides nothing about enterprise names: it answers what a string could be. A division is known by its code of
two, four or six digits (province, city, county), whose beginning is the code of the division above.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from qianming.core.tables import place_notes, places

SUFFIXES = tuple(place_notes.SUFFIXES.split())
DISTRICT_SUFFIXES = ("区",)
AFTER_STEM = ("地区", "市", "县", "州", "盟", "区", "旗")


class Place(NamedTuple):
    """One reading of a string as a place; `whole` says that it carries the suffix (省, 市 …)."""

    code: str
    whole: bool
    district: bool


class Gazetteer(NamedTuple):
    """Names of places, and for each two first characters the lengths of the names that begin with them."""

    readings: dict[str, tuple[Place, ...]]
    lengths: dict[str, tuple[int, ...]]


@cache
def gazetteer() -> Gazetteer:
    """The index of all divisions down to the county, built on first use in a few milliseconds."""
    readings: dict[str, tuple[Place, ...]] = {}
    for code, name in _divisions():
        stem = _stem(name)
        district = name.endswith(DISTRICT_SUFFIXES) and len(code) == 6
        whole = name.endswith(SUFFIXES)
        readings[name] = (*readings.get(name, ()), Place(code, whole, district))
        if stem != name:
            readings[stem] = (*readings.get(stem, ()), Place(code, False, district))
    lengths: dict[str, set[int]] = {}
    for name in readings:
        lengths.setdefault(name[:2], set()).add(len(name))
    ordered = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
    return Gazetteer(readings, ordered)


@cache
def towns() -> dict[str, str]:
    """For each county's code its towns between bars."""
    from qianming.core.tables.towns import TOWNS

    return {entry[:6]: entry[6:] for entry in TOWNS.replace("\n", "").split(";")}


@cache
def brand_like() -> frozenset[str]:
    """Short forms of places that are far more often a brand."""
    return frozenset(place_notes.BRAND_LIKE.split())


def stem_of(name: str) -> str:
    """A place's name without administrative suffix and nationalities, if two characters remain."""
    return _stem(name)


_NATIONALITY = re.compile("(?:" + "|".join(place_notes.NATIONALITIES.split()) + ")+$")


def _divisions() -> Iterator[tuple[str, str]]:
    for text in (places.PROVINCES, places.CITIES, places.COUNTIES, places.FORMER):
        for entry in text.replace("\n", "").split(";"):
            name = entry.lstrip("0123456789")
            yield entry[: len(entry) - len(name)], name
    for entry in place_notes.EVERYDAY.split():
        name = entry.lstrip("0123456789")
        yield entry[: len(entry) - len(name)], name


def _stem(name: str) -> str:
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            bare = name[: -len(suffix)]
            if suffix.startswith("自治"):
                stripped = _NATIONALITY.sub("", bare)
                bare = stripped if len(stripped) >= 2 else bare
            return bare
    return name
