"""Wrong usage in the user's language: Typer's complaints, told anew as one line with the way out.

Typer brings its own copy of Click, whose error classes have no public names: they are told apart by the name
of the class, which both share.
"""

import re
from typing import Any

from qianming.cli.language import in_force, say
from qianming.texts.catalog import Lang

_USAGE_ERRORS = frozenset({"UsageError", "ClickException"})


def is_usage_error(error: BaseException) -> bool:
    """Whether the parser of the command line raised this."""
    return any(base.__name__ in _USAGE_ERRORS for base in type(error).__mro__)


def usage_line(error: BaseException) -> str:
    """One line that names the argument, the reason and where to look."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "qianming"
    between = " " if in_force() is Lang.EN else ""
    return f"{_reason(error)}{between}{say('Try `{command} --help`.', command=command)}"


def _reason(error: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_such_option(error)
    if kind == "MissingParameter":
        return _missing(error)
    if kind == "BadParameter":
        return say("{field}: {reason}.", field=_name(error.param), reason=_bad_value(error))
    if kind == "BadOptionUsage":
        return say("{field} needs a value.", field=error.option_name)
    return _other(str(error.message), getattr(error, "ctx", None))


def _name(parameter: Any) -> str:
    """An option as it is typed, an argument as the help shows it."""
    if parameter is None:
        return "?"
    if parameter.param_type_name == "option":
        return str(parameter.opts[-1])
    return str(parameter.metavar or (parameter.name or "").upper())


def _no_such_option(error: Any) -> str:
    possible = ", ".join(sorted(error.possibilities or ()))
    if possible:
        return say(
            "There is no option {name}; did you mean {possible}?", name=error.option_name, possible=possible
        )
    return say("There is no option {name}.", name=error.option_name)


def _missing(error: Any) -> str:
    return say("{field} is missing.", field=_name(error.param))


def _bad_value(error: Any) -> str:
    """The values that are possible where they are few, else what the converter said, in our words."""
    choices = getattr(getattr(error.param, "type", None), "choices", None)
    if choices:
        listed = ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
        return say("not one of {choices}", choices=listed)
    message = str(error.message).rstrip(".")
    if found := re.fullmatch(r"'(.*)' is not a valid (?:integer|int range)", message, re.DOTALL):
        return say("{text} is no whole number", text=found[1])
    if found := re.fullmatch(r"'(.*)' is not a valid float.*", message, re.DOTALL):
        return say("{text} is no number", text=found[1])
    if found := re.fullmatch(r"(\S+) is not in the range (\S+)", message):
        return _outside(found[1], error.param.type)
    return message


def _outside(text: str, kind: Any) -> str:
    """A number too small or too large, with the limits that there are."""
    if kind.max is None:
        return say("{text} is less than {least}", text=text, least=kind.min)
    if kind.min is None:
        return say("{text} is more than {most}", text=text, most=kind.max)
    return say("{text} is not between {least} and {most}", text=text, least=kind.min, most=kind.max)


def _other(message: str, context: Any) -> str:
    """Complaints that Click makes without a class of their own."""
    if message.startswith("Got unexpected extra argument"):
        extra = message.partition("(")[2].rstrip(")")
        return say("Too many arguments: {extra}.", extra=extra)
    if message.startswith("Missing command"):
        known = ", ".join(getattr(getattr(context, "command", None), "commands", {}))
        return say("A command is missing; known: {known}.", known=known)
    return message.rstrip(".") + "."
