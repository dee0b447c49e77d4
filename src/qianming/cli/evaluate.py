"""`qianming evaluate`: the nightly evaluation of a day, by hand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from qianming.analytics.engine_names import EngineMissing, EngineName
from qianming.cli.database import open_registry
from qianming.cli.options import FormatOption, OutputFormat, iso_date
from qianming.cli.shape import RegistryCommand

if TYPE_CHECKING:
    from qianming.services.evaluation import Outcome, Progress


_STEPS: Mapping[str, str] = {
    "export": "Writing records",
    "fold": "Folding days",
    "judge": "Judging signatures",
    "store": "Storing changes",
}


@dataclass(frozen=True, slots=True)
class EvaluationShown:
    """What the command prints; `judged_day` is a later day where that was evaluated already."""

    day: date
    judged_day: date
    engine: str
    exported_days: int
    folded_days: int
    judged: int
    changed: int


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command(cls=RegistryCommand, epilog="qianming evaluate --day 2026-11-21")(evaluate)


def evaluate(
    day: Annotated[
        date | None,
        typer.Option(help="The day to evaluate; yesterday by default.", parser=iso_date, metavar="DATE"),
    ] = None,
    engine: Annotated[
        EngineName | None, typer.Option(help="The engine that runs it; else that of the settings.")
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Evaluate a day: delivery, idleness and papers that ended. Repeating it changes nothing."""
    from datetime import timedelta

    from qianming.cli.failures import Failure
    from qianming.cli.language import say
    from qianming.cli.printing import today

    chosen = day or today() - timedelta(days=1)
    if chosen > today():
        raise Failure(say("--day: {day} has not come yet.", day=chosen))
    open_registry()
    _put(_run(chosen, engine), output)


def _run(day: date, engine: EngineName | None) -> "Outcome":
    from qianming.cli.failures import Failure
    from qianming.services import clock, evaluation

    try:
        with _watched() as told:
            return evaluation.evaluate(day, clock.now(), engine=engine, told=told)
    except EngineMissing as error:
        raise Failure(str(error)) from error


@contextmanager
def _watched() -> "Iterator[Callable[[Progress], None]]":
    """A bar per step on a terminal; silent where nobody watches."""
    import sys

    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    from qianming.cli.language import translated

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {step: bars.add_task(translated(title), total=None) for step, title in _STEPS.items()}

        def tell(progress: "Progress") -> None:
            bars.update(tasks[progress.step], completed=progress.done, total=progress.of or None)

        yield tell


def _put(outcome: "Outcome", output: OutputFormat) -> None:
    from qianming.cli.failures import note
    from qianming.cli.language import say
    from qianming.cli.printing import Grid, put

    if outcome.judged_day != outcome.day:
        note(say("{day} was evaluated already: signatures were judged as of it.", day=outcome.judged_day))
    shown = EvaluationShown(
        outcome.day,
        outcome.judged_day,
        outcome.engine,
        outcome.exported,
        outcome.folded,
        outcome.judged,
        outcome.changed,
    )
    headings = ("day", "engine", "days written", "days folded", "signatures judged", "changed")
    row = (str(shown.day), shown.engine, *map(str, (shown.exported_days, shown.folded_days)))
    put(shown, output, Grid(headings, [(*row, str(shown.judged), str(shown.changed))]))
