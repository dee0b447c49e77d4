"""Every test of the services has a folder of its own for uploaded files."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.QIANMING_DATA = tmp_path
