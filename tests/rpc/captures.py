"""The captured requests of `wire/`: real clients' bytes with keys that never belonged to anybody.

Lines of a head end in CR LF, the body is exact. One file keeps its chunk framing; the others say `chunked` in
a header although their body is whole already.
"""

import csv
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

from qianming.rpc.authentication import SigningKey
from qianming.rpc.request import RpcRequest

FOLDER = Path(__file__).parent / "wire"
SECRETS = {
    "testAccessKeyId0001": "testAccessKeySecret0001abcdEFGH",
    "STS.testAccessKeyId0002": "testAccessKeySecret0002abcdEFGH",
    "YourAccessKeyId": "YourAccessKeySecret",
    "testid": "testsecret",
    "testId": "testSecret",
}


@dataclass(frozen=True)
class Capture:
    """A captured request and what must be said of it."""

    name: str
    algorithm: str
    verdict: str
    checksum: str

    @property
    def request(self) -> RpcRequest:
        return read_capture((FOLDER / f"{self.name}.txt").read_bytes())

    @property
    def sent_at(self) -> datetime:
        """The time stamp that the client put into the request."""
        request = self.request
        for name, value in request.headers:
            if name == b"x-acs-date":
                return _parsed(value.decode())
        parameters = parse_qs(request.query.decode()) | parse_qs(request.body.decode())
        return _parsed(parameters["Timestamp"][0])


def _parsed(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def read_capture(raw: bytes) -> RpcRequest:
    """The request of a file, its body de-chunked."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    method, target, _ = first.split(b" ")
    path, _, query = target.partition(b"?")
    headers = tuple(
        (name.strip().lower(), value.strip()) for name, _, value in (_split(line) for line in lines)
    )
    if (b"transfer-encoding", b"chunked") in headers and re.match(rb"[0-9a-f]+\r\n", body):
        body = dechunked(body)
    return RpcRequest(method.decode(), path.decode(), query, headers, body)


def _split(line: bytes) -> tuple[bytes, bytes, bytes]:
    return line.partition(b":")


def dechunked(body: bytes) -> bytes:
    whole = b""
    while True:
        size, _, body = body.partition(b"\r\n")
        if int(size, 16) == 0:
            return whole
        whole, body = whole + body[: int(size, 16)], body[int(size, 16) + 2 :]


def captures() -> list[Capture]:
    """Every file that the manifest lists."""
    with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as opened:
        return [
            Capture(row["file"], row["algorithm"], row["verdict"], row["checksum"])
            for row in csv.DictReader(opened)
        ]


SIGNED = [capture for capture in captures() if capture.verdict == "match"]
UNSIGNED = [capture for capture in captures() if capture.verdict == "not signed"]


class CapturedKeys:
    """The keys of the captures, enabled; with `cut` their secrets lack that many characters at the end."""

    def __init__(self, *, cut: int = 0) -> None:
        self._cut = cut

    def bearer(self, hashed: str) -> SigningKey | None:
        return None

    def find(self, key_id: str) -> SigningKey | None:
        secret = SECRETS.get(key_id)
        return None if secret is None else SigningKey(key_id, secret[: len(secret) - self._cut], True, 1)
