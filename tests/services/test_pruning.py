"""What is too old goes, and what has not ended is neither removed nor in the way of what has."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from qianming.core.callbacks import CallbackKind, DeliveryState
from qianming.core.codes import Carrier
from qianming.core.mismatches import MismatchFault
from qianming.registry.models import Account, CallbackDelivery, CallbackEndpoint, FilingMismatch
from qianming.services import pruning
from qianming.services.callbacks import SetCallback, set_endpoint
from tests.services.making import NOW, OPERATOR, an_account

pytestmark = pytest.mark.django_db


def a_callback(account: Account, number: int, state: DeliveryState) -> CallbackDelivery:
    return CallbackDelivery.objects.create(
        account=account,
        endpoint=CallbackEndpoint.objects.get(account=account),
        message_id=f"msg_{number}",
        line="signature:1",
        sealed_body=b"",
        state=state,
        created_at=NOW,
    )


def test_callbacks_that_still_wait_do_not_hold_up_those_that_ended(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "ROWS_AT_ONCE", 2)
    account = an_account()
    set_endpoint(OPERATOR, SetCallback(account.name, CallbackKind.EVENTS, "https://receiver.example/"), NOW)
    waiting = [a_callback(account, number, DeliveryState.WAITING) for number in range(2)]
    a_callback(account, 2, DeliveryState.DEAD)
    end = NOW + timedelta(days=settings.QIANMING_KEEP_DAYS["CALLBACKS"] + 1)
    assert not pruning.prune(end)
    assert list(CallbackDelivery.objects.order_by("pk")) == waiting


def test_answers_that_were_not_taken_go_long_after_they_were_settled(settings: Settings) -> None:
    def told(reference: str, *, days_settled: int | None) -> None:
        settled_at = None if days_settled is None else NOW - timedelta(days=days_settled)
        FilingMismatch.objects.create(
            carrier=Carrier.MOBILE,
            reference=reference,
            fault=MismatchFault.IMPOSSIBLE,
            first_at=NOW - timedelta(days=1000),
            last_at=NOW - timedelta(days=1000),
            settled_at=settled_at,
        )

    kept = settings.QIANMING_KEEP_DAYS["MISMATCHES"]
    told("open", days_settled=None)
    told("long settled", days_settled=kept + 1)
    told("settled", days_settled=kept - 1)
    assert not pruning.prune(NOW)
    left = FilingMismatch.objects.order_by("pk").values_list("reference", flat=True)
    assert list(left) == ["open", "settled"]
