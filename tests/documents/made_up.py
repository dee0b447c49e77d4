"""A licence's picture, drawn once for a session, and what it says."""

import io
from functools import cache

from qianming.documents.letter import Letter, make
from tools.document_pages import samples
from tools.document_pages.licences import licence_page

LICENCE = samples.licence(1)
LETTER: Letter = samples.letter(1)


@cache
def licence_png() -> bytes:
    buffer = io.BytesIO()
    licence_page(LICENCE).save(buffer, "PNG")
    return buffer.getvalue()


@cache
def letter_pdf() -> bytes:
    return make(LETTER)
