"""A small client of its own: it signs requests of the current protocol and keeps its connection."""

import hashlib
import hmac
import http.client
import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

SIGNED = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as it goes out; sending it twice is a replay."""

    target: str
    headers: dict[str, str]


@dataclass
class Client:
    """One connection of one access key; not for several threads."""

    endpoint: str
    key_id: str
    secret: str
    version: str = "2017-05-25"
    timeout: float = 20.0
    connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def signed(self, action: str, **parameters: str) -> SignedRequest:
        """Sign a call; the parameters travel in the query."""
        query = "&".join(f"{name}={quote(value, safe='~')}" for name, value in sorted(parameters.items()))
        headers = {
            "host": self.endpoint,
            "x-acs-action": action,
            "x-acs-content-sha256": EMPTY,
            "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-version": self.version,
        }
        lines = "".join(f"{name}:{headers[name]}\n" for name in SIGNED.split(";"))
        canonical = f"POST\n/\n{query}\n{lines}\n{SIGNED}\n{EMPTY}"
        to_sign = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(self.secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
        headers["authorization"] = (
            f"ACS3-HMAC-SHA256 Credential={self.key_id},SignedHeaders={SIGNED},Signature={signature}"
        )
        return SignedRequest(f"/?{query}", headers)

    def send(self, request: SignedRequest) -> tuple[int, dict[str, Any]]:
        """Status and document; raises what the connection raises, which is then thrown away."""
        if self.connection is None:
            host, _, port = self.endpoint.partition(":")
            self.connection = http.client.HTTPConnection(host, int(port), timeout=self.timeout)
        try:
            self.connection.request(
                "POST", request.target, headers={**request.headers, "content-length": "0"}
            )
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read())
        except BaseException:
            self.close()
            raise

    def call(self, action: str, **parameters: str) -> tuple[int, dict[str, Any]]:
        return self.send(self.signed(action, **parameters))

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
