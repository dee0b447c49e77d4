"""Nonces in memory."""

from datetime import UTC, datetime, timedelta

from qianming.gateway.nonces import DIGEST_BYTES, RecentNonces, digest, expiry

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_two_keys_may_use_the_same_nonce() -> None:
    assert digest("key-a", "n1") != digest("key-b", "n1")
    assert len(digest("key-a", "n1")) == DIGEST_BYTES


def test_it_keeps_a_nonce_as_long_as_a_time_stamp_from_the_future_stays_valid() -> None:
    assert expiry(NOW) == int((NOW + timedelta(minutes=30)).timestamp())


def test_it_forgets_what_has_expired_and_no_more() -> None:
    recent = RecentNonces()
    recent.add([b"a" * DIGEST_BYTES], 100)
    recent.add_joined(b"b" * DIGEST_BYTES + b"c" * DIGEST_BYTES, 200)
    recent.forget(99)
    assert len(recent) == 3
    recent.forget(100)
    assert b"a" * DIGEST_BYTES not in recent
    assert b"b" * DIGEST_BYTES in recent
    recent.forget(200)
    assert len(recent) == 0


def test_a_repeated_nonce_keeps_its_place_and_its_expiry() -> None:
    recent = RecentNonces()
    recent.add([b"a" * DIGEST_BYTES], 100)
    recent.add([b"a" * DIGEST_BYTES], 300)
    recent.forget(150)
    assert len(recent) == 0
