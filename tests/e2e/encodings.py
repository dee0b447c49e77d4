"""In which shapes a value could lie somewhere: as text, as digits of its bytes, or as a hash with no key."""

import base64
import hashlib
import json
from collections.abc import Iterator

HASHES = ("md5", "sha1", "sha256", "sm3")


def texts(value: str) -> Iterator[bytes]:
    """The value itself, in the encodings that are met in China and in JSON."""
    yield value.encode()
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        yield value.encode(encoding)
    yield json.dumps(value).strip('"').encode()


def in_base64(raw: bytes) -> Iterator[bytes]:
    """What a longer text that holds the bytes has in base64, at each of the three places in a group."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + raw)
        start = -(-before * 8 // 6)
        kept = whole[start : (before + len(raw)) * 8 // 6]
        yield kept
        yield kept.replace(b"+", b"-").replace(b"/", b"_")


def shapes(raw: bytes) -> Iterator[bytes]:
    """Bytes, their digits, and their base64."""
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield from in_base64(raw)


def needles(value: str) -> set[bytes]:
    """Everything that would show that the value lies there."""
    found = {shape for text in texts(value) for shape in shapes(text)}
    for name in HASHES:
        raw = hashlib.new(name, value.encode()).digest()
        found |= set(shapes(raw))
    return found
