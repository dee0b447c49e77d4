"""Django under ASGI through its WSGI handler, in a pool of threads.

The handler is synchronous and so is everything behind it; a bridge of our own is small and several times
faster than Django's asynchronous handler, which would do the same in threads. It decides nothing.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import IO, Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections

from qianming.project.asgi_types import Headers, Scope, Send, respond

_UNPREFIXED = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


class WsgiBridge:
    """Serves Django; `pool` bounds how many requests it handles at a time."""

    def __init__(self, handler: WSGIHandler, pool: Executor) -> None:
        self._handler = handler
        self._pool = pool

    async def answer(self, scope: Scope, body: IO[bytes], length: int, send: Send) -> None:
        """Answer one request whose body has been read to its end."""
        loop = asyncio.get_running_loop()
        environ = environ_of(scope, body, length)

        def send_now(message: dict[str, Any]) -> None:
            asyncio.run_coroutine_threadsafe(_sent(send, message), loop).result()

        whole = await loop.run_in_executor(self._pool, self._handled, environ, send_now)
        if whole is not None:
            await respond(send, *whole)

    def _handled(
        self, environ: dict[str, Any], send_now: Callable[[dict[str, Any]], None]
    ) -> tuple[int, Headers, bytes] | None:
        """Handle in this thread; a streaming answer is sent piece by piece, any other one returned."""
        started: list[tuple[int, Headers]] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            encoded = tuple(
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            )
            started.append((int(status[:3]), encoded))

        response: Any = self._handler(environ, start_response)
        try:
            status, headers = started[-1]
            if getattr(response, "streaming", True):
                _stream(response, status, headers, send_now)
                return None
            kept = tuple(pair for pair in headers if pair[0] != b"content-length")
            return status, kept, b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
            close_old_connections()


def _stream(
    pieces: Iterable[bytes], status: int, headers: Headers, send_now: Callable[[dict[str, Any]], None]
) -> None:
    send_now({"type": "http.response.start", "status": status, "headers": list(headers)})
    for piece in pieces:
        send_now({"type": "http.response.body", "body": piece, "more_body": True})
    send_now({"type": "http.response.body", "body": b""})


async def _sent(send: Send, message: dict[str, Any]) -> None:
    await send(message)


def environ_of(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The request as WSGI names it. The length is the one that was read, whatever the headers said."""
    server = scope.get("server") or ("127.0.0.1", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name, value.decode("latin-1"))
    environ["CONTENT_LENGTH"] = str(length)
    return environ


def _add_header(environ: dict[str, Any], name: bytes, value: str) -> None:
    # A name with an underscore would pass for the header that has a dash there.
    if b"_" in name or name == b"transfer-encoding":
        return
    key = _UNPREFIXED.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
    joint = "; " if name == b"cookie" else ","
    environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
