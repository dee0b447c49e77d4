"""Which script a character of a name belongs to. Decides nothing about names."""

from collections.abc import Callable, Iterator
from itertools import groupby

_FULL_WIDTH = str.maketrans("（）", "()")
_NO_BRACKETS = str.maketrans("", "", "（）()")
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
DIGITS = frozenset("0123456789")
BRACKETS = frozenset("()[]{}<>（）［］｛｝＜＞【】〔〕〖〗「」『』《》〈〉﹙﹚﹝﹞")

_COMMON_HAN = (0x4E00, 0x9FFF)
_RARE_HAN = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x20000, 0x323AF))


def is_common_han(character: str) -> bool:
    """A Chinese character of the block that every phone shows."""
    return _COMMON_HAN[0] <= ord(character) <= _COMMON_HAN[1]


def is_rare_han(character: str) -> bool:
    """A Chinese character of the extension blocks: genuine, rare, and not shown by every phone."""
    return any(first <= ord(character) <= last for first, last in _RARE_HAN)


def is_han(character: str) -> bool:
    """A Chinese character; radicals and compatibility forms are none."""
    return is_common_han(character) or is_rare_han(character)


def is_plain(character: str) -> bool:
    """A character that may stand in a signature without a doubt."""
    return is_common_han(character) or character in LETTERS or character in DIGITS


def spans_where(text: str, wanted: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """The half-open spans of neighbouring characters that are wanted, from left to right."""
    position = 0
    for found, group in groupby(text, key=wanted):
        end = position + len(list(group))
        if found:
            yield position, end
        position = end


def fold_brackets(text: str) -> str:
    """The text with full-width round brackets made half-width; lengths stay."""
    return text.translate(_FULL_WIDTH)


def drop_brackets(text: str) -> str:
    """The text without its round brackets of either width; what stands in them stays."""
    return text.translate(_NO_BRACKETS)


def fold_case(text: str) -> str:
    """The text with Latin capitals made small; lengths stay."""
    return text.translate(_LOWER)
