"""Credit codes in what was read, mended where the check digit then holds and one way of mending does it.

Letters that the code never has (I, O, S, V, Z) are what machines read for digits.
"""

import re
from collections.abc import Iterable, Iterator

from qianming.core.papers.identity import credit_code_problem

_RUN = re.compile(r"[0-9A-Z]{18}")
_NEVER = str.maketrans("IOSZ", "1052")
_PAIRS = ("0D", "0Q", "DQ", "8B", "1L", "6G", "CG", "UW", "EF", "XK", "27", "3J")


def codes_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Every code whose check digit holds, each once, in the order of the texts."""
    found = (code for text in texts for code in _codes_of(text))
    return tuple(dict.fromkeys(found))


def _codes_of(text: str) -> Iterator[str]:
    compact = re.sub(r"[\s\-·.]", "", text).upper()
    for run in _RUN.findall(compact):
        code = run.translate(_NEVER)
        if credit_code_problem(code) is None:
            yield code
        elif len(mended := {other for other in _near(code) if credit_code_problem(other) is None}) == 1:
            yield mended.pop()


def _near(code: str) -> Iterator[str]:
    """The code with one character replaced by another that looks like it."""
    for place, character in enumerate(code):
        for pair in _PAIRS:
            if character in pair:
                yield code[:place] + pair.replace(character, "") + code[place + 1 :]
