"""Running commands: in this process over the test's database, or as a user does, in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qianming.cli.app import run

if TYPE_CHECKING:
    from qianming.registry.models import Account

CREATE = ("account", "create", "demo", "--type", "enterprise", "--verified-name", "杭州云帆样例科技有限公司")


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


def process_in(folder: Path, *arguments: str, **changes: str) -> Outcome:
    """Run a command line as a process of its own, in a folder and with that as the user's home."""
    done = subprocess.run(
        [sys.executable, "-m", "qianming", *arguments],
        env=_environment({"HOME": str(folder), **changes}),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def process(tmp_path: Path) -> Command:
    """Runs a command line as a process of its own, in an empty folder and on data of its own."""
    return partial(process_in, tmp_path)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in good order, made once and never used itself."""
    folder = tmp_path_factory.mktemp("made")
    assert process_in(folder, *CREATE, "--data", "data").code == 0
    return folder / "data"


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A data folder in good order."""
    return Path(shutil.copytree(made, tmp_path / "data"))


@pytest.fixture
def stopped_clock() -> Iterator[None]:
    """Let the services' clock stand at `NOW`, a working day inside the review hours."""
    from qianming.services import clock
    from tests.clock import StandingClock
    from tests.services.making import NOW

    clock.set_clock(StandingClock(NOW))
    yield
    clock.set_clock(clock.system_clock)


@pytest.fixture
def account(db: None) -> "Account":
    """The account that commands name."""
    from tests.services.making import an_account

    return an_account("demo")
