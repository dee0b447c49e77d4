"""Options that belong together, declared once as the fields of a dataclass and taken as one parameter.

Typer makes an option of each parameter of a function; a command with twenty of them would be nothing but its
heading. Decides nothing about the options themselves.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import Parameter, signature
from typing import Any, get_type_hints


def grouped(command: Callable[..., int]) -> Callable[..., int]:
    """The command as Typer is to see it: in place of each dataclass that it takes stand that one's fields."""
    groups = {
        name: kind
        for name, kind in get_type_hints(command, include_extras=True).items()
        if is_dataclass(kind) and isinstance(kind, type)
    }

    @wraps(command)
    def called(**given: Any) -> int:
        for name, kind in groups.items():
            given[name] = kind(**{field.name: given.pop(field.name) for field in fields(kind)})
        return command(**given)

    shown = [one for each in signature(command).parameters.values() for one in _options(each, groups)]
    called.__dict__["__signature__"] = signature(command).replace(parameters=shown)
    called.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
    return called


def _options(parameter: Parameter, groups: dict[str, type]) -> Iterator[Parameter]:
    kind = groups.get(parameter.name)
    if kind is None:
        yield parameter
        return
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        yield Parameter(
            field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
