"""A clock that stands still, people of every role, and no memory of earlier tries to sign in.

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


@pytest.fixture(autouse=True)
def no_earlier_tries() -> Iterator[None]:
    """Limits on signing in are counted in the process's cache."""
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def people(db: None) -> "People":
    from tests.console.people import make_people

    return make_people()
