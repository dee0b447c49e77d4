"""Runs the tests on PostgreSQL, then on SQLite: pytest's own summary of the larger run comes last.

All sessions always run, and any's failure fails the whole. Arguments are handed on to pytest. Without any,
the tests of `core` and of its words come in a session of their own, in which they have to cover all of it;
measuring that would make every other test slower.
"""

import os
import subprocess
import sys

import pytest

CORE = ("tests/core", "tests/texts")
WORKERS = max(2, min(os.cpu_count() or 2, 8))


def _session(database: str, *arguments: str, earlier: str = "") -> int:
    print(f"\n=== tests on {database} ===", flush=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--database",
        database,
        "-n",
        str(WORKERS),
        "--dist",
        "worksteal",
    ]
    environment = {**os.environ, "QIANMING_EARLIER_FAILURE": earlier}
    # Hundreds of processes load the same modules; compiling them anew each time takes longer than most tests.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run([*command, *arguments], env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """The worse of the two exit codes; on PostgreSQL it is fine when a selection leaves no test."""
    # The tests of core touch no database: leaving them out here saves collecting them.
    without_core = [] if arguments else [f"--ignore={folder}" for folder in CORE]
    first = _session("postgresql", *without_core, *arguments)
    if first == pytest.ExitCode.NO_TESTS_COLLECTED:
        first = 0
    failed = _told(first, "on PostgreSQL")
    if arguments:
        last = _session("sqlite", *arguments, earlier=failed)
        return first or last
    second = _session("sqlite", *CORE, "--cov", "--cov-report=term", earlier=failed)
    third = _session("sqlite", *without_core, earlier=failed or _told(second, "of core"))
    return first or second or third


def _told(code: int, which: str) -> str:
    return f"{which}, see its summary further up" if code else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
