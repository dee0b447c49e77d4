"""What a case of the conformance run is: an action, what is given to it, and the code that must come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tests.conformance.clients import Generation

OK = "OK"
# What is changed of a right call, by the code that it brings.
Changes = Mapping[str, Mapping[str, object]]
BOTH = (Generation.CURRENT, Generation.SECOND)
CURRENT = (Generation.CURRENT,)


class Source(Enum):
    """Whose error it is: the action's own, one of its parameters', or the gateway's before either."""

    ACTION = "action"
    PARAMETER = "parameter"
    GATEWAY = "gateway"


@dataclass(frozen=True)
class Ref:
    """Something that the world has, by name, made when it is first asked for."""

    name: str


@dataclass(frozen=True)
class Json:
    """A value that travels as JSON text, references in it included."""

    value: object


class _World:
    """Writes references: `W.letter` is what the world calls `letter`."""

    def __getattr__(self, name: str) -> Ref:
        return Ref(name)


W = _World()


@dataclass(frozen=True)
class Case:
    """One call. `given` replaces parts of `base`, `by` names the account that calls.

    Cases run in the order of their tables. A parameter whose value is None is left out.
    """

    action: str
    code: str
    given: Mapping[str, object] = field(default_factory=dict)
    generations: tuple[Generation, ...] = CURRENT
    by: str = "enterprise"
    base: Ref | None = None
    source: Source = Source.ACTION

    @property
    def succeeds(self) -> bool:
        return self.code == OK


def errors(
    action: str,
    right: Mapping[str, object],
    wrong: Changes,
    generations: tuple[Generation, ...] = CURRENT,
    source: Source = Source.ACTION,
) -> tuple[Case, ...]:
    """Cases that each change one thing of what would be right; by the code that the change must bring."""
    return tuple(
        Case(action, code, {**right, **change}, generations, source=source) for code, change in wrong.items()
    )
