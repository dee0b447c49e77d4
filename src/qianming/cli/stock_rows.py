"""A row of existing stock as it was typed, turned into what is imported; every problem has its field."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from qianming.cli.language import say
from qianming.cli.stock_file import StockRow, flat
from qianming.core.codes import Carrier, FilingReason, FilingState, Purpose, SignatureKind, SignatureSource
from qianming.services.imports import ImportedFiling, ImportSignature

MemberT = TypeVar("MemberT", bound=StrEnum)
ValueT = TypeVar("ValueT")

_PLAIN = (
    "account", "name", "source", "qualification", "approval_date", "purpose", "kind", "trademark",
    "power_of_attorney",
)  # fmt: skip
KNOWN = (*_PLAIN, *(f"{carrier}{part}" for carrier in Carrier for part in ("", "_since", "_reasons")))


class BadRow(Exception):
    """A row that cannot be read; each problem is a field and what is wrong with it."""

    def __init__(self, line: int, problems: list[tuple[str, str]]) -> None:
        super().__init__(line, problems)
        self.line = line
        self.problems = problems


class _Fields:
    """The texts of one row, taken out one by one; what is wrong with them is gathered."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self.problems: list[tuple[str, str]] = [
            (name or "?", say("no such field; known: {known}", known=", ".join(KNOWN)))
            for name in texts
            if name not in KNOWN
        ]

    def text(self, name: str) -> str:
        return self._texts.get(name, "")

    def needed(self, name: str) -> str:
        if not self.text(name):
            self.problems.append((name, say("it is missing")))
        return self.text(name)

    def member(self, name: str, kind: type[MemberT], default: MemberT) -> MemberT:
        return self._read(name, lambda text: kind(text.lower()), default, [member.value for member in kind])

    def day(self, name: str) -> date | None:
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.problems.append((name, say("{text} is no day; write it like 2026-12-31", text=text)))
            return None

    def reasons(self, name: str) -> tuple[FilingReason, ...]:
        def read(text: str) -> tuple[FilingReason, ...]:
            return tuple(FilingReason(part.strip().upper()) for part in text.split(";") if part.strip())

        return self._read(name, read, (), [reason.value for reason in FilingReason])

    def _read(self, name: str, read: Callable[[str], ValueT], default: ValueT, known: list[str]) -> ValueT:
        text = self.text(name)
        try:
            return read(text) if text else default
        except ValueError:
            listed = ", ".join(known)
            self.problems.append((name, say("{value} is not one of {known}", value=text, known=listed)))
            return default


def import_of(row: StockRow) -> ImportSignature:
    """The row as it is imported. Raises `BadRow` with everything that is wrong with it."""
    if not isinstance(row.fields, dict):
        raise BadRow(row.line, [("?", say("the row is no object with fields"))])
    fields = _Fields(dict(flat(row.fields)))
    fields.needed("source")
    fields.needed("approval_date")
    day = fields.day("approval_date")
    found = ImportSignature(
        line=row.line,
        account=fields.needed("account"),
        name=fields.needed("name"),
        source=fields.member("source", SignatureSource, SignatureSource.ENTERPRISE_NAME),
        approved_on=day or date.min,
        kind=fields.member("kind", SignatureKind, SignatureKind.UNIVERSAL),
        purpose=_purpose(fields),
        qualification=fields.text("qualification"),
        trademark=fields.text("trademark"),
        power_of_attorney=fields.text("power_of_attorney"),
        filings={carrier: filing for carrier in Carrier if (filing := _filing(fields, carrier))},
    )
    if fields.problems:
        raise BadRow(row.line, fields.problems)
    return found


def _purpose(fields: _Fields) -> Purpose | None:
    return fields.member("purpose", Purpose, Purpose.OWN_USE) if fields.text("purpose") else None


def _filing(fields: _Fields, carrier: Carrier) -> ImportedFiling | None:
    since, reasons = fields.day(f"{carrier}_since"), fields.reasons(f"{carrier}_reasons")
    if not fields.text(carrier):
        if since is not None or reasons:
            fields.needed(carrier)
        return None
    return ImportedFiling(fields.member(carrier, FilingState, FilingState.NOT_FILED), since, reasons)
