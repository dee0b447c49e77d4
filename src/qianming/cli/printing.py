"""Putting data on standard output: one JSON document for programs, a table for people.

What is printed is a frozen dataclass (or a list of them) whose fields are the names of the contract.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qianming.cli.language import printable, translated
from qianming.cli.options import OutputFormat
from qianming.core.china_time import CHINA, china_day

_PIPED_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Grid:
    """English headings, which are translated, and rows of text under a title that is translated already.

    Without rows the title is shown alone, or, without one too, a line saying that there is nothing.
    """

    headings: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    title: str = ""


def moment(at: datetime | None) -> str | None:
    """A time as it is printed everywhere: ISO 8601 in China's zone, to the second."""
    return None if at is None else at.astimezone(CHINA).isoformat(timespec="seconds")


def today() -> date:
    """The present day in China, by the service's clock."""
    from qianming.services import clock

    return china_day(clock.now())


def put(data: object, output: OutputFormat, *grids: Grid) -> None:
    """Print the data as JSON, or the grids that show the same."""
    if output is OutputFormat.JSON:
        put_json(data)
    else:
        put_grids(grids)


def put_json(data: object) -> None:
    """Print one JSON document and nothing else; escaped where the terminal's encoding is not UTF-8."""
    import msgspec

    print(_encodable(msgspec.json.format(msgspec.json.encode(data), indent=2).decode()))


def json_text(data: object) -> str:
    """Data as JSON on one line, likewise escaped."""
    import msgspec

    return _encodable(msgspec.json.encode(data).decode())


def _encodable(text: str) -> str:
    if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        return text
    return "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    if character.isascii():
        return character
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))


def put_grids(grids: Iterable[Grid]) -> None:
    """Print tables; cells wrap, and nothing in them is read as markup or as a control sequence."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # A file or a pipe has no width of its own; wide lines are easier to search than folded ones.
    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    console = Console(highlight=False, width=_PIPED_WIDTH if piped else None)
    for grid in grids:
        if grid.title:
            console.print(Text(_clean(grid.title), style="bold"))
        if not grid.rows:
            if not grid.title:
                console.print(translated("Nothing to show."))
            continue
        table = Table(box=box.SIMPLE_HEAD)
        for heading in grid.headings:
            table.add_column(Text(translated(heading)), overflow="fold")
        for row in grid.rows:
            table.add_row(*(Text(_clean(cell)) for cell in row))
        console.print(table)


def _clean(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))
