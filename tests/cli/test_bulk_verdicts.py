"""A table gets the verdicts of single calls, in its order and in bounded memory, whatever is screened."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from bench import _names
from qianming.cli.bulk import work_out
from qianming.cli.bulk_screen import doubtful, usable
from qianming.cli.bulk_tasks import judged
from qianming.cli.bulk_verdicts import CLEAN
from qianming.core.codes import SignatureSource
from qianming.core.subjects import ApplicationSubject
from tests.cli.tables import BASE, LICENCE, TASK, rows, table
from tests.core.samples import POLICY, TODAY


def test_verdicts_are_the_single_calls(tmp_path: Path) -> None:
    pairs = list(_names.named(3_000))
    bare = table(tmp_path / "bare.csv", ["name"], *([name] for name, _ in pairs))
    full = table(tmp_path / "full.csv", ["name", "enterprise"], *pairs[:600])
    for given in (bare, full):
        work_out(TASK, given, tmp_path / "out.csv")
        for row in rows(tmp_path / "out.csv"):
            subject = ApplicationSubject(row["name"], TODAY, enterprise_name=row.get("enterprise") or None)
            expected = (row["outcome"], row["codes"], row["suggestion"], row["error"])
            assert judged(subject, POLICY) == expected


def test_workers_hand_back_rows_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qianming.cli.bulk_csv.BLOCK_BYTES", 2_000)
    names = [f"杭州云帆{number}" for number in range(2_000)]
    given = table(tmp_path / "in.csv", ["name"], *([name] for name in names))
    done, _ = work_out(TASK, given, tmp_path / "out.csv")
    assert done.rows == len(names)
    assert [row["name"] for row in rows(tmp_path / "out.csv")] == names


def test_the_screen_lets_no_name_through_that_a_rule_would_hold() -> None:
    names = [name for name, _ in _names.named(4_000, seed=11)]
    held = set(doubtful(names, BASE, POLICY))
    assert len(held) < len(names) / 2
    passed = [name for place, name in enumerate(names) if place not in held]
    assert all(judged(ApplicationSubject(name, TODAY), POLICY) == CLEAN for name in passed)


PIECES = st.sampled_from(
    [
        "杭州",
        "云帆",
        "旎",
        "物流",
        "通知",
        "客服",
        "测试",
        "王",
        "小",
        "医生",
        "阿依",
        "银行",
        "雲",
        "A",
        "bc",
        "9",
        "的",
        "好",
        "・",
    ]
)


@for_any(st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=30))
def test_the_screen_is_right_about_any_names(names: list[str]) -> None:
    held = set(doubtful(names, BASE, POLICY))
    for place, name in enumerate(names):
        assert place in held or judged(ApplicationSubject(name, TODAY), POLICY) == CLEAN


@for_any(
    st.lists(
        st.tuples(
            st.lists(PIECES, max_size=4).map("".join),
            st.sampled_from([None, " ", LICENCE, "杭州旎云帆物流有限公司", "云帆（杭州）贸易有限公司"]),
            st.sampled_from([None, "91330100MA0000000C", "91100000MA0000000C"]),
        ),
        max_size=10,
    ),
)
def test_rows_with_licences_get_the_single_calls_verdicts(
    given_rows: list[tuple[str, str | None, str | None]],
) -> None:
    given_rows.append(("杭州云帆", LICENCE, None))
    columns = dict(zip(("name", "enterprise", "credit_code"), zip(*given_rows, strict=True), strict=True))
    found = TASK.judge(columns, {}, len(given_rows)).results
    for (name, licence, code), row in zip(given_rows, zip(*found, strict=True), strict=True):
        subject = ApplicationSubject(name, TODAY, enterprise_name=licence, credit_code=code)
        assert judged(subject, POLICY) == row


def test_the_screen_knows_every_rule_that_reads_names_and_licences() -> None:
    assert usable(BASE, POLICY)
    assert not usable(BASE, replace(POLICY, ended_sources={SignatureSource.ENTERPRISE_NAME: TODAY}))
    assert not usable(ApplicationSubject("", TODAY, source=SignatureSource.APP), POLICY)
    assert not usable(ApplicationSubject("", TODAY, enterprise_name=LICENCE), POLICY)


MEASURE = """
import resource, sys
from pathlib import Path
from qianming.cli.bulk import work_out
from tests.cli.tables import TASK
work_out(TASK, Path(sys.argv[1]), Path(sys.argv[1] + ".out.csv"))
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    print(resource.getrusage(who).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    names = [[name] for name, _ in _names.named(10_000)]
    peaks = []
    for repeats in (10, 40):
        given = table(tmp_path / f"{repeats}.csv", ["name"], *names * repeats)
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(given)], capture_output=True, text=True, check=True
        )
        peaks.append(sum(map(int, done.stdout.split())))
    assert peaks[1] <= peaks[0] * 1.1
