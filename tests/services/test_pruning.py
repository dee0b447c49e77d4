"""What is too old goes, and what has not ended is neither removed nor in the way of what has."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from qianming.core.callbacks import CallbackKind, DeliveryState
from qianming.registry.models import Account, CallbackDelivery, CallbackEndpoint
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
