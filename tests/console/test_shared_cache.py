"""Limits on signing in: one count for all processes, kept under names that nobody can read."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from qianming.console.shared_cache import SharedCache
from qianming.registry.models import ShortLived
from qianming.services import pruning, shared_memory
from tests.console import stock
from tests.console.people import People
from tests.e2e.encodings import needles
from tests.services.test_races import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 10, 2, tzinfo=UTC)
EMAIL = "owner@example.com"
MINUTE = timedelta(minutes=1)


def another_process() -> SharedCache:
    """A cache that shares no memory with the one of this process."""
    return SharedCache("", {})


def test_every_process_sees_the_same() -> None:
    caches["default"].set("tries", [1.5, 2.5], 60)
    assert another_process().get("tries") == [1.5, 2.5]
    assert another_process().delete("tries")
    assert caches["default"].get("tries", "none") == "none"
    assert not another_process().delete("tries")


def test_it_forgets_with_time() -> None:
    shared_memory.keep("tries", [1], NOW, MINUTE)
    assert shared_memory.recall("tries", NOW + MINUTE - timedelta(seconds=1)) == [1]
    assert shared_memory.recall("tries", NOW + MINUTE) is None
    assert not shared_memory.keep_first("tries", [2], NOW)
    assert shared_memory.keep_first("tries", [2], NOW + MINUTE)
    assert shared_memory.recall("tries", NOW + MINUTE) == [2]


def test_nothing_stays_longer_than_a_day() -> None:
    shared_memory.keep("tries", [1], NOW, timedelta(days=400))
    caches["default"].set("for good", [1], None)
    later = datetime.now(UTC) + timedelta(days=1, minutes=1)
    assert not pruning.prune(later)
    assert not ShortLived.objects.exists()


def test_pruning_leaves_what_still_counts() -> None:
    shared_memory.keep("old", [1], NOW, MINUTE)
    shared_memory.keep("young", [1], NOW, 3 * MINUTE)
    pruning.prune(NOW + 2 * MINUTE)
    assert shared_memory.recall("young", NOW) == [1]
    assert ShortLived.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_takes_the_lock() -> None:
    taken = at_once(*[lambda: shared_memory.keep_first("lock", value=True, now=NOW)] * 4)
    assert sorted(map(str, taken)) == ["False", "False", "False", "True"]


def test_guesses_count_for_all_processes_and_after_a_restart(people: People) -> None:
    for number in range(8):
        Client().post("/console/login/", {"login": EMAIL, "password": f"guess {number}"})
    del caches["default"]
    answer = Client().post("/console/login/", {"login": EMAIL, "password": stock.PASSWORD})
    assert answer.context["form"].errors


def test_no_address_is_readable_or_to_be_guessed_from_a_hash(people: People) -> None:
    Client().post("/console/login/", {"login": EMAIL, "password": "wrong"}, REMOTE_ADDR="192.0.2.7")
    rows = [f"{row.name_hash} {row.value}".encode() for row in ShortLived.objects.all()]
    assert len(rows) >= 2
    once_more = hashlib.sha256(hashlib.sha256(EMAIL.encode()).hexdigest().encode()).hexdigest().encode()
    wanted = {once_more, *needles(EMAIL), *needles("192.0.2.7")}
    assert not [row for row in rows if any(needle in row for needle in wanted)]
