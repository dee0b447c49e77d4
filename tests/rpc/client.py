"""A client of the tests' own: it signs in both versions, from the protocol's text and not with our code."""

import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from qianming.rpc.endpoint import Endpoint
from qianming.rpc.request import RpcAnswer, RpcRequest
from tests.clock import StandingClock

KEY, SECRET = "KEYFORTESTS", "secret-for-tests"
HOST = "127.0.0.1:8460"
FORM = "application/x-www-form-urlencoded"
_numbers = itertools.count(1)


def encode(text: str) -> str:
    return quote(text, safe="-_.~")


def form_of(parameters: Mapping[str, str]) -> bytes:
    return "&".join(f"{encode(name)}={encode(value)}" for name, value in sorted(parameters.items())).encode()


def fresh_nonce() -> str:
    return f"nonce-{next(_numbers)}"


def v3_request(
    action: str,
    now: datetime,
    parameters: Mapping[str, str] | None = None,
    *,
    key: str = KEY,
    secret: str = SECRET,
    method: str = "POST",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    unsigned: tuple[str, ...] = (),
) -> RpcRequest:
    """A request signed with `ACS3-HMAC-SHA256`; `headers` replace or add, `unsigned` ones are only sent."""
    query = form_of(parameters or {})
    sent = {
        "host": HOST,
        "x-acs-action": action,
        "x-acs-version": "2017-05-25",
        "x-acs-date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": fresh_nonce(),
        "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
        **(headers or {}),
    }
    names = sorted(set(sent) - set(unsigned))
    lines = "".join(f"{name}:{sent[name]}\n" for name in names)
    body_hash = hashlib.sha256(body).hexdigest()
    canonical = f"{method}\n/\n{query.decode()}\n{lines}\n{';'.join(names)}\n{body_hash}"
    to_sign = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(secret.encode(), to_sign.encode(), "sha256").hexdigest()
    sent["authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={key},SignedHeaders={';'.join(names)},Signature={signature}"
    )
    pairs = tuple((name.encode(), value.encode()) for name, value in sent.items())
    return RpcRequest(method, "/", query, pairs, body)


def v1_request(
    action: str,
    now: datetime,
    parameters: Mapping[str, str] | None = None,
    *,
    key: str = KEY,
    secret: str = SECRET,
    method: str = "POST",
    in_body: bool = False,
    hash_name: str = "sha1",
) -> RpcRequest:
    """A request signed in version 1, all of it in the query or in the form body."""
    given = {
        "Action": action,
        "Version": "2017-05-25",
        "AccessKeyId": key,
        "Timestamp": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "SignatureNonce": fresh_nonce(),
        "SignatureMethod": f"HMAC-{hash_name.upper()}",
        "SignatureVersion": "1.0",
        "Format": "JSON",
        **(parameters or {}),
    }
    to_sign = f"{method}&%2F&{encode(form_of(given).decode())}"
    digest = hmac.new(f"{secret}&".encode(), to_sign.encode(), hash_name).digest()
    text = form_of({**given, "Signature": base64.b64encode(digest).decode()})
    headers = ((b"host", HOST.encode()), (b"content-type", FORM.encode()))
    return RpcRequest(method, "/", b"" if in_body else text, headers, text if in_body else b"")


@dataclass
class Told:
    """An answer, read."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return str(self.body["Code"])


def told(answer: RpcAnswer) -> Told:
    """Every answer is JSON, names its request in body and header, and says its length."""
    headers = {name.decode(): value.decode() for name, value in answer.headers}
    body = json.loads(answer.body)
    assert headers["content-type"] == "application/json;charset=utf-8"
    assert headers["x-acs-request-id"] == body["RequestId"] == body["RequestId"].upper()
    assert "content-length" not in headers, "the server adds it; twice would be wrong"
    return Told(answer.status, body, headers)


def told_in_xml(answer: RpcAnswer) -> ElementTree.Element:
    """The root of an answer that was asked for in XML; it names its request as every answer does."""
    headers = dict(answer.headers)
    root = ElementTree.fromstring(answer.body.decode())
    assert headers[b"content-type"] == b"text/xml;charset=utf-8"
    assert headers[b"x-acs-request-id"].decode() == root.findtext("RequestId")
    return root


@dataclass
class Client:
    """Calls actions of an endpoint in-process, as one key."""

    endpoint: Endpoint
    clock: StandingClock
    key: str = KEY
    secret: str = SECRET

    def call(self, action: str, method: str = "POST", **parameters: object) -> Told:
        """Booleans and lists are written as the vendor's Python client writes them."""
        texts = {name: _text(value) for name, value in parameters.items()}
        now = self.clock.now()
        request = v3_request(action, now, texts, key=self.key, secret=self.secret, method=method)
        return told(self.endpoint.answer(request))

    def ok(self, action: str, method: str = "POST", **parameters: object) -> dict[str, Any]:
        """The body of a call that must succeed."""
        answer = self.call(action, method, **parameters)
        assert (answer.status, answer.code) == (200, "OK"), answer
        return answer.body


def _text(value: object) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value)


class MemoryNonces:
    """Remembers nonces as long as the test lasts."""

    def __init__(self) -> None:
        self.used: set[tuple[str, str]] = set()

    def remember(self, access_key_id: str, nonce: str, now: datetime) -> bool:
        fresh = (access_key_id, nonce) not in self.used
        self.used.add((access_key_id, nonce))
        return fresh
