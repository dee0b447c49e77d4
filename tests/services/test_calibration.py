"""Filings on a simulated carrier that takes three to twelve working days: what was forecast, and what came.

Some are known when the first is handed over; each that follows is forecast from what is stored by then.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Min

from qianming.carriers.simulator import CarrierBehaviour, SimulatedCarrier
from qianming.core.china_time import china_day
from qianming.core.codes import Carrier, FilingReason, FilingState
from qianming.core.status.calendar import add_working_time
from qianming.core.status.forecast import ForecastBasis
from qianming.jobs.due import run_once
from qianming.jobs.handlers.filings import FilingHandler
from qianming.registry.models import CarrierFiling
from qianming.services._fields import policy_at
from qianming.services.filing_history import calibration, forecast_of
from tests.services.making import NOW, an_account, an_applicant, approved_qualification
from tests.services.test_many_signatures import stock

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite", reason="what is counted is the same")]

KNOWN, FOLLOWING = 250, 200
APART = timedelta(hours=3)
BEHAVIOUR = CarrierBehaviour(filing_delay_days=3, filing_delay_days_most=12, probe_delay_days=200, seed=1)


class DueClock:
    """Always the moment at which the next filing is due."""

    def now(self) -> datetime:
        due: datetime | None = CarrierFiling.objects.aggregate(next=Min("due_at"))["next"]
        assert due is not None
        return due.astimezone(UTC)


@pytest.fixture
def begun(db: None) -> datetime:
    """Filings every three hours with one carrier; those known were handed over before the rest comes."""
    account = an_account()
    qualification = approved_qualification(an_applicant(account))
    CarrierFiling.objects.all().delete()
    stock(account, qualification, KNOWN + FOLLOWING)
    CarrierFiling.objects.exclude(carrier=Carrier.MOBILE).delete()
    rows = list(CarrierFiling.objects.order_by("pk"))
    for place, row in enumerate(rows):
        row.reference, handed_over = f"filing-{place}", NOW + APART * (place - KNOWN)
        if place < KNOWN:
            _known(row, handed_over)
        else:
            row.state, row.reasons = FilingState.NOT_FILED, [FilingReason.NON_REGISTER]
            row.due_at = handed_over
    changed = ["reference", "state", "reasons", "asked_at", "answered_at", "since", "due_at"]
    CarrierFiling.objects.bulk_update(rows, changed, batch_size=100)
    return NOW


def _known(row: CarrierFiling, handed_over: datetime) -> None:
    took = timedelta(days=BEHAVIOUR.filing_days(row.reference))
    answered = add_working_time(handed_over, took, policy_at(NOW).calendar)
    row.asked_at = row.since = handed_over
    row.state, row.reasons = FilingState.FILING, [FilingReason.REGISTERING]
    if answered < NOW:
        row.state, row.reasons, row.answered_at = FilingState.FILED, [FilingReason.DETECT_SUCCESS], answered
    else:
        row.due_at = answered


def test_nine_of_ten_are_answered_by_when_it_was_said(begun: datetime) -> None:
    clock, handler = DueClock(), FilingHandler({Carrier.MOBILE: SimulatedCarrier(lambda: BEHAVIOUR)})
    open_ones = CarrierFiling.objects.filter(state__in=(FilingState.NOT_FILED, FilingState.FILING))
    shown = 0
    while open_ones.exists():
        now = clock.now()
        run_once(handler, clock)
        handed_over = CarrierFiling.objects.filter(asked_at=now, forecast_until__isnull=False).first()
        if handed_over is not None and handed_over.pk % 10 == 0:
            told = forecast_of(handed_over, now, policy_at(now))
            assert told is not None
            assert handed_over.forecast_until is not None
            assert (told.basis, told.end) == (ForecastBasis.HISTORY, china_day(handed_over.forecast_until))
            shown += 1
    found = calibration(now, Carrier.MOBILE)
    assert (found.forecasts, shown) == (FOLLOWING, FOLLOWING // 10)
    assert found.share is not None
    assert 0.07 <= found.share <= 0.13
