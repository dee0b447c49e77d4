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

from qianming.carriers.protocol import CarrierMisunderstood, CarrierUnreachable
from qianming.core.mismatches import MismatchFault

_ALGORITHM = "ACS3-HMAC-SHA256"
_VERSION = "2017-05-25"
_SECONDS = 10.0
# Codes that say "later", and those that say that this caller will not be heard.
_LATER = ("Throttling", "ServiceUnavailable", "InternalError", "isp.SYSTEM_ERROR")
_REFUSED = (
    "InvalidAccessKeyId",
    "MissingAccessKeyId",
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "InvalidTimeStamp",
    "InvalidSecurityToken",
    "Forbidden",
    "NoPermission",
    "InvalidAction",
    "isp.RAM_PERMISSION_DENY",
)
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
        """Make one call.

        Raises `CarrierUnreachable` where no answer of the API comes back, or one to come later;
        `CarrierMisunderstood` where the call itself is refused or the answer is no document.
        """
        query = "&".join(f"{name}={_encoded(str(value))}" for name, value in sorted(parameters.items()))
        try:
            response = self._client.post(f"{self._url}/?{query}", headers=self._signed(action, query))
        except httpx.HTTPError:
            raise CarrierUnreachable(f"{action}: no answer") from None
        body = _document(response)
        code = str(body.get("Code", "OK"))
        if response.status_code >= 500 or code.startswith(_LATER):
            raise CarrierUnreachable(f"{action}: {response.status_code} {code}")
        if code.startswith(_REFUSED):
            raise CarrierMisunderstood(MismatchFault.REFUSED, code)
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


def _document(response: httpx.Response) -> Mapping[str, Any]:
    try:
        document: dict[str, Any] = msgspec.json.decode(response.content, type=dict[str, Any])
    except msgspec.MsgspecError:
        if response.status_code >= 500:
            raise CarrierUnreachable(f"status {response.status_code}") from None
        raise CarrierMisunderstood(MismatchFault.MALFORMED, str(response.status_code)) from None
    return document


def _encoded(text: str) -> str:
    return quote(text, safe="~")
