"""Answers that carriers gave and that could not be taken: kept, counted, and not asked for endlessly.

Decides how often the same question is put again, and when only people can go on: a filing whose answers fit
nothing is then asked about no more until it is filed again or its answer entered by hand. What settles a
mismatch is an answer about the filing that could be taken.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Sum

from qianming.core.codes import Carrier
from qianming.core.mismatches import MismatchFault
from qianming.core.permissions import Permission
from qianming.registry.models import CarrierFiling, FilingMismatch
from qianming.services import leases
from qianming.services._command import lock_accounts, write
from qianming.services.actors import Actor
from qianming.services.refusals import NotFound, Noun

log = logging.getLogger(__name__)

# The same question after a minute, and each time four times later: six answers that fit nothing in six hours.
_FIRST_WAIT = timedelta(minutes=1)
_TRIES = 6
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class MismatchRow:
    """One kind of answer that was not taken; account and signature are empty where it is nobody's filing."""

    number: int
    carrier: Carrier
    fault: MismatchFault
    told: str
    reference: str
    account: str
    signature: str
    times: int
    first_at: datetime
    last_at: datetime
    asked_again_at: datetime | None


def leave_answer(row: CarrierFiling, fault: MismatchFault, told: str, now: datetime) -> bool:
    """End a claim whose answer could not be taken; False when the lease was lost meanwhile."""
    with write():
        lock_accounts(row.account_id)
        again = _again(row, now)
        if not leases.settle(row, again):
            return False
        _note(Carrier(row.carrier), row.reference, fault, told, now, row)
    return True


def note_unasked(
    carrier: Carrier, reference: str, fault: MismatchFault, told: str, now: datetime, *, filing_id: int | None
) -> None:
    """Keep what a carrier told unasked and nobody could take."""
    with write():
        row = CarrierFiling.objects.filter(pk=filing_id).first() if filing_id else None
        _note(carrier, reference, fault, told, now, row)


def _again(row: CarrierFiling, now: datetime) -> datetime | None:
    """When the carrier is asked the same once more; None once it has been asked often enough."""
    open_ones = FilingMismatch.objects.filter(filing=row, settled_at__isnull=True)
    before: int = open_ones.aggregate(times=Sum("times"))["times"] or 0
    return now + _FIRST_WAIT * 4**before if before + 1 < _TRIES else None


def _note(
    carrier: Carrier,
    reference: str,
    fault: MismatchFault,
    told: str,
    now: datetime,
    filing: CarrierFiling | None,
) -> None:
    key = {"carrier": carrier, "reference": reference[:_LONGEST], "fault": fault, "told": told[:_LONGEST]}
    same = FilingMismatch.objects.filter(**key, settled_at__isnull=True)
    if not same.update(times=F("times") + 1, last_at=now):
        FilingMismatch.objects.create(
            **key,
            filing=filing,
            account_id=filing.account_id if filing else None,
            first_at=now,
            last_at=now,
        )
    log.warning("%s: an answer on filing %s was not taken: %s", carrier, filing.pk if filing else "?", fault)


def mismatches(actor: Actor, carrier: Carrier | None = None, account: str = "") -> list[MismatchRow]:
    """What is open, the latest first; raises `Forbidden`."""
    actor.need(Permission.FILING_OPERATE)
    found = FilingMismatch.objects.filter(settled_at__isnull=True)
    if carrier:
        found = found.filter(carrier=carrier)
    if account:
        found = found.filter(account__name=account)
    rows = found.select_related("account", "filing__signature").order_by("-last_at", "-pk")
    return [_row(row) for row in rows]


def _row(row: FilingMismatch) -> MismatchRow:
    return MismatchRow(
        number=row.pk,
        carrier=Carrier(row.carrier),
        fault=MismatchFault(row.fault),
        told=row.told,
        reference=row.reference,
        account=row.account.name if row.account else "",
        signature=row.filing.signature.name if row.filing else "",
        times=row.times,
        first_at=row.first_at,
        last_at=row.last_at,
        asked_again_at=row.filing.due_at if row.filing else None,
    )


def dismiss(actor: Actor, numbers: Sequence[int], now: datetime) -> int:
    """Lay mismatches aside; how many were open. Raises `Forbidden`, `NotFound` for a number that is none."""
    actor.need(Permission.FILING_OPERATE)
    with write():
        found = FilingMismatch.objects.filter(pk__in=numbers)
        if found.count() != len(set(numbers)):
            raise NotFound(Noun.FILING)
        return found.filter(settled_at__isnull=True).update(settled_at=now)
