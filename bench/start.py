"""How long the first check of a fresh process takes, from the command to its answer.

Run it with `make bench-start`. The yardstick is the same interpreter starting to do nothing.
"""

import os
import subprocess
import sys
from statistics import median
from time import perf_counter

from bench import _report

RUNS = 9
CHECK = (
    "-m",
    "qianming",
    "check",
    "杭州云杉科技",
    "--enterprise",
    "杭州云杉科技有限公司",
    "--format",
    "json",
)


def seconds(*arguments: str) -> tuple[float, float]:
    """Wall and CPU seconds of a process, medians."""
    walls, cpus = [], []
    for _ in range(RUNS):
        before, start = os.times(), perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
        walls.append(perf_counter() - start)
        after = os.times()
        cpus.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    return median(walls), median(cpus)


def main() -> None:
    """Measure, print the table and the JSON line."""
    seconds(*CHECK)
    ours, ours_cpu = seconds(*CHECK)
    empty, empty_cpu = seconds("-c", "pass")
    _report.show(
        [
            ("`qianming check` with a licence name", f"{ours:.3f} s", f"goal: 0.4 s (CPU {ours_cpu:.3f} s)"),
            ("an empty Python", f"{empty:.3f} s", f"(CPU {empty_cpu:.3f} s)"),
        ]
    )
    _report.finish("start", "s", ours, empty, "an empty Python process", "0.4 s", RUNS)


if __name__ == "__main__":
    main()
