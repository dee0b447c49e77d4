"""What travels between the reader of a table, the workers and the writer. Decides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Cell = object
Column = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some neighbouring rows of a table: as bytes that the worker takes apart, or as columns.

    `problems` says of a row, by its place in the chunk, why it cannot be read; `weight` is how much of the
    table's size the chunk is, for the progress bar.
    """

    weight: int
    raw: bytes | None = None
    columns: Sequence[Column] = ()
    problems: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk with its results: as bytes ready to be written, or as further columns.

    `columns` are those of the chunk where the worker took it apart itself. `counts` are rows by what became
    of them, `worst` the highest exit code among them.
    """

    weight: int
    counts: Mapping[str, int]
    worst: int
    raw: bytes | None = None
    columns: Sequence[Column] | None = None
    results: Sequence[Sequence[str]] = ()


class Source(Protocol):
    """A table that is read chunk by chunk; `size` is the sum of the chunks' weights, None where unknown."""

    columns: tuple[str, ...]
    size: int | None

    def chunks(self) -> Iterator[Chunk]:
        """The rows, in order."""

    def close(self) -> None:
        """Let the file go."""


class Target(Protocol):
    """A table that is written chunk by chunk."""

    def write(self, chunk: Chunk, done: Done) -> None:
        """Append a chunk's rows with their results."""

    def close(self) -> None:
        """Finish the file."""


class Task(Protocol):
    """What is worked out for each row of a table; it is sent to the workers.

    Of the columns that it adds the last one is the row's error.
    """

    @property
    def known(self) -> frozenset[str]:
        """The columns that are read."""

    @property
    def required(self) -> str:
        """The column that must be there."""

    @property
    def results(self) -> tuple[str, ...]:
        """The columns that are added."""

    def prepare(self) -> None:
        """Load what every row needs, before the workers are forked."""

    def judge(self, columns: Mapping[str, Column], problems: Mapping[int, str], count: int) -> "Judged":
        """The results of `count` rows; rows with a problem get it as their error."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The columns that a task adds, the rows by what became of them, and the worst exit code."""

    results: Sequence[Sequence[str]]
    counts: Mapping[str, int]
    worst: int
