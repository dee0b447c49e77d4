"""How often a callback is repeated, and its signature."""

from datetime import UTC, datetime, timedelta

import pytest

from qianming.core.callbacks import CallbackKind, next_try
from qianming.core.webhooks import key_of, secret_of, signature

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
REPORTS = [kind for kind in CallbackKind if kind is not CallbackKind.EVENTS]


def waits(kind: CallbackKind) -> list[float]:
    """Minutes between the tries of a receiver that never answers."""
    at, tries, found = NOW, 1, []
    while (again := next_try(kind, tries, NOW, at)) is not None:
        found.append((again - at) / timedelta(minutes=1))
        at, tries = again, tries + 1
    return found


@pytest.mark.parametrize("kind", REPORTS)
def test_a_documented_report_is_repeated_three_times(kind: CallbackKind) -> None:
    assert waits(kind) == [1, 5, 10]


def test_an_event_is_repeated_hourly_for_a_day() -> None:
    found = waits(CallbackKind.EVENTS)
    assert found[:3] == [1, 5, 10]
    assert set(found[3:]) == {60}
    assert 23 * 60 < sum(found) <= 24 * 60


def test_a_signature_is_that_of_the_specification() -> None:
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    key = key_of(secret)
    assert key is not None
    assert signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_a_secret_is_read_back() -> None:
    for length in (24, 32, 64):
        assert key_of(secret_of(b"x" * length)) == b"x" * length


@pytest.mark.parametrize(
    "text",
    [
        "",
        "whsec_",
        "whsec_!!",
        "é",
        secret_of(b"x" * 23),
        secret_of(b"x" * 65),
        secret_of(b"x" * 32)[6:],
        secret_of(b"x" * 32) + "\n",
    ],
)
def test_what_is_no_secret_is_none(text: str) -> None:
    assert key_of(text) is None
