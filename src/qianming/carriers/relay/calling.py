"""Calling the API of a service upstream: signed in version 3, with a fresh nonce for each try.

Decides what counts as an answer: a JSON document. Neither parameters nor answers are logged.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from qianming.carriers.protocol import CarrierUnreachable

_ALGORITHM = "ACS3-HMAC-SHA256"
_VERSION = "2017-05-25"
_SECONDS = 10.0
_NOTHING = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Called:
    """`code` is "OK", or the error's; `body` the whole document."""

    code: str
    body: Mapping[str, Any]


class Upstream:
    """One service with one access key."""

    def __init__(
        self, url: str, key_id: str, secret: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise ValueError("url: write an address with http or https")
        self._url, self._host = url.rstrip("/"), urlsplit(url).netloc
        self._key_id, self._secret = key_id, secret
        self._client = httpx.Client(
            timeout=_SECONDS, follow_redirects=False, trust_env=False, transport=transport
        )

    def call(self, action: str, **parameters: str | int) -> Called:
        """Make one call; raises `CarrierUnreachable` where no answer of the API comes back."""
        query = "&".join(f"{name}={_encoded(str(value))}" for name, value in sorted(parameters.items()))
        try:
            response = self._client.post(f"{self._url}/?{query}", headers=self._signed(action, query))
            body = msgspec.json.decode(response.content, type=dict[str, Any])
        except (httpx.HTTPError, msgspec.MsgspecError):
            raise CarrierUnreachable(f"{action}: no answer") from None
        code = str(body.get("Code", "OK"))
        if response.status_code >= 500 or code.startswith(("Throttling", "ServiceUnavailable")):
            raise CarrierUnreachable(f"{action}: {response.status_code} {code}")
        return Called(code, body)

    def _signed(self, action: str, query: str) -> dict[str, str]:
        headers = {
            "host": self._host,
            "x-acs-action": action,
            "x-acs-content-sha256": _NOTHING,
            "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-version": _VERSION,
        }
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
        canonical = f"POST\n/\n{query}\n{lines}\n{names}\n{_NOTHING}"
        to_sign = f"{_ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(self._secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
        parts = f"Credential={self._key_id},SignedHeaders={names},Signature={signature}"
        return {**headers, "Authorization": f"{_ALGORITHM} {parts}"}


def _encoded(text: str) -> str:
    return quote(text, safe="~")
