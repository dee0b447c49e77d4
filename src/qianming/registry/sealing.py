"""Encryption of personal data, and the keyed hashes by which it is found again.

Every account has a data key of its own, wrapped by a key of the service: destroying the wrapped key makes
that account's personal data unreadable and leaves the rest alone. The service's keys lie in the database
themselves, wrapped by the secret that lies outside (`registry.service_keys`). Hashes come from the service's
lasting key, so that one person is recognised across accounts without being readable, and is still recognised
after the secret was replaced. Decides nothing about who may look: that is `qianming.services`.
"""

import hashlib
import hmac
import struct
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from qianming.registry import service_keys
from qianming.registry.ciphers import Buffer, UnreadableSeal, derived, open_bytes, seal_bytes

__all__ = ["AccountSeal", "Buffer", "ServiceSeal", "UnreadableSeal"]

_GENERATION = struct.Struct(">I")
_ACCOUNT_KEY = "account-key"


def service_key(purpose: str) -> bytes:
    """A key for what need not outlive the secret, such as "upload-permit"; needs no account."""
    return derived(settings.QIANMING_SECRET_KEY, purpose)


def lasting_key(purpose: str) -> bytes:
    """A key for a purpose whose results are stored, such as keyed hashes."""
    return derived(service_keys.text_of(service_keys.LASTING), purpose)


def keyed_hash(purpose: str, value: str) -> str:
    """A stable 64-digit hash of a personal value; equal values of one purpose have equal hashes."""
    return hmac.new(lasting_key(f"hash:{purpose}"), value.encode(), hashlib.sha256).hexdigest()


def new_wrapped_key() -> bytes:
    """A fresh data key for an account, as it is stored: wrapped by the service's present key."""
    return wrap_key(AESGCM.generate_key(bit_length=256))


def wrap_key(data_key: bytes, generation: int | None = None) -> bytes:
    """Wrap an account's data key; what is stored begins with the generation of the service's key."""
    generation = service_keys.present() if generation is None else generation
    key = derived(service_keys.text_of(generation), "wrap")
    return _GENERATION.pack(generation) + seal_bytes(key, data_key, _ACCOUNT_KEY)


def generation_of(wrapped_key: Buffer) -> int:
    """Which of the service's keys wraps it; raises `UnreadableSeal` for a destroyed key."""
    if len(wrapped_key) <= _GENERATION.size:
        raise UnreadableSeal(_ACCOUNT_KEY)
    generation: int = _GENERATION.unpack(bytes(wrapped_key)[: _GENERATION.size])[0]
    return generation


def unwrap_key(wrapped_key: Buffer) -> bytes:
    """An account's data key; raises `UnreadableSeal` when it was destroyed or the secret is another one."""
    return _unwrapped(service_keys.text_of(generation_of(wrapped_key)), bytes(wrapped_key))


@lru_cache(maxsize=4096)
def _unwrapped(service_key_text: str, wrapped: bytes) -> bytes:
    return open_bytes(derived(service_key_text, "wrap"), wrapped[_GENERATION.size :], _ACCOUNT_KEY)


class AccountSeal:
    """Seals and opens the personal data of one account.

    `context` names the place of the value (such as "qualification.persons"), so that a sealed value copied to
    another column does not open there.
    """

    def __init__(self, wrapped_key: Buffer) -> None:
        self._key = unwrap_key(wrapped_key)

    def seal(self, text: str, context: str) -> bytes:
        return seal_bytes(self._key, text.encode(), context)

    def open(self, sealed: Buffer, context: str) -> str:
        """The text; raises `UnreadableSeal` when the key or the context is another one."""
        return open_bytes(self._key, sealed, context).decode()

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        return seal_bytes(self._key, content, context)

    def open_bytes(self, sealed: Buffer, context: str) -> bytes:
        """The bytes; raises `UnreadableSeal` as `open` does."""
        return open_bytes(self._key, sealed, context)


class ServiceSeal:
    """Seals what belongs to no account, such as the simulated carrier's inbox."""

    def seal(self, text: str, context: str) -> bytes:
        return seal_bytes(lasting_key("seal"), text.encode(), context)

    def open(self, sealed: Buffer, context: str) -> str:
        """The text; raises `UnreadableSeal` when the key or the context is another one."""
        return open_bytes(lasting_key("seal"), sealed, context).decode()
