"""Several processes on one listening socket, over PostgreSQL: a parent starts, watches and stops them.

A worker that dies is started again. Workers end with their parent, however it ends: each waits on a pipe that
closes with it. SQLite is refused: its journal belongs to one process.
"""

import logging
import multiprocessing
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from qianming.project.listening import GRACE_SECONDS, announced, bind, serve_http, url_of
from qianming.project.refusal import CannotServe
from qianming.project.server import ServeOptions

_RESTART_SECONDS = 1.0

log = logging.getLogger(__name__)


def supervise(options: ServeOptions) -> int:
    """Serve with several processes until a signal asks to stop."""
    from django.conf import settings
    from django.db import connections

    from qianming.project.preparation import look_at_key, migrate, seed_demo

    if settings.QIANMING_DATABASE.engine == "sqlite":
        raise CannotServe(
            "内置数据库只支持一个进程；使用 --workers 大于 1 时请设置 QIANMING_DATABASE_URL=postgresql://…",
            "the embedded database serves one process; --workers above 1 needs "
            "QIANMING_DATABASE_URL=postgresql://…",
        )
    with ExitStack() as ending:
        listening = ending.enter_context(bind(options.host, options.port))
        url = url_of(listening)
        announce = ending.enter_context(announced(options.ready_file, url))
        migrate()
        look_at_key()
        if options.demo:
            seed_demo(url)
        numbers = ending.enter_context(tempfile.TemporaryDirectory(prefix="qianming-metrics-"))
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = numbers
        connections.close_all()
        _Supervisor(options.workers, listening).run(announce)
    return 0


class _Supervisor:
    def __init__(self, workers: int, listening: socket.socket) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._count = workers
        self._listening = listening
        self._workers: dict[SpawnProcess, Connection] = {}
        self._stopping = threading.Event()

    def run(self, on_ready: Callable[[], None]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: self._stopping.set())
        for _ in range(self._count):
            self._start()
        if all(_is_ready(pipe) for pipe in self._workers.values()):
            on_ready()
        while not self._stopping.is_set():
            self._replace_the_dead()
        self._stop()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        worker = self._context.Process(target=_work, args=(self._listening, theirs), name="qianming-worker")
        worker.start()
        theirs.close()
        self._workers[worker] = ours

    def _replace_the_dead(self) -> None:
        wait([worker.sentinel for worker in self._workers], timeout=0.5)
        for worker in [worker for worker in self._workers if not worker.is_alive()]:
            if self._stopping.is_set():
                return
            log.error("worker died, starting another pid=%s code=%s", worker.pid, worker.exitcode)
            self._workers.pop(worker).close()
            time.sleep(_RESTART_SECONDS)
            self._start()

    def _stop(self) -> None:
        for worker in self._workers:
            worker.terminate()
        deadline = time.monotonic() + GRACE_SECONDS + 10
        for worker in self._workers:
            worker.join(max(0.1, deadline - time.monotonic()))
            if worker.is_alive():
                worker.kill()
                worker.join()


def _is_ready(pipe: Connection) -> bool:
    try:
        return bool(pipe.recv())
    except EOFError:
        return False


def _work(listening: socket.socket, parent: Connection) -> None:
    """One worker, in a process of its own."""
    from qianming.project.preparation import prepare_process

    prepare_process()
    from qianming.project.assembly import Service
    from qianming.services.clock import system_clock

    with ExitStack() as ending:
        service = Service(system_clock)
        ending.callback(service.close)
        service.start()
        ending.callback(service.stop)
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
        serve_http(service.application, listening, lambda: parent.send(True))


def _end_with(parent: Connection) -> None:
    """Wait for the parent to go, then stop gracefully."""
    try:
        parent.recv()
    except (EOFError, OSError):
        os.kill(os.getpid(), signal.SIGTERM)
