"""`qianming suggest`: names that would pass, taken from a licence and a trademark."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.cli.language import say
from qianming.cli.options import FormatOption, LangOption, OutputFormat, need_readable
from qianming.cli.shape import Command

if TYPE_CHECKING:
    from qianming.core.names.suggest import Suggestion


@dataclass(frozen=True, slots=True)
class ProposedName:
    """A name that the rules find nothing against, and why it is proposed.

    `collides` says whether it can be taken for another entity's live signature, null without a registry.
    """

    name: str
    reason: str
    why: str
    collides: bool | None = None


def suggest(
    enterprise: Annotated[
        str, typer.Option(help="The enterprise's name as its licence has it.", metavar="LICENCE_NAME")
    ],
    credit_code: Annotated[
        str | None, typer.Option(help="The enterprise's unified social credit code.", metavar="CODE")
    ] = None,
    trademark: Annotated[str | None, typer.Option(help="The trademark's text.", metavar="TEXT")] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            help="Data folder whose signatures of other entities are marked; --credit-code tells one's own.",
            show_default=False,
            metavar="DIR",
        ),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
    lang: LangOption = None,
) -> int:
    """List compliant names, best first, each with its reason. Ends with 1 when there is none."""
    from qianming.cli.failures import ExitCode
    from qianming.cli.printing import Grid, put, today
    from qianming.cli.rulesets import ruleset_on
    from qianming.core.proposals import proposals
    from qianming.core.subjects import ApplicationSubject, TrademarkSubject

    need_readable(("--enterprise", enterprise), ("--credit-code", credit_code), ("--trademark", trademark))
    subject = ApplicationSubject(
        name="",
        today=today(),
        enterprise_name=enterprise,
        credit_code=credit_code,
        trademark=TrademarkSubject(trademark) if trademark else None,
    )
    shown = _shown(proposals(subject, ruleset_on(subject.today)), credit_code or "", data)
    empty = say("No name passes; apply with a registered trademark, or ask a reviewer about the full name.")
    rows = [(item.name, _why(item)) for item in shown]
    put(shown, output, Grid(("Name", "Why"), rows, "" if shown else empty))
    return ExitCode.FINE if shown else ExitCode.NOT_YET


def _shown(found: Iterable["Suggestion"], credit_code: str, data: Path | None) -> list[ProposedName]:
    """The proposals in words; with a registry the ones that collide come last."""
    from qianming.cli.telling import told_code

    shown = [
        ProposedName(
            proposal.name,
            proposal.reason.value,
            told_code(proposal.reason).why,
            None if data is None else _collides(proposal.name, credit_code, data),
        )
        for proposal in found
    ]
    return sorted(shown, key=lambda item: bool(item.collides))


def _collides(name: str, credit_code: str, data: Path) -> bool:
    from qianming.cli.database import choose_folder, open_registry

    choose_folder(data)
    open_registry()
    from qianming.registry.queries import names_of_others

    return bool(names_of_others(name, credit_code))


def _why(item: ProposedName) -> str:
    if not item.collides:
        return item.why
    return f"{item.why}\n{say('It can be taken for the signature of another entity.')}"


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("suggest", cls=Command, epilog="qianming suggest --enterprise 杭州云杉科技有限公司")(suggest)
