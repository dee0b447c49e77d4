"""Where the evaluation's files lie: a folder per day of records and of aggregates.

Decides which aggregates are out of date: those older than the records they were made from. Writing records is
a service's work, because they come from the registry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_RECORDS, _FOLDS = "records", "folds"
_FILE = "part.parquet"
_PREFIX = "day="


@dataclass(frozen=True, slots=True)
class RecordStore:
    """The files below one folder, laid out as engines expect partitions: `records/day=2026-11-21/…`."""

    root: Path

    def records(self, day: date) -> Path:
        """A day's messages."""
        return self._path(_RECORDS, day)

    def fold(self, day: date) -> Path:
        """A day's aggregates."""
        return self._path(_FOLDS, day)

    def signatures(self) -> Path:
        """The signatures as the registry knew them when the evaluation began."""
        return self.root / "signatures.parquet"

    def record_days(self, until: date) -> list[date]:
        """The days with records, oldest first, up to and including one."""
        return self._days(_RECORDS, until)

    def window(self, day: date, length: int) -> list[date]:
        """Those of the `length` days up to and including one that have records."""
        return [found for found in self.record_days(day) if found > day - timedelta(days=length)]

    def stale(self, days: Iterable[date]) -> Iterator[date]:
        """Days whose aggregates are missing or older than their records."""
        return (day for day in days if _age(self.fold(day)) < _age(self.records(day)))

    def _path(self, kind: str, day: date) -> Path:
        return self.root / kind / f"{_PREFIX}{day.isoformat()}" / _FILE

    def _days(self, kind: str, until: date) -> list[date]:
        folders = (self.root / kind).glob(f"{_PREFIX}*/{_FILE}")
        days = (date.fromisoformat(path.parent.name.removeprefix(_PREFIX)) for path in folders)
        return sorted(day for day in days if day <= until)


def _age(path: Path) -> int:
    """When a file was written, in nanoseconds since 1970; -1 for one that is not there."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return -1
