"""From a file to the one picture that is read: the first page, upright as its file says, not too large.

Decides nothing about what is on it.
"""

from typing import Any, TypeAlias

import cv2
import numpy as np
from PIL import ImageOps

from qianming.documents.decoding import pdfs, pictures
from qianming.documents.faults import Fault, Faulty
from qianming.documents.kinds import PDF, PICTURES

Page: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]

LONGEST_SIDE = 2400
# Fewer characters than this are a scan with a stray text, not a digital document.
_ENOUGH_TEXT = 100


def opened(content: bytes, kind: str) -> Page:
    """The page in blue, green and red; raises `Faulty`, also for a kind that has no picture."""
    if kind == PDF:
        document = pdfs.opened(content)
        sheet = document[0]
        scale = LONGEST_SIDE / max(sheet.get_size())
        picture = sheet.render(scale=scale).to_pil().convert("RGB")
    elif kind in PICTURES:
        picture = ImageOps.exif_transpose(pictures.decoded(content, kind)).convert("RGB")
    else:
        raise Faulty(Fault.BROKEN)
    page = np.asarray(picture)[:, :, ::-1]
    longest = max(page.shape[:2])
    if longest > LONGEST_SIDE:
        share = LONGEST_SIDE / longest
        page = cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(page, np.uint8)


def digital_text(content: bytes, kind: str) -> str:
    """The text that a PDF itself holds on its pages; empty for scans and pictures."""
    if kind != PDF:
        return ""
    document = pdfs.opened(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return text if len(text) >= _ENOUGH_TEXT else ""
