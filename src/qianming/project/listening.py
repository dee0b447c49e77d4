"""The listening socket and the HTTP server on it, from the first answer to the last."""

import json
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from qianming.project import environment
from qianming.project.asgi import Dispatcher
from qianming.project.http_protocol import HttpProtocol
from qianming.project.refusal import CannotServe

KEEP_ALIVE_SECONDS = 75
GRACE_SECONDS = 20

log = logging.getLogger(__name__)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 picks a free one. Raises `CannotServe` when the address cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _no_address(host, port, error) from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(2048)
    except OSError as error:
        bound.close()
        raise _no_address(host, port, error) from error
    bound.set_inheritable(True)
    return bound


def _no_address(host: str, port: int, error: OSError) -> CannotServe:
    reason = (error.strerror or str(error)).lower()
    return CannotServe(
        f"无法监听 {host}:{port}（{reason}）。请用 --port 换一个端口，或用 --port 0 自动选择。",
        f"cannot listen on {host}:{port} ({reason}); choose another one with --port, or --port 0 for any.",
    )


def url_of(listening: socket.socket) -> str:
    """Where a browser on this machine reaches the socket."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_started()


def serve_http(application: Dispatcher, listening: socket.socket, on_started: Callable[[], None]) -> None:
    """Answer requests until SIGTERM or SIGINT, then finish the ones that have begun."""
    _end_quietly_on_signals()
    config = uvicorn.Config(
        application,
        http=HttpProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        forwarded_allow_ips=environment.text("TRUSTED_PROXIES", "127.0.0.1"),
    )
    _Server(config, on_started).run([listening])


def _end_quietly_on_signals() -> None:
    """uvicorn repeats the signal that ended it; what remains to be closed then must still be closed."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: None)


@contextmanager
def announced(ready_file: Path | None, url: str) -> Iterator[Callable[[], None]]:
    """A function that says that the service answers; an old ready file goes first, this one at the end."""
    if ready_file is not None:
        ready_file.unlink(missing_ok=True)
    yield lambda: _announce(ready_file, url)
    if ready_file is not None:
        ready_file.unlink(missing_ok=True)
    log.info("stopped")


def _announce(ready_file: Path | None, url: str) -> None:
    """Written in one step: who reads it, reads all of it."""
    log.info("serving url=%s console=%sconsole/ data=%s", url, url, environment.data_folder())
    if ready_file is None:
        return
    said = {"url": url, "console": f"{url}console/", "pid": os.getpid()}
    partial = ready_file.with_name(f".{ready_file.name}.{os.getpid()}")
    partial.write_text(json.dumps(said), encoding="utf-8")
    partial.replace(ready_file)
