"""Reads the location in an enterprise's name: a chain of places, a place in brackets, 中国, or none.

Decides where the chain ends and which places it consists of. Whether a short form such as 东方 is a place
or a brand is decided with the credit code's province as the second witness, and marked as doubtful without
one.
"""

import re
from enum import Enum
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from qianming.core.names.industry import is_trade
from qianming.core.names.places import AFTER_STEM, Place, brand_like, gazetteer, towns
from qianming.core.tables import place_notes

NATIONAL_AUTHORITY = "10"
TOWN = re.compile("(?:[\u4e00-\u9fff]{1,5}?)(?:街道|苏木|镇|乡)")
TOWN_ENDING = re.compile("[道木镇乡]")
VILLAGE = re.compile("[\u4e00-\u9fff]{2,3}村")
NOT_TOWNS = re.compile("镇(?:流|痛|静)|乡(?:村|镇|土|情|亲|巴佬)|城镇|村镇|小城|(?:乡|城)镇")
LONGEST_ZONE = 14
MUNICIPALITIES = ("11", "12", "31", "50")
LOCAL_TRADES = ("农村", "村镇", "供销", "种子", "粮食", "自来水", "供电", "烟草", "邮电", "食品")
RURAL_FORMS = ("供销合作社", "供销社", "信用合作社", "信用社", "农村信用合作社", "农村信用社")
NAMED_ZONE = re.compile(
    "[\u4e00-\u9fff]{2}(?:经济技术|经济|高新技术|技术)?(?:开发区|工业园区|度假区|保税区)(?![\u5efa\u623f])"
)
LANDSCAPE = tuple("山湖峡岭岛寺塔")
BRACKETED = re.compile(r"\(([^()]{2,12})\)")


class Placement(Enum):
    """Where in the name the location stands."""

    LEADING = "leading"
    BRACKETS = "brackets"
    MIDDLE = "middle"
    NATIONAL = "national"
    ABSENT = "absent"


# Looking a member up in its enumeration takes as long as calling a function (before Python 3.12).
BEHIND_THE_BRAND = (Placement.BRACKETS, Placement.MIDDLE)


class Step(Struct, frozen=True):
    """One place of a chain: its end in the name, its reading, and whether it could be left to the brand."""

    end: int
    code: str
    whole: bool


class Location(Struct, frozen=True):
    """Where the location stands; `parts` are the spans of its places, `brand_start` where the brand begins.

    `spare` says that the last place is a county's short form, `brand_like` that it is rather known as a
    brand.
    """

    placement: Placement
    start: int = 0
    end: int = 0
    parts: tuple[tuple[int, int], ...] = ()
    brand_start: int = 0
    spare: bool = False
    doubtful: bool = False
    brand_like: bool = False
    code: str = ""
    whole: bool = False

    def names(self, text: str) -> tuple[str, ...]:
        return tuple([text[start:end] for start, end in self.parts])

    def without_last(self) -> "Location | None":
        """The location without its last place, if that is a short form that could be a brand."""
        if not self.spare:
            return None
        parts = self.parts[:-1]
        if not parts:
            return Location(Placement.ABSENT, doubtful=True)
        return Location(self.placement, self.start, parts[-1][1], parts, parts[-1][1])


def find_location(text: str, credit_code: str | None) -> Location:
    """The location at the head of a name whose widths are folded; ABSENT when the head is none."""
    head = _national_end(text)
    steps = _chain(text, head, len(text))
    if steps and _is_brand(text, head, steps, credit_code):
        return (
            _located(text, head, []) if head else Location(Placement.ABSENT, doubtful=not _tells(credit_code))
        )
    return _located(text, head, steps)


def find_late_location(text: str, head_end: int) -> Location:
    """The location behind the brand: in brackets, or in the middle before trades; else ABSENT."""
    for match in BRACKETED.finditer(text, 1, head_end):
        parts = _parts_covering(text, match.start() + 1, match.end() - 1)
        if parts:
            return Location(Placement.BRACKETS, match.start(), match.end(), parts)
    for start in range(2, head_end - 1):
        step = _next_division(text, start, head_end, "")
        if step is not None and (step.whole or len(step.code) < 6) and is_trade(text, step.end, head_end):
            return Location(Placement.MIDDLE, start, step.end, ((start, step.end),))
    return Location(Placement.ABSENT)


