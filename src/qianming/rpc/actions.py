"""The actions that this service offers: a registry that functions enter themselves into by name.

Decides which actions exist, with their parameters, regime, permission and methods. A name that came from a
request finds an action here and in no other way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

from qianming.core.permissions import Permission
from qianming.rpc.authentication import Caller
from qianming.rpc.errors import Regime
from qianming.rpc.rendering import Answer
from qianming.rpc.tail import NOTHING_UNFOLLOWED, UnfollowedMessages
from qianming.rpc.wire import Parameters
from qianming.services.actors import Actor
from qianming.services.refusals import Noun

VERSION = "2017-05-25"
GET_AND_POST = ("GET", "POST")
POST_ONLY = ("POST",)

_NO_CODES: Mapping[Noun, tuple[str, int]] = MappingProxyType({})

ParametersT = TypeVar("ParametersT", bound=Parameters)


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler needs beside its parameters: who calls, when, and where this service was reached."""

    caller: Caller
    now: datetime
    base_url: str
    unfollowed: UnfollowedMessages = NOTHING_UNFOLLOWED

    @property
    def actor(self) -> Actor:
        return self.caller.actor

    @property
    def account_id(self) -> int:
        return self.caller.account_id

    @property
    def sees_personal(self) -> bool:
        """Whether the answer may hold personal data in the clear."""
        return self.caller.sees_personal

    def shown(self, value: str, mask: Callable[[str], str]) -> str:
        """A personal value as this caller may see it: whole or masked."""
        return value if self.sees_personal else mask(value)


Handler = Callable[[Call, ParametersT], Answer]


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `not_found` gives its own code and status for things that the account does not have."""

    name: str
    parameters: type[Parameters]
    handle: Callable[[Call, Any], Answer]
    permission: Permission
    regime: Regime = Regime.CURRENT
    methods: tuple[str, ...] = GET_AND_POST
    not_found: Mapping[Noun, tuple[str, int]] = field(default_factory=dict)


class ActionTable:
    """Actions by name; a name is given once."""

    def __init__(self, actions: Iterable[Action] = ()) -> None:
        self._actions: dict[str, Action] = {}
        for action in actions:
            self.add(action)

    def add(self, action: Action) -> None:
        if action.name in self._actions:
            raise ValueError(f"the action {action.name} is registered twice")
        self._actions[action.name] = action

    def get(self, name: str) -> Action | None:
        return self._actions.get(name)

    def __iter__(self) -> Iterator[Action]:
        return iter(self._actions.values())

    def action(
        self,
        name: str,
        *,
        params: type[ParametersT],
        permission: Permission,
        regime: Regime = Regime.CURRENT,
        methods: tuple[str, ...] = GET_AND_POST,
        not_found: Mapping[Noun, tuple[str, int]] = _NO_CODES,
    ) -> Callable[[Handler[ParametersT]], Handler[ParametersT]]:
        """Enter the decorated function into the table."""

        def enter(handler: Handler[ParametersT]) -> Handler[ParametersT]:
            self.add(Action(name, params, handler, permission, regime, methods, not_found))
            return handler

        return enter


ACTIONS = ActionTable()
action = ACTIONS.action
