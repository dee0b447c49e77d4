"""The front door: which face answers which path. Bodies are read, within a limit, before any face sees them.

Whatever is neither a probe nor the console nor a file is the RPC face's, on any path, and is answered as that
face answers even when it fails; a browser that only asks for the front page is sent to the console.
"""

import asyncio
import logging
from collections.abc import Awaitable
from concurrent.futures import Executor
from typing import Protocol

from django.db import close_old_connections

from qianming.project.asgi_types import Receive, Scope, Send, respond
from qianming.project.bodies import BodyTooLarge, ClientGone, large_body, small_body
from qianming.project.probes import Probes
from qianming.project.wsgi_bridge import WsgiBridge
from qianming.rpc.errors import PublicError, internal_error, unavailable
from qianming.rpc.faults import described
from qianming.rpc.rendering import refused
from qianming.rpc.request import RpcAnswer, RpcRequest

# The older signature actions carry pictures of up to 2 MB in the body: two of them in base64, and the rest.
RPC_BODY_BYTES = 8_000_000
DJANGO_BODY_BYTES = 12_000_000
# How many RPC requests may wait for a thread; more are told at once that the service is busy.
RPC_WAITING = 500

_DJANGO_PATHS = ("/console/", "/files/")

log = logging.getLogger(__name__)


class Answers(Protocol):
    """The RPC face: answers any request, never raises."""

    def answer(self, request: RpcRequest) -> RpcAnswer: ...


class SendingLane(Protocol):
    """The fast way for sending requests."""

    def takes(self, request: RpcRequest) -> bool: ...

    def answer(self, request: RpcRequest) -> Awaitable[RpcAnswer]: ...


class Dispatcher:
    """The ASGI application; `rpc_pool` bounds how many RPC requests are handled at a time."""

    def __init__(
        self, rpc: Answers, rpc_pool: Executor, lane: SendingLane, django: WsgiBridge, probes: Probes
    ) -> None:
        self._rpc = rpc
        self._rpc_pool = rpc_pool
        self._lane = lane
        self._django = django
        self._probes = probes
        self._rpc_waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            await self._dispatch(scope, receive, send)
        except ClientGone:
            return
        except BodyTooLarge:
            error = PublicError("RequestBodyTooLarge", 413, "The request body is too large.")
            await _refuse(send, _request(scope), error, close=True)
        except Exception as error:  # every request is answered, in JSON
            log.error("request failed method=%s path=%s %s", scope["method"], scope["path"], described(error))
            await _refuse(send, _request(scope), internal_error())

    async def _dispatch(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if self._probes.knows(path):
            await self._probes.answer(path, send)
        elif path.startswith(_DJANGO_PATHS):
            body, length = await large_body(receive, DJANGO_BODY_BYTES)
            with body:
                await self._django.answer(scope, body, length, send)
        elif path == "/console" or _is_browser_at_the_door(scope):
            await respond(send, 302, ((b"location", b"/console/"),), b"")
        else:
            await self._answer_rpc(scope, receive, send)

    async def _answer_rpc(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _request(scope, await small_body(receive, RPC_BODY_BYTES))
        if self._lane.takes(request):
            answer = await self._lane.answer(request)
        elif self._rpc_waiting >= RPC_WAITING:
            answer = refused(request, unavailable())
        else:
            answer = await self._answered_in_a_thread(request)
        await respond(send, answer.status, answer.headers, answer.body)

    async def _answered_in_a_thread(self, request: RpcRequest) -> RpcAnswer:
        self._rpc_waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._rpc_pool, self._answered, request)
        finally:
            self._rpc_waiting -= 1

    def _answered(self, request: RpcRequest) -> RpcAnswer:
        close_old_connections()
        try:
            return self._rpc.answer(request)
        finally:
            close_old_connections()


def _request(scope: Scope, body: bytes = b"") -> RpcRequest:
    return RpcRequest(
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"],
        headers=tuple(scope["headers"]),
        body=body,
        scheme=scope.get("scheme", "http"),
    )


def _is_browser_at_the_door(scope: Scope) -> bool:
    """A plain visit of the front page: no credentials, no action, and HTML is welcome."""
    if scope["path"] != "/" or scope["method"] not in ("GET", "HEAD"):
        return False
    headers = dict(scope["headers"])
    signed = any(name == b"authorization" or name.startswith(b"x-acs-") for name in headers)
    asked = any(
        pair.startswith((b"Action=", b"AccessKeyId=", b"Signature=", b"BearerToken="))
        for pair in scope["query_string"].split(b"&")
    )
    return b"text/html" in headers.get(b"accept", b"") and not signed and not asked


async def _refuse(send: Send, request: RpcRequest, error: PublicError, *, close: bool = False) -> None:
    answer = refused(request, error)
    ending = ((b"connection", b"close"),) if close else ()
    await respond(send, answer.status, (*answer.headers, *ending), answer.body)
