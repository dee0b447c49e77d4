"""The whole service on a real socket, in this process, with a clock that the test moves."""

import http.client
import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from qianming.project.assembly import Service, journal_file
from qianming.rpc.request import RpcRequest
from tests.clock import StandingClock
from tests.project.serving import Address, serving
from tests.rpc.client import Told


@contextmanager
def closing_connections() -> Iterator[None]:
    """Threads that end with the service leave no connection behind, which PostgreSQL would wait for."""
    kept = connection.settings_dict["CONN_MAX_AGE"]
    connection.settings_dict["CONN_MAX_AGE"] = 0
    try:
        yield
    finally:
        connection.settings_dict["CONN_MAX_AGE"] = kept


def forget_the_journal() -> None:
    """What an earlier test's lane stored; Django empties the registry only, and account ids begin anew."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS lane CASCADE")
        return
    journal = journal_file(Path(connection.settings_dict["NAME"]))
    for file in journal.parent.glob(f"{journal.name}*"):
        file.unlink()


@contextmanager
def the_service(clock: StandingClock) -> Iterator[tuple[Service, Address]]:
    """Everything that `qianming serve` puts together, over the test's database."""
    with closing_connections(), ExitStack() as ending:
        service = Service(clock)
        ending.callback(service.close)
        service.start()
        ending.callback(service.stop)
        yield service, ending.enter_context(serving(service.application))


def exchanged(address: Address, raw: bytes) -> Told:
    """Send bytes as they are and read one answer, which must be JSON."""
    with socket.create_connection(address, timeout=20) as connection:
        connection.sendall(raw)
        response = http.client.HTTPResponse(connection)
        response.begin()
        body: dict[str, Any] = json.loads(response.read())
    headers = {name.lower(): value for name, value in response.getheaders()}
    assert headers["content-type"] == "application/json;charset=utf-8"
    return Told(response.status, body, headers)


def raw_capture(raw: bytes) -> bytes:
    """A captured file as it was on the wire: a body that was de-chunked for the file is framed again."""
    head, separator, body = raw.partition(b"\r\n\r\n")
    is_chunked = b"\r\ntransfer-encoding: chunked" in head.lower()
    if is_chunked and not re.match(rb"[0-9a-f]+\r\n", body):
        body = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    return head + separator + body


def raw_request(request: RpcRequest) -> bytes:
    """A request of ours as bytes."""
    target = request.path.encode() + (b"?" + request.query if request.query else b"")
    lines = [request.method.encode() + b" " + target + b" HTTP/1.1"]
    framing = {b"content-length", b"transfer-encoding", b"connection"}
    lines += [name + b": " + value for name, value in request.headers if name.lower() not in framing]
    lines += [b"Content-Length: " + str(len(request.body)).encode(), b"Connection: close"]
    return b"\r\n".join(lines) + b"\r\n\r\n" + request.body
