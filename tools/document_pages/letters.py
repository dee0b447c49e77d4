"""Draws a power of attorney as it comes back: our own form, printed, signed, sealed and scanned."""

import pypdfium2
from PIL import Image, ImageDraw

from qianming.documents.letter import Letter, make
from tools.document_pages.drawing import font, seal, stamped

WIDTH = 1414


def letter_page(letter: Letter) -> Image.Image:
    """The page as scanned: both seals, a signature, a date."""
    document = pypdfium2.PdfDocument(make(letter))
    sheet = document[0]
    page: Image.Image = sheet.render(scale=WIDTH / sheet.get_width()).to_pil().convert("RGB")
    top = _seal_top(sheet, page.height)
    document.close()
    stamped(page, seal(letter.grantee, 130), (400, top + 120))
    stamped(page, seal(letter.grantor, 130), (980, top + 120))
    pen = ImageDraw.Draw(page)
    pen.text((1080, top + 262), "甲乙", font=font(40), fill=(30, 30, 90))
    return page


def _seal_top(sheet: pypdfium2.PdfPage, height: int) -> int:
    """How far down the place for the seals begins."""
    text = sheet.get_textpage()
    found = text.search("盖章").get_next()
    assert found is not None
    _, bottom, _, _ = text.get_charbox(found[0])
    return int(height * (1 - bottom / sheet.get_height()))
