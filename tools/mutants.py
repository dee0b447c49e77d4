"""Mutation testing of core: small changes to the code that its tests have to notice.

Results are kept in `mutants/`, so that a second run only looks at what has changed. `mutmut browse` shows the
mutants that live. Arguments are names of mutants, with wildcards: `qianming.core.status.*` is a folder, and
`*__mutmut_7` one of each function, a sample of all in a tenth of the time. A name that none has is an error.
"""

import json
import subprocess
import sys
from pathlib import Path

GOAL = 85
FOLDER = Path("mutants")
FIGURES = FOLDER / "mutmut-cicd-stats.json"
LOG = FOLDER / "run.log"
DEAD = ("killed", "timeout", "segfault")
ALIVE = ("survived", "no_tests", "suspicious")


def score(figures: dict[str, int]) -> float:
    """Of a hundred that were tried, how many died; one that never ends did, one that no test reaches not."""
    dead = sum(figures[kind] for kind in DEAD)
    judged = dead + sum(figures[kind] for kind in ALIVE)
    return 100 * dead / judged if judged else 0.0


def _mutmut(*arguments: str) -> None:
    """Its progress is drawn with control characters: where nobody looks, it goes to a file."""
    FOLDER.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        output = None if sys.stdout.isatty() else log
        done = subprocess.run([sys.executable, "-m", "mutmut", *arguments], stdout=output, check=False)
    if done.returncode:
        sys.exit(f"mutmut {arguments[0]} ended with {done.returncode}; its output may be in {LOG}")


def main(names: list[str]) -> int:
    _mutmut("run", *names)
    _mutmut("export-cicd-stats")
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    reached = score(figures)
    print(f"{reached:.1f} of 100 mutants of core died; the goal is {GOAL}. {json.dumps(figures)}")
    return 0 if reached >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
