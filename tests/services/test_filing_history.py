"""Forecasts from a carrier's own history, and how true they turn out to be."""

from datetime import timedelta

import pytest

from qianming.carriers.protocol import FilingAnswer
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureSource
from qianming.core.status.forecast import ForecastBasis
from qianming.registry.models import Application, CarrierFiling, Signature
from qianming.services._fields import policy_at
from qianming.services.filing_history import Calibration, calibration, forecast_of, history
from qianming.services.filing_orders import set_answer
from tests.services.making import NOW, OPERATOR, a_live_signature, an_account

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ASKED = FilingAnswer(FilingState.FILING, (FilingReason.REGISTERING,), None)
FILED = FilingAnswer(FilingState.FILED, (FilingReason.DETECT_SUCCESS,), None)


@pytest.fixture
def signature(db: None) -> Signature:
    return a_live_signature(an_account())


def of(signature: Signature, carrier: Carrier = Carrier.MOBILE) -> CarrierFiling:
    rows = CarrierFiling.objects.select_related("application")
    return rows.get(signature=signature, carrier=carrier, application=signature.approved_id)


def known(signature: Signature, days: list[int], source: str = "enterprise") -> None:
    """Earlier filings with China Mobile, each answered after so many whole days of a week in May."""
    approved = signature.approved
    assert approved is not None
    monday = NOW - timedelta(days=23)
    for number, took in enumerate(days):
        copy = Application.objects.get(pk=approved.pk)
        order = copy.work_order
        order.pk = None
        order.save()
        copy.pk, copy.work_order, copy.source = None, order, source
        copy.save()
        CarrierFiling.objects.create(
            account_id=signature.account_id, signature=signature, application=copy, carrier=Carrier.MOBILE,
            state=FilingState.FILED, reference=str(number), since=monday, superseded_at=NOW,
            asked_at=monday, answered_at=monday + took * DAY,
        )  # fmt: skip


def test_only_an_open_filing_has_a_forecast(signature: Signature) -> None:
    assert forecast_of(of(signature), NOW, policy_at(NOW)) is None
    set_answer(OPERATOR, signature, Carrier.MOBILE, ASKED, NOW)
    told = forecast_of(of(signature), NOW, policy_at(NOW))
    assert told is not None
    assert told.basis is ForecastBasis.PUBLISHED
    set_answer(OPERATOR, signature, Carrier.MOBILE, FILED, NOW + DAY)
    assert forecast_of(of(signature), NOW, policy_at(NOW)) is None


def test_enough_history_of_the_same_carrier_and_source_takes_over(signature: Signature) -> None:
    known(signature, [1, 2, 3, 4] * 10)
    known(signature, [4] * 40, source="trademark")
    policy = policy_at(NOW)
    assert len(history(Carrier.MOBILE, SignatureSource.ENTERPRISE_NAME, NOW, policy)) == 40
    assert history(Carrier.UNICOM, SignatureSource.ENTERPRISE_NAME, NOW, policy) == ()
    set_answer(OPERATOR, signature, Carrier.MOBILE, ASKED, NOW)
    row = of(signature)
    assert row.forecast_until == NOW + 6 * DAY  # four working days: a weekend lies between
    told = forecast_of(row, NOW, policy)
    assert told is not None
    assert (told.basis, told.sample, told.end) == (ForecastBasis.HISTORY, 40, (NOW + 6 * DAY).date())


def test_an_open_filing_counts_as_waiting(signature: Signature) -> None:
    set_answer(OPERATOR, signature, Carrier.MOBILE, ASKED, NOW)
    (open_one,) = history(Carrier.MOBILE, SignatureSource.ENTERPRISE_NAME, NOW + DAY, policy_at(NOW))
    assert (open_one.answered, open_one.took) == (False, DAY)


def test_calibration_counts_what_took_longer_than_was_said(signature: Signature) -> None:
    assert calibration(NOW) == Calibration(0, 0)
    assert calibration(NOW).share is None
    for carrier in Carrier:
        set_answer(OPERATOR, signature, carrier, ASKED, NOW)
    assert calibration(NOW + DAY) == Calibration(0, 0)
    set_answer(OPERATOR, signature, Carrier.MOBILE, FILED, NOW + DAY)
    assert calibration(NOW + DAY) == Calibration(1, 0)
    set_answer(OPERATOR, signature, Carrier.UNICOM, FILED, NOW + 30 * DAY)
    assert calibration(NOW + 30 * DAY) == Calibration(3, 2), "one is late, and one is open past its day"
    assert calibration(NOW + 30 * DAY, Carrier.MOBILE) == Calibration(1, 0)
