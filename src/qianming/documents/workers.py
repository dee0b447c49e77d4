"""A few processes that decode, and who waits for one: what a hostile file can cost is bounded here.

A process that takes too long is ended, one that dies is replaced, and its file is to blame. More callers than
`waiting` are sent away at once, so that they never fill the threads that other requests need.
"""

import atexit
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Semaphore, Timer
from typing import Final

import msgspec

from qianming.documents.faults import Busy, Fault, Faulty
from qianming.documents.worker import Outcome, Task, receive, send

# What a process needs to run at all; secrets of the service are not among it.
_INHERITED: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG")
# The limit is one of computing, which the system keeps. By the clock a task may last longer, as computing
# takes its time on a busy machine: the clock only ends what waits and does not compute.
_PATIENCE: Final = 6
_SETTINGS: Final = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the work on one file may take; a process serves `files` of them before it is replaced."""

    seconds: int
    memory: int
    processes: int
    waiting: int
    files: int


class Workers:
    """Runs tasks, each in one of a few processes that are started when they are needed."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._room = Semaphore(allowance.processes + allowance.waiting)
        self._turn = Semaphore(allowance.processes)
        self._lock = Lock()
        self._idle: list[_Process] = []
        atexit.register(self.close)

    def run(self, purpose: str, content: bytes, kind: str) -> bytes:
        """The result of one task; raises `Faulty`, or `Busy` when too many wait already."""
        task = Task(purpose, kind, content, self._allowance.seconds)
        with self._turn_taken():
            process = self._taken()
            outcome = process.run(task)
            self._give_back(process, usable=outcome is not None)
        if outcome is None:
            raise Faulty(Fault.TOO_COMPLEX)
        if outcome.fault:
            raise Faulty(Fault(outcome.fault))
        return outcome.result

    def close(self) -> None:
        """End the processes that wait for work."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    @contextmanager
    def _turn_taken(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            with self._turn:
                yield
        finally:
            self._room.release()

    def _taken(self) -> "_Process":
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.lives:
                    return process
                process.end()
        return _Process(self._allowance.memory)

    def _give_back(self, process: "_Process", *, usable: bool) -> None:
        if usable and process.served < self._allowance.files:
            with self._lock:
                self._idle.append(process)
        else:
            process.end()


@dataclass
class _Process:
    """One process and its pipes; for one thread at a time."""

    memory: int
    served: int = 0
    _popen: "subprocess.Popen[bytes]" = field(init=False)

    def __post_init__(self) -> None:
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "qianming.documents.worker", str(self.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, **_SETTINGS},
        )

    @property
    def lives(self) -> bool:
        return self._popen.poll() is None

    def run(self, task: Task) -> Outcome | None:
        """The outcome, or None when the process died of it or took too long."""
        self.served += 1
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        alarm = Timer(task.seconds * _PATIENCE, self._popen.kill)
        alarm.start()
        try:
            send(self._popen.stdin, msgspec.msgpack.encode(task))
            answer = receive(self._popen.stdout)
        except OSError:
            return None
        finally:
            alarm.cancel()
        return msgspec.msgpack.decode(answer, type=Outcome) if answer is not None else None

    def end(self) -> None:
        with suppress(OSError):
            self._popen.kill()
        for stream in (self._popen.stdin, self._popen.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        self._popen.wait()
