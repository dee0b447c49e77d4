"""What watches over the service asks: alive, ready (and if not, why), and numbers for Prometheus."""

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from qianming.project.asgi_types import Send, respond

Check = Callable[[], str]
_JSON = ((b"content-type", b"application/json"), (b"cache-control", b"no-store"))


class Probes:
    """`checks` maps a part's name to a function that says what is wrong with it, or nothing."""

    def __init__(self, checks: Mapping[str, Check], pool: Executor) -> None:
        self._checks = checks
        self._pool = pool

    def knows(self, path: str) -> bool:
        return path in ("/healthz", "/readyz", "/metrics")

    async def answer(self, path: str, send: Send) -> None:
        if path == "/healthz":
            await respond(send, 200, _JSON, b'{"status":"ok"}')
        elif path == "/metrics":
            await respond(send, 200, ((b"content-type", CONTENT_TYPE_LATEST.encode()),), metrics())
        else:
            problems = await asyncio.get_running_loop().run_in_executor(self._pool, self.problems)
            body = json.dumps({"ready": not problems, "problems": problems}, ensure_ascii=False)
            await respond(send, 503 if problems else 200, _JSON, body.encode())

    def problems(self) -> dict[str, str]:
        """What is wrong, by part; empty when the service is ready."""
        found = {name: _said(check) for name, check in self._checks.items()}
        return {name: problem for name, problem in found.items() if problem}


def _said(check: Check) -> str:
    try:
        return check()
    except Exception as error:  # a check that fails is what the probe tells
        return type(error).__name__


def metrics() -> bytes:
    """All numbers of this process, or of all of them where several share a folder for it."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library ships no types for it
    return generate_latest(registry)
