"""What a seal opens, and what it does not."""

import pytest
from pytest_django import Settings

from qianming.registry import service_keys
from qianming.registry.sealing import (
    AccountSeal,
    ServiceSeal,
    UnreadableSeal,
    keyed_hash,
    new_wrapped_key,
    service_key,
)

pytestmark = pytest.mark.django_db

PLACE = "a.place"


def test_a_seal_opens_what_it_sealed_and_never_twice_alike() -> None:
    seal = AccountSeal(new_wrapped_key())
    one, other = seal.seal("法人甲", PLACE), seal.seal("法人甲", PLACE)
    assert one != other
    assert "法人甲".encode() not in one
    assert seal.open(one, PLACE) == seal.open(memoryview(other), PLACE) == "法人甲"


def test_bytes_are_sealed_too() -> None:
    seal = AccountSeal(new_wrapped_key())
    assert seal.open_bytes(seal.seal_bytes(b"\x00\xff", PLACE), PLACE) == b"\x00\xff"


def test_another_key_another_place_and_a_changed_byte_do_not_open() -> None:
    mine, other = AccountSeal(new_wrapped_key()), AccountSeal(new_wrapped_key())
    sealed = mine.seal("法人甲", PLACE)
    for seal, value, place in (
        (other, sealed, PLACE),
        (mine, sealed, "another.place"),
        (mine, sealed[:-1] + bytes([sealed[-1] ^ 1]), PLACE),
        (mine, b"", PLACE),
    ):
        with pytest.raises(UnreadableSeal):
            seal.open(value, place)


def test_another_secret_opens_no_accounts_key(settings: Settings) -> None:
    wrapped = new_wrapped_key()
    settings.QIANMING_SECRET_KEY = "another secret"
    settings.SECRET_KEY_READER = lambda: "another secret"
    service_keys.forget()
    with pytest.raises(UnreadableSeal):
        AccountSeal(wrapped)


def test_a_destroyed_key_opens_nothing() -> None:
    with pytest.raises(UnreadableSeal):
        AccountSeal(b"")


def test_the_services_own_seal_is_no_accounts() -> None:
    sealed = ServiceSeal().seal("13800000001", PLACE)
    assert ServiceSeal().open(sealed, PLACE) == "13800000001"
    with pytest.raises(UnreadableSeal):
        AccountSeal(new_wrapped_key()).open(sealed, PLACE)


def test_hashes_are_stable_and_belong_to_one_purpose() -> None:
    one = keyed_hash("phone", "13800000001")
    assert one == keyed_hash("phone", "13800000001")
    assert len({one, keyed_hash("phone", "13800000002"), keyed_hash("person", "13800000001")}) == 3


def test_each_purpose_has_its_own_key() -> None:
    assert service_key("one") != service_key("other")
    assert len(service_key("one")) == 32


def test_a_secret_that_was_replaced_meanwhile_is_read_again(settings: Settings) -> None:
    wrapped = new_wrapped_key()
    settings.SECRET_KEY_READER = lambda: "a secret for tests alone"
    settings.QIANMING_SECRET_KEY = "the one before"
    service_keys.forget()
    assert AccountSeal(wrapped).open(AccountSeal(wrapped).seal("法人甲", PLACE), PLACE) == "法人甲"
