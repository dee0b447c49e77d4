"""The one door of the RPC face: from a request to an answer, whatever happens in between.

Decides the order of checks: method, credentials, version, action, permission, parameters; then the action's
handler decides, through the services. Never raises, and never answers an error in anything but JSON.
"""

import logging
from collections.abc import Iterable

from django.db import InterfaceError, OperationalError

from qianming.rpc import handlers
from qianming.rpc.actions import ACTIONS, GET_AND_POST, VERSION, Action, ActionTable, Call
from qianming.rpc.authentication import (
    Caller,
    KeyRing,
    NonceLedger,
    authenticated,
    has_credentials,
    missing_key,
    wants_xml,
)
from qianming.rpc.documented import DOCUMENTED_ACTIONS
from qianming.rpc.errors import (
    PublicError,
    internal_error,
    invalid,
    not_permitted,
    unavailable,
    unknown_action,
    wrong_method,
)
from qianming.rpc.faults import described
from qianming.rpc.keys import RegistryKeys
from qianming.rpc.language import listen
from qianming.rpc.refusals import public
from qianming.rpc.rendering import Envelope, failure, new_request_id, success
from qianming.rpc.request import ReadRequest, RpcAnswer, RpcRequest, host_of, read
from qianming.rpc.tail import NOTHING_UNFOLLOWED, UnfollowedMessages
from qianming.rpc.wire import parse
from qianming.services.clock import Clock
from qianming.services.refusals import Refusal

log = logging.getLogger(__name__)


class Endpoint:
    """Answers RPC requests. May be used by many threads at once.

    `extra_actions` are answered by other parts of the process, such as the sending lane; `unfollowed` tells
    which messages were acknowledged but are no records yet.
    """

    def __init__(
        self,
        clock: Clock,
        nonces: NonceLedger,
        keys: KeyRing | None = None,
        *,
        extra_actions: Iterable[Action] = (),
        unfollowed: UnfollowedMessages = NOTHING_UNFOLLOWED,
    ) -> None:
        handlers.register()
        self._clock = clock
        self._nonces = nonces
        self._keys = keys or RegistryKeys()
        self._actions = ActionTable([*ACTIONS, *extra_actions])
        self._unfollowed = unfollowed

    def answer(self, request: RpcRequest) -> RpcAnswer:
        """The answer to any request."""
        content = read(request)
        envelope = envelope_of(request, content)
        listen(request.headers)
        try:
            return self._answered(content, envelope)
        except PublicError as error:
            return failure(envelope, error)
        except (OperationalError, InterfaceError) as error:
            log.error("request failed request_id=%s %s", envelope.request_id, described(error))
            return failure(envelope, unavailable())
        except Exception as error:  # every request is answered, in JSON
            log.error("request failed request_id=%s %s", envelope.request_id, described(error))
            return failure(envelope, internal_error())

    def _answered(self, content: ReadRequest, envelope: Envelope) -> RpcAnswer:
        if content.method not in GET_AND_POST:
            raise wrong_method(content.method, GET_AND_POST)
        if not has_credentials(content):
            raise self._unsigned(content)
        caller = authenticated(content, self._keys, self._nonces, self._clock.now())
        action = self._action_for(caller, content.method)
        call = Call(caller, self._clock.now(), f"{content.scheme}://{envelope.host}", self._unfollowed)
        try:
            answer = action.handle(call, parse(caller.parameters, action.parameters))
        except Refusal as refusal:
            error = public(refusal, action.name, caller.key_id, action.not_found)
            return failure(envelope, error, action.regime)
        except PublicError as error:
            return failure(envelope, error, action.regime)
        return success(envelope, action.name, answer)

    def _unsigned(self, content: ReadRequest) -> PublicError:
        """Without credentials: whether the action exists is no secret, everything else needs a key."""
        named = dict(content.query + content.form).get("Action", "")
        name = content.headers.get("x-acs-action", named)
        return missing_key() if self._actions.get(name) else not_offered(name)

    def _action_for(self, caller: Caller, method: str) -> Action:
        if caller.version != VERSION:
            raise invalid("Version", f"The version is {VERSION}.")
        action = self._actions.get(caller.action)
        if action is None:
            raise not_offered(caller.action)
        if method not in action.methods:
            raise wrong_method(method, action.methods)
        if not caller.actor.may(action.permission):
            raise not_permitted(action.name, caller.key_id)
        return action


def not_offered(name: str) -> PublicError:
    """Why there is no such action here: the protocol does not know it, or this service does not offer it."""
    if name in DOCUMENTED_ACTIONS:
        return unknown_action(f"{name} is documented, but this service does not offer it.")
    if not name:
        return unknown_action("Name the action: in x-acs-action, in the query, or in the body of a form.")
    return unknown_action("Check the spelling of the action.")


def envelope_of(request: RpcRequest, content: ReadRequest) -> Envelope:
    """What the answer to a request begins with."""
    return Envelope(new_request_id(), host_of(request), wants_xml(content))
