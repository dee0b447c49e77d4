"""Register checks that are due: ask the register, complete the work order's findings."""

from collections.abc import Sequence
from datetime import datetime

from qianming.core.papers.entity import RegisterAnswer
from qianming.registry.models import RegisterCheck
from qianming.services import register_checks


class RegisterHandler:
    """An unreachable register is asked again until the work order is decided."""

    name = "register-checks"
    batch = 5

    def claim(self, now: datetime, limit: int) -> Sequence[RegisterCheck]:
        return register_checks.claim_due(now, limit)

    def work(self, row: RegisterCheck, now: datetime) -> RegisterAnswer | None:
        return register_checks.ask(row)

    def record(self, done: Sequence[tuple[RegisterCheck, RegisterAnswer | None]], now: datetime) -> None:
        for row, answer in done:
            register_checks.record_answer(row, answer, now)

    def postpone(self, row: RegisterCheck, due_at: datetime) -> bool:
        return register_checks.postpone(row, due_at)
