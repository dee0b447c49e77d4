"""Pictures: of the claimed format, within the limit of pixels, whole, and nothing but a picture.

Decides nothing about what a picture shows.
"""

import io
import re

from PIL import Image, UnidentifiedImageError

from qianming.documents.faults import MOST_PIXELS, Fault, Faulty
from qianming.documents.kinds import GIF, JPEG, PNG

_FORMATS = {JPEG: "JPEG", PNG: "PNG", GIF: "GIF"}
# What a browser would act on if it ever took the file for a page; no photo has it, in no comment either.
_ACTIVE = re.compile(rb"<script|<html|<!doctype|<iframe|<\?php|javascript:", re.IGNORECASE)


def decoded(content: bytes, kind: str) -> Image.Image:
    """The picture, its first frame in full; raises `Faulty`.

    The size is looked at before a single pixel is decoded.
    """
    try:
        picture = Image.open(io.BytesIO(content), formats=[_FORMATS[kind]])
        if picture.width * picture.height > MOST_PIXELS:
            raise Faulty(Fault.TOO_MANY_PIXELS)
        picture.load()
    except Image.DecompressionBombError as bomb:
        raise Faulty(Fault.TOO_MANY_PIXELS) from bomb
    except MemoryError as shortage:
        raise Faulty(Fault.TOO_COMPLEX) from shortage
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError) as broken:
        raise Faulty(Fault.BROKEN) from broken
    return picture


def inspect(content: bytes, kind: str) -> None:
    """Decode it, and refuse one that is something else as well; raises `Faulty`."""
    if _ACTIVE.search(content):
        raise Faulty(Fault.ACTIVE)
    decoded(content, kind)
