"""The engines that can be chosen; light to import, for the command line names them before it needs one."""

from enum import StrEnum


class EngineName(StrEnum):
    """The engines that can be chosen."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class EngineMissing(RuntimeError):
    """Spark's packages, or a Java for them, are not installed; the message says what to install."""
