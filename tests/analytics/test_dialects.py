"""Every expression of the evaluation can be said in the SQL of ClickHouse and of Trino, which run elsewhere.

This holds the expressions to what those backends can express. That they give the same rows is shown for Spark
alone, which can be run here.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from qianming.analytics.columns import FOLDS, RECORDS, SIGNATURES
from qianming.analytics.folding import OutageHour, fold, hourly, without
from qianming.analytics.judging import changes, from_folds, from_records
from tests.core.samples import POLICY

DAY = date(2026, 11, 21)
OUT = (OutageHour(494_000, 1), OutageHour(494_001, 2))


def table(name: str, schema: pa.Schema) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


def expressions() -> Mapping[str, ir.Table]:
    """What a night asks of an engine, and what the whole evaluation from the records alone does."""
    records, folds = table("records", RECORDS), table("folds", FOLDS)
    signatures = table("signatures", SIGNATURES)
    by_folds = from_folds(folds, signatures, POLICY)
    by_records = from_records(without(records, OUT), records, signatures, DAY, POLICY)
    return {
        "hours": hourly(records),
        "fold": fold(records, DAY, OUT),
        "fold without an outage": fold(records, DAY - timedelta(days=1), ()),
        "changes by folds": changes(by_folds, DAY, POLICY),
        "changes by records": changes(by_records, DAY, POLICY),
    }


@pytest.mark.parametrize("dialect", ["clickhouse", "trino"])
@pytest.mark.parametrize("name", expressions())
def test_it_compiles(dialect: str, name: str) -> None:
    sql = str(ibis.to_sql(expressions()[name], dialect=dialect))
    assert sql.startswith(("SELECT", "WITH"))


@pytest.mark.parametrize("dialect", ["clickhouse", "trino"])
def test_hours_are_found_by_whole_division(dialect: str) -> None:
    """A fraction of an hour would put every second into an hour of its own."""
    sql = str(ibis.to_sql(hourly(table("records", RECORDS)), dialect=dialect)).lower()
    assert "floor(" in sql or "div" in sql
