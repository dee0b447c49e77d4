"""Cuts the font of the letters that we print out of Noto Sans SC: `python -m tools.letter_font FILE.ttf`.

The whole font is in the npm package `@expo-google-fonts/noto-sans-sc` (400Regular). Fonttools cuts it,
which nothing else needs. Kept are the characters that names of enterprises, persons and signatures may have.
"""

import sys
from pathlib import Path

from qianming.core.tables.standard_characters import CHARACTERS

FONT = Path(__file__).parent.parent / "src" / "qianming" / "documents" / "letter" / "font" / "NotoSansSC.ttf"
# Blocks that are kept whole: letters of European names, punctuation, full-width forms, numbers in circles.
_RANGES = (
    (0x20, 0x17F),
    (0x2010, 0x2027),
    (0x2030, 0x203B),
    (0x2160, 0x217F),
    (0x2460, 0x2473),
    (0x25A0, 0x25CF),
)
_MORE_RANGES = ((0x3000, 0x301F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6))


def kept() -> frozenset[int]:
    """The code points of the font that we ship, as far as the whole one has them."""
    ranges = (code for first, last in _RANGES + _MORE_RANGES for code in range(first, last + 1))
    return frozenset({*ranges, *map(ord, "".join(CHARACTERS.split())), *_gb2312()})


def _gb2312() -> set[int]:
    """Every character of the national standard GB 2312-1980."""
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in rows if len(text := pair.decode("gb2312", "ignore")) == 1}


def main(arguments: list[str]) -> int:
    """Cut, and say how much is left."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(arguments[0])
    options = Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
    cut = Subsetter(options)
    cut.populate(unicodes=kept())
    cut.subset(font)
    font.save(FONT)
    FONT.with_suffix(".txt").write_text("".join(map(chr, sorted(font.getBestCmap()))), encoding="utf-8")
    print(f"{len(font.getBestCmap())} characters, {FONT.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
