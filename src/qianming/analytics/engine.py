"""Running expressions: DuckDB inside the process by default, Spark where the records outgrow a machine.

Decides nothing about what is computed. An engine reads Parquet files, runs an expression, and writes Parquet
files whole or not at all.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from qianming.analytics.engine_names import EngineName


class Engine(Protocol):
    """What the evaluation asks of an engine."""

    def read(self, files: Sequence[Path], schema: pa.Schema) -> ir.Table:
        """Parquet files of one schema as one table; an empty one where there are none."""

    def table(self, expression: ir.Table) -> pa.Table:
        """Run an expression."""

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """Run an expression whose answer is small."""

    def write(self, expression: ir.Table, target: Path, schema: pa.Schema) -> None:
        """Run an expression into one Parquet file, which appears only once it is whole."""


class IbisEngine:
    """Any backend of Ibis."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def read(self, files: Sequence[Path], schema: pa.Schema) -> ir.Table:
        if not files:
            return ibis.memtable(schema.empty_table())
        read: ir.Table = self._backend.read_parquet([str(path) for path in files])
        return read.select(schema.names)

    def table(self, expression: ir.Table) -> pa.Table:
        return self._backend.to_pyarrow(expression)

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.table(expression).to_pylist()
        return found

    def write(self, expression: ir.Table, target: Path, schema: pa.Schema) -> None:
        with replacing(target) as part:
            pq.write_table(self.table(expression).select(schema.names).cast(schema), part, compression="zstd")


class DuckDbEngine(IbisEngine):
    """DuckDB in this process; it spills to `spill` when its memory is used up, and writes files by itself."""

    def __init__(self, memory_limit: str, spill: Path, threads: int | None = None) -> None:
        settings = {"memory_limit": memory_limit, "temp_directory": str(spill)}
        super().__init__(ibis.duckdb.connect(**settings, **({"threads": threads} if threads else {})))
        self._backend.raw_sql("SET preserve_insertion_order = false; SET enable_progress_bar = false")

    def write(self, expression: ir.Table, target: Path, schema: pa.Schema) -> None:
        typed = expression.select(schema.names).cast(ibis.Schema.from_pyarrow(schema))
        with replacing(target) as part:
            self._backend.to_parquet(typed, part, compression="zstd")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its place when the block ends well, unless it was removed there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        if part.exists():
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def open_engine(name: EngineName, work: Path, *, memory_limit: str = "1GB", spark: str = "") -> Engine:
    """The engine of that name; `work` is a folder for what it puts aside.

    `spark` is the cluster's address. Raises `EngineMissing` where Spark's packages are not installed.
    """
    if name is EngineName.DUCKDB:
        return DuckDbEngine(memory_limit, work)
    from qianming.analytics.spark import SparkEngine

    return SparkEngine(spark)
