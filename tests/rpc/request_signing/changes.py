"""Every small change of a request that its signature must catch."""

import string
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from qianming.rpc.request import Pair, RpcRequest, pairs, read
from qianming.rpc.request_signing import v3


def changed_requests(request: RpcRequest) -> Iterator[RpcRequest]:
    """The request with one signed part changed: method, parameters, signed headers, body."""
    yield replace(request, method="GET" if request.method == "POST" else "POST")
    yield from (replace(request, query=query) for query in _changed_pairs(pairs(request.query)))
    if v3.is_signed(read(request)):
        yield from _changed_headers(request)
        yield from (replace(request, body=body) for body in _changed_bytes(request.body))
    elif request.body:
        yield from (replace(request, body=body) for body in _changed_pairs(pairs(request.body)))


def _changed(text: str) -> Iterator[str]:
    """The text with one character replaced, at every place, and with one more or one less."""
    for place, character in enumerate(text):
        other = "x" if character in string.digits + "X" else "0"
        yield text[:place] + other + text[place + 1 :]
        if character.swapcase() != character:
            yield text[:place] + character.swapcase() + text[place + 1 :]
    yield text + "0"
    if text:
        yield text[:-1]


def _changed_bytes(body: bytes) -> Iterator[bytes]:
    for place, byte in enumerate(body):
        yield body[:place] + bytes([byte ^ 1]) + body[place + 1 :]
        yield body[:place] + body[place + 1 :]
    yield body + b"&"


def _changed_pairs(parameters: tuple[Pair, ...]) -> Iterator[bytes]:
    """The parameters with one changed in value or name, left out, or one added."""
    for place, (name, value) in enumerate(parameters):
        others = [(name, text) for text in _changed(value)] + [(text, value) for text in _changed(name)]
        for other in (*others, None):
            kept = (*parameters[:place], *((other,) if other else ()), *parameters[place + 1 :])
            yield encoded(kept)
    yield encoded((*parameters, ("Added", "")))


def encoded(parameters: tuple[Pair, ...]) -> bytes:
    """The pairs as a query or form."""
    return "&".join(f"{quote(name)}={quote(text)}" for name, text in parameters).encode()


def _changed_headers(request: RpcRequest) -> Iterator[RpcRequest]:
    """The request with one signed header, or a part of the Authorization, changed or left out."""
    signed = set(v3.authorization(read(request)).header_names) | {"authorization"}
    for place, (name, value) in enumerate(request.headers):
        if name.decode() not in signed:
            continue
        before, after = request.headers[:place], request.headers[place + 1 :]
        for text in _changed(value.decode()):
            yield replace(request, headers=(*before, (name, text.encode()), *after))
        yield replace(request, headers=(*before, *after))
