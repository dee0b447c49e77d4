"""Made-up sending records and signatures in the evaluation's own files: many, skewed, always the same."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from qianming.analytics.columns import RECORDS, SIGNATURES, start_of
from qianming.analytics.store import RecordStore

DAY = date(2026, 11, 21)
DAYS = 170
_EPOCH = date(1970, 1, 1)


def write_records(store: RecordStore, rows: int, signatures: int) -> None:
    """That many records over 170 days; a few signatures send most, one in fifty fails often."""
    for back in range(DAYS):
        write_day(store, DAY - timedelta(days=back), rows // DAYS, signatures)


def write_day(store: RecordStore, day: date, rows: int, signatures: int) -> None:
    """One day's records, in the order in which they were sent."""
    chance = np.random.default_rng(day.toordinal())
    numbers = (signatures * chance.random(rows) ** 3).astype(np.int64)
    columns = {
        "account": numbers // 100,
        "signature": numbers,
        "carrier": chance.choice(np.array([0, 0, 0, 1, 2], np.int8), rows),
        "sent_at": start_of(day) + np.sort(chance.integers(0, 86400, rows)),
        "delivered": chance.random(rows) < np.where(numbers % 50 == 0, 0.55, 0.97),
        "said": chance.choice(np.array([0, 0, 0, 1, 2, 3, 4], np.int8), rows),
        "linked": chance.random(rows) < 0.1,
    }
    path = store.records(day)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns, RECORDS), path, compression="zstd", compression_level=1)


def write_signatures(store: RecordStore, signatures: int) -> None:
    """The registry's snapshot: some approvals long ago, some papers ended, nothing raised yet."""
    chance = np.random.default_rng(3)
    today = (DAY - _EPOCH).days

    def ends(latest: int) -> pa.Array:
        return pa.array(today + chance.integers(-20, latest, signatures).astype(np.int32), pa.date32())

    used_at = _used_at(store, signatures)
    columns = {
        "signature": np.arange(signatures),
        "filed": chance.random(signatures) < 0.7,
        "edited_at": start_of(DAY) - 86400 * chance.integers(0, 570, signatures),
        "used_at": pa.array(used_at, mask=used_at == 0),
        "legal_until": ends(5000),
        "administrator_until": ends(5000),
        "power_until": ends(2000),
        "reasons": np.zeros(signatures, np.int16),
    }
    pq.write_table(pa.table(columns, SIGNATURES), store.signatures(), compression="zstd", compression_level=1)


def _used_at(store: RecordStore, signatures: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """When each signature was last sent with, as the registry would remember it; 0 for never."""
    used = np.zeros(signatures, np.int64)
    for day in store.record_days(DAY):
        rows = pq.read_table(store.records(day), columns=["signature", "sent_at"], partitioning=None)
        np.maximum.at(used, rows["signature"].to_numpy(), rows["sent_at"].to_numpy())
    return used
