"""The shape of the command tree: Typer's commands and groups with help in the user's language.

Help texts are written in English where a command is declared and translated when they are shown.
"""

from collections.abc import Sequence
from copy import copy
from functools import cache
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from qianming.cli.database import choose_folder
from qianming.cli.failures import WrongUsage
from qianming.cli.language import say, translated
from qianming.cli.options import DataOption, LangOption

_PANELS: Final = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commands",
    "DEFAULT_STRING": "[default: {}]",
    "REQUIRED_LONG_STRING": "[required]",
}


def _translate(command: Any, context: Any) -> None:
    """Put the help of a command, its parameters and its subcommands into the language in force."""
    from typer import rich_utils

    for constant, english in _PANELS.items():
        setattr(rich_utils, constant, translated(english))
    _wrap_anywhere()
    command.help = translated(command.help or "")
    if command.epilog:
        command.epilog = "\n\n".join((say("Example:"), *command.epilog.split("\n")))
    for parameter in command.get_params(context):
        if getattr(parameter, "help", None):
            parameter.help = translated(parameter.help)
    for child in getattr(command, "commands", {}).values():
        child.help = translated(child.help or "")


@cache
def _wrap_anywhere() -> None:
    """Chinese help has no spaces at which to break a line; without this Rich cuts it off."""
    from typer import rich_utils

    made = rich_utils._make_rich_text

    def wrapping(**named: Any) -> Any:
        text: Any = made(**named)
        text.overflow = "fold"
        return text

    rich_utils._make_rich_text = wrapping


class Command(TyperCommand):
    """A command whose help speaks the user's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _translate(self, ctx)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), say("Usage:") + " ")


class RegistryCommand(Command):
    """A command on the service's data: it takes --data and --lang, which its function need not name.

    The folder is chosen before the function runs. The function itself opens the registry, after the checks
    that need no data.
    """

    def __init__(self, *positional: Any, params: Sequence[Any] = (), **named: Any) -> None:
        super().__init__(*positional, params=[*params, *map(copy, _shared_parameters())], **named)

    def invoke(self, ctx: Any) -> Any:
        # The language is in force already: complaints about arguments are spoken too.
        ctx.params.pop("lang")
        choose_folder(ctx.params.pop("data"))
        return super().invoke(ctx)


@cache
def _shared_parameters() -> tuple[Any, ...]:
    """Made once; whoever takes them takes copies, because showing help translates them in place."""

    def bearer(data: DataOption = None, lang: LangOption = None) -> None:
        """Bears the options from which Typer makes parameters."""

    alone = typer.Typer(add_completion=False)
    alone.command()(bearer)
    return tuple(get_command(alone).params)


class Group(TyperGroup):
    """A group whose help and complaints speak the user's language."""

    def __init__(self, *positional: Any, params: Sequence[Any] | None = None, **named: Any) -> None:
        given = list(params or ())
        if not any(parameter.name == "lang" for parameter in given):
            given += [copy(parameter) for parameter in _shared_parameters() if parameter.name == "lang"]
        super().__init__(*positional, params=given, **named)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _translate(self, ctx)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), say("Usage:") + " ")

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the command; an unknown one is answered with the nearest known one."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise WrongUsage(_no_such_command(args[0], ctx.command_path, list(self.commands)))
        return super().resolve_command(ctx, args)


def _no_such_command(typed: str, path: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = ", ".join(get_close_matches(typed, known, 3)) or ", ".join(known)
    return say("`{path}` has no command {typed}; known: {near}.", path=path, typed=typed, near=near)


def group(help: str) -> typer.Typer:
    """A new group of commands."""
    return typer.Typer(
        cls=Group,
        help=help,
        no_args_is_help=False,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
