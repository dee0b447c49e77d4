"""The command line's door: builds the tree of commands, runs one, and turns its end into an exit code."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from qianming.cli import (
    account,
    app_record,
    audit,
    callback,
    check,
    doctor,
    evaluate,
    filing,
    inbox,
    keeping,
    key,
    parse_name,
    policy,
    power_of_attorney,
    privacy,
    qualification,
    register,
    review,
    rules,
    serve,
    signature,
    suggest,
    template,
    token,
    trademark,
    user,
    warnings,
    words,
)
from qianming.cli.failures import ExitCode, report
from qianming.cli.language import set_language, wanted
from qianming.cli.options import LangOption
from qianming.cli.shape import group

app = group("Qianming decides who may send text messages under which name, and lets only those out.")


def _print_version(wanted: bool) -> None:
    if wanted:
        from qianming import __version__

        print(f"qianming {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog="qianming check 云杉科技 --enterprise 杭州云杉科技有限公司")
def _root(
    context: typer.Context,
    lang: LangOption = None,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """Qianming decides who may send text messages under which name, and lets only those out."""
    if context.invoked_subcommand is None:
        print(context.get_help())


for module in (serve, check, suggest, parse_name, rules, evaluate, warnings, doctor, inbox, keeping):
    module.register(app)
for name, commands in (
    ("account", account.commands),
    ("user", user.commands),
    ("key", key.commands),
    ("token", token.commands),
    ("qualification", qualification.commands),
    ("register", register.commands),
    ("review", review.commands),
    ("power-of-attorney", power_of_attorney.commands),
    ("trademark", trademark.commands),
    ("app-record", app_record.commands),
    ("signature", signature.commands),
    ("filing", filing.commands),
    ("template", template.commands),
    ("policy", policy.commands),
    ("words", words.commands),
    ("calendar", warnings.commands),
    ("audit", audit.commands),
    ("privacy", privacy.commands),
    ("callback", callback.commands),
):
    app.add_typer(commands, name=name)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; whatever went wrong is told on standard error."""
    set_language(wanted(arguments))
    try:
        code = app(list(arguments), prog_name="qianming", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except SystemExit as end:
        return int(end.code or 0) if isinstance(end.code, int | None) else ExitCode.INTERNAL_ERROR
    except (Exception, KeyboardInterrupt) as error:
        return report(error)
    return code if isinstance(code, int) else ExitCode.FINE


def _reader_left() -> int:
    """The reader of a pipe went away, as `head` does; say nothing, not even when Python closes the stream."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.NOT_YET


def main() -> None:
    """The entry point of the `qianming` command."""
    sys.exit(run(sys.argv[1:]))
