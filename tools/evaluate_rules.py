"""Measures the rules on names, and prints every figure that the documentation publishes.

Run: python -m tools.evaluate_rules FOLDER
FOLDER holds `company-names-dev.txt`, `short-forms-dev.txt` and `company-names-groundtruth.txt`, which are not
shipped; what is missing is left out, with a line that says so. Sets of our own are in `tools/evaluation/`.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from qianming.core.findings import Severity
from qianming.core.names import personal
from qianming.core.names.abbreviation import departures
from qianming.core.names.enterprise_name import parse
from qianming.core.names.neutral import is_neutral
from tools.evaluation.abbreviations import Case, cases
from tools.evaluation.samples import BRANDS, NEUTRAL, PEOPLE, Label, digest, held_out, labels, lines

_PARTS = ("location", "brand", "form")
SETS = ("development", "held-out", "fresh", "unseen")
REGISTER, SHORT_FORMS, BENCHMARK = (
    "company-names-dev.txt",
    "short-forms-dev.txt",
    "company-names-groundtruth.txt",
)


def main(folder: Path) -> None:
    measures: tuple[tuple[str, Callable[[Path], None]], ...] = (
        (REGISTER, parts_of_labelled_names),
        (REGISTER, abbreviations_of_labelled_names),
        (BENCHMARK, brands_of_the_benchmark),
        (BENCHMARK, abbreviations_of_the_benchmark),
        (REGISTER, speed),
        (SHORT_FORMS, personal_names),
        (SHORT_FORMS, neutral_names),
    )
    for needed, measure in measures:
        print(f"\n== {measure.__name__.replace('_', ' ')}")
        if (folder / needed).exists():
            measure(folder)
        else:
            print(f"left out: {needed} is not in {folder}")


def parts_of_labelled_names(folder: Path) -> None:
    """Location, brand and form against labels that a reader made before the parser saw the names."""
    known = labels()
    for kind in SETS:
        counts: Counter[str] = Counter()
        for name in lines(folder / REGISTER):
            label = known.get(digest(name))
            if label is None or label.kind != kind:
                continue
            parsed = parse(name)
            counts["names"] += 1
            counts["location"] += name[slice(*parsed.location_span)] == name[slice(*label.location)]
            counts["brand"] += parsed.brand == name[slice(*label.brand)]
            counts["form"] += parsed.form == name[slice(*label.form)]
        print(kind, counts["names"], *(f"{part} {_share(counts[part], counts['names'])}" for part in _PARTS))


def abbreviations_of_labelled_names(folder: Path) -> None:
    known = labels()
    names = [(name, known[digest(name)]) for name in lines(folder / REGISTER) if digest(name) in known]
    for kind in SETS[1:]:
        print(kind)
        _judge(_cases([(name, label) for name, label in names if label.kind == kind]))


def _cases(names: list[tuple[str, Label]]) -> list[Case]:
    made: list[Case] = []
    for (name, label), (other, others) in pairwise(names):
        industry = name[label.brand[1] : label.form[0]]
        if label.location[1] == label.brand[0] and label.form[1] == len(name):
            location, brand = name[slice(*label.location)], name[slice(*label.brand)]
            made.extend(cases(name, location, brand, industry, other[slice(*others.brand)] or "他家"))
    return made


def brands_of_the_benchmark(folder: Path) -> None:
    right = found = there = hits = 0
    rows = [line.split() for line in lines(folder / BENCHMARK)]
    for row in rows:
        brand, ours = (row[1] if len(row) > 1 else ""), parse(row[0]).brand
        right += brand == ours
        found += bool(ours)
        there += bool(brand)
        hits += bool(ours) and brand == ours
    print(
        len(rows),
        "precision",
        _share(hits, found),
        "recall",
        _share(hits, there),
        "equal",
        _share(right, len(rows)),
    )


def abbreviations_of_the_benchmark(folder: Path) -> None:
    rows = [row for line in lines(folder / BENCHMARK) if len(row := line.split()) == 2]
    made: list[Case] = []
    for (name, brand), (_, stranger) in pairwise(rows):
        start = name.find(brand)
        if start >= 2 and "(" not in name and "（" not in name:
            rest = name[start + len(brand) :]
            industry = (
                rest.removesuffix("公司").removesuffix("责任").removesuffix("有限").removesuffix("股份")
            )
            made.extend(cases(name, name[:start], brand, industry if industry != rest else "", stranger))
    _judge(made)


def speed(folder: Path) -> None:
    names = lines(folder / REGISTER)
    parse(names[0])
    started = time.process_time()
    for name in names:
        parse(name)
    print(f"parser: {len(names) / (time.process_time() - started):,.0f} names/s on one core")


def personal_names(folder: Path) -> None:
    """Flagged and rejected without support: invented people, short forms, brands of registered names."""
    brands = [p.brand for n in held_out(lines(folder / REGISTER)) if (p := parse(n)).complete]
    sets = (
        ("people", PEOPLE.split()),
        ("short forms", held_out(lines(folder / SHORT_FORMS))),
        ("brands", brands),
    )
    for label, names in sets:
        three = [name for name in names if len(name) == 3]
        found = [personal.looks_personal(name) for name in three]
        flagged = sum(finding is not None for finding in found)
        certain = sum(finding is not None and finding.certain for finding in found)
        _print_shares(label, len(three), flagged, certain)


def neutral_names(folder: Path) -> None:
    short = list(held_out(lines(folder / SHORT_FORMS)))
    for label, names in (
        ("neutral", NEUTRAL.split()),
        ("known brands", BRANDS.split()),
        ("short forms", short),
    ):
        found = [is_neutral(name) for name in names]
        flagged = sum(finding is not None for finding in found)
        certain = sum(finding is not None and finding.certain for finding in found)
        _print_shares(label, len(names), flagged, certain)


def _judge(made: Iterable[Case]) -> None:
    outcomes: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    wrong: list[str] = []
    for case in made:
        severities = {departure.severity for departure in departures(case.signature, case.licence_name)}
        reject, review = Severity.REJECT in severities, Severity.REVIEW in severities
        outcome = "rejected" if reject else "reviewed" if review else "passed"
        outcomes[case.complies][outcome] += 1
        if outcome == ("rejected" if case.complies else "passed"):
            wrong.append(f"{case.signature} < {case.licence_name} ({case.made})")
    for complies, counts in outcomes.items():
        total = counts.total()
        shares = (
            f"{outcome} {_share(counts[outcome], total)}" for outcome in ("passed", "reviewed", "rejected")
        )
        print("compliant" if complies else "not compliant", total, *shares)
    both = outcomes[True] + outcomes[False]
    print("all", both.total(), "reviewed", _share(both["reviewed"], both.total()))
    random.Random(1).shuffle(wrong)
    print("wrong:", len(wrong), *wrong[:12], sep="\n  ")


def _print_shares(label: str, total: int, flagged: int, certain: int) -> None:
    print(f"{label}: {total} flagged {_share(flagged, total)} rejected {_share(certain, total)}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.2f} %"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data"))
