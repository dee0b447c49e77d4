"""Options that many commands share, and the converters of their values. Decides nothing about rules.

Help texts are the English keys of `chinese.toml`.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from qianming.cli.failures import WrongUsage
from qianming.cli.language import say
from qianming.core.access_scopes import KeyScope
from qianming.core.codes import SignatureKind
from qianming.texts.catalog import Lang


class OutputFormat(StrEnum):
    """A table for people or JSON for programs."""

    TABLE = "table"
    JSON = "json"


def need_readable(*given: tuple[str, str | None]) -> None:
    """Refuse text that the terminal did not send as text: half surrogate pairs stand for unreadable bytes."""
    for field, text in given:
        if text is not None and any(0xD800 <= ord(character) <= 0xDFFF for character in text):
            raise WrongUsage(
                say(
                    "{field}: {text} is not valid UTF-8; check the terminal's encoding.",
                    field=field,
                    text=text,
                )
            )


def iso_date(text: str) -> date:
    """A day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(say("{text} is no day; write it like 2026-12-31", text=text)) from None


def name_list(text: str) -> tuple[str, ...]:
    """Names separated by commas, Western or Chinese ones; empty ones are dropped."""
    return tuple(
        name.strip() for name in text.replace("，", ",").replace("、", ",").split(",") if name.strip()
    )


def table_of(
    given: Path | None, wanted: Path | None, names: Sequence[str] | None
) -> tuple[Path, Path] | None:
    """The tables to read and to write, or None where names are given instead."""
    if given is None and wanted is None:
        if not names:
            raise WrongUsage(say("NAME is missing; give names, or a table with --input and --output."))
        return None
    if given is None or wanted is None:
        missing = "--input" if given is None else "--output"
        raise WrongUsage(
            say("{field} is missing: a table is read with --input and written with --output.", field=missing)
        )
    if names:
        raise WrongUsage(say("NAME: give either names or --input, not both."))
    return given, wanted


def _file(flag: str, help: str, metavar: str = "FILE") -> Any:
    return typer.Option(flag, help=help, show_default=False, metavar=metavar)


LangOption: TypeAlias = Annotated[
    Lang | None,
    typer.Option("--lang", help="Language; QIANMING_LANG or the locale by default.", show_default=False),
]
FormatOption: TypeAlias = Annotated[OutputFormat, typer.Option("--format", help="How to print the data.")]
InputOption: TypeAlias = Annotated[
    Path | None, _file("--input", "A table (.csv, .parquet, .xlsx) with a row for each name.")
]
OutputOption: TypeAlias = Annotated[
    Path | None, _file("--output", "Where the table with its results goes (.csv, .parquet, .xlsx).")
]
DataOption: TypeAlias = Annotated[
    Path | None, _file("--data", "Data folder; QIANMING_DATA, ./var or the user's folder by default.", "DIR")
]
ScopeOption: TypeAlias = Annotated[
    list[KeyScope] | None,
    typer.Option("--scope", help="What it is limited to; may be repeated. Everything by default."),
]
WorkOrderArgument: TypeAlias = Annotated[
    int, typer.Argument(help="Number of the work order.", metavar="ID", min=1)
]
SignatureArgument: TypeAlias = Annotated[str, typer.Argument(help="Name of the signature.", metavar="NAME")]
SignaturesArgument: TypeAlias = Annotated[
    list[str], typer.Argument(help="Names of signatures.", metavar="NAME…")
]
KindOption: TypeAlias = Annotated[
    SignatureKind | None,
    typer.Option("--kind", help="Which one of two signatures of one name; the universal one by default."),
]
AccountArgument: TypeAlias = Annotated[str, typer.Argument(help="Name of the account.", metavar="ACCOUNT")]
