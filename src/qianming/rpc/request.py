"""One request and one answer of the RPC protocol, independent of the server that carries them.

Decides how the raw parts are read: headers, the parameters of the query, and those of a body. Decides neither
who is calling nor whether the request is allowed.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from qianming.rpc.errors import malformed

Pair = tuple[str, str]
_FORM = "application/x-www-form-urlencoded"
_HOST = re.compile(r"(?:https?://)?([A-Za-z0-9.\-_\[\]:]+)(?:/.*)?")


@dataclass(frozen=True, slots=True)
class RpcRequest:
    """A request as it arrived: `query` is the raw query string, `body` is de-chunked."""

    method: str
    path: str
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    scheme: str = "http"


@dataclass(frozen=True, slots=True)
class RpcAnswer:
    """An answer to send as it stands."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A request whose parts have been decoded once.

    `headers` have lower-case names; several values of one name are joined with a comma, which is how clients
    sign them. `form` holds the pairs of a form body.
    """

    method: str
    path: str
    scheme: str
    body: bytes
    headers: Mapping[str, str]
    query: tuple[Pair, ...]
    form: tuple[Pair, ...]


def read(request: RpcRequest) -> ReadRequest:
    """Decode a request; never fails."""
    headers = _joined(request.headers)
    is_form = _media_type(headers) == _FORM
    return ReadRequest(
        method=request.method.upper(),
        path=request.path,
        scheme=request.scheme,
        body=request.body,
        headers=headers,
        query=pairs(request.query),
        form=pairs(request.body) if is_form else (),
    )


def _media_type(headers: Mapping[str, str]) -> str:
    """A body without a content type is read as a form: that is what every client of this protocol sends."""
    return headers.get("content-type", _FORM).partition(";")[0].strip().lower()


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Values stay exactly as their bytes were: what is not UTF-8 survives encoding back."""
    joined: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name = raw_name.decode("utf-8", "surrogateescape").strip().lower()
        value = raw_value.decode("utf-8", "surrogateescape").strip(" \t")
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def pairs(encoded: bytes) -> tuple[Pair, ...]:
    """The decoded pairs of a query or form; `+` is a space, blank values stay, order stays.

    Bytes that are no UTF-8 survive encoding back, so that no two requests read the same; a parameter that has
    some is refused once it is looked at.
    """
    return tuple(_pair(piece) for piece in encoded.split(b"&") if piece)


def _pair(piece: bytes) -> Pair:
    name, _, value = piece.partition(b"=")
    return _decoded(name), _decoded(value)


def _decoded(piece: bytes) -> str:
    return unquote_to_bytes(piece.replace(b"+", b" ")).decode("utf-8", "surrogateescape")


def document(request: ReadRequest) -> tuple[Pair, ...]:
    """The top-level keys of a JSON body, as the text that a form would carry; null counts as absent."""
    if _media_type(request.headers) != "application/json" or not request.body.strip():
        return ()
    try:
        content = json.loads(request.body)
    except (ValueError, RecursionError):
        raise malformed("the body is not JSON") from None
    if not isinstance(content, dict):
        raise malformed("the body is not a JSON object")
    return tuple((name, _json_text(value)) for name, value in content.items() if value is not None)


def _json_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def host_of(request: RpcRequest) -> str:
    """Where the client reached this service. Some clients send a scheme or a path in the Host header."""
    sent = next((value for name, value in request.headers if name.lower() == b"host"), b"")
    match = _HOST.fullmatch(sent.decode("latin-1").strip())
    return match[1] if match else ""
