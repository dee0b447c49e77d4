"""The nightly run over files: what it finds, that it goes on where it stood, that late receipts count."""

import os
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qianming.analytics.columns import CARRIERS, REASON_BITS, bits_of, reasons_of, seconds, start_of
from qianming.analytics.engine import DuckDbEngine, Engine
from qianming.analytics.nightly import fold_days, nightly_changes, whole_changes
from qianming.analytics.store import RecordStore
from qianming.core.china_time import CHINA
from qianming.core.codes import Abnormality, Timing
from qianming.core.delivery.tally import Tally, is_abnormal, is_outage
from qianming.core.policy import RulePolicy
from qianming.core.status.health import TIMING, idle_reason
from tests.analytics.files import DAY, Sent, made_up, signature, write_records, write_signatures
from tests.core.samples import POLICY


@pytest.fixture
def store(tmp_path: Path) -> RecordStore:
    return RecordStore(tmp_path / "analytics")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return DuckDbEngine("512MB", tmp_path / "spill", threads=1)


def nightly(store: RecordStore, engine: Engine, day: date = DAY) -> dict[int, set[Abnormality]]:
    """What the run says each signature's reasons ought to be, where that is news."""
    fold_days(store, engine, day, POLICY, lambda done, of: None)
    return told(nightly_changes(store, engine, day, POLICY))


def told(changes: pa.Table) -> dict[int, set[Abnormality]]:
    return {row["signature"]: set(reasons_of(row["after"])) for row in changes.to_pylist()}


def test_every_reason_of_the_nightly_run_has_a_bit_of_its_own() -> None:
    assert set(REASON_BITS) == {code for code in Abnormality if TIMING[code] is Timing.DAILY}
    assert len(set(REASON_BITS.values())) == len(REASON_BITS)
    assert all(set(reasons_of(bits_of([code]))) == {code} for code in REASON_BITS)
    assert bits_of([Abnormality.NAME_MISMATCH]) == 0


A = Abnormality
YESTERDAY = DAY - timedelta(days=1)


def ago(days: int) -> int:
    return start_of(DAY - timedelta(days=days))


@pytest.mark.parametrize(
    ("facts", "sent", "expected"),
    [
        ({}, [], set()),
        ({"legal_until": YESTERDAY}, [], {A.LEGAL_REPRESENTATIVE_ID_EXPIRED}),
        ({"legal_until": DAY}, [], set()),
        ({"administrator_until": YESTERDAY}, [], {A.ADMINISTRATOR_ID_EXPIRED}),
        ({"power_until": YESTERDAY}, [], {A.POWER_OF_ATTORNEY_EXPIRED}),
        ({"power_until": DAY}, [], set()),
        ({}, [Sent(1, 34), Sent(1, 16, delivered=False)], {A.DELIVERY_ABNORMAL}),
        ({"filed": False}, [Sent(1, 34), Sent(1, 16, delivered=False)], {A.DELIVERY_ABNORMAL_UNFILED}),
        ({}, [Sent(1, 35), Sent(1, 15, delivered=False)], set()),
        ({}, [Sent(1, 30), Sent(1, 16, delivered=False), Sent(1, 50, delivered=None)], set()),
        ({}, [Sent(1, 25, delivered=False), Sent(1, 24, delivered=False, carrier=1)], set()),
        ({"edited_at": ago(89)}, [], set()),
        ({"edited_at": ago(90) + 86399}, [], {A.RECENTLY_UNUSED}),
        ({"edited_at": ago(169)}, [], {A.RECENTLY_UNUSED}),
        ({"edited_at": ago(170)}, [], {A.LONG_UNUSED}),
        ({"edited_at": ago(170)}, [Sent(1, 1)], set()),
        ({"edited_at": ago(170)}, [Sent(1, 1, delivered=None)], set()),
        ({"edited_at": None}, [], set()),
    ],
)
def test_the_smallest_facts_that_raise_each_reason(
    store: RecordStore, engine: Engine, facts: dict[str, object], sent: list[Sent], expected: set[Abnormality]
) -> None:
    write_records(store, DAY, sent)
    write_signatures(store, [signature(1, **facts)])
    assert nightly(store, engine).get(1, set()) == expected
    assert told(whole_changes(store, engine, DAY, POLICY)).get(1, set()) == expected


def test_what_is_stored_already_is_no_news(store: RecordStore, engine: Engine) -> None:
    write_signatures(store, [signature(1, legal_until=YESTERDAY, reasons=1), signature(2, reasons=2)])
    write_records(store, DAY, [])
    assert nightly(store, engine) == {2: set()}


def test_an_outage_marks_no_signature(store: RecordStore, engine: Engine) -> None:
    out = [Sent(number, 60, delivered=False, hour=9) for number in (1, 2, 3)]
    write_signatures(store, [signature(number) for number in (1, 2, 3)])
    write_records(store, DAY, out)
    assert nightly(store, engine) == {}
    assert told(whole_changes(store, engine, DAY, POLICY)) == {}


def test_one_large_sender_that_fails_is_no_outage(store: RecordStore, engine: Engine) -> None:
    write_signatures(store, [signature(1), signature(2)])
    write_records(store, DAY, [Sent(1, 500, delivered=False), Sent(2, 10)])
    assert nightly(store, engine) == {1: {A.DELIVERY_ABNORMAL}}


