"""A pool of threads that use the database, and close their connections when they end."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


class DatabaseThreads(ThreadPoolExecutor):
    """Django keeps one connection per thread and closes none of them when the thread ends."""

    def __init__(self, threads: int, name: str) -> None:
        self._opened: list[Any] = []
        super().__init__(threads, thread_name_prefix=name, initializer=self._remember)

    def _remember(self) -> None:
        self._opened.append(connections["default"])

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for the work in hand, then close what the threads have opened."""
        super().shutdown(wait=True, cancel_futures=cancel_futures)
        while self._opened:
            opened = self._opened.pop()
            opened.inc_thread_sharing()
            opened.close()
