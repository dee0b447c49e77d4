"""The dates that live signatures rest on, and the warnings that stand. Reads, and decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from qianming.core.codes import ReviewState
from qianming.core.status.warnings import DatedFacts
from qianming.registry.models import CarrierFiling, Signature, WarningTold
from qianming.registry.queries import IN_FORCE, resting_on
from qianming.registry.subjects import last_activity

_BOUND = tuple(f"approved__{part}" for part in ("qualification", "power_of_attorney", "trademark"))


@dataclass(frozen=True, slots=True)
class Dated:
    """A live signature and the dates that it rests on."""

    signature: Signature
    facts: DatedFacts


def dated_pages(at_once: int) -> Iterator[list[Dated]]:
    """Every approved signature that was not deleted, by id, so many in a page."""
    after = 0
    live = Signature.objects.filter(deleted_at__isnull=True, approved__isnull=False).select_related(*_BOUND)
    while rows := list(live.filter(pk__gt=after).order_by("pk")[:at_once]):
        filed = _filed_activities(rows)
        yield [Dated(row, _facts(row, filed.get(row.pk))) for row in rows]
        after = rows[-1].pk


def open_warnings(today: date, account_id: int | None = None) -> QuerySet[WarningTold]:
    """What stands and is still to come, soonest first; of one account or of all."""
    rows = WarningTold.objects.filter(
        ended_at__isnull=True, day__gt=today, signature__deleted_at__isnull=True
    )
    if account_id is not None:
        rows = rows.filter(account=account_id)
    return rows.select_related("signature", "account").order_by("day", "threat", "pk")


def _facts(row: Signature, filed_activity: datetime | None) -> DatedFacts:
    version = row.approved
    bound = version.qualification if version else None
    power = version.power_of_attorney if version else None
    trademark = version.trademark if version else None
    return DatedFacts(
        legal_representative_id_until=bound.legal_representative_id_until if bound else None,
        administrator_id_until=bound.administrator_id_until if bound else None,
        licence_until=bound.licence_until if bound else None,
        power_of_attorney_until=power.valid_until if power else None,
        trademark_until=trademark.valid_until if trademark else None,
        last_activity=last_activity(row),
        filed_activity=filed_activity,
    )


def _filed_activities(rows: Sequence[Signature]) -> Mapping[int, datetime]:
    """Per signature the last activity of the filing in force that would expire first."""
    sent = {row.pk: row.last_sent_at for row in rows}
    return {
        pk: min(max(filter(None, (filing.completed_at or filing.since, sent[pk]))) for filing in filings)
        for pk, filings in _in_force(sent).items()
    }


def _in_force(ids: Iterable[int]) -> Mapping[int, list[CarrierFiling]]:
    grouped: dict[int, list[CarrierFiling]] = defaultdict(list)
    found = CarrierFiling.objects.filter(
        signature__in=list(ids), superseded_at__isnull=True, application__state=ReviewState.APPROVED
    )
    for row in found.order_by("application_id", "pk"):
        grouped[row.signature_id].append(row)
    chosen = {
        pk: [row for row in resting_on(rows).values() if row.state in IN_FORCE]
        for pk, rows in grouped.items()
    }
    return {pk: filings for pk, filings in chosen.items() if filings}
