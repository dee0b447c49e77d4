"""Taking over existing stock: signatures that were approved, and mostly filed, before they came here.

The only way in for retired sources. A file is stored as a whole or not at all, unless bad rows may be
skipped. The rulebook does not decide, because the approval was given elsewhere; what it says of that day is
kept with the work order, and health is assessed at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qianming.core.china_time import china_day
from qianming.core.permissions import Permission
from qianming.services import health
from qianming.services._command import lock_accounts, write
from qianming.services._import_rows import ImportedFiling, ImportFault, ImportProblem, ImportSignature
from qianming.services._importing import store
from qianming.services._resolving import accounts_of, resolved
from qianming.services.actors import Actor
from qianming.services.refusals import Refusal

__all__ = [
    "ImportFault",
    "ImportProblem",
    "ImportRefused",
    "ImportSignature",
    "Imported",
    "ImportedFiling",
    "examine",
    "import_stock",
]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were stored, how many were there already, and what is wrong with the others."""

    imported: int
    unchanged: int
    problems: tuple[ImportProblem, ...] = ()


class ImportRefused(Refusal):
    """Rows are wrong, so nothing of the file was stored."""

    def __init__(self, problems: tuple[ImportProblem, ...]) -> None:
        super().__init__("ImportRefused")
        self.problems = problems


def examine(rows: Sequence[ImportSignature], now: datetime) -> tuple[ImportProblem, ...]:
    """What is wrong with rows, without storing any."""
    return resolved(rows, china_day(now)).problems


def import_stock(
    actor: Actor, rows: Sequence[ImportSignature], now: datetime, *, skip_bad: bool = False
) -> Imported:
    """Store the rows in one transaction. Rows that were imported before are left as they are by now.

    Raises `ImportRefused` with every problem unless `skip_bad`, and `Forbidden` for others than operators.
    """
    actor.need(Permission.ACCOUNT_ADMINISTER)
    with write():
        lock_accounts(*accounts_of(rows).values_list("pk", flat=True))
        found = resolved(rows, china_day(now))
        if found.problems and not skip_bad:
            raise ImportRefused(found.problems)
        health.refresh_all([store(plan, actor, now) for plan in found.planned], now)
    return Imported(len(found.planned), found.unchanged, found.problems)
