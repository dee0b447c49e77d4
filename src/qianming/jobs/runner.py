"""Runs the handlers: one thread each, until stopped.

Decides how often due work is looked for. A round that fails is logged, waited out and tried again.
"""

import logging
import threading
from collections.abc import Iterable
from typing import Any

from django.db import close_old_connections, connection

from qianming.jobs.due import Handler, described, run_once
from qianming.services import leases
from qianming.services.clock import Clock

log = logging.getLogger(__name__)

_IDLE_SECONDS = 0.2
_AFTER_FAILURE_SECONDS = 2.0


class Runner:
    """Threads that look for due work; `failures` names the handlers whose last round failed."""

    def __init__(self, handlers: Iterable[Handler[Any, Any]], clock: Clock) -> None:
        self._clock = clock
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(handler,), name=f"jobs-{handler.name}")
            for handler in handlers
        ]
        self.failures: dict[str, str] = {}

    def start(self) -> None:
        """Begin. On SQLite there is one process, so leases that a killed one left behind are free at once."""
        if connection.vendor == "sqlite":
            leases.release_all()
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float | None = None) -> None:
        """End after the rows in hand; whatever is left is done after the next start."""
        self._stopping.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(timeout)

    @property
    def is_alive(self) -> bool:
        """Whether every thread runs."""
        return all(thread.is_alive() for thread in self._threads)

    def _run(self, handler: Handler[Any, Any]) -> None:
        try:
            while not self._stopping.is_set():
                if not self._round(handler):
                    self._stopping.wait(_IDLE_SECONDS)
        finally:
            connection.close()

    def _round(self, handler: Handler[Any, Any]) -> bool:
        """One round; whether there may be more to do at once."""
        close_old_connections()
        try:
            claimed = run_once(handler, self._clock)
        except Exception as error:  # whatever it is, the loop goes on
            self.failures[handler.name] = described(error)
            log.error("%s: the round failed (%s)", handler.name, described(error))
            self._stopping.wait(_AFTER_FAILURE_SECONDS)
            return False
        self.failures.pop(handler.name, None)
        return claimed == handler.batch
