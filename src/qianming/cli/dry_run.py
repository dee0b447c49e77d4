"""The work behind `policy dry-run`: the stock is gone through once, and what would change is kept in a file.

The memory that is needed does not grow with the stock: counts come first, so the changes wait on disk.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import IO

import msgspec

from qianming.cli.language import say
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, put_grids, today
from qianming.cli.progress import Advance, progress
from qianming.cli.rulesets import tell_refused
from qianming.cli.streaming import put_json_stream
from qianming.cli.telling import title
from qianming.core.codes import Availability
from qianming.core.policy import RulePolicy, StockEffect
from qianming.policy.loader import policy_on
from qianming.services.policy_preview import PreviewedChange, preview, stock_size

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One reason for which a signature would change; an effect of null means that the reason goes away."""

    name: str
    account: str
    now: Availability | None
    then: Availability | None
    code: str
    effect: StockEffect | None
    freeze_on: date | None


@dataclass(frozen=True, slots=True)
class CountShown:
    """How many signatures would change for one reason."""

    code: str
    effect: StockEffect | None
    count: int


class _Found:
    """What was found so far: figures in memory, the changes themselves in a file."""

    def __init__(self, changes: IO[bytes]) -> None:
        self.signatures = 0
        self.changed = 0
        self._counts: Counter[tuple[str, StockEffect | None]] = Counter()
        self._changes = changes

    def add(self, found: tuple[PreviewedChange, ...]) -> None:
        self.signatures += 1
        self.changed += bool(found)
        for change in found:
            self._counts[change.code.value, change.effect] += 1
            self._changes.write(msgspec.json.encode(change) + b"\n")

    @property
    def counts(self) -> list[CountShown]:
        """The reasons, the most frequent first."""
        return [CountShown(code, effect, count) for (code, effect), count in self._counts.most_common()]

    def changes(self) -> Iterator[ChangeShown]:
        self._changes.seek(0)
        for line in self._changes:
            yield msgspec.json.decode(line, type=ChangeShown)


def run_dry(day: date, output: OutputFormat) -> None:
    """Go through the stock and print what the policy of a day would change."""
    tell_refused()
    before, after = policy_on(today()), policy_on(day)
    with _gone_through(before, after, max(day, today())) as found:
        if output is OutputFormat.JSON:
            head = {
                "policy": after.effective,
                "compared_with": before.effective,
                "signatures": found.signatures,
                "changed": found.changed,
                "counts": found.counts,
            }
            put_json_stream(head, "changes", found.changes())
        else:
            put_grids(_grids(before, after, found))


@contextmanager
def _gone_through(before: RulePolicy, after: RulePolicy, day: date) -> Iterator[_Found]:
    with tempfile.TemporaryFile(prefix="qianming-dry-run-") as file:
        found = _Found(file)
        with progress(say("Signatures"), stock_size()) as advance:
            _fill(found, before, after, day, advance)
        yield found


def _fill(found: _Found, before: RulePolicy, after: RulePolicy, day: date, advance: Advance) -> None:
    for changes in preview(before, after, day):
        found.add(changes)
        advance(1)


def _grids(before: RulePolicy, after: RulePolicy, found: _Found) -> Iterator[Grid]:
    heading = say(
        "Rules of {after} instead of those of {before}: {changed} of {signatures} signatures would change.",
        after=after.effective,
        before=before.effective,
        changed=found.changed,
        signatures=found.signatures,
    )
    counts = [(count.code, _effect(count.effect), str(count.count)) for count in found.counts]
    yield Grid(("Code", "What follows", "Signatures"), counts, heading)
    changes = found.changes()
    while rows := [_row(change) for change in islice(changes, _ROWS_AT_ONCE)]:
        yield Grid(("Signature", "Account", "Now", "Then", "Code", "What follows"), rows)


def _row(change: ChangeShown) -> tuple[str, ...]:
    follows = _effect(change.effect)
    if change.freeze_on is not None:
        follows = f"{follows}\n{change.freeze_on}"
    return change.name, change.account, _level(change.now), _level(change.then), change.code, follows


def _level(availability: Availability | None) -> str:
    return title(availability) if availability else say("none")


def _effect(effect: StockEffect | None) -> str:
    return title(effect) if effect else say("goes away")
