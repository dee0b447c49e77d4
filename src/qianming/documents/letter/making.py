"""Prints the letter as PDF, in the font that comes with it: no machine's own fonts are looked at.

A character that the font lacks would be an empty box without a word of warning; it is refused instead.
"""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from qianming.documents.letter.filling import Letter

FONTS = Path(__file__).parent / "font"
_FORM = Path(__file__).with_name("letter.typ")


class Unprintable(Exception):
    """The font lacks characters of one field; `field` is the letter's, `characters` each of them once."""

    def __init__(self, field: str, characters: str) -> None:
        super().__init__(field)
        self.field = field
        self.characters = characters


def unprintable(text: str) -> str:
    """The characters of a text that cannot be printed, each once, in their order."""
    return "".join(dict.fromkeys(character for character in text if character not in _printable()))


def make(letter: Letter) -> bytes:
    """The PDF; raises `Unprintable`. The same letter gives the same bytes."""
    import typst  # 80 MB of compiled code that few processes need

    for field in ("grantor", "grantor_code", "grantee", "grantee_code"):
        _need_printable(field, getattr(letter, field))
    _need_printable("names", "".join(letter.names))
    inputs = {"letter": msgspec.json.encode(_told(letter)).decode()}
    made: bytes = typst.compile(
        str(_FORM), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=inputs, timestamp=0
    )
    return made


def _need_printable(field: str, text: str) -> None:
    if missing := unprintable(text):
        raise Unprintable(field, missing)


def _told(letter: Letter) -> dict[str, str | tuple[str, ...]]:
    return {
        "grantor": letter.grantor,
        "grantor_code": letter.grantor_code,
        "grantee": letter.grantee,
        "grantee_code": letter.grantee_code,
        "names": letter.names,
        "valid_from": _day(letter.valid_from),
        "valid_until": _day(letter.valid_until),
    }


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


@cache
def _printable() -> frozenset[str]:
    return frozenset((FONTS / "NotoSansSC.txt").read_text(encoding="utf-8"))
