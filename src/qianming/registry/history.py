"""The history's arithmetic: what a link's digest covers, what a head's seal covers, what an anchor covers.

Pure but for the key of the seals. The digests need no key, so that an exported history can be checked by
anybody; the seal of a head needs one, so that who can only write to the database cannot end a chain.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol

from qianming.registry.sealing import lasting_key

_VERSION = 1


class Link(Protocol):
    """What a digest covers; an event and its exported copy both have it."""

    chain: Any
    sequence: Any
    previous: Any
    account_id: Any
    kind: Any
    subject: Any
    old: Any
    new: Any
    reasons: Any
    detail: Any
    actor: Any
    at: Any


def canonical(link: Link) -> bytes:
    """The one way in which a link is written down: a JSON list, keys sorted, no spaces, times in UTC."""
    return _json(
        [
            _VERSION,
            link.chain,
            link.sequence,
            link.previous,
            link.account_id,
            str(link.kind),
            link.subject,
            str(link.old),
            str(link.new),
            link.reasons,
            link.detail,
            link.actor,
            instant(link.at),
        ]
    )


def digest(link: Link) -> str:
    """SHA-256 over the link's canonical form, the digest of the link before included."""
    return hashlib.sha256(canonical(link)).hexdigest()


def head_seal(chain: int, sequence: int, last_digest: str) -> str:
    """The keyed hash that shows that the service itself ended a chain here."""
    content = _json([_VERSION, chain, sequence, last_digest])
    return hmac.new(lasting_key("history"), content, hashlib.sha256).hexdigest()


def anchor_digest(day: str, previous: str, heads: Iterable[tuple[int, int, str]]) -> str:
    """Over the day, the anchor before, and the heads that moved since, by rising chain."""
    return hashlib.sha256(_json([_VERSION, day, previous, sorted(heads)])).hexdigest()


def instant(at: datetime) -> str:
    """A time to the microsecond in UTC, which is what both databases keep."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _json(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
