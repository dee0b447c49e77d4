"""Running commands: in this process over the test's database, or as a user does, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qianming.cli.app import run


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command line in this process; English unless it says otherwise."""
    monkeypatch.setenv("QIANMING_LANG", "en")
    monkeypatch.delenv("COLUMNS", raising=False)

    def run_command(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = run(arguments)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run_command


def _environment(changes: dict[str, str]) -> dict[str, str]:
    # Without compiled modules every start would be as slow as the first one.
    left_out = ("QIANMING_", "COV", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {**kept, "QIANMING_LANG": "en", **changes}


@pytest.fixture
def process(tmp_path: Path) -> Command:
    """Runs a command line as a process of its own, in an empty folder and on data of its own."""

    def run_process(*arguments: str, stdin: bytes = b"", **changes: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "qianming", *arguments],
            env=_environment({"HOME": str(tmp_path / "home"), **changes}),
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run_process


@pytest.fixture
def stopped_clock() -> Iterator[None]:
    """Let the services' clock stand at `NOW`, a working day inside the review hours."""
    from qianming.services import clock
    from tests.services.making import NOW

    class StoppedClock:
        def now(self) -> datetime:
            return NOW

    clock.set_clock(StoppedClock())
    yield
    clock.set_clock(clock.system_clock)
