"""A carrier's answers that come unasked: signed, known, possible, and twice equals once."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from qianming.core.codes import Carrier
from qianming.core.webhooks import key_of, secret_of, signature
from qianming.registry.models import CarrierFiling, Event, FilingMismatch
from tests.services.making import NOW, a_live_signature, an_account

pytestmark = pytest.mark.django_db
SECRET = "a secret of the carrier"
PATH = "/files/carrier-answers/mobile"


@pytest.fixture(autouse=True)
def filing(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CarrierFiling:
    settings.QIANMING_DATA = tmp_path
    told = f'url = "https://filing.example"\ncallback_secret = "{SECRET}"\n'
    text = f'[mobile]\ndriver = "http_json"\n{told}deliver = "simulator"\n'
    (tmp_path / "carriers.toml").write_text(text)
    monkeypatch.setattr("qianming.services.clock.now", lambda: NOW)
    live = a_live_signature(an_account())
    CarrierFiling.objects.update(state="filing", asked_at=NOW)
    return CarrierFiling.objects.get(signature=live, carrier=Carrier.MOBILE)


def use_secret(folder: Path, secret: str) -> None:
    file = folder / "carriers.toml"
    file.write_text(file.read_text().replace(SECRET, secret))


def told(
    document: dict[str, object],
    path: str = PATH,
    late: timedelta = timedelta(),
    secret: str = SECRET,
    beside: bool = False,
) -> int:
    body, at = json.dumps(document).encode(), int((NOW + late).timestamp())
    signed = signature(key_of(secret) or secret.encode(), "msg_1", at, body)
    if beside:
        signed = f"{signature(b'another', 'msg_1', at, body)} {signed}"
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": signed}
    return Client().post(path, body, content_type="application/json", headers=headers).status_code


def test_it_is_recorded_once(filing: CarrierFiling) -> None:
    document: dict[str, object] = {
        "reference": filing.reference, "state": "failed", "reasons": [{"code": "SIGNATURE_ERROR"}],
    }  # fmt: skip
    assert told(document) == 204
    filing.refresh_from_db()
    assert (filing.state, filing.reasons, filing.due_at) == ("failed", ["SIGNATURE_ERROR"], None)
    events = Event.objects.count()
    assert told(document) == 204
    assert Event.objects.count() == events


def test_a_secret_of_standard_webhooks_signs_by_its_bytes(filing: CarrierFiling, tmp_path: Path) -> None:
    good: dict[str, object] = {"reference": filing.reference, "state": "filed"}
    secret = secret_of(b"twenty-four bytes or more")
    use_secret(tmp_path, secret)
    assert told(good, secret=secret_of(b"twenty-four other bytes, or more")) == 403
    assert told(good, secret=secret) == 204


def test_one_of_several_signatures_has_to_be_right(filing: CarrierFiling) -> None:
    good: dict[str, object] = {"reference": filing.reference, "state": "filed"}
    assert told(good, secret="a third", beside=True) == 403
    assert told(good, beside=True) == 204


def test_who_may_not_tell(filing: CarrierFiling) -> None:
    good: dict[str, object] = {"reference": filing.reference, "state": "filed"}
    assert told(good, secret="another") == 403
    assert told(good, late=timedelta(minutes=6)) == 403
    assert told(good, path="/files/carrier-answers/unicom") == 404
    assert told({"reference": "unknown", "state": "filed"}) == 404
    assert told({"reference": filing.reference, "state": "wonderful"}) == 400
    assert told({"reference": filing.reference, "state": "expired"}) == 409
    kept = FilingMismatch.objects.order_by("pk").values_list("fault", "reference", "told")
    assert list(kept) == [
        ("unknown", "unknown", "filed"),
        ("malformed", filing.reference, ""),
        ("impossible", filing.reference, "expired"),
    ]
    filing.refresh_from_db()
    assert filing.state == "filing"
