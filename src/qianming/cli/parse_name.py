"""`qianming parse-name`: an enterprise's registered name taken apart."""

from dataclasses import dataclass
from typing import Annotated

import typer

from qianming.cli.options import (
    FormatOption,
    InputOption,
    LangOption,
    OutputFormat,
    OutputOption,
    need_readable,
    table_of,
)
from qianming.cli.shape import Command

_EXAMPLES = (
    "qianming parse-name 杭州云杉科技有限公司\nqianming parse-name --input licences.csv --output parts.csv"
)


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
    name: Annotated[
        str | None,
        typer.Argument(
            help="The enterprise's name as its licence has it.", metavar="NAME", show_default=False
        ),
    ] = None,
    credit_code: Annotated[
        str | None, typer.Option(help="The enterprise's unified social credit code.", metavar="CODE")
    ] = None,
    given: InputOption = None,
    wanted: OutputOption = None,
    output: FormatOption = OutputFormat.TABLE,
    lang: LangOption = None,
) -> int:
    """Take an enterprise's name apart. Ends with 1 when some part was not found with certainty."""
    from qianming.cli.failures import ExitCode
    from qianming.cli.language import translated
    from qianming.cli.printing import Grid, put
    from qianming.core.names.enterprise_name import parse

    need_readable(("NAME", name), ("--credit-code", credit_code))
    if tables := table_of(given, wanted, None if name is None else [name]):
        from qianming.cli.bulk import run
        from qianming.cli.bulk_tasks import Parse

        return run(Parse(), *tables, output)
    parsed = parse(name or "", credit_code)
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
    app.command(
        "parse-name",
        cls=Command,
        epilog=_EXAMPLES,
    )(parse_name)
