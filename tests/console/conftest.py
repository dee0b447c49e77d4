"""A clock that stands still, and people of every role.

Imports wait until they are needed: pytest may read this file before the settings have been chosen.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.console.people import People


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    """The service's clock stands at `stock.NOW`."""
    from qianming.services import clock
    from tests.console.stock import FixedClock

    clock.set_clock(FixedClock())
    yield
    clock.set_clock(clock.system_clock)


@pytest.fixture
def people(db: None) -> "People":
    from tests.console.people import make_people

    return make_people()
