"""`qianming review reasons`: what a rejection can be for, in the words that the applicant will read."""

from collections.abc import Sequence
from dataclasses import dataclass

import typer

from qianming.cli.language import in_force, say
from qianming.cli.options import FormatOption, LangOption, OutputFormat
from qianming.cli.printing import Grid, put
from qianming.cli.shape import Command
from qianming.core.rejections import GUIDES


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
    from qianming.texts.catalog import words

    shown = []
    for reason, guide in GUIDES.items():
        said = words(reason, in_force())
        shown.append(
            ReasonShown(reason.value, guide.field, said.title, said.why, said.fix, guide.may_resubmit)
        )
    put(shown, output, _grid(shown))


def _grid(shown: Sequence[ReasonShown]) -> Grid:
    rows = [
        (one.code, f"{one.title}\n{one.why}", one.fix, say("yes") if one.may_resubmit else say("no"))
        for one in shown
    ]
    return Grid(("Code", "What it says", "What to do", "May come again"), rows)
