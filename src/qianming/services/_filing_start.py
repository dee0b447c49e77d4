"""Opening filings: the row that is due at once, with its event. Whether there is to be one others decide.

Always inside the transaction of what makes them necessary.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from qianming.core.codes import Carrier, EventKind, FilingReason
from qianming.registry.models import Application, CarrierFiling
from qianming.services._command import Change, record_all, touch_sending
from qianming.services._moves import Move

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Opening:
    """A filing that is to be opened; it is handed over at once unless `reason` says what it waits for."""

    application: Application
    carrier: Carrier
    reason: FilingReason
    edition: int = 0


def start(openings: Sequence[Opening], move: Move) -> None:
    """Store them all with one event each."""
    rows = CarrierFiling.objects.bulk_create(
        (_row(opening, move) for opening in openings), batch_size=_ROWS_AT_ONCE
    )
    record_all((_change(row) for row in rows), move.actor, move.now)
    for account_id in sorted({row.account_id for row in rows}):
        touch_sending(account_id)


def _row(opening: Opening, move: Move) -> CarrierFiling:
    application = opening.application
    return CarrierFiling(
        account_id=application.account_id,
        signature_id=application.signature_id,
        application=application,
        carrier=opening.carrier,
        reasons=[opening.reason.value],
        reference=uuid.uuid4().hex,
        since=move.now,
        due_at=move.now if opening.reason is FilingReason.NON_REGISTER else None,
        edition=opening.edition,
    )


def _change(row: CarrierFiling) -> Change:
    return Change(
        EventKind.FILING_MOVED,
        f"filing:{row.pk}",
        row.account_id,
        new=row.state,
        reasons=row.reasons,
        detail={"signature": row.signature_id, "carrier": row.carrier},
    )
