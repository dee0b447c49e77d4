"""`qianming serve`: one process, or several over PostgreSQL, from an empty folder to the last answer.

Decides the order of starting and stopping. The parts stand in `assembly`, the HTTP server in `listening`.
"""

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from qianming.project.refusal import CannotServe


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What `qianming serve` can be told. `data` None means QIANMING_DATA or its default."""

    host: str = "127.0.0.1"
    port: int = 8460
    data: Path | None = None
    workers: int = 1
    ready_file: Path | None = None
    demo: bool = False


def serve(options: ServeOptions) -> int:
    """Serve until a signal asks to stop; the exit code. 2, with one line on standard error, if it cannot."""
    if options.data is not None:
        os.environ["QIANMING_DATA"] = str(options.data)
    try:
        return _serve(options)
    except CannotServe as refusal:
        print(refusal.line, file=sys.stderr)  # noqa: T201 - the one line that the operator reads
        return 2


def _serve(options: ServeOptions) -> int:
    from qianming.project.preparation import prepare_process

    prepare_process()
    if options.workers > 1:
        from qianming.project.workers import supervise

        return supervise(options)
    return _serve_alone(options)


def _serve_alone(options: ServeOptions) -> int:
    from qianming.project.assembly import Service
    from qianming.project.listening import announced, bind, serve_http, url_of
    from qianming.project.preparation import look_at_key, migrate, seed_demo
    from qianming.services.clock import system_clock

    with ExitStack() as ending:
        listening = ending.enter_context(bind(options.host, options.port))
        url = url_of(listening)
        announce = ending.enter_context(announced(options.ready_file, url))
        service = Service(system_clock)
        ending.callback(service.close)
        migrate()
        look_at_key()
        if options.demo:
            seed_demo(url)
        service.start()
        ending.callback(service.stop)
        serve_http(service.application, listening, announce)
    return 0
