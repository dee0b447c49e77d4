"""Divides what stands between location and legal form into the distinctive name and the industry.

Decides by a hand-kept list of trades first, then by common words of the language, and says which of the two
it was: only the first makes a division certain.
"""

import re
from functools import cache

from msgspec import Struct

from qianming.core.names.endings import Endings
from qianming.core.tables import industries

LONGEST = 10
LONGEST_BRAND = 6
ORDINAL = re.compile("第[一二三四五六七八九十百千零〇0-9]+|[一二三四五六七八九十]+(?=工程|建筑|建设|局|处)")
ORDINAL_OPENINGS = frozenset("第一二三四五六七八九十")
NEWSPAPER = re.compile("[\u4e00-\u9fff]{2,4}(?:日报|晚报|早报|晨报|快报|时报|商报|导报)")
AUSPICIOUS = re.compile(industries.AUSPICIOUS)
COMMONEST = tuple(industries.COMMONEST.split())


class Division(Struct, frozen=True):
    """Where the industry begins, the ends of its words, and whether trades alone explain it."""

    start: int
    boundaries: tuple[int, ...]
    certain: bool


@cache
def trades() -> frozenset[str]:
    """Words of the industry list."""
    return _trade_endings().words


@cache
def _trade_endings() -> Endings:
    return Endings([*industries.WORDS.split(), "(集团)", "(控股)", "(国际)", "(股份)"])


def divide(text: str, start: int, stop: int) -> Division:
    """Divide text[start:stop] into brand and industry; an empty industry has start == stop."""
    reach = _reachable(text, start, stop)
    begin = _earliest(text, reach, start, stop)
    if begin == start:
        ends = _word_ends(reach, start, stop)
        lead = _distinctive_lead(text, start, stop) if start else start
        if lead > start and lead in reach:
            return Division(lead, _word_ends(reach, lead, stop), False)
        return Division(start, ends, True)
    plain = _plain_tail(text, start, begin)
    if plain == begin:
        return Division(begin, _word_ends(reach, begin, stop), begin < stop)
    return Division(plain, (begin, *_word_ends(reach, begin, stop)), False)


def _distinctive_lead(text: str, start: int, stop: int) -> int:
    """Where a trade ends that a text of trades begins with and that can be a name; `start` for none."""
    found = (start + length for length in (3, 2) if text[start : start + length] in distinctive())
    return next((end for end in found if end < stop), start)


def _plain_tail(text: str, start: int, stop: int) -> int:
    """Where everyday words begin that end an unusually long brand, or `start` when no brand is left at all.

    The brand itself must not be such words: 宏源|铁塔 is divided, 阳光海岸 is not.
    """
    if text[start:stop] in descriptions() or _is_ordinal(text, start, stop):
        return start
    if stop - start < 4:
        return stop
    reach = _wording(text, start, stop)
    if start in reach:
        named = NEWSPAPER.fullmatch(text, start, stop) or not _opens_with_trade(text, start, stop)
        return stop if named else start
    for position in sorted(position for position in reach if start + 2 <= position < stop):
        if text[start:position] not in common_words() and not AUSPICIOUS.search(text, position, stop):
            return position
    return _first_trade(text, start, stop) if stop - start > LONGEST_BRAND else stop


def _is_ordinal(text: str, start: int, stop: int) -> bool:
    # Looking at one character first spares nearly every name the pattern, which costs a tenth of a division.
    return text[start : start + 1] in ORDINAL_OPENINGS and bool(ORDINAL.fullmatch(text, start, stop))


def _first_trade(text: str, start: int, stop: int) -> int:
    """Where the first trade of a very long brand begins: a part of the enterprise follows."""
    for position in range(start + 2, stop - 3):
        if any(text[position : position + length] in trades() for length in (4, 3, 2)):
            return position
    return stop


def _opens_with_trade(text: str, start: int, stop: int) -> bool:
    return any(
        text[start : start + length] in trades() for length in range(2, min(LONGEST, stop - start) + 1)
    )


def _common_or_trade(word: str) -> bool:
    return word in common_words() or word in trades()


@cache
def common_words() -> frozenset[str]:
    """Everyday nouns, verbs and adjectives of two to four characters."""
    from qianming.core.tables import common_words as words

    texts = ((words.THINGS_2, 2), (words.THINGS_3, 3), (words.THINGS_4, 4))
    flat = [(text.replace("\n", ""), length) for text, length in texts]
    return frozenset(text[i : i + length] for text, length in flat for i in range(0, len(text), length))


@cache
def distinctive() -> frozenset[str]:
    """Trades that also serve as a distinctive name when nothing else does."""
    return frozenset(industries.DISTINCTIVE.split())


@cache
def descriptions() -> frozenset[str]:
    """Words that describe a business without telling it from another."""
    return frozenset(industries.DESCRIPTIONS.split())


def is_trade(text: str, start: int, stop: int) -> bool:
    """Whether text[start:stop] is empty or consists of trades."""
    return start == stop or start in _reachable(text, start, stop)


def is_wording(text: str, start: int, stop: int) -> bool:
    """Whether text[start:stop] consists of trades and everyday words, so that it can stand alone."""
    return start == stop or start in _wording(text, start, stop)


def _wording(text: str, start: int, stop: int) -> set[int]:
    """From which positions the text can be read as trades and everyday words to its end."""
    reach = {stop}
    for end in range(stop, start, -1):
        if end in reach:
            for length in (4, 3, 2):
                if end - length >= start and _common_or_trade(text[end - length : end]):
                    reach.add(end - length)
    return reach


def _reachable(text: str, start: int, stop: int) -> dict[int, int]:
    """From which positions the text can be read as trades to its end, each with the next such position."""
    endings = _trade_endings()
    words, lengths = endings.words, endings.lengths
    reach = {stop: stop}
    end = earliest = stop
    while end > start and end >= earliest:
        if end in reach:
            for length in lengths(text, end):
                begin = end - length
                if begin >= start and begin not in reach and text[begin:end] in words:
                    reach[begin] = end
                    earliest = min(earliest, begin)
        end -= 1
    return reach


def _earliest(text: str, reach: dict[int, int], start: int, stop: int) -> int:
    """The whole text when all of it is trade, else the longest tail that leaves a brand of two characters.

    A brand of one character is believed only before the commonest trades.
    """
    if start in reach:
        return start
    begin = stop
    for position in reach:
        if start + 2 <= position < begin:
            begin = position
    if begin == stop and reach.get(start + 1) == stop and text[start + 1 : stop] in COMMONEST:
        return start + 1
    return begin


def _word_ends(reach: dict[int, int], begin: int, stop: int) -> tuple[int, ...]:
    ends = []
    position = begin
    while position < stop:
        position = reach[position]
        ends.append(position)
    return tuple(ends)


def is_common(word: str) -> bool:
    """Whether a string is an everyday noun, verb or adjective of two to four characters."""
    return word in common_words()
