"""How long one check takes, with thirty thousand words of an operator beside the shipped lists.

Run it with `make bench-check`. Times are this process' CPU time for single calls, medians over many names.
The yardstick is one search of the bare pattern engine for the same words in the same name.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median
from time import thread_time_ns

from ahocorasick_rs import AhoCorasick, Implementation

from bench import _names, _report
from qianming.core.policy import RulePolicy
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject, TrademarkSubject

TODAY = date(2026, 11, 18)
FIELDS = (
    "name",
    "enterprise_name",
    "account_name",
    "credit_code",
    "legal_representative",
    "administrator",
    "remark",
)
HOSTILE = (
    "云",
    "杭州",
    "有限公司",
    "(",
    "）",
    "王",
    "a",
    "1",
    "·",
    "雲",
    "\U00020000",
    "İ",
    "测试",
    "镇乡区",
    "厂",
)


def each(work: Callable[[ApplicationSubject], object], subjects: Sequence[ApplicationSubject]) -> float:
    """Microseconds of the median call; an empty call is taken off."""
    taken, nothing = [], []
    for subject in subjects:
        start = thread_time_ns()
        between = thread_time_ns()
        work(subject)
        taken.append(thread_time_ns() - between)
        nothing.append(between - start)
    return (median(taken) - median(nothing)) / 1000


def slowest_text(policy: RulePolicy) -> tuple[float, str]:
    """Milliseconds per hundred characters of the slowest of many hostile texts, and where it stood."""
    slowest = (0.0, "")
    for length in (100, 1_000, 20_000):
        for text in ((part * length)[:length] for part in (*HOSTILE, "".join(HOSTILE))):
            for field, subject in _with(text):
                taken = _report.median_time(lambda subject=subject: check(subject, policy), 3)  # type: ignore[misc]
                slowest = max(slowest, (taken * 1000 / (length / 100), f"{field}, {length} × {text[:3]}"))
    return slowest


def _with(text: str) -> list[tuple[str, ApplicationSubject]]:
    """Applications with a text in one field, and in all of them."""
    told: list[tuple[str, dict[str, object]]] = [(field, {field: text}) for field in FIELDS]
    told.append(("trademark", {"trademark": TrademarkSubject(text, text)}))
    told.append(("power_of_attorney", {"power_of_attorney": PowerOfAttorneySubject(text, text, (text,))}))
    told.append(("taken_names", {"taken_names": frozenset({text}), "names_of_others": frozenset({text})}))
    told.append(("all", {key: value for _, fields in told for key, value in fields.items()}))
    base = {"name": "杭州云杉", "today": TODAY, "enterprise_name": "杭州云杉科技有限公司"}
    return [(field, ApplicationSubject(**{**base, **fields})) for field, fields in told]  # type: ignore[arg-type]


def main(count: int) -> None:
    """Measure, print the table and the JSON line."""
    policy = _names.with_words(RulePolicy(effective=date(2026, 4, 27)))
    pairs = list(_names.named(count))
    bare = [ApplicationSubject(name, TODAY) for name, _ in pairs]
    full = [ApplicationSubject(name, TODAY, enterprise_name=licence) for name, licence in pairs]
    engine = AhoCorasick(policy.unlawful_words, implementation=Implementation.ContiguousNFA)
    each(lambda subject: check(subject, policy), full[:200])
    runs = 3
    ours = median(each(lambda subject: check(subject, policy), bare) for _ in range(runs))
    licence = median(each(lambda subject: check(subject, policy), full) for _ in range(runs))
    search = median(
        each(lambda subject: engine.find_matches_as_indexes(subject.name), bare) for _ in range(runs)
    )
    slowest, where = slowest_text(policy)
    _report.show(
        [
            ("a name alone", f"{ours:.1f} µs", "goal: 8 µs"),
            ("a name and its licence name", f"{licence:.1f} µs", "goal: 40 µs"),
            ("the bare pattern engine", f"{search:.2f} µs", ""),
            ("slowest text per 100 characters", f"{slowest:.3f} ms", f"goal: 1 ms ({where})"),
        ]
    )
    _report.finish(
        "check",
        "µs",
        ours,
        search,
        "one search of the bare pattern engine",
        "8 µs; 40 µs with a licence",
        runs,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
