"""What licences and letters have in common: paper with fine lines, text, round red seals."""

import math
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from qianming.documents.letter.making import FONTS

RED = (200, 28, 36)
INK = (25, 25, 30)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font that comes with the letters."""
    return ImageFont.truetype(str(FONTS / "NotoSansSC.ttf"), size)


def paper(width: int, height: int) -> Image.Image:
    """A page with wavy lines in the ground and a border, as licences have them."""
    page = Image.new("RGB", (width, height), (252, 250, 244))
    pen = ImageDraw.Draw(page)
    steps = np.arange(0, width, 8)
    for number in range(0, height, 26):
        heights = number + 9 * np.sin(steps / 70 + number / 40)
        pen.line(list(zip(steps.tolist(), heights.tolist(), strict=True)), fill=(238, 232, 216), width=1)
    for inset, thickness in ((40, 5), (56, 2)):
        pen.rectangle((inset, inset, width - inset, height - inset), outline=(178, 140, 80), width=thickness)
    return page


def seal(text: str, radius: int = 150) -> Image.Image:
    """A round red seal: the text along the ring, a star in the middle, the rest transparent."""
    side = radius * 2 + 8
    stamp = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(stamp)
    pen.ellipse((4, 4, side - 4, side - 4), outline=(*RED, 215), width=8)
    for index, character in enumerate(text):
        angle = math.radians(-135 + 270 * index / max(1, len(text) - 1))
        glyph = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
        ImageDraw.Draw(glyph).text((30, 30), character, font=font(34), fill=(*RED, 215), anchor="mm")
        turned = glyph.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x = side / 2 + (radius - 36) * math.sin(angle) - 30
        y = side / 2 - (radius - 36) * math.cos(angle) - 30
        stamp.alpha_composite(turned, (int(x), int(y)))
    pen.polygon(_star(side / 2, side / 2, radius * 0.28), fill=(*RED, 215))
    return stamp


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    corners = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.4
        angle = math.pi * index / 5
        corners.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    return corners


def stamped(page: Image.Image, stamp: Image.Image, centre: tuple[int, int]) -> None:
    """Put a seal on a page, over what stands there."""
    page.paste(stamp, (centre[0] - stamp.width // 2, centre[1] - stamp.height // 2), stamp)
