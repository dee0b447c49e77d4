"""The tree of commands, walked as the help shows it."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from qianming.cli.app import app


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command and group with the words that lead to it; the root leads with none."""
    yield from _under((), get_command(app))


def _under(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from _under((*path, name), child)


LEAVES = [path for path, command in commands() if not hasattr(command, "commands")]
GROUPS = [path for path, command in commands() if hasattr(command, "commands")]
