"""Reads one page of a licence or a letter: text, QR code and seal, each a witness, none a judge.

Needs the extra `documents`; without it `is_installed` says so and nothing else changes. `read` is for a
process of its own, which `qianming.documents.reader` starts.
"""

from importlib.util import find_spec

from qianming.core.readings import DocumentKind, PhotoFlaw
from qianming.documents.reading.results import Reading

# Pixels of the short side below which there is no page to read at all, and no need to load the models.
_NO_PAGE = 300
_NEEDED = ("rapidocr", "onnxruntime", "cv2", "zxingcpp")


def is_installed() -> bool:
    """Whether this installation can read documents."""
    return all(find_spec(name) is not None for name in _NEEDED)


def read(content: bytes, kind: str, purpose: str) -> Reading:
    """What the first page says; `purpose` is a `DocumentKind`'s value. Raises `Faulty` as inspecting does."""
    from qianming.documents.reading import letters, licences, pages

    document = DocumentKind(purpose)
    if document is DocumentKind.POWER_OF_ATTORNEY and (text := pages.digital_text(content, kind)):
        return letters.from_text(text)
    page = pages.opened(content, kind)
    if min(page.shape[:2]) < _NO_PAGE:
        return Reading((), (PhotoFlaw.TOO_SMALL,), 0.0)
    return licences.read(page) if document is DocumentKind.LICENCE else letters.read(page)
