"""Requests may be signed once: the nonces of recent requests, per access key.

A nonce must be refused for as long as its request's time stamp is accepted. A time stamp may be 15 minutes
ahead and is then valid for another 30, so a nonce is kept for half an hour. They are stored with the
journal, because they must outlive a restart.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile

KEPT = timedelta(minutes=30)
DIGEST_BYTES = 16


def digest(access_key_id: str, nonce: str) -> bytes:
    """What is kept of a nonce. NUL cannot stand in an access key id that exists, so pairs cannot collide."""
    return hashlib.blake2b(f"{access_key_id}\0{nonce}".encode(), digest_size=DIGEST_BYTES).digest()


def expiry(now: datetime) -> int:
    """When a nonce used now may be forgotten, in seconds since 1970."""
    return int((now + KEPT).timestamp())


class RecentNonces:
    """Nonce digests in memory, oldest first. Used by one thread."""

    def __init__(self) -> None:
        self._expiries: dict[bytes, int] = {}

    def __contains__(self, nonce: bytes) -> bool:
        return nonce in self._expiries

    def __len__(self) -> int:
        return len(self._expiries)

    def add(self, nonces: Iterable[bytes], expires_at: int) -> None:
        for nonce in nonces:
            self._expiries.setdefault(nonce, expires_at)

    def add_joined(self, digests: bytes, expires_at: int) -> None:
        """Add digests that were stored one after the other."""
        self.add((digests[at : at + DIGEST_BYTES] for at in range(0, len(digests), DIGEST_BYTES)), expires_at)

    def forget(self, now: int) -> None:
        """Drop what has expired; looks no further than the first that has not: they were added in order."""
        expired = takewhile(lambda item: item[1] <= now, self._expiries.items())
        for nonce in [nonce for nonce, _ in expired]:
            del self._expiries[nonce]
