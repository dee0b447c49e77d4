"""Rows that are their own queue: claimed, settled, postponed, freed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qianming.registry.models import CarrierFiling
from qianming.services import leases
from tests.services.making import NOW, SECOND, a_live_signature, an_account

pytestmark = pytest.mark.django_db

LEASE = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def three_rows(db: None) -> None:
    a_live_signature(an_account())


def claim(later: timedelta = timedelta(), limit: int = 10) -> list[CarrierFiling]:
    return leases.claim(CarrierFiling, NOW + later, LEASE, limit)


def test_it_claims_what_is_due_the_longest_due_first() -> None:
    first, second, third = CarrierFiling.objects.order_by("pk")
    CarrierFiling.objects.filter(pk=first.pk).update(due_at=NOW + SECOND)
    CarrierFiling.objects.filter(pk=third.pk).update(due_at=NOW - SECOND)
    assert [row.pk for row in claim()] == [third.pk, second.pk]
    assert [row.pk for row in claim(SECOND)] == [first.pk]


def test_it_claims_no_more_than_it_is_told() -> None:
    assert len(claim(limit=2)) == 2
    assert len(claim(limit=2)) == 1
    assert claim(limit=2) == []


def test_a_lease_ends_by_itself_and_its_holder_is_told() -> None:
    (mine, *_) = claim()
    assert claim(LEASE - SECOND) == []
    (theirs, *_) = claim(LEASE)
    assert (mine.pk, mine.attempts, theirs.attempts) == (theirs.pk, 1, 2)
    assert not leases.settle(mine, None)
    assert not leases.postpone(mine, NOW)
    assert leases.settle(theirs, None)
    assert CarrierFiling.objects.get(pk=mine.pk).due_at is None


def test_settling_forgets_the_attempts_and_postponing_does_not() -> None:
    one, other, _ = claim()
    assert leases.settle(one, NOW + SECOND)
    assert leases.postpone(other, NOW + SECOND)
    assert CarrierFiling.objects.get(pk=one.pk).attempts == 0
    assert CarrierFiling.objects.get(pk=other.pk).attempts == 1
    assert {row.pk for row in claim(SECOND)} == {one.pk, other.pk}


def test_all_leases_can_be_freed() -> None:
    claim()
    assert leases.release_all() == 3
    assert len(claim()) == 3


def test_an_idle_look_takes_no_write_lock() -> None:
    claim()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert claim() == []
    assert len(queries) == 1
    assert queries[0]["sql"].startswith("SELECT")