def _located(text: str, head: int, steps: list[Step]) -> Location:
    parts = [(0, head)] if head else []
    end, code, whole = head, "", False
    for step in steps:
        parts.append((end, step.end))
        end, code, whole = step.end, step.code, step.whole
    if not parts:
        return Location(Placement.ABSENT)
    placement = Placement.NATIONAL if head else Placement.LEADING
    spare = bool(steps) and not whole and (len(code) == 6 or _elsewhere(steps))
    liked = spare and (
        text[slice(*parts[-1])] in brand_like() or _elsewhere(steps) or _skips_city(text, steps)
    )
    return Location(placement, 0, end, tuple(parts), end, spare, False, liked, code, whole)


def with_town(text: str, place: Location, head_end: int, form: str) -> Location:
    """Works and cooperatives are named after their town, whose suffix is left out: 浚县善堂|供销社.

    Elsewhere a town without its suffix is believed only where nothing but trades follows.
    """
    if len(place.code) < 4 or not place.whole:
        return place
    if form in RURAL_FORMS and head_end - place.end <= 3:
        return _to_town(place, head_end)
    if head_end - place.end < 4:
        return place
    stem = text[place.end : place.end + 2]
    known = towns().get(place.code, "")
    if f"|{stem}镇|" not in known and f"|{stem}乡|" not in known:
        return place
    if form.endswith("厂") or is_trade(text, place.end + 2, head_end):
        return _to_town(place, place.end + 2)
    return place


def _to_town(place: Location, end: int) -> Location:
    parts = (*place.parts, (place.end, end))
    return replace(place, end=end, parts=parts, brand_start=end, spare=False)


def _skips_city(text: str, steps: list[Step]) -> bool:
    """Whether a county's short form stands directly behind a province, where a brand is as likely."""
    if text.startswith(LOCAL_TRADES, steps[-1].end):
        return False
    return len(steps) == 2 and len(steps[0].code) == 2 and steps[0].code not in MUNICIPALITIES


def _elsewhere(steps: list[Step]) -> bool:
    """Whether the last place lies in another province than the first: a parent's seat, or rather a brand."""
    return len(steps) > 1 and steps[-1].code[:2] != steps[0].code[:2]


def _is_brand(text: str, head: int, steps: list[Step], credit_code: str | None) -> bool:
    """Whether a single short form is rather a brand: by the code, by a place in brackets, or by use."""
    if len(steps) > 1 or steps[0].whole:
        return False
    region = _region(credit_code)
    if region and region != NATIONAL_AUTHORITY and not head:
        return steps[0].code[:2] != region
    bracketed = BRACKETED.search(text, steps[0].end) if "(" in text else None
    if bracketed is not None:
        inside = _chain(text, bracketed.start() + 1, bracketed.end() - 1)
        if bracketed.group(1) == "中国" or (inside and inside[0].code[:2] != steps[0].code[:2]):
            return True
    if len(steps[0].code) == 6 and text[steps[0].end : steps[0].end + 1] in LANDSCAPE:
        return True
    return text[head : steps[0].end] in brand_like()


def _region(credit_code: str | None) -> str:
    """The province digits of a credit code, or an empty string where it has none."""
    region = (credit_code or "")[2:4]
    return region if region.isdecimal() and region.isascii() else ""


def _tells(credit_code: str | None) -> bool:
    return bool(_region(credit_code))


def _national_end(text: str) -> int:
    words = _national_words()
    return next(len(word) for word in words if text.startswith(word)) if text.startswith(words) else 0


@cache
def _national_words() -> tuple[str, ...]:
    return tuple(sorted(place_notes.NATIONAL.split(), key=len, reverse=True))


def _parts_covering(text: str, start: int, stop: int) -> tuple[tuple[int, int], ...]:
    """The places of a string that consists of places only."""
    if text[start:stop] in _national_words():
        return ((start, stop),)
    steps = _chain(text, start, stop)
    if not steps or steps[-1].end != stop:
        return ()
    ends = [step.end for step in steps]
    return tuple(zip([start, *ends[:-1]], ends, strict=True))


