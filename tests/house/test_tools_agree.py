"""Style, layers and times are checked by tools; a test run fails where they would."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

BIN = Path(sys.executable).parent


def _run(*command: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


def test_ruff_finds_nothing() -> None:
    done = _run("ruff", "check", "--no-cache")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "expression",
    [
        "datetime.now()",
        "datetime.utcnow()",
        "datetime.fromtimestamp(0)",
        "datetime(2026, 1, 1)",
        "date.today()",
    ],
)
def test_ruff_sees_a_time_without_a_zone(expression: str) -> None:
    text = f'"""Sample."""\n\nfrom datetime import date, datetime\n\nNOW = ({expression}, date, datetime)\n'
    done = _run(
        "ruff", "check", "--no-cache", "--stdin-filename", "src/qianming/core/sample.py", "-", text=text
    )
    assert "DTZ" in done.stdout


def test_imports_keep_to_the_layers(tmp_path: Path) -> None:
    done = _run("lint-imports", "--no-logo", "--cache-dir", str(tmp_path))
    assert done.returncode == 0, done.stdout


def test_the_layers_are_really_looked_at(tmp_path: Path) -> None:
    """The same contract over a copy in which core imports a service."""
    copy = tmp_path / "src" / "qianming"
    for package in ("core", "services"):
        (copy / package).mkdir(parents=True)
        (copy / package / "__init__.py").write_text("")
    (copy / "__init__.py").write_text("")
    (copy / "core" / "bad.py").write_text("import qianming.services\n")
    contract = tmp_path / "contract.ini"
    contract.write_text(
        "[importlinter]\nroot_package = qianming\n[importlinter:contract:1]\nname = layers\ntype = layers\n"
        "containers = qianming\nlayers =\n    services\n    core\n"
    )
    environment = {"PYTHONPATH": str(tmp_path / "src"), "PATH": ""}
    command = [str(BIN / "lint-imports"), "--no-logo", "--no-cache", "--config", str(contract)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "qianming.core is not allowed to import qianming.services" in done.stdout
