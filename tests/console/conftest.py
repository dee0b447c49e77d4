"""A clock that stands still, and people of every role.

Imports wait until they are needed: pytest may read this file before the settings have been chosen.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from qianming.registry.models import Qualification
    from tests.console.people import People


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    """The service's clock stands at `stock.NOW`."""
    from qianming.services import clock
    from tests.clock import StandingClock
    from tests.console.stock import NOW

    clock.set_clock(StandingClock(NOW))
    yield
    clock.set_clock(clock.system_clock)


@pytest.fixture
def people(db: None) -> "People":
    from tests.console.people import make_people

    return make_people()


@pytest.fixture
def client(people: "People") -> "Client":
    """The browser of somebody who applies for one account."""
    from tests.console.people import signed_in

    return signed_in(people.owner)


@pytest.fixture
def paper(client: "Client") -> "Qualification":
    """An approved qualification of that account."""
    from tests.console.filling import approved_paper

    return approved_paper(client)
