"""Made-up records and signatures, in the files that the evaluation reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from qianming.analytics.columns import RECORDS, SIGNATURES, start_of
from qianming.analytics.store import RecordStore

DAY = date(2026, 11, 21)
NOON = 12 * 3600


@dataclass(frozen=True, slots=True)
class Sent:
    """Some equal messages of one hour."""

    signature: int
    count: int
    delivered: bool | None = True
    carrier: int = 0
    said: int = 0
    linked: bool = False
    hour: int = 12


def write_records(store: RecordStore, day: date, sent: Iterable[Sent]) -> None:
    """One day's file."""
    rows = [
        {
            "account": 1,
            "signature": each.signature,
            "carrier": each.carrier,
            "sent_at": start_of(day) + each.hour * 3600 + number % 3600,
            "delivered": each.delivered,
            "said": each.said,
            "linked": each.linked,
        }
        for each in sent
        for number in range(each.count)
    ]
    _write(pa.Table.from_pylist(rows, RECORDS), store.records(day))


def signature(number: int, **changes: Any) -> dict[str, Any]:
    """A signature in order, active on the day itself, with some of its facts changed."""
    usual = {
        "signature": number,
        "filed": True,
        "edited_at": start_of(DAY),
        "used_at": None,
        "legal_until": date(2030, 1, 1),
        "administrator_until": date(2030, 1, 1),
        "power_until": None,
        "reasons": 0,
    }
    return {**usual, **changes}


def write_signatures(store: RecordStore, rows: Sequence[dict[str, Any]]) -> None:
    """The registry's snapshot, with the last use that it remembers from the records that are there."""
    used = last_used(store)
    known = [{**row, "used_at": used.get(row["signature"])} for row in rows]
    _write(pa.Table.from_pylist(known, SIGNATURES), store.signatures())


def last_used(store: RecordStore) -> dict[int, int]:
    """When each signature was last sent with."""
    used: dict[int, int] = {}
    for day in store.record_days(DAY):
        rows = pq.read_table(store.records(day), partitioning=None).to_pylist()
        for row in rows:
            used[row["signature"]] = max(row["sent_at"], used.get(row["signature"], 0))
    return used


def made_up(store: RecordStore, *, days: int, signatures: int, a_day: int, seed: int = 7) -> None:
    """Many days of records of many signatures: some fail, some idle, an hour of yesterday is an outage."""
    chance = Random(seed)
    for back in range(days):
        sent = [_drawn(chance, signatures) for _ in range(a_day)]
        if back == 1:
            sent += [Sent(number, 20, delivered=False, hour=9) for number in range(signatures // 2)]
        write_records(store, DAY - timedelta(days=back), sent)
    write_signatures(store, [drawn_signature(chance, number) for number in range(signatures)])


def _drawn(chance: Random, signatures: int) -> Sent:
    number = int(signatures * chance.random() ** 3)
    carrier, hour = chance.choice((0, 0, 1, 2)), chance.randrange(24)
    rate = 0.6 if number % 5 == 0 else 0.97
    answered = chance.random() < 0.98
    return Sent(
        number,
        chance.randint(1, 12),
        chance.random() < rate if answered else None,
        carrier,
        chance.randrange(5),
        chance.random() < 0.1,
        hour,
    )


def drawn_signature(chance: Random, number: int) -> dict[str, Any]:
    """Its dates lie around the day, and any reasons may be stored already."""
    return signature(
        number,
        filed=chance.random() < 0.8,
        edited_at=None if chance.random() < 0.05 else start_of(DAY - timedelta(days=chance.randrange(250))),
        legal_until=_around(chance),
        administrator_until=_around(chance),
        power_until=_around(chance) if chance.random() < 0.3 else None,
        reasons=chance.choice((0, 0, 0, chance.randrange(128))),
    )


def _around(chance: Random) -> date:
    return DAY + timedelta(days=chance.randint(-30, 400))


def _write(table: pa.Table, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path)
