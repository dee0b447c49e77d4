"""Runs the tests on PostgreSQL, then on SQLite: pytest's own summary of the larger run comes last.

Both always run, and either's failure fails the whole. Arguments are handed on to pytest; without any, the
coverage of `core` is measured too and has to be complete.
"""

import os
import subprocess
import sys

import pytest

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
    return subprocess.run([*command, *arguments], env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """The worse of the two exit codes; on PostgreSQL it is fine when a selection leaves no test."""
    first = _session("postgresql", *arguments)
    if first == pytest.ExitCode.NO_TESTS_COLLECTED:
        first = 0
    failed = "on PostgreSQL, see its summary further up" if first else ""
    coverage = [] if arguments else ["--cov", "--cov-report=term"]
    second = _session("sqlite", *coverage, *arguments, earlier=failed)
    return first or second


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
