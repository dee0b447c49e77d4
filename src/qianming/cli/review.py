"""`qianming review`: the open work orders and the decisions on them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from qianming.cli import review_claim, review_reasons, review_sheet
from qianming.cli.database import open_registry
from qianming.cli.failures import WrongUsage
from qianming.cli.language import say
from qianming.cli.options import FormatOption, OutputFormat, WorkOrderArgument
from qianming.cli.printing import Grid, moment, put
from qianming.cli.shape import RegistryCommand, group
from qianming.cli.telling import FindingShown
from qianming.core.codes import DecisionVerdict, Industry, WorkOrderKind
from qianming.core.readings import DocumentField
from qianming.core.rejections import RejectionReason
from qianming.core.status.urgency import Urgency

commands = group("Reviews: what waits for a decision, and deciding it.")

ReasonOption = Annotated[
    list[RejectionReason],
    typer.Option("--reason", help="Why, as `review reasons` lists it; may be given several times."),
]
NoteOption = Annotated[str, typer.Option("--note", help="What the applicant reads beside the reasons.")]


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """An open work order as it is printed; `industry` is null unless it asks for a signature.

    `claimed_by` is empty while nobody has taken it up. `minutes_left` counts review hours alone.
    `disagreements` are the fields that a machine read otherwise on the documents than the form says.
    """

    id: int
    kind: str
    account: str
    name: str
    due: str | None
    industry: Industry | None
    claimed_by: str
    findings: tuple[FindingShown, ...]
    minutes_left: int
    urgency: Urgency
    disagreements: tuple[DocumentField, ...]


@dataclass(frozen=True, slots=True)
class IndustryShown:
    """A corrected industry, and what the rules find with it."""

    id: int
    industry: Industry
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A decision that was stored."""

    id: int
    decision: DecisionVerdict


@commands.command("list", cls=RegistryCommand, epilog="qianming review list --format json")
def list_(output: FormatOption = OutputFormat.TABLE) -> None:
    """List what waits for a decision, the earliest deadline first."""
    open_registry()
    from qianming.cli.telling import told
    from qianming.services import clock
    from qianming.services.disagreements import disagreements
    from qianming.services.reviews import pending

    waiting = pending(clock.now())
    differing = disagreements([order.order_id for order in waiting])
    shown = [
        ReviewShown(
            order.order_id,
            order.kind.value,
            order.account,
            order.name,
            moment(order.due),
            order.industry,
            order.claimed_by,
            tuple(told(finding) for finding in order.findings),
            int(order.deadline.left.total_seconds()) // 60,
            order.deadline.urgency,
            differing.get(order.order_id, ()),
        )
        for order in waiting
    ]
    put(shown, output, _grid(shown))


