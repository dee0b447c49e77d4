"""HTTP/1.1 on the wire: uvicorn's httptools protocol, with answers that clients of the RPC face can read.

What is no HTTP, or too much of it, is answered with a JSON error. An HTTPS client on the plain port cannot be
answered at all; it leaves one log line that says what to change.
"""

import logging
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from qianming.rpc.errors import PublicError
from qianming.rpc.rendering import Envelope, failure, new_request_id

# The longest known request in a query is a batch of 100 messages signed the older way: some 100 kB.
HEAD_BYTES = 1_000_000
_LONG_ADDRESS = 60_000
_TLS_HANDSHAKE = 0x16

log = logging.getLogger(__name__)


class HttpProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_first = True
        self._head_bytes = 0

    def data_received(self, data: bytes) -> None:
        if self._is_first and data[:1] and data[0] == _TLS_HANDSHAKE:
            self._refuse_tls()
            return
        self._is_first = False
        if not self.transport.is_closing():
            super().data_received(data)

    def on_message_begin(self) -> None:
        self._head_bytes = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def _count(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > HEAD_BYTES:
            raise _HeadTooLong

    def on_headers_complete(self) -> None:
        """As uvicorn does, for queries of any length: its parser of addresses ends at 64 kB."""
        path, _, query = self.url.partition(b"?")
        if len(self.url) < _LONG_ADDRESS:
            super().on_headers_complete()
            return
        self.url = path
        super().on_headers_complete()
        # The request's task was made but runs only when the event loop turns.
        self.scope["query_string"] = query

    def send_400_response(self, msg: str) -> None:
        """Called for whatever the parser refuses, before the application has seen it."""
        error = (
            PublicError("RequestHeaderTooLarge", 431, "The request line and its headers are too long.")
            if self._head_bytes > HEAD_BYTES
            else PublicError("MalformedRequest", 400, "The request is not valid HTTP/1.1.")
        )
        answer = failure(Envelope(new_request_id()), error)
        lines = b"".join(b"%s: %s\r\n" % header for header in (*answer.headers, (b"connection", b"close")))
        length = b"content-length: %d\r\n\r\n" % len(answer.body)
        self.transport.write(STATUS_LINE[answer.status] + lines + length + answer.body)
        self.transport.close()

    def _refuse_tls(self) -> None:
        client = self.client[0] if self.client else "unknown"
        log.warning("HTTPS client on the plain port; use protocol=http or put TLS in front client=%s", client)
        self.transport.close()


class _HeadTooLong(Exception):
    """Raised inside a parser callback; httptools reports it as its own error."""
