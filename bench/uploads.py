"""Whether others notice it when somebody uploads hostile files without pause.

Run it with `make bench-uploads`. Measured is the time that 99 of 100 listing calls stay under, while zip
bombs, pictures of 40,000 x 40,000 pixels and documents of 10,000 pages are sent one after the other; the
yardstick is the same calls to the same service at rest. The goal is less than twice as long.
"""

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench import _report
from tests import databases
from tests.failure.conftest import SendingService, sending_service
from tests.failure.uploading import attacked

CALLS, RUNS = 300, 5
GOAL = 2.0


def main() -> None:
    """Measure both in turn; print the table and the JSON line of the median run."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="qm-bench-")))
        url = stack.enter_context(databases.fresh_sqlite(folder / "qianming.sqlite3"))
        sending = stack.enter_context(sending_service(folder, url))
        sending.prepare()
        p99(sending)
        runs = [_run(sending) for _ in range(RUNS)]
    usual, meanwhile = sorted(runs, key=lambda run: run[1] / run[0])[RUNS // 2]
    _report.show(
        [
            ("p99 of a listing call at rest", f"{usual * 1000:.1f} ms", ""),
            ("while hostile files are uploaded", f"{meanwhile * 1000:.1f} ms", f"goal: {GOAL:g} x"),
        ]
    )
    _report.finish("uploads", "s", meanwhile, usual, "the same calls at rest", f"{GOAL:g} x", RUNS)


def _run(sending: SendingService) -> tuple[float, float]:
    usual = p99(sending)
    with attacked(sending):
        return usual, p99(sending)


def p99(sending: SendingService) -> float:
    """Seconds that all but the slowest hundredth of so many calls, one after the other, stay under."""
    client, times = sending.client(), []
    try:
        for _ in range(CALLS):
            request = client.signed("QuerySmsSignList", PageIndex="1", PageSize="10")
            started = time.perf_counter()
            assert client.send(request)[0] == 200
            times.append(time.perf_counter() - started)
    finally:
        client.close()
    return sorted(times)[int(CALLS * 0.99) - 1]


if __name__ == "__main__":
    main()
