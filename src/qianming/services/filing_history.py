"""How long filings took: what forecasts are made from, and how often they came true.

Reads and counts; `core.status.forecast` decides. What is known of a carrier is told apart by where the names
come from, for carriers check an enterprise's name faster than a trademark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from qianming.core.codes import Carrier, FilingState, SignatureSource
from qianming.core.policy import RulePolicy
from qianming.core.status.calendar import working_time_between
from qianming.core.status.forecast import Forecast, PastFiling, forecast
from qianming.registry.models import CarrierFiling

_LATEST = 200


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
    asked = CarrierFiling.objects.filter(
        carrier=carrier, application__source=source, asked_at__isnull=False, asked_at__lte=now
    )
    return tuple(_past(asked, now, policy))


def _past(asked: QuerySet[CarrierFiling], now: datetime, policy: RulePolicy) -> Iterator[PastFiling]:
    answered = asked.filter(answered_at__isnull=False).order_by("-answered_at")
    for start, end in answered.values_list("asked_at", "answered_at")[:_LATEST]:
        if start is not None and end is not None:
            yield PastFiling(working_time_between(start, end, policy.calendar))
    waiting = asked.filter(state=FilingState.FILING, answered_at__isnull=True, superseded_at__isnull=True)
    for start in waiting.order_by("-asked_at").values_list("asked_at", flat=True)[:_LATEST]:
        if start is not None:
            yield PastFiling(working_time_between(start, now, policy.calendar), answered=False)


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
