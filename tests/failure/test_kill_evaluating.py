"""An evaluation that is killed at any instant is made up for: every change is made once and told once.

Groups of signatures become idle on one day after the other. The command that evaluates a day, and the service
whose jobs evaluate yesterday, are killed at random instants; what is left is done by the next one.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.clock import today
from tests.e2e.service import Service
from tests.failure.conftest import SendingService

KILLS, SOAK_KILLS = 10, 100
DAYS, SOAK_DAYS, EACH = 8, 60, 25
OF_THE_SERVICE = 0.3

pytestmark = pytest.mark.kill


@pytest.fixture
def days(pytestconfig: pytest.Config) -> int:
    """On how many days, up to yesterday, signatures become idle."""
    return SOAK_DAYS if pytestconfig.getoption("soak") else DAYS


@pytest.fixture
def idle(migrated_database_url: str, tmp_path: Path, days: int) -> Iterator[SendingService]:
    """A service that does not run, some of whose signatures become idle every day."""
    environment = {
        "QIANMING_DATABASE_URL": migrated_database_url,
        "QIANMING_SECRET_KEY": "a secret for tests alone",
    }
    made = SendingService(Service(tmp_path, environment), migrated_database_url)
    stock = [sys.executable, "-m", "tests.failure.idle_stock", str(days), str(EACH)]
    done = subprocess.run(stock, env=made.service.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    yield made
    made.service.stop()


def yesterday() -> date:
    return today() - timedelta(days=1)


def evaluation(day: date) -> list[str]:
    return [sys.executable, "-m", "qianming", "evaluate", "--day", day.isoformat(), "--format", "json"]


def evaluate(idle: SendingService, day: date) -> float:
    """One that nobody kills; how many seconds it took."""
    start = time.monotonic()
    done = subprocess.run(
        evaluation(day), env=idle.service.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return time.monotonic() - start


def kill_command(idle: SendingService, day: date, instant: float) -> bool:
    """Kill the command after so many seconds; whether it was still at work."""
    process = subprocess.Popen(
        evaluation(day),
        env=idle.service.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(instant)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait(10) == -signal.SIGKILL


def kill_service(idle: SendingService, instant: float) -> bool:
    """Kill the service so many seconds after it was ready; its jobs evaluate as soon as they run."""
    idle.service.start()
    time.sleep(instant)
    idle.service.kill()
    return True


def idle_counts(idle: SendingService, query: str) -> Counter[str]:
    return Counter(str(subject) for (subject,) in idle.rows(query))


def test_no_change_is_lost_or_told_twice(
    idle: SendingService, days: int, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    kills = SOAK_KILLS if pytestconfig.getoption("soak") else KILLS
    first, last = yesterday() - timedelta(days=days - 1), yesterday()
    usual = evaluate(idle, first - timedelta(days=1))
    of_the_service = round(kills * OF_THE_SERVICE)
    at_work = 0
    for number in range(kills - of_the_service):
        day = first + timedelta(days=number * (days - 1) // (kills - of_the_service))
        at_work += kill_command(idle, day, chance.uniform(0.3, 1.2) * usual)
    for _ in range(of_the_service):
        at_work += kill_service(idle, chance.uniform(0, 1.5))
    evaluate(idle, last)
    stored = idle_counts(
        idle, "SELECT signature_id FROM registry_healthreason WHERE code = 'RECENTLY_UNUSED'"
    )
    raised = idle_counts(idle, "SELECT subject FROM registry_event WHERE kind = 'health.raised'")
    cleared = idle_counts(idle, "SELECT subject FROM registry_event WHERE kind = 'health.cleared'")
    levels = idle_counts(idle, "SELECT subject FROM registry_event WHERE new = 'abnormal'")
    with capsys.disabled():
        print(f"\n{kills} kills, {at_work} of them at work, seed {seed}: {len(stored)} changes")  # noqa: T201
    assert len(stored) == days * EACH
    assert raised == levels == Counter({f"signature:{pk}": 1 for pk in stored}), "told twice, or not at all"
    assert cleared == Counter()
    assert at_work > kills // 3
