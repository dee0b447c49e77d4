"""How a command ends other than well: the exit codes, and one clear line for every way of failing.

Decides nothing about what is refused; it turns a refusal of any layer into a line and a code.
"""

import os
import sys
from enum import IntEnum

from qianming.cli.language import in_force, printable, reason_of, say
from qianming.texts.catalog import Lang

# Told by name, so that saying why a check of a name failed does not load Django.
_DATABASE_FAULTS = frozenset({"OperationalError", "InterfaceError", "DatabaseError"})


class ExitCode(IntEnum):
    """What a script can rely on."""

    FINE = 0
    NOT_YET = 1
    REFUSED = 2
    WRONG_USAGE = 64
    INTERNAL_ERROR = 70
    INTERRUPTED = 130


class Failure(Exception):
    """A command cannot go on; the lines name the field, the reason and the fix."""

    exit_code = ExitCode.REFUSED

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class WrongUsage(Failure):
    """The arguments contradict each other or have values that cannot be used."""

    exit_code = ExitCode.WRONG_USAGE


def report(error: BaseException) -> ExitCode:
    """Print what went wrong on standard error and return the exit code that tells it."""
    code, lines = _told(error)
    for line in lines:
        _complain(line)
    if code is ExitCode.INTERNAL_ERROR and os.environ.get("QIANMING_DEBUG") == "1":
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    return code


def note(line: str) -> None:
    """Say something on standard error that is no failure, so that standard output keeps the data alone."""
    print(line, file=sys.stderr)


def _complain(line: str) -> None:
    head = "error: " if in_force() is Lang.EN else "错误："
    print(head + " ".join(line.split()), file=sys.stderr)


def _told(error: BaseException) -> tuple[ExitCode, tuple[str, ...]]:
    """The exit code and the lines for an exception of any layer."""
    if isinstance(error, Failure):
        return ExitCode(error.exit_code), error.lines
    if isinstance(error, KeyboardInterrupt):
        return ExitCode.INTERRUPTED, (say("Interrupted."),)
    if isinstance(error, UnicodeEncodeError):
        return ExitCode.WRONG_USAGE, (
            say("The terminal's encoding cannot show this text; set PYTHONIOENCODING=utf-8."),
        )
    from qianming.cli.usage import is_usage_error, usage_line

    if is_usage_error(error):
        return ExitCode.WRONG_USAGE, (usage_line(error),)
    return _told_by_lower_layers(error)


def _told_by_lower_layers(error: BaseException) -> tuple[ExitCode, tuple[str, ...]]:
    """Refusals of services and settings."""
    from qianming.project.environment import BadSetting
    from qianming.project.refusal import CannotServe
    from qianming.services.refusals import Refusal

    if isinstance(error, Refusal):
        from qianming.cli.refusals import refusal_lines

        return ExitCode.REFUSED, refusal_lines(error)
    if isinstance(error, BadSetting | CannotServe):
        code = ExitCode.WRONG_USAGE if isinstance(error, BadSetting) else ExitCode.REFUSED
        return code, (error.en if in_force() is Lang.EN else error.zh,)
    return _told_by_surroundings(error)


def _told_by_surroundings(error: BaseException) -> tuple[ExitCode, tuple[str, ...]]:
    """A database, key or file that cannot be used; whatever else comes is our own mistake."""
    if type(error).__module__.startswith("django.db") and type(error).__name__ in _DATABASE_FAULTS:
        return ExitCode.INTERNAL_ERROR, (
            say(
                "The database cannot be used ({reason}); `qianming doctor` says what is wrong.", reason=error
            ),
        )
    if type(error).__name__ == "UnreadableSeal":
        return ExitCode.REFUSED, (
            say("The secret key does not open this data; use the key that the data was made with."),
        )
    if isinstance(error, OSError) and error.filename:
        return ExitCode.INTERNAL_ERROR, (
            say("{file} cannot be used ({reason}).", file=error.filename, reason=reason_of(error)),
        )
    return ExitCode.INTERNAL_ERROR, (
        say(
            "Internal error ({kind}: {reason}). This is a defect; QIANMING_DEBUG=1 shows where.",
            kind=type(error).__name__,
            reason=printable(str(error).partition("\n")[0]),
        ),
    )
