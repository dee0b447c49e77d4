"""Answers and errors as bytes: JSON, or XML for a success that was asked for in XML.

Decides the shape of bodies and the headers of every answer. Errors are JSON whatever the request asked for.
"""

import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar
from xml.sax.saxutils import escape

import msgspec

from qianming.rpc.errors import PublicError, Regime
from qianming.rpc.request import RpcAnswer, RpcRequest, host_of

JSON_TYPE = b"application/json;charset=utf-8"
XML_TYPE = b"text/xml;charset=utf-8"
_chance = random.Random()
# What an XML document cannot hold, however it is written.
_UNPRINTABLE = {code: None for code in (*range(32), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"}


class Answer(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """The base of every action's own fields; RequestId, Code and Message are added around them.

    A few answers have no Message in the protocol, and say so.
    """

    has_message: ClassVar[bool] = True


class SuccessAnswer(Answer, frozen=True, kw_only=True):
    """The base of the newer actions' answers, which also say `Success`."""

    success: bool = True


class Created(SuccessAnswer, frozen=True, kw_only=True):
    """`data` is the id of what was made or changed, as text."""

    data: str


class Done(SuccessAnswer, frozen=True, kw_only=True):
    """`data` is whether it was done, which is always true: a refusal is an error."""

    data: bool = True


@dataclass(frozen=True, slots=True)
class Envelope:
    """What answers to one request have: its id, the host that was asked, and the form asked for."""

    request_id: str
    host: str = ""
    as_xml: bool = False


def new_request_id() -> str:
    """An upper-case UUID.

    It is no secret. The system's randomness would let go of the interpreter's lock, and on a busy event loop
    getting it back takes longer than everything else about a request.
    """
    return str(uuid.UUID(int=_chance.getrandbits(128), version=4)).upper()


def success(envelope: Envelope, action: str, answer: Answer) -> RpcAnswer:
    """Status 200 with Code OK and the action's fields."""
    message = {"Message": "OK"} if answer.has_message else {}
    fields = {"RequestId": envelope.request_id, "Code": "OK", **message, **msgspec.to_builtins(answer)}
    if envelope.as_xml:
        return _answer(200, _document(f"{action}Response", fields), XML_TYPE, envelope)
    return _answer(200, msgspec.json.encode(fields), JSON_TYPE, envelope)


def failure(envelope: Envelope, error: PublicError, regime: Regime = Regime.CURRENT) -> RpcAnswer:
    """A refusal in the action's regime; always JSON."""
    status = error.status_in(regime)
    fields: dict[str, object] = {
        "RequestId": envelope.request_id,
        "HostId": envelope.host,
        "Code": error.code,
        # A message may quote a parameter's name as it was sent, which need not be text.
        "Message": error.message.encode("utf-8", "replace").decode(),
        "Recommend": error.advice,
    }
    if status == 200:
        del fields["HostId"], fields["Recommend"]
    if error.detail:
        fields["AccessDeniedDetail"] = dict(error.detail)
    return _answer(status, msgspec.json.encode(fields), JSON_TYPE, envelope)


def refused(request: RpcRequest, error: PublicError) -> RpcAnswer:
    """What is said to a request that the server itself turns away."""
    return failure(Envelope(new_request_id(), host_of(request)), error)


def _answer(status: int, body: bytes, media_type: bytes, envelope: Envelope) -> RpcAnswer:
    headers = (
        (b"content-type", media_type),
        (b"x-acs-request-id", envelope.request_id.encode()),
        (b"x-acs-trace-id", envelope.request_id.replace("-", "").lower().encode()),
    )
    return RpcAnswer(status, body, headers)


def _document(root: str, fields: Mapping[str, object]) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{"".join(_elements(root, fields))}'.encode()


def _elements(tag: str, value: object) -> Iterator[str]:
    """A list repeats its tag once per item; what is null is left out."""
    if isinstance(value, list):
        for item in value:
            yield from _elements(tag, item)
    elif isinstance(value, Mapping):
        inner = "".join(text for name, item in value.items() for text in _elements(name, item))
        yield f"<{tag}>{inner}</{tag}>"
    elif value is not None:
        yield f"<{tag}>{_xml_text(value)}</{tag}>"


def _xml_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return escape(str(value).translate(_UNPRINTABLE))
