"""SendSms and SendBatchSms: from a signed request to an acknowledged message, without a thread or a query.

Checks in the order of the RPC face and with its functions; the difference is that nonce and message are
stored by one commit. A request that is not quite this lane's is left to the RPC face, which knows the action
as well and answers it the same, only slower.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Protocol, TypeVar

from django.db import close_old_connections

from qianming.gateway import metrics, nonces
from qianming.gateway.committer import Committer
from qianming.gateway.keys import LearnedKeys, NotLearned
from qianming.gateway.orders import KeyWithdrawn, Order, SendRequest
from qianming.gateway.sending import PERMISSION, SENDING, SendSmsAnswer, biz_id_of
from qianming.rpc.actions import GET_AND_POST, VERSION
from qianming.rpc.authentication import Caller, signed_caller
from qianming.rpc.endpoint import envelope_of
from qianming.rpc.errors import PublicError, Regime, internal_error, invalid, not_permitted
from qianming.rpc.faults import described
from qianming.rpc.language import listen
from qianming.rpc.rendering import failure, success
from qianming.rpc.request import ReadRequest, RpcAnswer, RpcRequest, read
from qianming.rpc.wire import parse
from qianming.services.clock import Clock

# A thousand numbers in a query are some 20 kB; longer requests would hold up the others of the event loop.
LONGEST_BYTES = 64_000
_ACTIONS = frozenset(name.encode() for name in SENDING)
_NAMED = frozenset(b"Action=" + name for name in _ACTIONS)

ResultT = TypeVar("ResultT")
ArgumentT = TypeVar("ArgumentT")

log = logging.getLogger(__name__)


class Answers(Protocol):
    """The RPC face."""

    def answer(self, request: RpcRequest) -> RpcAnswer: ...


class Lane:
    """Answers sending requests on the event loop; `pool` is for the rare steps that need a thread."""

    def __init__(
        self, committer: Committer, keys: LearnedKeys, clock: Clock, endpoint: Answers, pool: Executor
    ) -> None:
        self._committer = committer
        self._keys = keys
        self._clock = clock
        self._endpoint = endpoint
        self._pool = pool

    def takes(self, request: RpcRequest) -> bool:
        """Whether this looks like a sending request; a closer look comes later."""
        if request.method not in GET_AND_POST or len(request.query) + len(request.body) > LONGEST_BYTES:
            return False
        for name, value in request.headers:
            if name == b"x-acs-action":
                return value.strip() in _ACTIONS
        return not _NAMED.isdisjoint([*request.query.split(b"&"), *request.body.split(b"&")])

    async def answer(self, request: RpcRequest) -> RpcAnswer:
        """The answer, after what it acknowledges has been stored. Never raises."""
        content = read(request)
        envelope = envelope_of(request, content)
        listen(request.headers)
        try:
            caller = await self._caller(content)
            if caller.action not in SENDING:
                return await self._in_a_thread(self._endpoint.answer, request)
            biz_id = await self._sent(caller)
        except PublicError as error:
            metrics.SENDS.labels(error.code).inc()
            return failure(envelope, error, Regime.LEGACY)
        except Exception as error:  # every request is answered, in JSON
            log.error("sending failed request_id=%s %s", envelope.request_id, described(error))
            return failure(envelope, internal_error())
        metrics.SENDS.labels("OK").inc()
        return success(envelope, caller.action, SendSmsAnswer(biz_id=biz_id))

    async def _caller(self, content: ReadRequest) -> Caller:
        """Who is calling; the nonce is not looked at yet. Raises `PublicError`."""
        try:
            return signed_caller(content, self._keys, self._clock.now())
        except NotLearned as unknown:
            found = await self._in_a_thread(self._keys.learn, unknown)
            return signed_caller(content, found, self._clock.now())

    async def _sent(self, caller: Caller) -> str:
        """Store nonce and message together. A request that is wrong in itself uses its nonce up as well."""
        error: PublicError | None = None
        send: SendRequest | None = None
        try:
            send = _wanted(caller)
        except PublicError as refused:
            error = refused
        nonce = nonces.digest(caller.key_id, caller.nonce) if caller.nonce else None
        outcome = await self._committer.outcome(Order(nonce, caller.account_id, caller.key_id, send))
        if isinstance(outcome, KeyWithdrawn):
            self._keys.forget(caller.key_id)
        biz_id = biz_id_of(outcome)
        if error is not None:
            raise error
        return biz_id

    async def _in_a_thread(self, work: Callable[[ArgumentT], ResultT], argument: ArgumentT) -> ResultT:
        return await asyncio.get_running_loop().run_in_executor(self._pool, _clean, work, argument)


def _clean(work: Callable[[ArgumentT], ResultT], argument: ArgumentT) -> ResultT:
    close_old_connections()
    try:
        return work(argument)
    finally:
        close_old_connections()


def _wanted(caller: Caller) -> SendRequest:
    """What the request asks for; raises `PublicError`."""
    if caller.version != VERSION:
        raise invalid("Version", f"The version is {VERSION}.")
    if not caller.actor.may(PERMISSION):
        raise not_permitted(caller.action, caller.key_id)
    return parse(caller.parameters, SENDING[caller.action]).request()
