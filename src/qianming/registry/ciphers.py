"""Sealing bytes with a key, and keys from a secret: the cryptography itself, which knows no tables."""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# What a binary column gives back differs by database.
Buffer = bytes | memoryview

_NONCE_BYTES = 12
_KEY_BYTES = 32


class UnreadableSeal(Exception):
    """The sealed value was made with another key, for another place, or was changed."""


@lru_cache(maxsize=256)
def derived(secret: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose; what one purpose's key leaks says nothing about another's."""
    hkdf = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=b"qianming", info=purpose.encode())
    return hkdf.derive(secret.encode())


def seal_bytes(key: bytes, content: bytes, context: str) -> bytes:
    """Encrypt; `context` has to be told again to open it."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def open_bytes(key: bytes, sealed: Buffer, context: str) -> bytes:
    """The content; raises `UnreadableSeal` when the key or the context is another one."""
    sealed = bytes(sealed)
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise UnreadableSeal(context) from error
