"""Encryption of personal data, and the keyed hashes by which it is found again.

Every account has a data key of its own, wrapped by a key derived from the service's secret: destroying the
wrapped key makes that account's personal data unreadable and leaves the rest alone. Hashes are keyed by the
service, so that one person is recognised across accounts without being readable. Decides nothing about who
may look: that is `qianming.services`.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# What a binary column gives back differs by database.
Buffer = bytes | memoryview

_NONCE_BYTES = 12
_KEY_BYTES = 32


class UnreadableSeal(Exception):
    """The sealed value was made with another key, for another place, or was changed."""


@lru_cache(maxsize=64)
def _derived(secret: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose; what one purpose's key leaks says nothing about another's."""
    hkdf = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=b"qianming", info=purpose.encode())
    return hkdf.derive(secret.encode())


def service_key(purpose: str) -> bytes:
    """The service's own key for a purpose such as "upload-permit"; needs no account."""
    return _derived(settings.QIANMING_SECRET_KEY, purpose)


def keyed_hash(purpose: str, value: str) -> str:
    """A stable 64-digit hash of a personal value; equal values of one purpose have equal hashes."""
    return hmac.new(service_key(f"hash:{purpose}"), value.encode(), hashlib.sha256).hexdigest()


def _seal_bytes(key: bytes, content: bytes, context: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def _open_bytes(key: bytes, sealed: Buffer, context: str) -> bytes:
    sealed = bytes(sealed)
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise UnreadableSeal(context) from error


def _seal(key: bytes, text: str, context: str) -> bytes:
    return _seal_bytes(key, text.encode(), context)


def _open(key: bytes, sealed: Buffer, context: str) -> str:
    return _open_bytes(key, sealed, context).decode()


def new_wrapped_key() -> bytes:
    """A fresh data key for an account, as it is stored: wrapped by the service's key."""
    return wrap_key(AESGCM.generate_key(bit_length=256))


def wrap_key(data_key: bytes) -> bytes:
    """Wrap an account's data key with the service's present key."""
    return _seal(service_key("wrap"), base64.b64encode(data_key).decode(), "account-key")


@lru_cache(maxsize=4096)
def _unwrapped(secret: str, wrapped: bytes) -> bytes:
    return base64.b64decode(_open(_derived(secret, "wrap"), wrapped, "account-key"))


class AccountSeal:
    """Seals and opens the personal data of one account.

    `context` names the place of the value (such as "qualification.persons"), so that a sealed value copied to
    another column does not open there.
    """

    def __init__(self, wrapped_key: Buffer) -> None:
        self._key = _unwrapped(settings.QIANMING_SECRET_KEY, bytes(wrapped_key))

    def seal(self, text: str, context: str) -> bytes:
        return _seal(self._key, text, context)

    def open(self, sealed: Buffer, context: str) -> str:
        """The text; raises `UnreadableSeal` when the key or the context is another one."""
        return _open(self._key, sealed, context)

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        return _seal_bytes(self._key, content, context)

    def open_bytes(self, sealed: Buffer, context: str) -> bytes:
        """The bytes; raises `UnreadableSeal` as `open` does."""
        return _open_bytes(self._key, sealed, context)


class ServiceSeal:
    """Seals what belongs to no account, such as the simulated carrier's inbox."""

    def seal(self, text: str, context: str) -> bytes:
        return _seal(service_key("seal"), text, context)

    def open(self, sealed: Buffer, context: str) -> str:
        """The text; raises `UnreadableSeal` when the key or the context is another one."""
        return _open(service_key("seal"), sealed, context)
