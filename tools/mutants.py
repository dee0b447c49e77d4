"""Mutation testing of core: small changes to the code that its tests have to notice.

Results are kept in `mutants/`, so that a second run only looks at what has changed. `mutmut browse` shows the
mutants that live. Arguments are names of mutants, with wildcards.
"""

import json
import subprocess
import sys
from pathlib import Path

GOAL = 85
FOLDER = Path("mutants")
FIGURES = FOLDER / "mutmut-cicd-stats.json"
LOG = FOLDER / "run.log"


def score(figures: dict[str, int]) -> float:
    """How many of a hundred mutants died; one that no test reaches lives, one that never ends is dead."""
    judged = figures["total"] - figures["skipped"]
    dead = figures["killed"] + figures["timeout"] + figures["segfault"]
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
