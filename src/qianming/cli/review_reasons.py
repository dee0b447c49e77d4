"""`qianming review reasons`: what a rejection can be for, in the words that the applicant will read."""

from collections.abc import Sequence
from dataclasses import dataclass

import typer

from qianming.cli.language import say
from qianming.cli.options import FormatOption, LangOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import Command
from qianming.cli.telling import told_code
from qianming.core.rejections import GUIDES
from qianming.texts.catalog import Words


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """A reason with its words; `field` is what it is about, `may_resubmit` whether mending that helps."""

    code: str
    field: str
    title: str
    why: str
    fix: str
    may_resubmit: bool


def register(commands: typer.Typer) -> None:
    """Add it to its group."""
    commands.command("reasons", cls=Command, epilog="qianming review reasons --lang zh")(reasons)


def reasons(output: FormatOption = OutputFormat.TABLE, lang: LangOption = None) -> None:
    """List the reasons of a rejection, each with what the applicant reads."""
    shown = [
        reason_shown(reason.value, guide.field, told_code(reason), may_resubmit=guide.may_resubmit)
        for reason, guide in GUIDES.items()
    ]
    put(shown, output, _grid(shown))


def reason_shown(code: str, field: str, said: Words, *, may_resubmit: bool) -> ReasonShown:
    """A reason as it is printed."""
    return ReasonShown(code, field, said.title, said.why, said.fix, may_resubmit)


def _grid(shown: Sequence[ReasonShown]) -> Grid:
    rows = [
        (one.code, f"{one.title}\n{one.why}", one.fix, say("yes") if one.may_resubmit else say("no"))
        for one in shown
    ]
    return Grid(("Code", "What it says", "What to do", "May come again"), rows)