def test_messages_before_the_window_do_not_count(store: RecordStore, engine: Engine) -> None:
    write_signatures(store, [signature(1)])
    write_records(store, DAY - timedelta(days=7), [Sent(1, 50, delivered=False)])
    write_records(store, DAY, [])
    assert nightly(store, engine) == {}
    write_records(store, DAY - timedelta(days=6), [Sent(1, 50, delivered=False)])
    assert nightly(store, engine) == {1: {A.DELIVERY_ABNORMAL}}


def test_a_late_receipt_folds_its_day_again(store: RecordStore, engine: Engine) -> None:
    write_signatures(store, [signature(1)])
    write_records(store, YESTERDAY, [Sent(1, 60, delivered=None)])
    write_records(store, DAY, [])
    assert nightly(store, engine) == {}
    write_records(store, YESTERDAY, [Sent(1, 60, delivered=False)])
    os.utime(store.records(YESTERDAY))
    assert list(store.stale(store.record_days(DAY))) == [YESTERDAY]
    assert nightly(store, engine) == {1: {A.DELIVERY_ABNORMAL}}


def test_running_twice_folds_nothing_and_finds_the_same(store: RecordStore, engine: Engine) -> None:
    made_up(store, days=5, signatures=50, a_day=40)
    first = nightly(store, engine)
    made = {path: path.stat().st_mtime_ns for path in store.root.rglob("*.parquet")}
    assert nightly(store, engine) == first
    assert {path: path.stat().st_mtime_ns for path in store.root.rglob("*.parquet")} == made


def test_a_later_use_ends_idleness(store: RecordStore, engine: Engine) -> None:
    idle = [signature(1, edited_at=ago(300)), signature(2, edited_at=ago(300))]
    write_records(store, DAY - timedelta(days=100), [Sent(1, 1), Sent(2, 1)])
    write_records(store, DAY, [Sent(1, 1)])
    write_signatures(store, idle)
    assert nightly(store, engine) == {2: {A.RECENTLY_UNUSED}}
    assert told(whole_changes(store, engine, DAY, POLICY)) == {2: {A.RECENTLY_UNUSED}}


def test_all_of_it_equals_a_reckoning_by_the_rules_of_core(store: RecordStore, engine: Engine) -> None:
    made_up(store, days=9, signatures=1500, a_day=700)
    changes = nightly(store, engine)
    assert changes == told(whole_changes(store, engine, DAY, POLICY))
    expected = reckoned(store)
    assert changes == expected
    assert {code for reasons in changes.values() for code in reasons} == set(REASON_BITS)


def reckoned(store: RecordStore, policy: RulePolicy = POLICY) -> dict[int, set[Abnormality]]:
    """The same by plain loops and the rules of `core`."""
    records = [row for day in store.record_days(DAY) for row in pq.read_table(store.records(day)).to_pylist()]
    low = low_signatures([row for row in records if row["sent_at"] >= ago(6)], policy)
    used = {row["signature"]: row["sent_at"] for row in sorted(records, key=lambda row: row["sent_at"])}
    answer = {}
    for row in pq.read_table(store.signatures()).to_pylist():
        number = row["signature"]
        moments = [at for at in (row["edited_at"], used.get(number)) if at is not None]
        idle = idle_reason(datetime.fromtimestamp(max(moments), CHINA) if moments else None, DAY, policy)
        delivery = A.DELIVERY_ABNORMAL if row["filed"] else A.DELIVERY_ABNORMAL_UNFILED
        holds = {
            A.LEGAL_REPRESENTATIVE_ID_EXPIRED: row["legal_until"] < DAY,
            A.ADMINISTRATOR_ID_EXPIRED: row["administrator_until"] < DAY,
            A.POWER_OF_ATTORNEY_EXPIRED: bool(row["power_until"] and row["power_until"] < DAY),
            delivery: number in low,
        }
        reasons = {code for code, held in holds.items() if held} | ({idle} if idle else set())
        if bits_of(reasons) != row["reasons"]:
            answer[number] = reasons
    return answer


def low_signatures(records: list[dict[str, Any]], policy: RulePolicy) -> set[int]:
    hours: Counter[tuple[int, int, bool]] = Counter()
    senders: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in records:
        hour = row["sent_at"] // 3600, row["carrier"]
        senders[hour].add(row["signature"])
        if row["delivered"] is not None:
            hours[*hour, bool(row["delivered"])] += 1
    out = {
        hour
        for hour, names in senders.items()
        if is_outage(
            Tally(hours[*hour, True] + hours[*hour, False], hours[*hour, True]), len(names), policy.delivery
        )
    }
    assert len(out) == 1
    tallies: dict[tuple[int, int], Tally] = defaultdict(Tally)
    for row in records:
        if row["delivered"] is not None and (row["sent_at"] // 3600, row["carrier"]) not in out:
            tallies[row["signature"], row["carrier"]] += Tally(1, int(row["delivered"]))
    return {number for (number, _), tally in tallies.items() if is_abnormal(tally, policy.delivery)}


def test_carriers_keep_their_numbers() -> None:
    assert {number: carrier.value for number, carrier in CARRIERS.items()} == {
        0: "mobile",
        1: "unicom",
        2: "telecom",
    }
    assert seconds(datetime(1970, 1, 2, tzinfo=CHINA)) == start_of(date(1970, 1, 2)) == 57600
