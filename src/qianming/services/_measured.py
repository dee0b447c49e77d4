"""What was measured of a signature, as the facts that its health reads: low rates and what causes them.

Decides nothing: `core.delivery` judges the rates and names the causes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from qianming.analytics.engine import Engine
from qianming.analytics.measuring import MeasuredDay, measured_days, measured_platform
from qianming.analytics.store import RecordStore
from qianming.core.china_time import china_day
from qianming.core.codes import Carrier, FilingState, ReviewState
from qianming.core.delivery.causes import Attribution, CarrierDelivery, causes
from qianming.core.delivery.tally import NOTHING, Tally
from qianming.core.policy import RulePolicy
from qianming.core.subjects import DeliveryFacts, LowDelivery
from qianming.registry.models import CarrierFiling
from qianming.registry.queries import resting_on

Platform = Mapping[tuple[date, Carrier], Tally]
Filings = Mapping[Carrier, CarrierFiling]
_FILED = (FilingState.UNVERIFIED, FilingState.FILED)


def delivery_facts(
    store: RecordStore, engine: Engine, day: date, policy: RulePolicy, signatures: Collection[int]
) -> dict[int, DeliveryFacts]:
    """The facts of each of the signatures; most of them have nothing low."""
    grouped: dict[int, list[MeasuredDay]] = defaultdict(list)
    for measured in measured_days(store, engine, day, policy, signatures):
        grouped[measured.signature].append(measured)
    platform = measured_platform(store, engine, day, policy) if grouped else {}
    filings = _filings(grouped)
    return {pk: _facts(grouped.get(pk, []), platform, filings.get(pk, {}), policy) for pk in signatures}


def _facts(
    days: Iterable[MeasuredDay], platform: Platform, filings: Filings, policy: RulePolicy
) -> DeliveryFacts:
    by_carrier: dict[Carrier, list[MeasuredDay]] = defaultdict(list)
    for measured in days:
        by_carrier[measured.carrier].append(measured)
    deliveries = {
        carrier: _delivery(measured, platform, filings.get(carrier))
        for carrier, measured in by_carrier.items()
    }
    found = causes(deliveries, policy.delivery)
    return DeliveryFacts(tuple(_low(one, deliveries[one.carrier].tally) for one in found))


def _low(attribution: Attribution, tally: Tally) -> LowDelivery:
    cause, ground = attribution.cause, attribution.ground
    return LowDelivery(attribution.carrier, tally.answered, tally.delivered, cause, ground)


def _delivery(days: list[MeasuredDay], platform: Platform, filing: CarrierFiling | None) -> CarrierDelivery:
    own = sum((measured.tally for measured in days), NOTHING)
    everybody = sum((platform.get((each.day, each.carrier), NOTHING) for each in days), NOTHING)
    said = {cause: 0 for measured in days for cause in measured.said}
    for measured in days:
        for cause, count in measured.said.items():
            said[cause] += count
    return CarrierDelivery(
        filed=filing is not None and filing.state in _FILED,
        tally=own,
        said=said,
        with_links=sum((measured.linked for measured in days), NOTHING),
        before_filing=_before(days, filing),
        others=everybody - own,
    )


def _before(days: list[MeasuredDay], filing: CarrierFiling | None) -> Tally:
    """What was answered on the days before the one on which the filing was complete."""
    if filing is None or filing.completed_at is None:
        return NOTHING
    complete = china_day(filing.completed_at)
    return sum((measured.tally for measured in days if measured.day < complete), NOTHING)


def _filings(signatures: Iterable[int]) -> Mapping[int, Filings]:
    grouped: dict[int, list[CarrierFiling]] = defaultdict(list)
    rows = CarrierFiling.objects.filter(
        signature__in=list(signatures), superseded_at__isnull=True, application__state=ReviewState.APPROVED
    )
    for row in rows.order_by("application_id", "pk"):
        grouped[row.signature_id].append(row)
    return {pk: resting_on(rows) for pk, rows in grouped.items()}
