"""How long filings took: what forecasts are made from, and how often they came true.

Reads and counts; `core.status.forecast` decides. What is known of a carrier is told apart by where the names
come from, for carriers check an enterprise's name faster than a trademark. Filings are chosen by when they
were handed over, whatever became of them: chosen by when they were answered, or the open ones by how new they
are, the slow ones would be missing and forecasts too early.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Mod

from qianming.core.codes import Carrier, FilingState, SignatureSource
from qianming.core.policy import RulePolicy
from qianming.core.status.calendar import working_time_between
from qianming.core.status.forecast import Forecast, PastFiling, forecast
from qianming.registry.models import CarrierFiling

# The filings of a season tell what a carrier is like now; where they are few, as many as make enough answers.
_SEASON, _ANSWERS = timedelta(days=90), 200
# Many are represented by some, evenly: an id's place among a prime number keeps no rhythm of the ids.
_READ, _PLACES = 400, 1009


@dataclass(frozen=True, slots=True)
class Calibration:
    """How many forecasts have been put to the test, and how many filings took longer than theirs."""

    forecasts: int
    exceeded: int

    @property
    def share(self) -> float | None:
        """The share of filings that took longer than nine of ten should have; None where none is known."""
        return self.exceeded / self.forecasts if self.forecasts else None


def history(
    carrier: Carrier, source: SignatureSource, now: datetime, policy: RulePolicy
) -> tuple[PastFiling, ...]:
    """The latest filings with a carrier of names of that source, those still open included."""
    waiting = Q(state=FilingState.FILING, answered_at__isnull=True, superseded_at__isnull=True)
    known = CarrierFiling.objects.filter(
        Q(answered_at__isnull=False) | waiting, carrier=carrier, application__source=source
    )
    return tuple(_past(_some(_latest(known.filter(asked_at__lte=now), now)), now, policy))


def _latest(known: QuerySet[CarrierFiling], now: datetime) -> QuerySet[CarrierFiling]:
    """Those handed over in the last season, or since so many have been that enough were answered."""
    answered = known.filter(answered_at__isnull=False).order_by("-asked_at")
    enough = answered.values_list("asked_at", flat=True)[_ANSWERS - 1 : _ANSWERS].first()
    return known if enough is None else known.filter(asked_at__gte=min(enough, now - _SEASON))


def _some(known: QuerySet[CarrierFiling]) -> QuerySet[CarrierFiling]:
    """As many as are read for a forecast."""
    every = known.count() // _READ + 1
    return known.annotate(place=Mod("pk", _PLACES)).filter(place__lt=_PLACES / every) if every > 1 else known


def _past(known: QuerySet[CarrierFiling], now: datetime, policy: RulePolicy) -> Iterator[PastFiling]:
    for start, end in known.values_list("asked_at", "answered_at"):
        if start is not None:
            took = working_time_between(start, end or now, policy.calendar)
            yield PastFiling(took, answered=end is not None)


def forecast_of(filing: CarrierFiling, now: datetime, policy: RulePolicy) -> Forecast | None:
    """When the answer is to be expected; None for a filing that waits for none."""
    if filing.state != FilingState.FILING:
        return None
    carrier, source = Carrier(filing.carrier), SignatureSource(filing.application.source)
    known = history(carrier, source, now, policy)
    return forecast(filing.asked_at or filing.since, now, carrier, known, policy)


def calibration(now: datetime, carrier: Carrier | None = None) -> Calibration:
    """How the forecasts that were made came true; a filing that is still open counts once its end is past."""
    told = CarrierFiling.objects.filter(forecast_until__isnull=False)
    if carrier is not None:
        told = told.filter(carrier=carrier)
    open_too_long = Q(answered_at__isnull=True, state=FilingState.FILING, forecast_until__lt=now)
    late = told.filter(Q(answered_at__gt=F("forecast_until")) | open_too_long)
    return Calibration(told.filter(Q(answered_at__isnull=False) | open_too_long).count(), late.count())
