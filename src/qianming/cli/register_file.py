"""Reading a trademark register's file, CSV or Parquet: every row that cannot be used is told by its line."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from qianming.cli.failures import Failure
from qianming.cli.language import say
from qianming.core.trademarks import TrademarkEntry, TrademarkStatus

_COLUMNS = ("number", "text", "owner", "status")
_MOST_TOLD = 10


def trademark_entries(file: str) -> list[TrademarkEntry]:
    """The entries; columns `number`, `text`, `owner`, `status`, and `valid_until` where it is known."""
    complaints: list[str] = []
    entries = []
    for line, row in enumerate(_rows(Path(file)), start=2):
        try:
            entries.append(_entry(row))
        except ValueError as wrong:
            complaints.append(say("FILE: line {line}: {why}", line=line, why=wrong))
        if len(complaints) == _MOST_TOLD:
            break
    if complaints:
        raise Failure(*complaints)
    return entries


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    """The rows as texts, a piece at a time."""
    import duckdb

    reader = "read_parquet(?)" if path.suffix.lower() == ".parquet" else "read_csv(?, all_varchar = true)"
    try:
        table = duckdb.connect().execute(f"SELECT * FROM {reader}", [str(path)])
        columns = [column[0] for column in table.description or ()]
        _need_columns(columns)
        while rows := table.fetchmany(10_000):
            for row in rows:
                yield {
                    name: "" if cell is None else str(cell) for name, cell in zip(columns, row, strict=True)
                }
    except duckdb.Error as error:
        raise Failure(say("FILE: {file} is no table that can be read.", file=path)) from error


def _need_columns(columns: list[str]) -> None:
    for name in _COLUMNS:
        if name not in columns:
            raise Failure(say("FILE: the column {name} is missing.", name=name))


def _entry(row: Mapping[str, str]) -> TrademarkEntry:
    number, text, owner = (row[name].strip() for name in ("number", "text", "owner"))
    if not (number and text and owner):
        raise ValueError(say("number, text and owner are needed"))
    if row["status"] not in tuple(TrademarkStatus):
        raise ValueError(say("the status is one of {known}", known=", ".join(TrademarkStatus)))
    until = row.get("valid_until", "").strip()
    return TrademarkEntry(
        number=number[:50],
        text=text[:100],
        owner=owner[:150],
        status=TrademarkStatus(row["status"]),
        valid_until=date.fromisoformat(until[:10]) if until else None,
    )
