"""What kind of file some bytes claim to be, told by their beginning alone.

Decides nothing about which kinds are welcome; whether the rest keeps the promise is `inspection`'s to say.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
GIF: Final = "image/gif"
PDF: Final = "application/pdf"
DOC: Final = "application/msword"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PICTURES = frozenset({JPEG, PNG, GIF})

# Which endings of a file's name go with a type; the first is the usual one.
ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        JPEG: ("jpg", "jpeg"),
        PNG: ("png",),
        GIF: ("gif",),
        PDF: ("pdf",),
        DOC: ("doc",),
        DOCX: ("docx",),
    }
)

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOC),
    (b"PK\x03\x04", DOCX),
)


def claimed_kind(content: bytes) -> str | None:
    """The type that the first bytes promise, or None when it is none that may be uploaded."""
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
