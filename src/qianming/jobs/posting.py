"""Sending one callback over HTTP, and judging the answer.

A receiver's address is the account's own choice, so it must not lead into the operator's network: every
address of the name is looked at, and the connection goes to one that was. No redirect is followed, no proxy
asked, and nothing of address, body or answer is logged.
"""

import ipaddress
import socket
import time
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

import httpx
import msgspec

from qianming.core.callbacks import CallbackKind
from qianming.core.webhooks import signature
from qianming.services.callbacks import Posting

# The documented reports wait 700 ms for an answer; own events are more patient.
_CONNECT_SECONDS = 5.0
_REPORT_SECONDS = 0.7
_EVENT_SECONDS = 10.0
_LONGEST_ANSWER = 64_000


class Refused(Exception):
    """The address leads where no callback may go."""


class _Answer(msgspec.Struct):
    code: int


def post(posting: Posting, now: datetime, *, private: bool = False) -> str:
    """Send it; an empty text when the receiver has confirmed it, else the code of the problem.

    `private` lets callbacks go to addresses of private networks.
    """
    try:
        status, answer = _posted(posting, now, private=private)
    except Refused:
        return "address_refused"
    except httpx.TimeoutException:
        return "timeout"
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError):
        return "connection"
    if posting.kind is CallbackKind.EVENTS:
        return "" if 200 <= status < 300 else f"status_{status}"
    if status != 200:
        return f"status_{status}"
    return "" if _is_confirmed(answer) else "answer"


def _is_confirmed(answer: bytes) -> bool:
    """The documented answer is `{"code":0,…}`; only the number counts."""
    try:
        return msgspec.json.decode(answer, type=_Answer).code == 0
    except msgspec.MsgspecError:
        return False


def _posted(posting: Posting, now: datetime, *, private: bool) -> tuple[int, bytes]:
    parts = urlsplit(posting.url)
    host = parts.hostname or ""
    address = _checked_address(host, parts.port or (443 if parts.scheme == "https" else 80), private=private)
    target = httpx.URL(posting.url).copy_with(host=address)
    patience = _EVENT_SECONDS if posting.kind is CallbackKind.EVENTS else _REPORT_SECONDS
    timeout = httpx.Timeout(patience, connect=_CONNECT_SECONDS)
    deadline = time.monotonic() + _CONNECT_SECONDS + patience
    headers = {**_headers(posting, int(now.timestamp())), "Host": parts.netloc}
    with (
        httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST", target, content=posting.body, headers=headers, extensions={"sni_hostname": host}
        ) as response,
    ):
        return response.status_code, _read(response, deadline)


def _read(response: httpx.Response, deadline: float) -> bytes:
    """The answer's beginning; a receiver that dribbles is not waited for."""
    content = b""
    # As it was sent: unpacked, a small answer could fill the memory.
    for piece in response.iter_raw():
        content += piece
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the answer takes too long")
        if len(content) > _LONGEST_ANSWER:
            break
    return content[:_LONGEST_ANSWER]


def _headers(posting: Posting, timestamp: int) -> Mapping[str, str]:
    return {
        "Content-Type": "application/json;charset=utf-8",
        "User-Agent": "qianming",
        "Accept-Encoding": "identity",
        "webhook-id": posting.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(posting.key, posting.message_id, timestamp, posting.body),
    }


def _checked_address(host: str, port: int, *, private: bool) -> str:
    """One address of the host; raises `Refused` if any of them is no public one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private and not all(is_public(address) for address in addresses):
        raise Refused
    return addresses[0]


def is_public(text: str) -> bool:
    """Whether an address is one of the open network, looked at through every wrapping of IPv4 in IPv6."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
