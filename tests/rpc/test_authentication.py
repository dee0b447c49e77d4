"""The order of the checks, the window of time, and nonces."""

from datetime import datetime, timedelta

import pytest

from qianming.rpc.authentication import SigningKey, authenticated
from qianming.rpc.errors import PublicError
from qianming.rpc.request import RpcRequest, read
from tests.rpc.client import KEY, SECRET, MemoryNonces, v1_request, v3_request
from tests.services.making import NOW

SECOND = timedelta(seconds=1)
MINUTES = timedelta(minutes=15)


class Keys:
    """One key, enabled or not."""

    def __init__(self, *, enabled: bool = True) -> None:
        self.enabled = enabled

    def bearer(self, hashed: str) -> SigningKey | None:
        return None

    def find(self, key_id: str) -> SigningKey | None:
        return SigningKey(KEY, SECRET, self.enabled, 7) if key_id == KEY else None


def code_of(
    sent: RpcRequest, keys: Keys | None = None, nonces: MemoryNonces | None = None, now: datetime = NOW
) -> str:
    try:
        caller = authenticated(read(sent), keys or Keys(), nonces or MemoryNonces(), now)
    except PublicError as error:
        return error.code
    assert (caller.key_id, caller.account_id, caller.actor.account_id) == (KEY, 7, 7)
    return "OK"


both = pytest.mark.parametrize("make", [v1_request, v3_request], ids=["v1", "v3"])


@both
@pytest.mark.parametrize(
    ("late", "code"),
    [
        (-MINUTES, "OK"),
        (MINUTES, "OK"),
        (-MINUTES - SECOND, "InvalidTimeStamp.Expired"),
        (MINUTES + SECOND, "InvalidTimeStamp.Expired"),
        (timedelta(days=-4000), "InvalidTimeStamp.Expired"),
    ],
)
def test_a_time_stamp_may_be_fifteen_minutes_off(make, late: timedelta, code: str) -> None:  # type: ignore[no-untyped-def]
    assert code_of(make("A", NOW + late)) == code


@pytest.mark.parametrize(
    "text", ["", "2026-06-10 02:00:00", "2026-06-10T02:00:00", "2026-13-10T02:00:00Z", "1"]
)
def test_a_time_stamp_has_one_format(text: str) -> None:
    assert code_of(v3_request("A", NOW, headers={"x-acs-date": text})) == "InvalidTimeStamp.Format"


@both
def test_a_nonce_is_used_once(make) -> None:  # type: ignore[no-untyped-def]
    sent, nonces = make("A", NOW), MemoryNonces()
    assert code_of(sent, nonces=nonces) == "OK"
    assert code_of(sent, nonces=nonces) == "SignatureNonceUsed"
    assert code_of(make("A", NOW), nonces=nonces) == "OK"


@both
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "NOBODYS"}, "InvalidAccessKeyId.NotFound"),
        ({"key": "a\0b"}, "InvalidAccessKeyId.NotFound"),
        ({"secret": "wrong"}, "SignatureDoesNotMatch"),
    ],
)
def test_a_refused_request_leaves_no_nonce(make, changes: dict[str, str], code: str) -> None:  # type: ignore[no-untyped-def]
    nonces = MemoryNonces()
    assert code_of(make("A", NOW, **changes), nonces=nonces) == code
    assert nonces.used == set()


@pytest.mark.parametrize("nonce", ["", "n" * 257, "a\x7fb"])
def test_a_nonce_has_a_sensible_form(nonce: str) -> None:
    assert code_of(v3_request("A", NOW, headers={"x-acs-signature-nonce": nonce})) == "IncompleteSignature"


@both
def test_the_checks_come_in_the_order_that_clients_know(make) -> None:  # type: ignore[no-untyped-def]
    """Each request has every later fault as well."""
    old, nonces = NOW - timedelta(days=1), MemoryNonces()
    assert code_of(make("A", old, key="NOBODYS", secret="wrong")) == "InvalidAccessKeyId.NotFound"
    assert code_of(make("A", old, secret="wrong"), Keys(enabled=False)) == "InvalidAccessKeyId.Inactive"
    assert code_of(make("A", old, secret="wrong")) == "InvalidTimeStamp.Expired"
    good = make("A", NOW)
    code_of(good, nonces=nonces)
    assert code_of(make("A", NOW, secret="wrong"), nonces=nonces) == "SignatureDoesNotMatch"
    assert code_of(good, nonces=nonces) == "SignatureNonceUsed"


def test_a_secret_is_in_no_representation() -> None:
    assert SECRET not in repr(SigningKey(KEY, SECRET, True, 1))
    assert SECRET not in str(SigningKey(KEY, SECRET, True, 1))
