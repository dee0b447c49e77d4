"""An endpoint over the test's database, with a key, and a clock that stands still.

Models are imported by the fixtures: pytest loads this file before Django's settings are chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from qianming.registry.models import Account
    from tests.clock import StandingClock
    from tests.rpc.client import Client, MemoryNonces


@pytest.fixture
def clock() -> Iterator[StandingClock]:
    """The process's clock as well, for the parts that read that."""
    from qianming.services import clock as service_clock
    from tests.clock import StandingClock
    from tests.services.making import NOW

    standing = StandingClock(NOW)
    service_clock.set_clock(standing)
    yield standing
    service_clock.set_clock(service_clock.system_clock)


@pytest.fixture
def nonces() -> MemoryNonces:
    from tests.rpc.client import MemoryNonces

    return MemoryNonces()


@pytest.fixture
def empty_journal(transactional_db: None) -> None:
    """For tests that run the whole service."""
    from tests.rpc.over_http import forget_the_journal

    forget_the_journal()


@pytest.fixture
def account(db: None) -> Account:
    """An enterprise account with a key."""
    from qianming.services.keys import CreateKey, create_key
    from tests.rpc.client import KEY, SECRET
    from tests.services.making import NOW, OPERATOR, an_account

    made = an_account()
    create_key(OPERATOR, CreateKey(made.name, KEY, SECRET), NOW)
    return made


@pytest.fixture
def client(account: Account, clock: StandingClock, nonces: MemoryNonces) -> Client:
    from qianming.rpc.endpoint import Endpoint
    from tests.rpc.client import Client

    return Client(Endpoint(clock, nonces), clock)
