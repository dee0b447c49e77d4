"""Every test of the services has a folder of its own for uploaded files.

Imports wait until they are needed: pytest may read this file before the settings have been chosen.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

if TYPE_CHECKING:
    from qianming.registry.models import Account
    from qianming.services.actors import Actor


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.QIANMING_DATA = tmp_path


@pytest.fixture
def account(db: None) -> "Account":
    from tests.services.making import an_account

    return an_account()


@pytest.fixture
def actor(account: "Account") -> "Actor":
    """A program of the account."""
    from tests.services.making import an_applicant

    return an_applicant(account)
