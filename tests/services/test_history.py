"""The history behind the service's back: rows are changed with plain SQL, and verifying says which."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from qianming.core.breaches import Breach
from qianming.core.codes import EventKind
from qianming.registry.anchors import Kept
from qianming.registry.history import digest, head_seal
from qianming.registry.models import Anchor, ChainHead, Event
from qianming.services import audit
from qianming.services._command import Change, record, write
from qianming.services.actors import SYSTEM
from tests.services.making import NOW, an_account, an_applicant, approved_qualification

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def sql(statement: str, *values: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def change(account_id: int | None, number: int = 0) -> Change:
    return Change(EventKind.HEALTH_RAISED, f"signature:{number}", account_id, detail={"number": number})


def a_chain(length: int = 8) -> int:
    """An account with that many events after its first."""
    account_id = an_account().pk
    for number in range(1, length):
        record(change(account_id, number), SYSTEM, NOW)
    return account_id


def found() -> list[tuple[Breach, int]]:
    return [(one.breach, one.sequence) for one in audit.verify()]


def test_every_event_of_a_journey_is_a_link() -> None:
    account = an_account()
    approved_qualification(an_applicant(account))
    rows = list(Event.objects.filter(account=account).order_by("sequence"))
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert [row.previous for row in rows] == ["", *(row.digest for row in rows[:-1])]
    assert [row.kind for row in rows[:2]] == ["account.created", "material.stored"]
    assert found() == []


def test_a_digest_covers_every_column() -> None:
    a_chain(2)
    row = Event.objects.get(sequence=2)
    original = row.digest
    others = {
        "kind": "x", "subject": "x", "old": "x", "new": "x", "reasons": ["x"], "detail": {"x": 1},
        "actor": "x", "at": NOW + DAY, "chain": 99, "sequence": 99, "previous": "x", "account_id": None,
    }  # fmt: skip
    assert {field.attname for field in Event._meta.fields} == {*others, "id", "digest"}
    for column, value in others.items():
        before = getattr(row, column)
        setattr(row, column, value)
        assert digest(row) != original, column
        setattr(row, column, before)
    assert digest(row) == original


@pytest.mark.parametrize(
    ("column", "value"),
    [("old", "x"), ("new", "x"), ("actor", "x"), ("subject", "x"), ("reasons", '["x"]'), ("kind", "x")],
)
def test_a_changed_row_is_named(column: str, value: str) -> None:
    chain = a_chain()
    sql(f"UPDATE registry_event SET {column} = %s WHERE chain = %s AND sequence = 4", value, chain)
    assert found() == [(Breach.CHANGED, 4)]


def test_a_row_moved_to_another_account_is_named() -> None:
    chain = a_chain()
    other = an_account("other").pk
    sql("UPDATE registry_event SET account_id = %s WHERE chain = %s AND sequence = 4", other, chain)
    assert found() == [(Breach.CHANGED, 4)]


def test_a_changed_row_with_a_fitting_digest_is_named() -> None:
    chain = a_chain()
    row = Event.objects.get(chain=chain, sequence=4)
    row.new = "x"
    sql("UPDATE registry_event SET new = 'x', digest = %s WHERE id = %s", digest(row), row.pk)
    assert found() == [(Breach.CHANGED, 4)]


@pytest.mark.parametrize("gone", [[1], [4], [3, 4, 5]])
def test_removed_rows_are_named(gone: Sequence[int]) -> None:
    chain = a_chain()
    for sequence in gone:
        sql("DELETE FROM registry_event WHERE chain = %s AND sequence = %s", chain, sequence)
    assert found() == [(Breach.REMOVED, sequence) for sequence in gone]


def test_rows_that_changed_places_are_named() -> None:
    chain = a_chain()
    for old, new in ((3, 1000), (5, 3), (1000, 5)):
        sql("UPDATE registry_event SET sequence = %s WHERE chain = %s AND sequence = %s", new, chain, old)
    reordered = [one for one in audit.verify() if one.breach is Breach.REORDERED]
    assert [(one.sequence, one.belongs_at) for one in reordered] == [(3, 5), (5, 3)]
    assert len(found()) == 2


def test_neighbours_that_changed_places_are_named() -> None:
    chain = a_chain()
    for old, new in ((3, 1000), (4, 3), (1000, 4)):
        sql("UPDATE registry_event SET sequence = %s WHERE chain = %s AND sequence = %s", new, chain, old)
    assert found() == [(Breach.REORDERED, 3), (Breach.REORDERED, 4)]


def test_a_row_inserted_between_is_named() -> None:
    chain = a_chain()
    sql("UPDATE registry_event SET sequence = sequence + 1000 WHERE chain = %s AND sequence >= 5", chain)
    sql("UPDATE registry_event SET sequence = sequence - 999 WHERE chain = %s AND sequence >= 1000", chain)
    _insert(chain, 5)
    breaches = found()
    assert breaches[0] == (Breach.INSERTED, 5)
    assert {breach for breach, _ in breaches[1:]} == {Breach.REORDERED, Breach.INSERTED}


def test_a_row_put_behind_the_last_is_named() -> None:
    chain = a_chain()
    _insert(chain, 9)
    assert found() == [(Breach.INSERTED, 9)]


def test_a_head_moved_along_with_an_inserted_row_is_forged() -> None:
    chain = a_chain()
    row = _insert(chain, 9)
    sql("UPDATE registry_chainhead SET sequence = 9, digest = %s WHERE chain = %s", row.digest, chain)
    assert found() == [(Breach.HEAD_FORGED, 9)]


def _insert(chain: int, sequence: int) -> Event:
    """A row as a knowing hand would make it: its digest and its pointer are right."""
    before = Event.objects.get(chain=chain, sequence=sequence - 1)
    row = Event(
        chain=chain, account_id=chain, sequence=sequence, previous=before.digest, kind="x", subject="x",
        actor="x", at=NOW,
    )  # fmt: skip
    row.digest = digest(row)
    row.save()
    return row


def test_a_cut_off_end_is_named() -> None:
    chain = a_chain()
    sql("DELETE FROM registry_event WHERE chain = %s AND sequence > 6", chain)
    assert found() == [(Breach.CUT_OFF, 7), (Breach.CUT_OFF, 8)]


def test_an_end_cut_off_with_an_old_head_put_back_is_told_by_the_anchor() -> None:
    chain = a_chain(6)
    early = ChainHead.objects.get(pk=chain)
    record(change(chain, 7), SYSTEM, NOW)
    audit.anchor(NOW)
    sql("DELETE FROM registry_event WHERE chain = %s AND sequence > 6", chain)
    sql(
        "UPDATE registry_chainhead SET sequence = 6, digest = %s, seal = %s WHERE chain = %s",
        early.digest, early.seal, chain,
    )  # fmt: skip
    assert found() == [(Breach.CUT_OFF, 7)]


def test_a_history_that_is_wholly_gone_is_told() -> None:
    chain = a_chain(3)
    audit.anchor(NOW)
    sql("DELETE FROM registry_event WHERE chain = %s", chain)
    sql("DELETE FROM registry_chainhead WHERE chain = %s", chain)
    assert set(found()) == {(Breach.HEAD_FORGED, 0), (Breach.CUT_OFF, 3)}


def test_a_chain_rewritten_with_the_key_is_told_by_the_anchor() -> None:
    chain = a_chain(3)
    audit.anchor(NOW)
    row = Event.objects.get(chain=chain, sequence=3)
    row.new = "x"
    sql("UPDATE registry_event SET new = 'x', digest = %s WHERE id = %s", digest(row), row.pk)
    seal = head_seal(chain, 3, digest(row))
    sql("UPDATE registry_chainhead SET digest = %s, seal = %s WHERE chain = %s", digest(row), seal, chain)
    assert found() == [(Breach.CHANGED, 3)]


def test_anchors_are_daily_and_cover_what_moved() -> None:
    chain = a_chain(3)
    assert audit.anchor(NOW)
    assert not audit.anchor(NOW + timedelta(hours=1))
    record(change(None), SYSTEM, NOW)
    assert audit.anchor(NOW + DAY)
    first, second = Anchor.objects.order_by("day")
    assert list(first.heads.values_list("chain", "sequence")) == [(chain, 3)]
    assert list(second.heads.values_list("chain", "sequence")) == [(0, 1)]
    assert second.previous == first.digest
    assert found() == []


def test_a_changed_or_missing_anchor_is_told_by_the_kept_ones() -> None:
    chain = a_chain(3)
    audit.anchor(NOW)
    kept = audit.export_anchors()
    assert list(audit.verify(kept)) == []
    gone = Kept("2026-01-01", "0" * 64)
    assert [one.breach for one in audit.verify([gone])] == [Breach.ANCHOR_MISSING]
    other = Kept(kept[0].day, "0" * 64)
    assert [one.breach for one in audit.verify([other])] == [Breach.ANCHOR_BROKEN]
    sql("UPDATE registry_anchoredhead SET sequence = 2 WHERE chain = %s", chain)
    assert (Breach.ANCHOR_BROKEN, 20260610) in found()


def test_what_fails_is_not_told_and_leaves_no_gap() -> None:
    chain = a_chain(2)

    def fail() -> None:
        with write():
            record(change(chain, 50), SYSTEM, NOW)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with write():
        record(change(chain, 51), SYSTEM, NOW)
        with pytest.raises(KeyError):
            fail()
        record(change(chain, 52), SYSTEM, NOW)
    told = Event.objects.filter(chain=chain, sequence__gt=2).order_by("sequence")
    assert list(told.values_list("subject", flat=True)) == ["signature:51", "signature:52"]
    assert found() == []


def test_a_thousand_events_of_one_transaction_lock_and_write_their_head_once() -> None:
    account_id = an_account().pk
    with CaptureQueriesContext(connection) as asked, write():
        for number in range(1000):
            record(change(account_id, number), SYSTEM, NOW)
    of_heads = [query["sql"] for query in asked if "registry_chainhead" in query["sql"]]
    assert len(of_heads) < 5, of_heads[:5]
    assert ChainHead.objects.get(pk=account_id).sequence == 1001
    assert found() == []


def at_once(*attempts: Callable[[], object]) -> None:
    barrier = threading.Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> None:
        barrier.wait(30)
        try:
            attempt()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as threads:
        list(threads.map(run, attempts))


@pytest.mark.django_db(transaction=True)
def test_racing_writers_leave_no_gap() -> None:
    one, other = an_account("one").pk, an_account("other").pk

    def tell(first: int | None, second: int | None) -> None:
        for number in range(10):
            with write():
                record(change(first, number), SYSTEM, NOW)
                record(change(second, number), SYSTEM, NOW)

    at_once(*(lambda a=a, b=b: tell(a, b) for a, b in [(one, other), (other, one), (None, one), (one, None)]))
    counts = dict(ChainHead.objects.values_list("chain", "sequence"))
    assert counts == {0: 20, one: 41 - 0, other: 21}
    assert found() == []


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_writers_of_different_accounts_do_not_wait_for_each_other() -> None:
    one, other = an_account("one").pk, an_account("other").pk
    with transaction.atomic():
        list(ChainHead.objects.select_for_update().filter(pk=one))

        def tell_of_the_other() -> None:
            sql("SET lock_timeout = '2s'")
            record(change(other), SYSTEM, NOW)

        at_once(tell_of_the_other)
    assert ChainHead.objects.get(pk=other).sequence == 2
