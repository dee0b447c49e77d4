"""Several processes on one PostgreSQL: they share the port, replace each other, and end with their parent."""

import subprocess
import sys

import psutil
import pytest
import requests

from qianming.project.workers import pause_after
from tests.e2e.service import until
from tests.failure.conftest import SendingService

pytestmark = pytest.mark.only_on("postgresql")


@pytest.fixture
def several(shared: SendingService) -> SendingService:
    """The same data, served anew by two workers."""
    shared.service.stop()
    shared.service.environment["QIANMING_DEMO"] = "0"
    shared.service.options = ("--workers", "2")
    shared.service.start()
    return shared


def workers(sending: SendingService) -> list[psutil.Process]:
    """The processes that serve; not Python's own helper beside them."""
    assert sending.service.process is not None
    children = psutil.Process(sending.service.process.pid).children()
    alive = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if "spawn_main" in " ".join(child.cmdline())]


def test_workers_serve_together_and_are_replaced(several: SendingService) -> None:
    assert len(workers(several)) == 2
    before = len(several.recorded())
    request = several.client().signed("SendSms", **several.message())
    codes = [several.sent(request)[1]["Code"] for _ in range(8)]
    assert codes == ["OK"] + ["SignatureNonceUsed"] * 7
    acknowledged = {several.send()[1]["BizId"] for _ in range(20)}
    killed = workers(several)[0]
    killed.kill()
    assert requests.get(f"{several.service.url}healthz", timeout=10).status_code == 200
    until("another worker", lambda: len([one for one in workers(several) if one.pid != killed.pid]) == 2)
    acknowledged |= {several.send()[1]["BizId"] for _ in range(20)}
    assert len(acknowledged) == 40
    several.wait_until_recorded(acknowledged)
    assert len(several.recorded()) == before + 41
    assert (
        "qianming_lane_commit_orders_count" in requests.get(f"{several.service.url}metrics", timeout=10).text
    )


def test_workers_end_with_their_parent(several: SendingService) -> None:
    children = workers(several)
    acknowledged = {several.send()[1]["BizId"] for _ in range(5)}
    several.service.kill()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    several.service.start()
    several.wait_until_recorded(acknowledged)


def test_a_signal_ends_all_of_them_well(several: SendingService) -> None:
    children = workers(several)
    process = several.service.process
    assert process is not None
    process.terminate()
    assert process.wait(40) == 0
    assert not any(child.is_running() for child in children)


def test_what_keeps_workers_from_serving_keeps_the_service_from_starting(several: SendingService) -> None:
    several.service.stop()
    carriers = several.service.data / "carriers.toml"
    carriers.write_text("[mobile]\ndriver = 'pigeon'\n", encoding="utf-8")
    command = [sys.executable, "-m", "qianming", "serve", "--port", "0", "--workers", "2"]
    try:
        done = subprocess.run(
            command, env=several.service.environment, capture_output=True, text=True, check=False, timeout=120
        )
    finally:
        carriers.unlink()
    assert done.returncode == 2
    assert "the carriers' drivers" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("quiet", "last", "pause"), [(1, 1, 2), (30, 2, 4), (1, 32, 60), (59, 60, 60), (60, 60, 1), (9000, 1, 1)]
)
def test_workers_that_die_one_after_the_other_are_waited_for(quiet: float, last: float, pause: float) -> None:
    assert pause_after(quiet, last) == pause
