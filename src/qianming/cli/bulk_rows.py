"""Rows of a table as the subjects that rules read: columns are named like the options of `check`.

Decides what is wrong with a row. An empty cell means "not told", as an option that is left out; what the
command line itself tells holds for every row whose own cell is empty.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from qianming.cli.bulk_chunks import Column
from qianming.cli.bulk_sheets import as_texts
from qianming.cli.language import say
from qianming.cli.options import name_list
from qianming.core.codes import AccountType, Industry, PaperKind, Purpose, SignatureSource
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject, TrademarkSubject

STATUSES = ("registered", "pending", "invalid")
_FIELDS = {"enterprise": "enterprise_name", "taken": "taken_names", "paper": "materials"}


class BadCell(ValueError):
    """A cell that cannot be used; the message names its column."""


def _member(kind: type[StrEnum], column: str) -> Callable[[str], StrEnum]:
    members = {member.value: member for member in kind}

    def read(text: str) -> StrEnum:
        try:
            return members[text.strip()]
        except KeyError:
            listed = ", ".join(members)
            raise BadCell(say("{field}: not one of {choices}", field=column, choices=listed)) from None

    return read


def _status(text: str) -> str:
    if text.strip() not in STATUSES:
        raise BadCell(
            say("{field}: not one of {choices}", field="trademark_status", choices=", ".join(STATUSES))
        )
    return text.strip()


def _day(column: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        problem = say("{text} is no day; write it like 2026-12-31", text=text)
        raise BadCell(f"{column}: {problem}") from None


def _names(text: str) -> frozenset[str]:
    return frozenset(name_list(text))


_kind_of_paper = _member(PaperKind, "paper")


def _papers(text: str) -> frozenset[StrEnum]:
    return frozenset(_kind_of_paper(kind) for kind in name_list(text))


_READERS: Mapping[str, Callable[[str], Any]] = {
    "name": str,
    "source": _member(SignatureSource, "source"),
    "enterprise": str,
    "credit_code": str,
    "account_name": str,
    "account_type": _member(AccountType, "account_type"),
    "purpose": _member(Purpose, "purpose"),
    "industry": _member(Industry, "industry"),
    "paper": _papers,
    "remark": str,
    "legal_representative": str,
    "administrator": str,
    "taken": _names,
}
_TRADEMARK: Mapping[str, Callable[[str], Any]] = {
    "trademark": str,
    "trademark_owner": str,
    "trademark_status": _status,
    "trademark_until": partial(_day, "trademark_until"),
}
_POWER: Mapping[str, Callable[[str], Any]] = {
    "power_scope": name_list,
    "power_until": partial(_day, "power_until"),
}
COLUMNS = frozenset({*_READERS, *_TRADEMARK, *_POWER})


def subjects(
    columns: Mapping[str, Column], base: ApplicationSubject
) -> Iterator[ApplicationSubject | BadCell]:
    """A subject for each row, or what is wrong with it; `base` is what holds for every row."""
    named = {field: getattr(base, field) for field in base.__dataclass_fields__}
    plain = [(_FIELDS.get(name, name), _READERS[name], name) for name in columns if name in _READERS]
    marked = [(name, _TRADEMARK[name]) for name in columns if name in _TRADEMARK]
    powers = [(name, _POWER[name]) for name in columns if name in _POWER]
    texts = {name: as_texts(column) for name, column in columns.items()}
    for row in zip(*texts.values(), strict=True):
        cells = dict(zip(texts, row, strict=True))
        told = dict(named)
        try:
            for field, read, name in plain:
                if cell := cells[name]:
                    told[field] = cell if read is str else read(cell)
            if marked:
                told["trademark"] = _trademark(cells, marked) or base.trademark
            if powers:
                told["power_of_attorney"] = _power(cells, powers) or base.power_of_attorney
            yield ApplicationSubject(**told)
        except BadCell as problem:
            yield problem


def _read(cells: Mapping[str, str | None], readers: list[tuple[str, Callable[[str], Any]]]) -> dict[str, Any]:
    return {name: read(cell) for name, read in readers if (cell := cells[name])}


def _trademark(
    cells: Mapping[str, str | None], readers: list[tuple[str, Callable[[str], Any]]]
) -> TrademarkSubject | None:
    found = _read(cells, readers)
    if found and "trademark" not in found:
        raise BadCell(say("trademark: is missing; the other trademark columns describe its text"))
    if not found:
        return None
    return TrademarkSubject(
        found["trademark"],
        found.get("trademark_owner"),
        found.get("trademark_status"),
        found.get("trademark_until"),
    )


def _power(
    cells: Mapping[str, str | None], readers: list[tuple[str, Callable[[str], Any]]]
) -> PowerOfAttorneySubject | None:
    found = _read(cells, readers)
    if found and "power_scope" not in found:
        raise BadCell(say("power_scope: is missing; power_until needs the names that the letter covers"))
    if not found:
        return None
    return PowerOfAttorneySubject(scope=found["power_scope"], valid_until=found.get("power_until"))
