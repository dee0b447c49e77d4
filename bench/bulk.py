"""How many names a second go through `check --input … --output …`, file to file, on all cores.

Run it with `make bench-bulk`; ARGS=100000 measures with fewer names, ARGS="1000000 FILE" takes real licence
names too, one a line. The yardstick is one pass of the bare pattern engine over the same column. It also
holds every verdict, and those on names cut from changed and from real licence names, against a single call's,
compares the peak memory with that of a tenth of the names, and measures what a change of ten words costs.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from bench import _names, _report
from qianming.cli.bulk import work_out
from qianming.cli.bulk_tasks import Check, judged
from qianming.core.policy import RulePolicy
from qianming.core.recheck import changed_words, touched
from qianming.core.subjects import ApplicationSubject

TODAY = date(2026, 11, 18)
POLICY = _names.with_words(RulePolicy(effective=date(2026, 4, 27)))
TASK = Check(ApplicationSubject("", TODAY), POLICY)
WORK_OUT = """
import sys; from pathlib import Path; from bench.bulk import TASK, work_out
work_out(TASK, Path(sys.argv[1]), Path(sys.argv[1] + ".out.csv"))
"""
SAMPLED_EVERY = 0.05  # seconds


def write(path: Path, heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Path:
    """A table of names."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


class Speed(NamedTuple):
    """Names a second from file to file by the clock, and per CPU second of all processes."""

    by_clock: float
    by_core: float

    def __str__(self) -> str:
        return f"{self.by_clock:,.0f}/s; by CPU time of two cores {2 * self.by_core:,.0f}/s"


def speed(source: Path, rows: int) -> tuple[Speed, Path]:
    """How fast a table goes from file to file, and where the results are; workers' CPU time counts."""
    target = source.with_suffix(".out.csv")
    start, spent = perf_counter(), _cpu_seconds()
    work_out(TASK, source, target)
    return Speed(rows / (perf_counter() - start), rows / (_cpu_seconds() - spent)), target


def _cpu_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def differences(results: Path) -> int:
    """Rows whose verdict is not the single call's."""
    with results.open(newline="", encoding="utf-8") as file:
        return sum(_differs(row) for row in csv.DictReader(file))


def _differs(row: dict[str, str]) -> bool:
    subject = ApplicationSubject(row["name"], TODAY, enterprise_name=row.get("enterprise") or None)
    return judged(subject, POLICY) != (row["outcome"], row["codes"], row["suggestion"], row["error"])


def change_of_words(names: list[str]) -> tuple[float, float]:
    """CPU seconds for a full check of the names, and for what ten further words make necessary."""
    later = _names.with_words(POLICY, 10, seed=9)
    after = RulePolicy(
        effective=POLICY.effective, unlawful_words=(*POLICY.unlawful_words, *later.unlawful_words)
    )
    start = process_time()
    TASK.judge({"name": list(names)}, {}, len(names))
    full = process_time() - start
    words = changed_words(POLICY, after)
    assert words is not None
    start = process_time()
    again = touched(names, words)
    for place in again:
        judged(ApplicationSubject(names[place], TODAY), after)
    return full, process_time() - start


def main(count: int, real: str | None = None) -> None:
    """Measure, print the table and the JSON line."""
    pairs = list(_names.named(count))
    names = [name for name, _ in pairs]
    engine = AhoCorasick(POLICY.unlawful_words, implementation=Implementation.ContiguousNFA)
    with tempfile.TemporaryDirectory() as folder:
        bare = write(Path(folder, "names.csv"), ("name",), ((name,) for name in names))
        tenth = write(Path(folder, "tenth.csv"), ("name",), ((name,) for name in names[: count // 10]))
        licences = write(Path(folder, "licences.csv"), ("name", "enterprise"), pairs[: count // 5])
        bare_speed, bare_results = speed(bare, count)
        licence_speed, licence_results = speed(licences, count // 5)
        unlisted = list(_names.named(count // 5, listed=False))
        unlisted_speed, unlisted_results = speed(
            write(Path(folder, "unlisted.csv"), ("name", "enterprise"), unlisted), len(unlisted)
        )
        further = _further([licence for _, licence in pairs[: count // 20]], real)
        further_speed, further_results = speed(
            write(Path(folder, "further.csv"), ("name", "enterprise"), further), len(further)
        )
        wrong = sum(map(differences, (bare_results, licence_results, unlisted_results, further_results)))
        peaks = [_peak_of(path) for path in (tenth, bare)]
    compared = count + count // 5 + len(unlisted) + len(further)
    text = "\n".join(names)
    search = count / _report.median_time(lambda: engine.find_matches_as_indexes(text), 3)
    full, change = change_of_words(names)
    _report.show(
        [
            ("names", str(bare_speed), "goal: 400,000/s on two cores"),
            ("names with licence names", str(licence_speed), "goal: 60,000/s on two cores"),
            ("the same of places on no list", str(unlisted_speed), "goal: 60,000/s on two cores"),
            ("names cut from changed and real licence names", str(further_speed), ""),
            ("the bare pattern engine, one core", f"{search:,.0f}/s", ""),
            ("verdicts that differ from a single call's", f"{wrong:,}", f"goal: 0 of {compared:,}"),
            (
                "peak memory over that of a tenth",
                f"{peaks[1] / peaks[0]:.2f}",
                f"goal: 1.1 ({peaks[1]:,} KB)",
            ),
            (
                "ten further words, share of a full check",
                f"{change / full:.3f}",
                f"goal: 0.1 ({change:.2f} s)",
            ),
        ]
    )
    _report.finish(
        "bulk",
        "names/s",
        bare_speed.by_clock,
        search,
        "one pass of the bare pattern engine",
        "400,000/s; 60,000/s",
        1,
    )
    sys.exit(wrong > 0)


def _further(licences: list[str], real: str | None) -> list[tuple[str, str]]:
    """Names cut from changed licence names, and from real ones, as they are and changed."""
    known = Path(real).read_text(encoding="utf-8").split() if real else []
    return list(_names.cut([*_names.changed(licences), *known, *_names.changed(known)]))


def _peak_of(path: Path) -> int:
    """Peak memory in kilobytes of a process and its workers; pages that they share count once (Linux)."""
    process, peak = subprocess.Popen([sys.executable, "-c", WORK_OUT, str(path)]), 0
    while process.poll() is None:
        peak = max(peak, sum(map(_memory, _family(process.pid))))
        sleep(SAMPLED_EVERY)
    assert process.returncode == os.EX_OK
    return peak


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:  # ended meanwhile
        return []
    return [pid, *(member for child in children for member in _family(int(child)))]


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, *sys.argv[2:3])
