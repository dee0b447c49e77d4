"""What every benchmark prints at its end: a short table, and one JSON line."""

import json
import os
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time


def show(rows: Sequence[tuple[str, str, str]]) -> None:
    """A table of what was measured, the figure, and the goal."""
    width = max(len(row[0]) for row in rows)
    for what, figure, goal in rows:
        print(f"{what:<{width}}  {figure:>22}  {goal}")


def finish(
    name: str, unit: str, ours: float, yardstick: float, yardstick_is: str, goal: str, runs: int
) -> None:
    """The JSON line."""
    load = round(os.getloadavg()[0], 2)
    line = {
        "name": name,
        "unit": unit,
        "ours": round(ours, 3),
        "yardstick": round(yardstick, 3),
        "yardstick_is": yardstick_is,
        "ratio": round(ours / yardstick, 3),
        "goal": goal,
        "runs": runs,
        "load_average": load,
    }
    print(json.dumps(line))


def median_time(work: Callable[[], object], runs: int) -> float:
    """The median of this process' CPU seconds over several runs."""
    times = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)
