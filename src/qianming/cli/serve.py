"""`qianming serve`: the whole service in one command."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qianming.cli.failures import WrongUsage
from qianming.cli.language import say
from qianming.cli.options import DataOption, LangOption
from qianming.cli.shape import Command


def serve(
    port: Annotated[
        int, typer.Option(help="Port to listen on; 0 picks a free one.", min=0, max=65535)
    ] = 8460,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    data: DataOption = None,
    workers: Annotated[
        int, typer.Option(help="Processes; more than one needs PostgreSQL.", min=1, max=256, metavar="N")
    ] = 1,
    ready_file: Annotated[
        Path | None,
        typer.Option(
            help="File that gets url, console and pid as JSON once the service answers.", metavar="FILE"
        ),
    ] = None,
    lang: LangOption = None,
) -> int:
    """Apply migrations, then serve the API, the console and the jobs until stopped."""
    from qianming.cli.database import choose_folder
    from qianming.project import environment

    choose_folder(data)
    if lang is not None:
        os.environ["QIANMING_LANG"] = lang.value
    if workers > 1 and environment.database(environment.data_folder()).engine == "sqlite":
        raise WrongUsage(
            say("--workers: the embedded database serves one process; set QIANMING_DATABASE_URL for more.")
        )
    from qianming.project.server import ServeOptions
    from qianming.project.server import serve as run

    demo = os.environ.get("QIANMING_DEMO") == "1"
    return run(ServeOptions(host=host, port=port, workers=workers, ready_file=ready_file, demo=demo))


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("serve", cls=Command, epilog="qianming serve --port 8460 --data ./var")(serve)
