"""What is worked out for each row of a table: the check of a name, or a licence name taken apart.

Decides nothing about names: every row gets what a single call says. What is proved of many rows at once, in
columns, is not asked again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qianming.cli.bulk_chunks import Column, Judged
from qianming.cli.bulk_rows import COLUMNS, BadCell, subjects
from qianming.cli.bulk_sheets import as_texts
from qianming.cli.bulk_verdicts import CLEAN, Row, row_of
from qianming.cli.failures import ExitCode
from qianming.core.findings import Outcome
from qianming.core.names.enterprise_name import parse
from qianming.core.policy import RulePolicy
from qianming.core.proposals import best_proposal
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject

if TYPE_CHECKING:
    from qianming.cli.bulk_screen import Screened

ERROR = "error"
EXIT_CODES = {
    Outcome.PASS.value: ExitCode.FINE,
    Outcome.REVIEW.value: ExitCode.NOT_YET,
    Outcome.REJECT.value: ExitCode.REFUSED,
    ERROR: ExitCode.REFUSED,
}
SCREENED = frozenset(("name", "enterprise", "credit_code"))


@dataclass(frozen=True)
class Check:
    """`check` for every row; `base` holds what the command line tells of all of them."""

    base: ApplicationSubject
    policy: RulePolicy
    known = COLUMNS
    required = "name"
    results = ("outcome", "codes", "suggestion", ERROR)

    def judge(self, columns: Mapping[str, Column], problems: Mapping[int, str], count: int) -> Judged:
        """Outcome, codes, first suggestion and error of each row."""
        bare = replace(self.base, name="") == ApplicationSubject("", self.base.today)
        rows = self._screened(columns) if bare and columns.keys() <= SCREENED else list(self._rows(columns))
        for place, problem in problems.items():
            rows[place] = ("", "", "", problem)
        results: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) or [() for _ in self.results]
        counts = Counter(results[0])
        if "" in counts:
            counts[ERROR] = counts.pop("")
        return Judged(results, counts, max((EXIT_CODES[kind] for kind in counts), default=ExitCode.FINE))

    def prepare(self) -> None:
        """Build the tables with a first row, so that workers need not build them each for itself."""
        self._screened({"name": ["云帆样例"], "enterprise": ["云帆样例贸易有限公司"]})

    def _rows(self, columns: Mapping[str, Column]) -> Iterator[Row]:
        for subject in subjects(columns, self.base):
            if isinstance(subject, BadCell):
                yield "", "", "", str(subject)
            else:
                yield judged(subject, self.policy)

    def _screened(self, columns: Mapping[str, Column]) -> list[Row]:
        """Names, perhaps with licences, of which nothing else is told: what is not proved is asked singly."""
        from qianming.cli.bulk_screen import screened

        names = [name or "" for name in as_texts(columns["name"])]
        found = screened(names, self.base, self.policy)
        if "enterprise" in columns:
            return self._held_against_licences(names, columns, found)
        rows = [row_of(signs) for signs in found.signs.tolist()]
        for place in found.held.nonzero()[0].tolist():
            rows[place] = _judged_name(names[place], self)
        return rows

    def _held_against_licences(
        self, names: Sequence[str], columns: Mapping[str, Column], found: "Screened"
    ) -> list[Row]:
        """The rows that are proved in columns, and the others, each for itself."""
        from qianming.cli.bulk_comparison import Comparison, Pairs

        licences = [licence or "" for licence in as_texts(columns["enterprise"])]
        codes = [code or "" for code in as_texts(columns.get("credit_code", [None] * len(names)))]
        pairs = Pairs(names, licences, codes)
        rows = Comparison(self.base, self.policy, pairs, found, lambda name: _judged_name(name, self)).rows()
        return [row or self._judged(*pair) for row, *pair in zip(rows, *pairs, strict=True)]

    def _judged(self, name: str, licence: str, code: str) -> Row:
        subject = ApplicationSubject(
            name, self.base.today, enterprise_name=licence or None, credit_code=code or None
        )
        return judged(subject, self.policy)

    def __hash__(self) -> int:
        return hash((self.base.today, self.policy))


def judged(subject: ApplicationSubject, policy: RulePolicy) -> Row:
    """One row's results: what a single call says of it."""
    verdict = check(subject, policy)
    if not verdict.findings:
        return CLEAN
    outcome = verdict.outcome
    codes = ";".join(dict.fromkeys([finding.code for finding in verdict.findings]))
    source = subject.enterprise_name or subject.trademark
    proposal = best_proposal(subject, policy) if source and outcome is not Outcome.PASS else None
    return outcome.value, codes, proposal.name if proposal else "", ""


@lru_cache(maxsize=4_000)
def _judged_name(name: str, task: Check) -> Row:
    return judged(ApplicationSubject(name, task.base.today), task.policy)


@dataclass(frozen=True)
class Parse:
    """`parse-name` for every row."""

    known = frozenset({"name", "credit_code"})
    required = "name"
    results = ("location", "brand", "industry", "form", "branch", "complete", ERROR)

    def judge(self, columns: Mapping[str, Column], problems: Mapping[int, str], count: int) -> Judged:
        """The parts of each row's name; places are separated by spaces."""
        names = as_texts(columns["name"])
        codes = as_texts(columns["credit_code"]) if "credit_code" in columns else [None] * count
        rows = [_parts(name or "", code or None) for name, code in zip(names, codes, strict=True)]
        for place, problem in problems.items():
            rows[place] = ("", "", "", "", "", "", problem)
        counts = Counter(_kind(row) for row in rows)
        not_complete = ExitCode.NOT_YET if counts["incomplete"] else ExitCode.FINE
        worst = ExitCode.REFUSED if counts[ERROR] else not_complete
        results = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in self.results]
        return Judged(results, counts, worst)

    def prepare(self) -> None:
        """Build the tables with a first name."""
        parse("云帆样例贸易有限公司")


def _parts(name: str, credit_code: str | None) -> tuple[str, ...]:
    parsed = parse(name, credit_code)
    complete = "true" if parsed.complete else "false"
    return " ".join(parsed.location), parsed.brand, parsed.industry, parsed.form, parsed.branch, complete, ""


def _kind(row: tuple[str, ...]) -> str:
    return ERROR if row[-1] else "complete" if row[-2] == "true" else "incomplete"