@commands.command("industry", cls=RegistryCommand, epilog="qianming review industry 12 logistics")
def industry(
    order: WorkOrderArgument,
    industry: Annotated[Industry, typer.Argument(help="The right industry.", metavar="INDUSTRY")],
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Correct the industry of an application in review, and show what the rules find then."""
    open_registry()
    from qianming.cli.naming import naming
    from qianming.cli.telling import title, told
    from qianming.services import clock
    from qianming.services.actors import operator
    from qianming.services.corrections import correct_industry
    from qianming.services.refusals import Noun

    with naming({Noun.WORK_ORDER: order}):
        findings = correct_industry(operator(), order, industry, clock.now())
    shown = IndustryShown(order, industry, tuple(told(finding) for finding in findings))
    rows = [(str(order), title(industry), _told(shown.findings))]
    put(shown, output, Grid(("ID", "Industry", "Findings"), rows))


def _left(order: ReviewShown) -> str:
    from qianming.cli.telling import title

    if order.urgency is Urgency.OVERDUE:
        return title(order.urgency)
    hours, minutes = divmod(order.minutes_left, 60)
    left = say("{hours} h {minutes} min of review hours left", hours=hours, minutes=minutes)
    return f"{title(order.urgency)}: {left}"


def _told(findings: Iterable[FindingShown]) -> str:
    return "\n".join(f"{finding.code} {finding.title}" for finding in findings)


def _found(order: ReviewShown) -> str:
    """What the rules found, and a mark where the documents say something else than the form."""
    from qianming.cli.telling import title

    fields = ", ".join(title(field) for field in order.disagreements)
    mark = [say("✗ documents differ from the form: {fields}", fields=fields)] if fields else []
    return "\n".join(filter(None, [*mark, _told(order.findings)]))


def _grid(shown: list[ReviewShown]) -> Grid:
    from qianming.cli.telling import title

    rows = [
        (
            str(order.id),
            title(WorkOrderKind(order.kind)),
            order.account,
            order.name,
            f"{order.due or ''}\n{_left(order)}",
            title(order.industry) if order.industry else "",
            _found(order),
        )
        for order in shown
    ]
    return Grid(("ID", "Kind", "Account", "Name", "Due", "Industry", "Findings"), rows)


@commands.command("approve", cls=RegistryCommand, epilog="qianming review approve 12")
def approve(
    order: WorkOrderArgument,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Approve what the work order asks for."""
    open_registry()
    from qianming.services import clock, reviews
    from qianming.services.actors import operator

    _decide(order, DecisionVerdict.APPROVED, output, lambda: reviews.approve(operator(), order, clock.now()))


@commands.command(
    "reject",
    cls=RegistryCommand,
    epilog="qianming review reject 12 --reason PROOF_INSUFFICIENT --note 执照图片不完整",
)
def reject(
    order: WorkOrderArgument,
    reasons: ReasonOption,
    note: NoteOption = "",
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Reject for at least one reason, each of which the applicant reads in words."""
    open_registry()
    from qianming.services import reviews

    _say_no(reviews.reject, DecisionVerdict.REJECTED, order, reasons, note, output)


@commands.command("ask", cls=RegistryCommand, epilog="qianming review ask 12 --note 请补充营业执照副本")
def ask(
    order: WorkOrderArgument,
    note: Annotated[str, typer.Option("--note", help="What is missing.")],
    reasons: Annotated[
        list[RejectionReason] | None,
        typer.Option("--reason", help="Why; that the proof is not sufficient by default."),
    ] = None,
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Ask the applicant of a qualification for more material."""
    if not note.strip():
        raise WrongUsage(say("--note is empty; say what is missing."))
    open_registry()
    from qianming.services import clock, reviews
    from qianming.services.actors import operator

    asked = tuple(dict.fromkeys(reasons or [RejectionReason.PROOF_INSUFFICIENT]))
    _decide(
        order,
        DecisionVerdict.ASKED_FOR_MORE,
        output,
        lambda: reviews.ask(operator(), order, note, clock.now(), reasons=asked),
    )


@commands.command(
    "revoke", cls=RegistryCommand, epilog="qianming review revoke 12 --reason APPROVED_BY_MISTAKE"
)
def revoke(
    order: WorkOrderArgument,
    reasons: ReasonOption,
    note: NoteOption = "",
    output: FormatOption = OutputFormat.TABLE,
) -> None:
    """Take an approval back."""
    open_registry()
    from qianming.services import reviews

    _say_no(reviews.revoke, DecisionVerdict.REVOKED, order, reasons, note, output)


review_claim.register(commands)
review_reasons.register(commands)
review_sheet.register(commands)


def _say_no(
    verb: Callable[..., None],
    verdict: DecisionVerdict,
    order: int,
    reasons: Sequence[RejectionReason],
    note: str,
    output: OutputFormat,
) -> None:
    """Reject or revoke for reasons, each of which counts once."""
    from qianming.services import clock
    from qianming.services.actors import operator

    unique = tuple(dict.fromkeys(reasons))
    _decide(order, verdict, output, lambda: verb(operator(), order, unique, note, clock.now()))


def _decide(order: int, decision: DecisionVerdict, output: OutputFormat, decide: Callable[[], None]) -> None:
    """Run one decision and say that it stands."""
    from qianming.cli.naming import naming
    from qianming.cli.telling import title
    from qianming.services.refusals import Noun

    with naming({Noun.WORK_ORDER: order}):
        decide()
    shown = DecisionShown(order, decision)
    put(shown, output, Grid(("ID", "Decision"), [(str(order), title(decision))]))
