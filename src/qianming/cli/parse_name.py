"""`qianming parse-name`: an enterprise's registered name taken apart."""

from dataclasses import dataclass
from typing import Annotated

import typer

from qianming.cli.options import FormatOption, LangOption, OutputFormat
from qianming.cli.shape import Command


@dataclass(frozen=True, slots=True)
class NameParts:
    """Location from the province down, distinctive name, industry, legal form and branch.

    `complete` says that the first four were all found with certainty.
    """

    location: tuple[str, ...]
    brand: str
    industry: str
    form: str
    branch: str
    complete: bool


def parse_name(
    name: Annotated[str, typer.Argument(help="The enterprise's name as its licence has it.", metavar="NAME")],
    credit_code: Annotated[
        str | None, typer.Option(help="The enterprise's unified social credit code.", metavar="CODE")
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
    lang: LangOption = None,
) -> int:
    """Take an enterprise's name apart. Ends with 1 when some part was not found with certainty."""
    from qianming.cli.failures import ExitCode
    from qianming.cli.language import translated
    from qianming.cli.printing import Grid, put
    from qianming.core.names.enterprise_name import parse

    parsed = parse(name, credit_code)
    parts = NameParts(
        parsed.location, parsed.brand, parsed.industry, parsed.form, parsed.branch, parsed.complete
    )
    rows = [
        (translated("Location"), " ".join(parts.location)),
        (translated("Distinctive name"), parts.brand),
        (translated("Industry"), parts.industry),
        (translated("Legal form"), parts.form),
        (translated("Branch"), parts.branch),
    ]
    put(parts, output, Grid(("Part", "Text"), rows))
    return ExitCode.FINE if parts.complete else ExitCode.NOT_YET


def register(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("parse-name", cls=Command, epilog="qianming parse-name 杭州云杉科技有限公司")(parse_name)
