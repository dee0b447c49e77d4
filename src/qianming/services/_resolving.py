"""Rows of existing stock, with the account and the papers that they name. Reads only.

Decides what keeps a row out, and which rows were imported before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from qianming.core.china_time import china_midnight
from qianming.core.codes import Origin
from qianming.registry.models import (
    Account,
    Application,
    PowerOfAttorney,
    Signature,
    Trademark,
)
from qianming.registry.phones import letter_name_hash
from qianming.registry.queries import for_account, qualifications, signature
from qianming.registry.subjects import Papers
from qianming.services._import_rows import ImportFault, ImportProblem, ImportSignature

_NAME_LENGTH = 50
_EARLIEST = date(1990, 1, 1)  # before any text message
_LARGEST_ID = 2**63 - 1
PaperT = TypeVar("PaperT", bound=Model)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that can be stored, with what it names."""

    row: ImportSignature
    account: Account
    papers: Papers

    @property
    def approved_at(self) -> datetime:
        """The beginning of the day of the approval."""
        return china_midnight(self.row.approved_on)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The rows of a file, told apart."""

    planned: tuple[Planned, ...]
    unchanged: int
    problems: tuple[ImportProblem, ...]


def resolved(rows: Sequence[ImportSignature], today: date) -> Resolved:
    """Look up what each row names; a row is told all of its problems."""
    readable = [row for row in rows if not any(_unstorable(row))]
    accounts = {account.name: account for account in accounts_of(readable)}
    planned: list[Planned] = []
    problems = [problem for row in rows for problem in _unstorable(row)]
    seen: set[tuple[str, str, str]] = set()
    unchanged = 0
    for row in readable:
        found = list(_plain_problems(row, today, seen))
        account = accounts.get(row.account)
        if account is None:
            problems += [*found, ImportProblem(row.line, "account", ImportFault.UNKNOWN, row.account)]
            continue
        plan, lacking = _with_papers(row, account)
        known = signature(account.pk, row.name, row.kind)
        if known is not None and not lacking and _is_the_same(known, plan):
            unchanged += not found
        elif known is not None and known.origin != Origin.COMPLIMENTARY:
            lacking.append(ImportProblem(row.line, "name", ImportFault.TAKEN, row.name))
        elif not found and not lacking:
            planned.append(plan)
        problems += [*found, *lacking]
    return Resolved(tuple(planned), unchanged, tuple(problems))


def accounts_of(rows: Sequence[ImportSignature]) -> QuerySet[Account]:
    """The accounts that rows name, as far as there are any."""
    return Account.objects.filter(name__in={row.account for row in rows if not any(_unstorable(row))})


def _unstorable(row: ImportSignature) -> Iterator[ImportProblem]:
    """Texts that no database can be asked about: with a NUL, or with half of a character."""
    texts = {
        "account": row.account,
        "name": row.name,
        "qualification": row.qualification,
        "trademark": row.trademark,
        "power_of_attorney": row.power_of_attorney,
    }
    for field, text in texts.items():
        if "\x00" in text or any(0xD800 <= ord(character) <= 0xDFFF for character in text):
            yield ImportProblem(row.line, field, ImportFault.IMPOSSIBLE, text)


def _plain_problems(
    row: ImportSignature, today: date, seen: set[tuple[str, str, str]]
) -> Iterator[ImportProblem]:
    """What is wrong with a row whatever the registry has."""
    key = (row.account, row.name, row.kind)
    if key in seen:
        yield ImportProblem(row.line, "name", ImportFault.TWICE, row.name)
    seen.add(key)
    if not 0 < len(row.name) <= _NAME_LENGTH or row.name != row.name.strip():
        yield ImportProblem(row.line, "name", ImportFault.IMPOSSIBLE, row.name)
    days = {"approval_date": row.approved_on}
    days |= {f"{carrier}_since": filing.since for carrier, filing in row.filings.items() if filing.since}
    for field, day in days.items():
        if day > today or day < _EARLIEST:
            fault = ImportFault.FUTURE if day > today else ImportFault.IMPOSSIBLE
            yield ImportProblem(row.line, field, fault, day.isoformat())


def _with_papers(row: ImportSignature, account: Account) -> tuple[Planned, list[ImportProblem]]:
    qualification = _named(qualifications(account.pk), row.qualification, name=row.qualification)
    trademark = _named(for_account(Trademark, account.pk), row.trademark, text=row.trademark)
    name_hash = letter_name_hash(account.pk, row.power_of_attorney)
    power = _named(for_account(PowerOfAttorney, account.pk), row.power_of_attorney, name_hash=name_hash)
    named: tuple[tuple[str, str, object], ...] = (
        ("qualification", row.qualification, qualification),
        ("trademark", row.trademark, trademark),
        ("power_of_attorney", row.power_of_attorney, power),
    )
    lacking = [
        ImportProblem(row.line, field, ImportFault.UNKNOWN, text)
        for field, text, found in named
        if text and found is None
    ]
    return Planned(row, account, Papers(qualification, power, trademark)), lacking


def _named(rows: QuerySet[PaperT], given: str, **named: str) -> PaperT | None:
    """The paper of that id, else the newest of that name; None without either."""
    if not given:
        return None
    if given.isascii() and given.isdigit() and int(given) <= _LARGEST_ID:
        by_id = rows.filter(pk=int(given)).first()
        if by_id is not None:
            return by_id
    return rows.filter(**named).order_by("-pk").first()


def _is_the_same(known: Signature, plan: Planned) -> bool:
    """Whether this very row was imported before, whatever became of its filings since."""
    versions = for_account(Application, known.account_id).filter(
        signature=known,
        source=plan.row.source,
        qualification=plan.papers.qualification,
        trademark=plan.papers.trademark,
        power_of_attorney=plan.papers.power_of_attorney,
        decided_at=plan.approved_at,
    )
    return versions.exists()
