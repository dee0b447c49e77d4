"""Tables of names for the tests of `check --input`, and how to check and read them."""

import csv
from collections.abc import Sequence
from pathlib import Path

from qianming.cli.bulk_tasks import Check
from qianming.core.subjects import ApplicationSubject
from tests.cli.conftest import Command, Outcome
from tests.core.samples import POLICY, TODAY

LICENCE = "杭州云帆网络科技有限公司"
BASE = ApplicationSubject("", TODAY)
TASK = Check(BASE, POLICY)


def table(path: Path, *rows: Sequence[str], encoding: str = "utf-8") -> Path:
    """A CSV file."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows(rows)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def checked(command: Command, given: Path, *options: str, name: str = "out.csv") -> tuple[Outcome, Path]:
    """Check a table; where the results are."""
    target = given.with_name(name)
    done = command("check", "--input", str(given), "--output", str(target), *options, "--format", "json")
    return done, target