def _chain(text: str, start: int, stop: int) -> list[Step]:
    """The chain of places that begins at `start`, each inside the one before."""
    steps: list[Step] = []
    position, code = start, ""
    while position < stop and len(code) < 6:
        step = _next_division(text, position, stop, code)
        if step is None:
            break
        steps.append(step)
        position, code = step.end, step.code
    if steps:
        _extend_below_county(text, stop, steps)
    return steps


def _next_division(text: str, position: int, stop: int, above: str) -> Step | None:
    index = gazetteer()
    for length in index.lengths.get(text[position : position + 2], ()):
        end = position + length
        if end > stop:
            continue
        readings = index.readings.get(text[position:end])
        if readings is None:
            continue
        place = fitting(readings, above)
        if place is not None:
            return _with_suffix(text, end, stop, place)
    return None


def fitting(readings: tuple[Place, ...], above: str) -> Place | None:
    """The reading that lies in the place above, or any that may open a name; higher levels first."""
    best: Place | None = None
    for place in readings:
        if above:
            fits = len(place.code) > len(above) and place.code.startswith(above)
            fits = fits and (place.whole or not place.district or len(above) == 4 or above in MUNICIPALITIES)
            fits = fits or (place.whole and len(place.code) > len(above) and place.code[:2] == above[:2])
            fits = fits or (len(above) == 2 and len(place.code) == 4)
        else:
            fits = place.whole or not place.district
        if fits and (best is None or len(place.code) < len(best.code)):
            best = place
    return best


def _with_suffix(text: str, end: int, stop: int, place: Place) -> Step:
    """A short form followed by 市, 县, 地区 … is a whole name of another time."""
    if not place.whole and text.startswith(AFTER_STEM, end):
        for suffix in AFTER_STEM:
            if text.startswith(suffix, end) and end + len(suffix) < stop:
                if suffix == "区" and text[end : end + 2] in ("区域", "区块", "区划"):
                    continue
                return Step(end + len(suffix), place.code, True)
    return Step(end, place.code, place.whole)


@cache
def _zones() -> frozenset[str]:
    return frozenset(place_notes.ZONES.split())


@cache
def _zone_openings() -> frozenset[str]:
    """The first two characters of every zone."""
    return frozenset(zone[:2] for zone in _zones())


def _extend_below_county(text: str, stop: int, steps: list[Step]) -> None:
    """Towns, villages and development zones that continue a chain."""
    zone = _zone_end(text, steps[-1].end, stop)
    if zone:
        steps.append(Step(zone, steps[-1].code, True))
    town = _town_end(text, stop, steps[-1])
    if town:
        steps.append(Step(town, steps[-1].code, True))
        village = VILLAGE.match(text, town, stop)
        if (
            village
            and village.end() < stop
            and text[village.start() : village.start() + 2] not in ("农村", "乡村")
        ):
            steps.append(Step(village.end(), steps[-1].code, True))


def _zone_end(text: str, start: int, stop: int) -> int:
    if text[start : start + 2] in _zone_openings():
        zones = _zones()
        for end in range(min(start + LONGEST_ZONE, stop - 1), start + 1, -1):
            if text[start:end] in zones:
                return end
    if text.find("区", start + 2) < 0:
        return 0
    named = NAMED_ZONE.match(text, start, stop - 1)
    return named.end() if named else 0


def _town_end(text: str, stop: int, above: Step) -> int:
    """Where the name of a town ends that follows a place; 0 for none. A street's may lack its suffix."""
    start, code = above.end, above.code
    match = TOWN.match(text, start, stop - 1) if TOWN_ENDING.search(text, start, stop - 1) else None
    if match is None and not above.whole:
        return 0
    known = towns().get(code, "") if len(code) == 6 else ""
    if match and _is_town(text, match.start(), match.end(), stop, known):
        return match.end()
    if above.whole and start + 7 <= stop and f"|{text[start : start + 2]}街道|" in known:
        street = text.startswith("街", start + 2) and not text.startswith("街道", start + 2)
        return start + 2 + street
    return 0


def _is_town(text: str, start: int, end: int, stop: int, known: str) -> bool:
    """A town of the county, or a name of three or four characters that can be one."""
    if NOT_TOWNS.search(text, start, min(end + 2, stop)):
        return False
    return f"|{text[start:end]}|" in known or 3 <= end - start <= 4
