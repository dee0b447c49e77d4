"""Filing anew after a qualification changed: the carriers were told other elements than it has now.

A changed element is to the carriers what another version is: each gets a further filing, and what it filed
before stays in force until the new one is unverified or filed. A change of none of the six elements, such as
a renewed identity document or another scan, is no news to them. Always inside a transaction.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import F

from qianming.core.codes import Carrier, FilingReason, ReviewState
from qianming.core.subjects import SixElements
from qianming.registry.models import CarrierFiling, Qualification, QualificationVersion
from qianming.registry.persons import open_persons
from qianming.registry.queries import IN_FORCE
from qianming.registry.subjects import elements_of, six_elements
from qianming.registry.versions import open_version
from qianming.services._filing_start import Opening, start
from qianming.services._moves import Move


def file_anew(qualification: Qualification, move: Move) -> None:
    """Open a further filing wherever a carrier was told other elements than the qualification has now."""
    outdated = list(_outdated(qualification, _newest(qualification)))
    start([_following(row) for row in outdated], move)
    leave_unfiled([row.pk for row in outdated], move.now)


def leave_unfiled(filing_ids: Iterable[int], now: datetime) -> None:
    """A later filing took their place: of these only what a carrier has filed stays in force."""
    rows = CarrierFiling.objects.filter(pk__in=list(filing_ids), superseded_at__isnull=True)
    rows.exclude(state__in=IN_FORCE).update(due_at=None, leased_until=None, superseded_at=now)


def _newest(qualification: Qualification) -> Iterable[CarrierFiling]:
    """The latest filing with each carrier of every approved version that rests on the qualification."""
    rows = CarrierFiling.objects.filter(
        application__qualification=qualification,
        application__state=ReviewState.APPROVED,
        application=F("signature__approved"),
        signature__deleted_at__isnull=True,
        superseded_at__isnull=True,
    )
    ordered = rows.select_related("application", "signature").order_by("pk")
    return {(row.signature_id, row.carrier): row for row in ordered}.values()


def _outdated(qualification: Qualification, rows: Iterable[CarrierFiling]) -> Iterator[CarrierFiling]:
    """Those whose carrier was told something else; one that was told nothing will be told what is true."""
    told: dict[int, SixElements] = {
        version.work_order_id: elements_of(open_version(version), qualification.credit_code)
        for version in QualificationVersion.objects.filter(
            qualification=qualification, work_order__in={row.papers_id for row in rows if row.papers_id}
        ).select_related("account")
    }
    now_true = six_elements(qualification, open_persons(qualification))
    yield from (row for row in rows if row.papers_id in told and told[row.papers_id] != now_true)


def _following(row: CarrierFiling) -> Opening:
    return Opening(row.application, Carrier(row.carrier), FilingReason.NON_REGISTER, row.edition + 1)
