"""The registry's live signatures as the evaluation reads them, written into one file. Decides nothing.

Only dates, states and numbers leave the database: no name, no person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq

from qianming.analytics.columns import REASON_BITS, SIGNATURES, bits_of, seconds
from qianming.analytics.engine import replacing
from qianming.analytics.store import RecordStore
from qianming.core.codes import Abnormality, Carrier, FilingState, ReviewState
from qianming.core.status.health import UNFILED_STATES
from qianming.registry.models import CarrierFiling, HealthReason, Signature
from qianming.registry.queries import resting_on

_AT_ONCE = 2_000
# A row of the registry costs more to make than to read, so that only what is needed is read.
_COLUMNS = (
    "pk",
    "created_at",
    "last_sent_at",
    *(
        f"approved__{name}"
        for name in (
            "decided_at",
            "qualification__legal_representative_id_until",
            "qualification__administrator_id_until",
            "power_of_attorney__valid_until",
        )
    ),
)
_Row = tuple[int, datetime, datetime | None, datetime | None, date | None, date | None, date | None]


def write_snapshot(store: RecordStore) -> None:
    """The file, whole or not at all; signatures that were never approved have no reasons and stay out."""
    with (
        replacing(store.signatures()) as part,
        pq.ParquetWriter(part, SIGNATURES, compression="zstd") as file,
    ):
        for rows in _pages():
            file.write_table(_table(rows))


def _pages() -> Iterator[list[_Row]]:
    after = 0
    live = Signature.objects.filter(deleted_at__isnull=True, approved__isnull=False)
    while rows := list(live.filter(pk__gt=after).order_by("pk").values_list(*_COLUMNS)[:_AT_ONCE]):
        yield rows
        after = rows[-1][0]


def _table(rows: Sequence[_Row]) -> pa.Table:
    ids = [row[0] for row in rows]
    filed, reasons = _filed(ids), _stored_reasons(ids)
    return pa.Table.from_pylist(
        [_record(row, filed=row[0] in filed, reasons=reasons.get(row[0], ())) for row in rows], SIGNATURES
    )


def _record(row: _Row, *, filed: bool, reasons: Collection[Abnormality]) -> dict[str, object]:
    pk, created_at, sent_at, decided_at, legal_until, administrator_until, power_until = row
    return {
        "signature": pk,
        "filed": filed,
        "edited_at": seconds(max(created_at, decided_at or created_at)),
        "used_at": seconds(sent_at) if sent_at else None,
        "legal_until": legal_until,
        "administrator_until": administrator_until,
        "power_until": power_until,
        "reasons": bits_of(reasons),
    }


def _filed(ids: Sequence[int]) -> frozenset[int]:
    """Those for which no carrier's filing is missing, under way, failed or expired."""
    grouped: dict[int, list[CarrierFiling]] = defaultdict(list)
    rows = CarrierFiling.objects.filter(
        signature__in=ids, superseded_at__isnull=True, application__state=ReviewState.APPROVED
    )
    for row in rows.only("signature_id", "carrier", "state").order_by("application_id", "pk"):
        grouped[row.signature_id].append(row)
    return frozenset(pk for pk, filings in grouped.items() if _all_filed(resting_on(filings)))


def _all_filed(filings: Mapping[Carrier, CarrierFiling]) -> bool:
    states = [FilingState(filings[carrier].state) for carrier in Carrier if carrier in filings]
    return len(states) == len(Carrier) and not UNFILED_STATES.intersection(states)


def _stored_reasons(ids: Sequence[int]) -> Mapping[int, Collection[Abnormality]]:
    found: dict[int, set[Abnormality]] = defaultdict(set)
    rows = HealthReason.objects.filter(signature__in=ids, code__in=list(REASON_BITS))
    for signature_id, code in rows.values_list("signature_id", "code"):
        found[signature_id].add(Abnormality(code))
    return found
