"""An ASGI application on a real socket, in a thread of the test's own process."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import uvicorn

from qianming.project.http_protocol import HttpProtocol

Address = tuple[str, int]


@contextlib.contextmanager
def serving(application: Any) -> Iterator[Address]:
    """Serve until the block ends; the address to connect to."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        application, http=HttpProtocol, ws="none", lifespan="off", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    started = threading.Event()

    async def serve() -> None:
        await server.startup([listening])
        started.set()
        await server.main_loop()
        await server.shutdown([listening])

    config.load()
    server.lifespan = config.lifespan_class(config)
    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        assert started.wait(10)
        yield listening.getsockname()
    finally:
        server.should_exit = True
        thread.join(20)


def exchange(address: Address, *pieces: bytes) -> bytes:
    """Send bytes as they are and read until the other side closes or is silent for a while."""
    with socket.create_connection(address, timeout=5) as connection:
        for piece in pieces:
            with contextlib.suppress(ConnectionError):
                connection.sendall(piece)
        answer = b""
        with contextlib.suppress(TimeoutError, ConnectionError):
            while received := connection.recv(65536):
                answer += received
        return answer
