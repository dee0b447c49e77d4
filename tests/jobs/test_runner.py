"""The threads that look for due work, from their start to their end."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qianming.carriers.simulator import simulated_carriers
from qianming.jobs.catalog import handlers
from qianming.jobs.runner import Runner
from qianming.registry.models import CarrierFiling
from qianming.services import filings
from qianming.services.clock import system_clock
from tests.services.making import NOW, a_live_signature, an_account

PATIENCE = 30.0


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so; a test that waits in vain fails."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        threading.Event().wait(0.02)


class Rowless:
    """A handler that is asked again and again and has no rows; at first it fails."""

    name = "rowless"
    batch = 1

    def __init__(self, failures: int = 0) -> None:
        self.rounds = 0
        self.failures = failures

    def claim(self, now: datetime, limit: int) -> Sequence[CarrierFiling]:
        self.rounds += 1
        if self.rounds <= self.failures:
            raise ConnectionError("the database is away")
        return []

    def work(self, row: CarrierFiling, now: datetime) -> None: ...

    def record(self, done: Sequence[tuple[CarrierFiling, None]], now: datetime) -> None: ...

    def postpone(self, row: CarrierFiling, due_at: datetime) -> bool:
        return False


@pytest.mark.django_db(transaction=True)
def test_it_runs_every_handler_until_it_is_stopped() -> None:
    one, other = Rowless(), Rowless()
    runner = Runner([one, other], system_clock)
    alive = [runner.is_alive]
    runner.start()
    until(lambda: one.rounds > 2 and other.rounds > 2)
    alive.append(runner.is_alive)
    runner.stop(PATIENCE)
    alive.append(runner.is_alive)
    assert alive == [False, True, False]
    rounds = one.rounds
    threading.Event().wait(0.5)
    assert one.rounds == rounds


@pytest.mark.django_db(transaction=True)
def test_a_round_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qianming.jobs.runner._AFTER_FAILURE_SECONDS", 0.3)
    handler = Rowless(failures=2)
    runner = Runner([handler], system_clock)
    runner.start()
    until(lambda: "rowless" in runner.failures)
    assert runner.failures["rowless"].startswith("ConnectionError at test_runner.py:")
    until(lambda: handler.rounds > 3)
    runner.stop(PATIENCE)
    assert runner.failures == {}


def test_it_can_be_stopped_before_it_was_started() -> None:
    Runner([Rowless()], system_clock).stop()


@pytest.mark.django_db(transaction=True)
def test_filings_are_done_in_real_time(tmp_path: Path) -> None:
    (tmp_path / "simulator.toml").write_text(
        "[all]\nfiling_delay_seconds = 0\nprobe_delay_seconds = 0\n", encoding="utf-8"
    )
    a_live_signature(an_account())
    CarrierFiling.objects.update(due_at=datetime.now(UTC))
    runner = Runner(handlers(simulated_carriers(tmp_path / "simulator.toml")), system_clock)
    runner.start()
    try:
        until(lambda: not CarrierFiling.objects.exclude(state="filed").exists())
    finally:
        runner.stop(PATIENCE)


@pytest.mark.django_db(transaction=True)
def test_a_start_on_sqlite_frees_what_a_killed_process_held(database_kind: str) -> None:
    a_live_signature(an_account())
    assert len(filings.claim_due(NOW, 10)) == 3
    runner = Runner([], system_clock)
    runner.start()
    runner.stop()
    held = CarrierFiling.objects.filter(leased_until__isnull=False).count()
    assert held == (0 if database_kind == "sqlite" else 3)
