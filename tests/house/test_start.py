"""Checking a name loads no framework: what scripts call thousands of times has to start at once."""

import json
import os
import subprocess
import sys

import pytest

SLOW = ("asyncio", "django", "psycopg", "rich", "uvicorn")
PROBE = f"""
import json, runpy, sys
try:
    runpy.run_module("qianming", run_name="__main__", alter_sys=True)
except SystemExit:
    pass
print(json.dumps([name for name in {SLOW!r} if name in sys.modules]), file=sys.stderr)
"""


def loaded(*arguments: str, before: str = "") -> list[str]:
    """Which of the slow packages a command has loaded when it ends."""
    # Coverage of the test session must not load its own packages into the probe.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", before + PROBE, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout
    names: list[str] = json.loads(done.stderr.splitlines()[-1])
    return names


@pytest.mark.parametrize("name", ["杭州云帆", "123456"])
def test_check_loads_nothing_slow(name: str) -> None:
    checked = ("check", name, "--enterprise", "杭州云帆网络科技有限公司", "--format", "json")
    assert loaded(*checked) == []


def test_it_sees_what_was_loaded() -> None:
    assert "django" in loaded("--version", before="import django\n")


def test_a_worker_can_be_read_before_the_framework_is_set_up() -> None:
    """A fresh process unpickles its function first; models cannot be imported that early."""
    probe = "import sys, qianming.project.workers; print('qianming.registry.models' in sys.modules)"
    command = [sys.executable, "-c", probe]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == ("False\n", "")
