"""Importing the register of enterprises: each entry replaces the one of its credit code.

Decides which rows can be entries. Rows are stored in portions, so that an import of millions of them never
keeps others from writing for long; importing a file twice changes nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from qianming.core.papers.entity import EnterpriseStatus
from qianming.core.papers.identity import compact_credit_code
from qianming.core.permissions import Permission
from qianming.registers.enterprises import person_key
from qianming.registry.models import RegisteredEnterprise
from qianming.services import register_checks
from qianming.services._command import write
from qianming.services.actors import Actor

_PORTION = 1000
_NAME_LENGTH = 150
_CREDIT_CODE = re.compile(r"[0-9A-Z]{8,18}")
# As registers and their exports write the status (登记状态).
_STATUSES: Mapping[str, EnterpriseStatus] = MappingProxyType(
    {
        **{status.value: status for status in EnterpriseStatus},
        **dict.fromkeys(("", "存续", "在业", "开业", "在营", "正常", "登记成立"), EnterpriseStatus.ACTIVE),
        **dict.fromkeys(("吊销", "吊销未注销"), EnterpriseStatus.REVOKED),
        **dict.fromkeys(("注销", "吊销已注销", "撤销"), EnterpriseStatus.CANCELLED),
        **dict.fromkeys(("停业", "歇业"), EnterpriseStatus.SUSPENDED),
        "迁出": EnterpriseStatus.MOVED_OUT,
    }
)


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """One row as it was read: `line` is where it stands, the rest is text."""

    line: int
    credit_code: str
    name: str
    status: str = ""
    legal_representative: str = ""


@dataclass(frozen=True, slots=True)
class BadEnterprise:
    """Why a row is no entry: the column that is wrong."""

    line: int
    field: str


@dataclass(frozen=True, slots=True)
class ImportedRegister:
    """What became of the rows."""

    stored: int
    problems: tuple[BadEnterprise, ...]


def import_enterprises(actor: Actor, rows: Iterable[EnterpriseRow], now: datetime) -> ImportedRegister:
    """Store every row that can be an entry; the others are told. Open checks are made again."""
    actor.need(Permission.ACCOUNT_ADMINISTER)
    stored, problems = 0, list[BadEnterprise]()
    for portion in _portions(rows):
        wrong = {row.line: field for row in portion if (field := _problem(row)) is not None}
        problems += [BadEnterprise(line, field) for line, field in wrong.items()]
        stored += _store([row for row in portion if row.line not in wrong], now)
    register_checks.ask_again(now)
    return ImportedRegister(stored, tuple(problems))


def _portions(rows: Iterable[EnterpriseRow]) -> Iterator[list[EnterpriseRow]]:
    portion: list[EnterpriseRow] = []
    for row in rows:
        portion.append(row)
        if len(portion) == _PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


def _problem(row: EnterpriseRow) -> str | None:
    code = compact_credit_code(row.credit_code)
    # What reality does differently from the standard is no reason to leave an entry out.
    if not _CREDIT_CODE.fullmatch(code):
        return "credit_code"
    if not 0 < len(row.name.strip()) <= _NAME_LENGTH or "\x00" in row.name:
        return "name"
    return None if _status(row.status) is not None else "status"


def _status(text: str) -> EnterpriseStatus | None:
    """The status that a text begins with, such as 存续（在营、开业、在册）."""
    plain = text.strip().partition("（")[0].partition("(")[0].strip()
    return _STATUSES.get(plain) or _STATUSES.get(plain.lower())


def _store(rows: list[EnterpriseRow], now: datetime) -> int:
    """Of two rows of one code the later one counts."""
    entries = {
        compact_credit_code(row.credit_code): RegisteredEnterprise(
            credit_code=compact_credit_code(row.credit_code),
            name=row.name.strip(),
            status=_status(row.status) or EnterpriseStatus.ACTIVE,
            legal_representative_hash=person_key(row.legal_representative),
            imported_at=now,
        )
        for row in rows
    }
    with write():
        RegisteredEnterprise.objects.bulk_create(
            entries.values(),
            batch_size=_PORTION,
            update_conflicts=True,
            unique_fields=["credit_code"],
            update_fields=["name", "status", "legal_representative_hash", "imported_at"],
        )
    return len(rows)
