"""PDF documents: readable without a password, of few pages, every page there.

Decides nothing about what the pages say.
"""

import pypdfium2
from pypdfium2 import raw

from qianming.documents.faults import MOST_PAGES, MOST_PIXELS, Fault, Faulty

# Points of the longest side of a page: A0 has 3370.
_LONGEST_SIDE = 5_000


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """The document, its pages counted but not looked at; raises `Faulty`."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        encrypted = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Faulty(Fault.ENCRYPTED if encrypted else Fault.BROKEN) from error
    if len(document) > MOST_PAGES:
        raise Faulty(Fault.TOO_MANY_PAGES)
    if not len(document):
        raise Faulty(Fault.BROKEN)
    return document


def inspect(content: bytes) -> None:
    """Open every page; raises `Faulty`."""
    document = opened(content)
    for number in range(len(document)):
        try:
            width, height = document[number].get_size()
        except pypdfium2.PdfiumError as error:
            raise Faulty(Fault.BROKEN) from error
        if max(width, height) > _LONGEST_SIDE or width * height > MOST_PIXELS:
            raise Faulty(Fault.TOO_MANY_PIXELS)
