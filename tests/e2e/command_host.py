"""Runs command lines one after another, each in a process of its own that was forked from one made ready.

Loading everything takes most of a command's time; a test that asks the same question again and again pays
for it once. It is run as a program: a command line in JSON on each line of standard input, its end on each
line of standard output.
"""

import importlib
import json
import os
import pkgutil
import sys
import tempfile
from typing import IO


def main() -> None:
    """Make ready, then answer until standard input ends."""
    from qianming.cli.database import prepare_django

    prepare_django()
    import qianming.services

    for module in pkgutil.iter_modules(qianming.services.__path__, "qianming.services."):
        importlib.import_module(module.name)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(ended(json.loads(line))) + "\n")
        sys.stdout.flush()


def ended(arguments: list[str]) -> dict[str, object]:
    """How a command line ended: its exit code and what it printed."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = os.fork()
        if child == 0:
            _become(arguments, out, err)
        _, status = os.waitpid(child, 0)
        return {"code": os.waitstatus_to_exitcode(status), "out": _text(out), "err": _text(err)}


def _become(arguments: list[str], out: IO[str], err: IO[str]) -> None:
    from qianming.cli.app import run

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    code = run(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _text(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


if __name__ == "__main__":
    main()
