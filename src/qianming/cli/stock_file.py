"""Reading a file of existing stock: CSV, JSON or YAML, each row with the line on which it begins.

Decides nothing about the rows' fields; every value becomes text.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import yaml

from qianming.cli.failures import Failure
from qianming.cli.language import say
from qianming.cli.reading import TextLoader, no_yaml, read_text

_LARGEST_BYTES = 64 * 1024 * 1024
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class StockRow:
    """One row; `fields` is whatever stands there, mostly an object."""

    line: int
    fields: object


def read_rows(file: str) -> list[StockRow]:
    """All rows of a file, which the suffix or the first character tells the kind of."""
    if file.lower().endswith((".xlsx", ".xls", ".parquet")):
        raise Failure(say("FILE: {file} is no CSV, JSON or YAML; save the table as CSV.", file=file))
    text = read_text(file, "FILE", _LARGEST_BYTES)
    rows = list(_rows(text, file))
    if not rows:
        raise Failure(
            say("FILE: {file} holds no rows; write a list of objects, or a table with a heading.", file=file)
        )
    return rows


def _rows(text: str, file: str) -> Iterator[StockRow]:
    suffix = file.lower().rpartition(".")[2]
    if suffix == "csv":
        return _of_csv(text, file)
    if text.lstrip()[:1] == "[":
        return _of_json(text, file)
    first_line = text.lstrip().partition("\n")[0]
    if suffix not in ("json", "yaml", "yml") and "," in first_line and ":" not in first_line:
        return _of_csv(text, file)
    return _of_yaml(text, file)


def _of_csv(text: str, file: str) -> Iterator[StockRow]:
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
    end = reader.line_num
    try:
        for row in reader:
            line, end = max(end, 1) + 1, reader.line_num
            yield StockRow(line, {name or "": value or "" for name, value in row.items()})
    except csv.Error as error:
        where = say("line {line}, column {column}", line=reader.line_num, column=1)
        raise Failure(say("FILE: {file} is no valid CSV ({where}).", file=file, where=where)) from error


def _of_json(text: str, file: str) -> Iterator[StockRow]:
    """The items of the list one by one, so that each has its line."""
    place, line, counted = text.index("[") + 1, 1, 0
    try:
        while True:
            place = _past_white(text, place)
            if text[place : place + 1] == "]":
                break
            line += text.count("\n", counted, place)
            counted = place
            fields, place = _DECODER.raw_decode(text, place)
            yield StockRow(line, fields)
            place = _past_white(text, place)
            if text[place : place + 1] == ",":
                place += 1
            elif text[place : place + 1] != "]":
                raise json.JSONDecodeError("no comma", text, place)
    except (json.JSONDecodeError, RecursionError) as error:
        at = getattr(error, "lineno", line), getattr(error, "colno", 1)
        where = say("line {line}, column {column}", line=at[0], column=at[1])
        raise Failure(say("FILE: {file} is no valid JSON ({where}).", file=file, where=where)) from error


def _past_white(text: str, place: int) -> int:
    while text[place : place + 1].isspace():
        place += 1
    return place


def _of_yaml(text: str, file: str) -> Iterator[StockRow]:
    try:
        with closing_loader(text) as loader:
            root = loader.get_single_node()
            items = root.value if isinstance(root, yaml.SequenceNode) else []
            for node in items:
                yield StockRow(node.start_mark.line + 1, loader.construct_object(node, deep=True))
    except (yaml.YAMLError, RecursionError) as error:
        raise no_yaml(text, file, error) from error


@contextmanager
def closing_loader(text: str) -> Iterator[TextLoader]:
    """A loader of the text; making it raises a YAMLError already where a character cannot stand in YAML."""
    loader = TextLoader(text)
    try:
        yield loader
    finally:
        loader.dispose()


def flat(fields: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    """The fields as texts; `filings` becomes a field for each carrier, as a table has them."""
    for name, value in fields.items():
        if name == "filings" and isinstance(value, dict):
            yield from _flat_filings(value)
        else:
            yield str(name), _text(value)


def _flat_filings(filings: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    for carrier, filing in filings.items():
        if not isinstance(filing, dict):
            yield str(carrier), _text(filing)
            continue
        for name, value in filing.items():
            yield str(carrier) if name == "state" else f"{carrier}_{name}", _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(_text, value))
    return str(value).strip()
