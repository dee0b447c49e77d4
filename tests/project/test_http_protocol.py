"""What arrives on the port and is no proper request."""

import json
import logging
from collections.abc import Iterator

import pytest

from qianming.project.asgi_types import Receive, Scope, Send, respond
from qianming.project.http_protocol import HEAD_BYTES
from tests.project.serving import Address, exchange, serving

CLIENT_HELLO = bytes.fromhex("16030100c8010000c40303") + b"\x00" * 40
GOOD = b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await respond(send, 200, (), b"%d hello" % len(scope["query_string"]))


@pytest.fixture(scope="module")
def address() -> Iterator[Address]:
    with serving(hello) as address:
        yield address


def body_of(answer: bytes) -> dict[str, str]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/json" in head
    document: dict[str, str] = json.loads(body)
    return document


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02 garbage \xff\xfe\r\n\r\n",
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost : a\r\nbad\x00name: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
    ],
)
def test_what_is_no_http_is_answered_in_json(address: Address, sent: bytes) -> None:
    answer = exchange(address, sent)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert body_of(answer)["Code"] == "MalformedRequest"
    assert body_of(answer)["RequestId"]


def test_a_tls_client_leaves_one_clear_line(address: Address, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert exchange(address, CLIENT_HELLO) == b""
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["HTTPS client on the plain port; use protocol=http or put TLS in front client=127.0.0.1"]


def test_the_server_still_answers_after_all_that(address: Address) -> None:
    exchange(address, CLIENT_HELLO)
    exchange(address, b"\xff" * 100)
    assert exchange(address, GOOD).endswith(b"hello")


def test_a_request_may_arrive_byte_by_byte(address: Address) -> None:
    assert exchange(address, *(GOOD[at : at + 1] for at in range(len(GOOD)))).endswith(b"hello")


@pytest.mark.parametrize("length", [10, 59_990, 65_530, 65_540, 400_000])
def test_a_query_may_be_long(address: Address, length: int) -> None:
    query = b"a=" + b"x" * (length - 2)
    answer = exchange(address, b"GET /?" + query + b" HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    assert answer.endswith(b"%d hello" % length)


def test_a_head_without_end_is_refused(address: Address) -> None:
    field = b"x-filler: " + b"a" * 60_000 + b"\r\n"
    answer = exchange(address, b"GET / HTTP/1.1\r\nhost: a\r\n", *([field] * (HEAD_BYTES // 60_000 + 2)))
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert body_of(answer)["Code"] == "RequestHeaderTooLarge"
