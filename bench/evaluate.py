"""What the nightly evaluation costs, whole and incremental, beside a raw scan of the same Parquet columns.

Nearly all reasons are stored already, as on any night but the first. Run it with `make bench-evaluate`;
ARGS=10000000 measures with fewer records, and a second figure sets the signatures. Each measurement is a
process of its own on two threads, because its peak memory counts too.
"""

import json
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench import _records, _report
from qianming.analytics.engine import DuckDbEngine
from qianming.analytics.nightly import fold_days, nightly_changes, whole_changes
from qianming.analytics.store import RecordStore
from qianming.core.policy import RulePolicy

POLICY = RulePolicy(effective=date(2026, 4, 27))
MEMORY, THREADS = "1500MB", 2
SCAN = "SELECT sum(signature), sum(carrier), max(sent_at), sum(delivered::int) FROM read_parquet(?)"
RUN = "import sys; from bench.evaluate import measured; measured(*sys.argv[1:])"


def scan(store: RecordStore) -> int:
    """Read the columns that the evaluation needs, and nothing else."""
    files = [str(store.records(day)) for day in store.record_days(_records.DAY)]
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(SCAN, [files]).fetchall()
    return 0


def whole(store: RecordStore) -> int:
    """The evaluation from the records alone."""
    return int(whole_changes(store, engine(store), _records.DAY, POLICY).num_rows)


def fold(store: RecordStore) -> int:
    """Fold all of history."""
    return fold_days(store, engine(store), _records.DAY, POLICY, lambda done, of: None)


def nightly(store: RecordStore) -> int:
    """What a night costs: yesterday's records folded, changes found."""
    store.fold(_records.DAY).unlink(missing_ok=True)
    working = engine(store)
    fold_days(store, working, _records.DAY, POLICY, lambda done, of: None)
    return int(nightly_changes(store, working, _records.DAY, POLICY).num_rows)


def settle(store: RecordStore) -> int:
    """Store the reasons of the evening before, as the registry would have them."""
    found = nightly_changes(store, engine(store), _records.DAY - timedelta(days=1), POLICY)
    signatures = pq.read_table(store.signatures())
    reasons = np.zeros(signatures.num_rows, np.int16)
    reasons[found["signature"].to_numpy()] = found["after"].to_numpy()
    place = signatures.schema.get_field_index("reasons")
    pq.write_table(signatures.set_column(place, "reasons", pa.array(reasons)), store.signatures())
    return int(found.num_rows)


STEPS = {"scan": scan, "whole": whole, "fold": fold, "settle": settle, "nightly": nightly}


def engine(store: RecordStore) -> DuckDbEngine:
    """The engine as the service opens it, on two threads."""
    return DuckDbEngine(MEMORY, store.root / "spill", THREADS)


def measured(step: str, root: str) -> None:
    """Print what a step took in seconds, its peak memory in gigabytes, and how many rows it found."""
    start = perf_counter()
    found = STEPS[step](RecordStore(Path(root)))
    took = perf_counter() - start
    print(json.dumps([took, getrusage(RUSAGE_SELF).ru_maxrss / 1e6, found]))


def run(step: str, store: RecordStore) -> tuple[float, float, int]:
    """A step in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, step, str(store.root)], capture_output=True, text=True, check=True
    )
    took, peak, found = json.loads(done.stdout)
    return took, peak, found


def best(step: str, store: RecordStore, runs: int = 3) -> tuple[float, float, int]:
    """The quickest of several runs, with the largest peak."""
    seen = [run(step, store) for _ in range(runs)]
    return min(took for took, _, _ in seen), max(peak for _, peak, _ in seen), seen[0][2]


def sized(folder: Path, rows: int, signatures: int) -> RecordStore:
    """Records and signatures of one size."""
    store = RecordStore(folder)
    _records.write_records(store, rows, signatures)
    _records.write_signatures(store, signatures)
    return store


def table(store: RecordStore, rows: int, signatures: int) -> tuple[list[tuple[str, str, str]], float, float]:
    """Rows for the report: whole and nightly, each beside the scan."""
    size = f"{rows / 1e6:,.0f} M records, {signatures / 1e6:,.1f} M signatures"
    raw, _, _ = best("scan", store)
    run("fold", store)
    run("settle", store)
    full, full_peak, full_found = best("whole", store)
    night, night_peak, night_found = run("nightly", store)
    if full_found != night_found:
        sys.exit(f"whole found {full_found:,} changes, nightly {night_found:,}")
    goal = "4" if signatures <= 1_000_000 else "5"
    return (
        [
            (f"{size}: raw scan", f"{raw:.2f} s", ""),
            (
                f"{size}: whole",
                f"{full:.2f} s, {full / raw:.1f}x, {full_peak:.2f} GB",
                f"goal: {goal}x, 2 GB",
            ),
            (f"{size}: nightly", f"{night:.2f} s, {night / raw:.2f}x, {night_peak:.2f} GB", "goal: 1x, 2 GB"),
        ],
        full,
        raw,
    )


def main(rows: int, signatures: int) -> None:
    """Measure a quarter, half and all of the records, then ten times the signatures."""
    lines: list[tuple[str, str, str]] = []
    ours = yardstick = 0.0
    sizes = [(rows // 4, signatures), (rows // 2, signatures), (rows, signatures), (rows, 10 * signatures)]
    for count, (size, names) in enumerate(sizes):
        with tempfile.TemporaryDirectory() as folder:
            more, full, raw = table(sized(Path(folder), size, names), size, names)
        lines += more
        if count == 2:
            ours, yardstick = full, raw
    _report.show(lines)
    _report.finish("evaluate", "s", ours, yardstick, "a raw scan of the same Parquet columns", "4x", 3)


if __name__ == "__main__":
    given = [int(float(text)) for text in sys.argv[1:]]
    main(*(given + [100_000_000, 1_000_000][len(given) :]))
