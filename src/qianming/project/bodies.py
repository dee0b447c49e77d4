"""Reads request bodies to their end before anything looks at them, within a limit, and on disk when large.

Chunked bodies arrive whole here, so that what follows can be told their length.
"""

from tempfile import SpooledTemporaryFile
from typing import IO

from qianming.project.asgi_types import Message, Receive

# More than the largest file that is taken in, so that no scan of an identity card lies on the disk unsealed.
IN_MEMORY_BYTES = 6_000_000
# What is still read of a body that is too large, so that its sender gets to read the answer.
DRAIN_BYTES = 64_000_000


class BodyTooLarge(Exception):
    """The body is longer than this path takes."""


class ClientGone(Exception):
    """The client went away before its request was complete."""


async def small_body(receive: Receive, limit: int) -> bytes:
    """The whole body in memory; raises `BodyTooLarge` or `ClientGone`."""
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body", False):
        body: bytes = message.get("body", b"")
        if len(body) > limit:
            raise BodyTooLarge
        return body
    pieces = bytearray()
    while True:
        pieces += _piece(message)
        if len(pieces) > limit:
            await _drain(receive, message)
            raise BodyTooLarge
        if not message.get("more_body", False):
            return bytes(pieces)
        message = await receive()


async def large_body(receive: Receive, limit: int) -> tuple[IO[bytes], int]:
    """The whole body as a file at its start, and its length; the caller closes it."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - handed to the caller
    size = 0
    try:
        while True:
            message = await receive()
            piece = _piece(message)
            size += len(piece)
            if size > limit:
                await _drain(receive, message)
                raise BodyTooLarge
            file.write(piece)
            if not message.get("more_body", False):
                file.seek(0)
                return file, size
    except BaseException:
        file.close()
        raise


def _piece(message: Message) -> bytes:
    if message["type"] == "http.disconnect":
        raise ClientGone
    piece = message.get("body", b"")
    assert isinstance(piece, bytes)
    return piece


async def _drain(receive: Receive, message: Message) -> None:
    dropped = 0
    while message.get("more_body", False) and dropped < DRAIN_BYTES:
        message = await receive()
        dropped += len(_piece(message))
