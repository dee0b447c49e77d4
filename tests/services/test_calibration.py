"""What was forecast for filings on a simulated carrier of three to twelve working days, and what came."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F, Min

from qianming.carriers.simulator import CarrierBehaviour, SimulatedCarrier
from qianming.core.china_time import china_day
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.status.calendar import add_working_time
from qianming.core.status.forecast import ForecastBasis, expected_by
from qianming.jobs.due import run_once
from qianming.jobs.handlers.filings import FilingHandler
from qianming.registry.models import CarrierFiling
from qianming.services._fields import policy_at
from qianming.services.filing_history import calibration, forecast_of, history
from tests.services.making import NOW, an_account, an_applicant, approved_qualification
from tests.services.test_many_signatures import stock

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
BEHAVIOUR = CarrierBehaviour(filing_delay_days=3, filing_delay_days_most=12, probe_delay_days=200, seed=1)


def mobile_filings(count: int) -> list[CarrierFiling]:
    """So many filings with one carrier, not handed over yet; its reference decides how long each takes."""
    account = an_account()
    qualification = approved_qualification(an_applicant(account))
    CarrierFiling.objects.all().delete()
    stock(account, qualification, count)
    CarrierFiling.objects.exclude(carrier=Carrier.MOBILE).delete()
    rows = list(CarrierFiling.objects.order_by("pk"))
    for place, row in enumerate(rows):
        row.reference, row.state = f"filing-{place}", FilingState.NOT_FILED
        row.reasons = [FilingReason.NON_REGISTER]
    return rows


def answer_of(row: CarrierFiling, handed_over: datetime) -> datetime:
    """When the carrier answers it."""
    took = timedelta(days=BEHAVIOUR.filing_days(row.reference))
    return add_working_time(handed_over, took, policy_at(NOW).calendar)


def store(rows: list[CarrierFiling]) -> None:
    moments = ("asked_at", "answered_at", "forecast_until", "due_at")
    CarrierFiling.objects.bulk_update(rows, ("reference", "state", "reasons", *moments), batch_size=50)


def hand_over(rows: list[CarrierFiling], now: datetime, *, told: bool) -> None:
    """Each is forecast from what is stored by now, if so; `due_at` holds its answer until that comes."""
    answered = CarrierFiling.objects.filter(state=FilingState.FILING, due_at__lte=now)
    answered.update(answered_at=F("due_at"), state=FilingState.FILED)
    policy = policy_at(now)
    known = history(Carrier.MOBILE, SignatureSource.ENTERPRISE_NAME, now, policy)
    for row in rows:
        row.state, row.asked_at, row.due_at = FilingState.FILING, now, answer_of(row, now)
        row.forecast_until = expected_by(now, Carrier.MOBILE, known, policy) if told else None
    store(rows)


@pytest.mark.only_on("sqlite", reason="what is counted is the same")
def test_nine_of_ten_of_a_thousand_are_answered_by_when_it_was_said() -> None:
    rows, a_day, first = mobile_filings(1300), 25, 300
    for start in range(0, len(rows), a_day):
        hand_over(rows[start : start + a_day], NOW + start // a_day * DAY, told=start >= first)
    CarrierFiling.objects.filter(state=FilingState.FILING).update(answered_at=F("due_at"), state="filed")
    found = calibration(NOW + 365 * DAY, Carrier.MOBILE)
    assert found.forecasts == 1000
    assert found.share is not None
    assert 0.07 <= found.share <= 0.13


class DueClock:
    """Always the moment at which the next filing is due."""

    def now(self) -> datetime:
        due: datetime | None = CarrierFiling.objects.aggregate(next=Min("due_at"))["next"]
        assert due is not None
        return due.astimezone(UTC)


def test_what_is_shown_at_the_submission_is_what_is_counted() -> None:
    """Through the driver: forty answered ones are known, ten follow."""
    rows = mobile_filings(50)
    for place, row in enumerate(rows):
        if place < 40:
            row.asked_at = NOW - 30 * DAY + place * timedelta(hours=3)
            row.state, row.answered_at = FilingState.FILED, answer_of(row, row.asked_at)
        else:
            row.due_at = NOW + place * timedelta(hours=3)
    store(rows)
    clock, handler = DueClock(), FilingHandler({Carrier.MOBILE: SimulatedCarrier(lambda: BEHAVIOUR)})
    shown = late = 0
    while CarrierFiling.objects.filter(state__in=(FilingState.NOT_FILED, FilingState.FILING)).exists():
        now = clock.now()
        run_once(handler, clock)
        for row in CarrierFiling.objects.filter(asked_at=now, forecast_until__isnull=False):
            told = forecast_of(row, now, policy_at(now))
            assert told is not None
            assert row.forecast_until is not None
            assert (told.basis, told.end) == (ForecastBasis.HISTORY, china_day(row.forecast_until))
            shown, late = shown + 1, late + (answer_of(row, now) > row.forecast_until)
    found = calibration(now, Carrier.MOBILE)
    assert (shown, found.forecasts, found.exceeded) == (10, 10, late)
