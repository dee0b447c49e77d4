"""Several processes on one listening socket, over PostgreSQL: a parent starts, watches and stops them.

A worker that dies is started again, after longer and longer pauses if that goes on; one that cannot serve
from the first keeps the service from starting. Workers end with their parent, however it ends: each waits on
a pipe that closes with it. SQLite is refused: its journal belongs to one process.
"""

import logging
import multiprocessing
import os
import signal
import socket
import sys
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

_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0  # seconds before another worker is started
_SETTLED = 60.0  # seconds after which a worker's death says nothing about the next one's

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
        self._started = time.monotonic()
        self._pause = _SHORTEST_PAUSE
        self._stopping = threading.Event()

    def run(self, on_ready: Callable[[], None]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: self._stopping.set())
        for _ in range(self._count):
            self._start()
        hindered = [reason for pipe in self._workers.values() if (reason := _hindrance(pipe))]
        if hindered and not self._stopping.is_set():
            self._stop()
            raise hindered[0]
        if not hindered:
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
        self._started = time.monotonic()

    def _replace_the_dead(self) -> None:
        wait([worker.sentinel for worker in self._workers], timeout=0.5)
        for worker in [worker for worker in self._workers if not worker.is_alive()]:
            if self._stopping.is_set():
                return
            with self._workers.pop(worker) as pipe:
                reason = _hindrance(pipe)
            self._pause = pause_after(time.monotonic() - self._started, self._pause)
            log.error(
                "worker died, starting another in %.0f s pid=%s code=%s reason=%s",
                self._pause,
                worker.pid,
                worker.exitcode,
                reason,
            )
            if not self._stopping.wait(self._pause):
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


def pause_after(quiet: float, last: float) -> float:
    """Seconds until another worker is started, `quiet` seconds after the last start and its pause of `last`.

    Workers that die one after the other are waited for twice as long each time, a minute at the most.
    """
    return _SHORTEST_PAUSE if quiet >= _SETTLED else min(2 * last, _LONGEST_PAUSE)


def _hindrance(pipe: Connection) -> CannotServe | None:
    """Waits for a worker's next word, or its end; None if it serves, else why it does not."""
    try:
        told = pipe.recv()
    except EOFError:
        told = CannotServe("工作进程已终止；原因见日志。", "a worker process ended; the log says why.")
    return told if isinstance(told, CannotServe) else None


def _work(listening: socket.socket, parent: Connection) -> None:
    """One worker, in a process of its own; what keeps it from serving is told to the parent."""
    try:
        _serve(listening, parent)
    except CannotServe as refusal:
        parent.send(refusal)
        sys.exit(os.EX_CONFIG)


def _serve(listening: socket.socket, parent: Connection) -> None:
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
