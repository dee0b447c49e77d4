"""The registry's live signatures as the evaluation reads them, written into one file. Decides nothing.

Only dates, states and numbers leave the database: no name, no person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from qianming.analytics.columns import REASON_BITS, SIGNATURES, bits_of, seconds
from qianming.analytics.engine import replacing
from qianming.analytics.store import RecordStore
from qianming.core.codes import Abnormality, Carrier, FilingState, ReviewState
from qianming.core.status.health import UNFILED_STATES
from qianming.registry.models import CarrierFiling, HealthReason, Signature
from qianming.registry.queries import resting_on
from qianming.registry.subjects import last_edit

_AT_ONCE = 2_000
_BOUND = ("approved__qualification", "approved__power_of_attorney")


def write_snapshot(store: RecordStore) -> None:
    """The file, whole or not at all; signatures that were never approved have no reasons and stay out."""
    with (
        replacing(store.signatures()) as part,
        pq.ParquetWriter(part, SIGNATURES, compression="zstd") as file,
    ):
        for rows in _pages():
            file.write_table(_table(rows))


def _pages() -> Iterator[list[Signature]]:
    after = 0
    live = Signature.objects.filter(deleted_at__isnull=True, approved__isnull=False).select_related(*_BOUND)
    while rows := list(live.filter(pk__gt=after).order_by("pk")[:_AT_ONCE]):
        yield rows
        after = rows[-1].pk


def _table(rows: Sequence[Signature]) -> pa.Table:
    ids = [row.pk for row in rows]
    filed, reasons = _filed(ids), _stored_reasons(ids)
    return pa.Table.from_pylist(
        [_record(row, filed=row.pk in filed, reasons=reasons.get(row.pk, ())) for row in rows], SIGNATURES
    )


def _record(row: Signature, *, filed: bool, reasons: Collection[Abnormality]) -> dict[str, object]:
    edited = last_edit(row)
    version = row.approved
    bound = version.qualification if version else None
    power = version.power_of_attorney if version else None
    return {
        "signature": row.pk,
        "filed": filed,
        "edited_at": seconds(edited) if edited else None,
        "used_at": seconds(row.last_sent_at) if row.last_sent_at else None,
        "legal_until": bound.legal_representative_id_until if bound else None,
        "administrator_until": bound.administrator_id_until if bound else None,
        "power_until": power.valid_until if power else None,
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
