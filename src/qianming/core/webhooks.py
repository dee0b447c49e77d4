"""Signing what is sent to a receiver, as Standard Webhooks specifies it (version 1, symmetric).

Pure: the receiver's side of it is the same computation.
"""

import base64
import binascii
import hashlib
import hmac

PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64


def secret_of(key: bytes) -> str:
    """A secret as it is shown, from 24 to 64 random bytes."""
    return PREFIX + base64.b64encode(key).decode()


def key_of(secret: str) -> bytes | None:
    """The bytes of a secret; None for a text that is none."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if secret.startswith(PREFIX) and _SHORTEST <= len(key) <= _LONGEST else None


def signature(key: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`: HMAC-SHA-256 over id, Unix time and body, joined by dots."""
    content = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
