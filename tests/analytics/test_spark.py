"""Spark finds the same as DuckDB, row for row, on a local cluster of two workers."""

import os
from datetime import timedelta
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qianming.analytics.columns import RECORDS, start_of
from qianming.analytics.engine import DuckDbEngine, Engine, open_engine
from qianming.analytics.engine_names import EngineName
from qianming.analytics.nightly import fold_days, nightly_changes, whole_changes
from qianming.analytics.store import RecordStore
from tests.analytics.files import DAY, drawn_signature, write_signatures
from tests.core.samples import POLICY

pytest.importorskip("pyspark", reason="Spark is an extra")

# Spark 3.5 and what it loads were written for earlier releases of everything.
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"
)

CLUSTER = "local-cluster[2,1,1024]"
DAYS, A_DAY, SIGNATURES = 3, 350_000, 20_000


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return open_engine(EngineName.SPARK, tmp_path_factory.mktemp("spark"), spark=CLUSTER)


def a_million_records(store: RecordStore) -> None:
    """Skewed senders over three days; an hour of one carrier is an outage."""
    chance = np.random.default_rng(11)
    for back in range(DAYS):
        day = DAY - timedelta(days=back)
        numbers = (SIGNATURES * chance.random(A_DAY) ** 3).astype(np.int64)
        carrier = chance.choice(np.array([0, 0, 1, 2], np.int8), A_DAY)
        sent_at = start_of(day) + chance.integers(0, 86400, A_DAY)
        out = (back == 2) & (carrier == 1) & ((sent_at - start_of(day)) // 3600 == 14)
        delivered = chance.random(A_DAY) < np.where(out, 0.05, np.where(numbers % 50 == 0, 0.55, 0.97))
        columns = {
            "account": np.ones(A_DAY, np.int64),
            "signature": numbers,
            "carrier": carrier,
            "sent_at": sent_at,
            "delivered": pa.array(delivered, mask=chance.random(A_DAY) < 0.02),
            "said": chance.integers(0, 5, A_DAY).astype(np.int8),
            "linked": chance.random(A_DAY) < 0.1,
        }
        path = store.records(day)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.table(columns, RECORDS), path)
    write_signatures(store, [drawn_signature(Random(number), number) for number in range(SIGNATURES)])


def nightly(store: RecordStore, engine: Engine) -> pa.Table:
    fold_days(store, engine, DAY, POLICY, lambda done, of: None)
    return nightly_changes(store, engine, DAY, POLICY)


def test_spark_equals_duckdb_row_for_row_on_a_million_records(tmp_path: Path, spark: Engine) -> None:
    one, other = RecordStore(tmp_path / "duckdb"), RecordStore(tmp_path / "spark")
    duckdb = DuckDbEngine("1GB", tmp_path / "spill")
    a_million_records(one)
    other.root.mkdir()
    for path in one.root.rglob("*.parquet"):
        copy = other.root / path.relative_to(one.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, copy)
    found = nightly(one, duckdb)
    assert found.num_rows > 1000
    assert nightly(other, spark).to_pylist() == found.to_pylist()
    assert whole_changes(other, spark, DAY, POLICY).to_pylist() == found.to_pylist()
    for back in range(DAYS):
        day = DAY - timedelta(days=back)
        order = [("signature", "ascending"), ("carrier", "ascending")]
        ours, theirs = (
            pq.read_table(kept.fold(day), partitioning=None).sort_by(order) for kept in (one, other)
        )
        assert theirs.to_pydict() == ours.to_pydict()
