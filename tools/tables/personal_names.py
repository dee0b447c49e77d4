"""Derives the small statistical model of personal names: surnames, given-name characters, everyday
characters.

Run: python -m tools.tables.personal_names FAKER_ZH_CN_PY NGENDER_CHARFREQ_CSV JIEBA_DICT_TXT
Inputs: Faker 40.54.0 `providers/person/zh_CN/__init__.py` (weights of surnames), ngender 0.1.1 `charfreq.csv`
(characters of given names by frequency) and jieba 0.42.1 `dict.txt` (how often a character stands in ordinary
words and in names of things, the people in it left out).
"""

import ast
import csv
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

from tools.tables.writing import wrapped, write

DOCSTRING = """A model of personal names in tenths of natural logarithms. See SOURCES.md.

SURNAMES, GIVEN and ORDINARY list characters by their rounded, negated log-probability: entries of a number
and the characters that have it, separated by a semicolon. Line ends carry no meaning."""
HAN = re.compile("[\u4e00-\u9fff]+")
ORDINARY_TAGS = ("n", "nz", "nt", "vn", "a", "v", "l", "ns")


def main(faker: Path, ngender: Path, jieba: Path) -> None:
    body = "\n".join(
        (
            wrapped("SURNAMES", _grouped(_surnames(faker))),
            wrapped("GIVEN", _grouped(_given(ngender))),
            wrapped("ORDINARY", _grouped(_ordinary(jieba))),
        )
    )
    inputs = {
        "Faker 40.54.0 person/zh_CN": faker,
        "ngender 0.1.1 charfreq.csv": ngender,
        "jieba 0.42.1 dict.txt": jieba,
    }
    write("personal_names", DOCSTRING, body, Path(__file__), inputs)


def _surnames(path: Path) -> dict[str, float]:
    """The weighted pairs of Faker's surname table, read from its syntax tree."""
    weights: dict[str, float] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            first, second = node.elts
            if isinstance(first, ast.Constant) and isinstance(second, ast.Constant):
                _note(weights, first.value, second.value)
    return {surname: weight for surname, weight in weights.items() if len(surname) == 1}


def _note(weights: dict[str, float], surname: object, weight: object) -> None:
    if isinstance(surname, str) and HAN.fullmatch(surname) and isinstance(weight, int | float):
        weights[surname] = max(weights.get(surname, 0.0), float(weight))


def _given(path: Path) -> dict[str, float]:
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    counts = {
        row["char"]: float(row["male"]) + float(row["female"]) for row in rows if HAN.fullmatch(row["char"])
    }
    return {character: count for character, count in counts.items() if count >= 20}


def _ordinary(path: Path) -> dict[str, float]:
    counts: defaultdict[str, float] = defaultdict(float)
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split()
        if tag in ORDINARY_TAGS and HAN.fullmatch(word) and 2 <= len(word) <= 4:
            for character in word:
                counts[character] += math.log(2 + int(frequency))
    return dict(counts)


def _grouped(weights: dict[str, float]) -> str:
    total = sum(weights.values())
    groups: dict[int, list[str]] = defaultdict(list)
    for key, weight in weights.items():
        groups[round(-10 * math.log(weight / total))].append(key)
    return ";".join(f"{score}{''.join(sorted(groups[score]))}" for score in sorted(groups))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
