"""A service of its own for each test: a database, a data folder, processes that end with the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.service import Service


@contextmanager
def unstarted(database_url: str, data: Path) -> Iterator[Service]:
    """Not started yet: a test may first say how the simulated carriers behave."""
    data.mkdir()
    made = Service(
        data,
        {
            "QIANMING_DATABASE_URL": database_url,
            "QIANMING_SECRET_KEY": "a secret for tests alone",
            "QIANMING_SIMULATOR_FILE": str(data / "simulator.toml"),
        },
    )
    yield made
    made.stop()


@pytest.fixture
def service(migrated_database_url: str, tmp_path: Path) -> Iterator[Service]:
    """Over a database that has its tables, and no rows."""
    with unstarted(migrated_database_url, tmp_path / "data") as made:
        yield made


@pytest.fixture
def service_from_nothing(fresh_database_url: str, tmp_path: Path) -> Iterator[Service]:
    """Over an empty database, as on the first start."""
    with unstarted(fresh_database_url, tmp_path / "data") as made:
        yield made
