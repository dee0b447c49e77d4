"""A service of its own for each test: an empty database, a data folder, processes that end with the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.service import Service


@pytest.fixture
def service(fresh_database_url: str, tmp_path: Path) -> Iterator[Service]:
    """Not started yet: a test may first say how the simulated carriers behave."""
    data = tmp_path / "data"
    data.mkdir()
    made = Service(
        data,
        {
            "QIANMING_DATABASE_URL": fresh_database_url,
            "QIANMING_SECRET_KEY": "a secret for tests alone",
            "QIANMING_SIMULATOR_FILE": str(data / "simulator.toml"),
        },
    )
    yield made
    made.stop()
