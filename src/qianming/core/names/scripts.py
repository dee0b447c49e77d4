"""Which script the characters of a name belong to. Decides nothing about names."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
DIGITS = frozenset("0123456789")

# Chinese characters of the first block and of the extension blocks; radicals and compatibility forms are
# neither.
_COMMON_HAN = "\u4e00-\u9fff"
_RARE_HAN = "\u3007\u3400-\u4dbf\U00020000-\U000323af"
_BRACKETS = re.escape("()[]{}<>（）［］｛｝＜＞【】〔〕〖〗「」『』《》〈〉﹙﹚﹝﹞")

BRACKETS = re.compile(f"[{_BRACKETS}]+")
FOREIGN = re.compile(f"[^{_COMMON_HAN}{_RARE_HAN}A-Za-z0-9{_BRACKETS}]+")
HAN = re.compile(f"[{_COMMON_HAN}{_RARE_HAN}]")

_FULL_WIDTH = str.maketrans("（）", "()")
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def is_common_han(character: str) -> bool:
    """A Chinese character of the block that every phone shows."""
    return "\u4e00" <= character <= "\u9fff"


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


def fold_case(text: str) -> str:
    """The text with Latin capitals made small; lengths stay."""
    return text if text.lower() == text else text.translate(_LOWER)
