"""A real receiver of callbacks on this machine, which can be told to fail."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OK = (200, '{"code":0,"msg":"接收成功"}'.encode())
BROKEN = (500, b"")


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def content(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """Answers with `answers` in turn, the last one for ever; remembers what it confirmed and refused."""

    url: str = ""
    answers: list[tuple[int, bytes]] = field(default_factory=lambda: [OK])
    confirmed: list[Received] = field(default_factory=list)
    refused: list[Received] = field(default_factory=list)
    location: str = ""
    encoding: str = ""

    def take(self, received: Received) -> tuple[int, bytes]:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        (self.confirmed if answer == OK else self.refused).append(received)
        return answer


@contextmanager
def listening() -> Iterator[Receiver]:
    """A receiver on a port of its own, gone with the block."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, answer = receiver.take(Received(self.path, headers, body))
            self.send_response(status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            if receiver.encoding:
                self.send_header("Content-Encoding", receiver.encoding)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook?token=hidden"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
