"""The registry's live signatures as the evaluation reads them, written into one file. Decides nothing.

Only dates, states and numbers leave the database: no name, no person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Count

from qianming.analytics.columns import REASON_BITS, SIGNATURES, bits_of, seconds
from qianming.analytics.engine import replacing
from qianming.analytics.store import RecordStore
from qianming.core.codes import Abnormality, Carrier, ReviewState
from qianming.registry.models import CarrierFiling, HealthReason, Signature
from qianming.registry.queries import IN_FORCE

_AT_ONCE = 10_000
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
    first, last = rows[0][0], rows[-1][0]
    filed, reasons = _filed(first, last), _stored_reasons(first, last)
    ids, created, sent, decided, *until = zip(*rows, strict=True)
    edited = [max(made, approved or made) for made, approved in zip(created, decided, strict=True)]
    columns: tuple[Iterable[object], ...] = (
        ids,
        [pk in filed for pk in ids],
        [seconds(moment) for moment in edited],
        [moment and seconds(moment) for moment in sent],
        *until,
        [reasons.get(pk, 0) for pk in ids],
    )
    arrays = (pa.array(column, field.type) for column, field in zip(columns, SIGNATURES, strict=True))
    return pa.Table.from_arrays([*arrays], schema=SIGNATURES)


def _filed(first: int, last: int) -> frozenset[int]:
    """Those from one id to another for which no carrier's filing is missing, under way, failed or expired.

    Messages rest on a filing in force wherever there is one (`registry.queries.resting_on`): so it is enough
    that each carrier has one.
    """
    in_force = CarrierFiling.objects.filter(
        signature__gte=first,
        signature__lte=last,
        state__in=IN_FORCE,
        superseded_at__isnull=True,
        application__state=ReviewState.APPROVED,
    )
    counted = in_force.values("signature_id").annotate(carriers=Count("carrier", distinct=True))
    return frozenset(counted.filter(carriers=len(Carrier)).values_list("signature_id", flat=True))


def _stored_reasons(first: int, last: int) -> Mapping[int, int]:
    """The bits of what is stored now, of those that have any."""
    found: dict[int, list[Abnormality]] = defaultdict(list)
    rows = HealthReason.objects.filter(signature__gte=first, signature__lte=last, code__in=list(REASON_BITS))
    for signature_id, code in rows.values_list("signature_id", "code"):
        found[signature_id].append(Abnormality(code))
    return {pk: bits_of(codes) for pk, codes in found.items()}
