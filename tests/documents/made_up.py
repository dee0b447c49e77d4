"""A licence's picture, drawn once for a session, and what it says."""

from functools import cache

from qianming.documents.letter import Letter, make
from tools.document_pages import samples

LICENCE = samples.licence(1)
LETTER: Letter = samples.letter(1)


@cache
def letter_pdf() -> bytes:
    return make(LETTER)
