"""What kind of file some bytes are, told by the bytes alone. Decides nothing about which are welcome."""

from collections.abc import Mapping
from types import MappingProxyType

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif"})
_WORD_PROCESSOR = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# Which endings of a file's name go with a type; the first is the usual one.
ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "image/jpeg": ("jpg", "jpeg"),
        "image/png": ("png",),
        "image/gif": ("gif",),
        "application/pdf": ("pdf",),
        "application/msword": ("doc",),
        _WORD_PROCESSOR: ("docx",),
    }
)


_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"PK\x03\x04", _WORD_PROCESSOR),
)


def media_type(content: bytes) -> str | None:
    """The type of a picture or document that may be uploaded, or None."""
    kind = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
    if kind == _WORD_PROCESSOR and b"word/" not in content:
        return None
    return kind
