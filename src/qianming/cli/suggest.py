"""`qianming suggest`: names that would pass, taken from a licence and a trademark."""

from dataclasses import dataclass
from typing import Annotated

import typer

from qianming.cli.options import FormatOption, LangOption, OutputFormat
from qianming.cli.shape import Command


@dataclass(frozen=True, slots=True)
class ProposedName:
    """A name that the rules find nothing against, and why it is proposed."""

    name: str
    reason: str
    why: str


def suggest(
    enterprise: Annotated[
        str, typer.Option(help="The enterprise's name as its licence has it.", metavar="LICENCE_NAME")
    ],
    credit_code: Annotated[
        str | None, typer.Option(help="The enterprise's unified social credit code.", metavar="CODE")
    ] = None,
    trademark: Annotated[str | None, typer.Option(help="The trademark's text.", metavar="TEXT")] = None,
    output: FormatOption = OutputFormat.TABLE,
    lang: LangOption = None,
) -> int:
    """List compliant names, best first, each with its reason. Ends with 1 when there is none."""
    from qianming.cli.failures import ExitCode
    from qianming.cli.language import say
    from qianming.cli.printing import Grid, put, today
    from qianming.cli.rulesets import ruleset_on
    from qianming.cli.telling import told_code
    from qianming.core.proposals import proposals
    from qianming.core.subjects import ApplicationSubject, TrademarkSubject

    subject = ApplicationSubject(
        name="",
        today=today(),
        enterprise_name=enterprise,
        credit_code=credit_code,
        trademark=TrademarkSubject(trademark) if trademark else None,
    )
    shown = [
        ProposedName(found.name, found.reason.value, told_code(found.reason).why)
        for found in proposals(subject, ruleset_on(subject.today))
    ]
    empty = say("No name passes; apply with a registered trademark, or ask a reviewer about the full name.")
    rows = [(item.name, item.why) for item in shown]
    put(shown, output, Grid(("Name", "Why"), rows, "" if shown else empty))
    return ExitCode.FINE if shown else ExitCode.NOT_YET


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("suggest", cls=Command, epilog="qianming suggest --enterprise 杭州云杉科技有限公司")(suggest)
