"""The work behind `filing list`, `set` and `refile`: asking the desk's services and showing the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qianming.carriers.protocol import ComplianceVerdict, FilingAnswer
from qianming.carriers.spreadsheet.layout import USUAL_REASONS
from qianming.cli.failures import WrongUsage
from qianming.cli.finding import found_signature
from qianming.cli.forecasting import ForecastShown, forecast_shown, forecast_words
from qianming.cli.language import say
from qianming.cli.naming import naming
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.standing import shown
from qianming.cli.standing_grids import grids
from qianming.cli.telling import title
from qianming.core.codes import Carrier, FilingReason, FilingState, SignatureKind
from qianming.services import clock
from qianming.services.actors import operator
from qianming.services.compliance import record_compliance
from qianming.services.filing_desk import DeskRow, Wanted, queue
from qianming.services.filing_history import calibration
from qianming.services.filing_orders import refile, set_answer
from qianming.services.refusals import Noun


@dataclass(frozen=True, slots=True)
class QueuedShown:
    """One filing of the queue as it is printed; `age_days` are whole working days."""

    account: str
    signature: str
    carrier: Carrier
    state: FilingState
    reasons: tuple[FilingReason, ...]
    texts: Mapping[FilingReason, Sequence[str]]
    since: str | None
    age_days: int
    forecast: ForecastShown | None
    overdue_since: date | None
    reference: str
    extension: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the command line says of a carrier's answer."""

    carrier: Carrier
    state: FilingState | None
    reasons: tuple[FilingReason, ...]
    texts: tuple[str, ...]
    compliant: bool | None


@dataclass(frozen=True, slots=True)
class RefiledShown:
    """Which carriers' filings are handed over."""

    name: str
    carriers: tuple[Carrier, ...]


def show_queue(wanted: Wanted, output: OutputFormat) -> None:
    """The queue, and under it how the forecasts came true."""
    now = clock.now()
    rows = queue(operator(), wanted, now)
    headings = ("Account", "Signature", "Carrier", "Filing", "Reasons", "Working days", "Answer")
    lines = [_line(row) for row in rows]
    put([_shown(row) for row in rows], output, Grid(headings, lines), Grid((), (), calibration_words(now)))


def calibration_words(now: datetime) -> str:
    """How many filings took longer than nine of ten should have."""
    found = calibration(now)
    if found.share is None:
        return say("No forecast has been put to the test yet.")
    return say(
        "{exceeded} of {forecasts} filings ({share}) took longer than forecast; 10 % are to be expected.",
        exceeded=found.exceeded,
        forecasts=found.forecasts,
        share=f"{found.share:.0%}",
    )


def _shown(row: DeskRow) -> QueuedShown:
    return QueuedShown(
        account=row.account,
        signature=row.signature,
        carrier=row.carrier,
        state=row.state,
        reasons=row.reasons,
        texts=row.texts,
        since=moment(row.since),
        age_days=row.age_days,
        forecast=forecast_shown(row.forecast),
        overdue_since=row.overdue_since,
        reference=row.reference,
        extension=row.extension,
    )


def _line(row: DeskRow) -> tuple[str, ...]:
    words = [
        *(title(reason) for reason in row.reasons),
        *(text for said in row.texts.values() for text in said),
    ]
    return (
        row.account,
        row.signature,
        title(row.carrier),
        title(row.state),
        "\n".join(words),
        str(row.age_days),
        forecast_words(forecast_shown(row.forecast), row.overdue_since),
    )


def enter_by_hand(
    account: str, name: str, kind: SignatureKind | None, told: Told, output: OutputFormat
) -> None:
    """Record the answer and the verdict, and show the signature afterwards."""
    signature = found_signature(account, name, kind)
    actor, now = operator(), clock.now()
    with naming({Noun.FILING: name}):
        if told.state is not None:
            set_answer(actor, signature, told.carrier, _answer(told, told.state), now)
        if told.compliant is not None:
            text = "" if told.compliant else " ".join(told.texts if told.state is None else ())
            record_compliance(signature, told.carrier, ComplianceVerdict(told.compliant, text), actor, now)
    status = shown(found_signature(account, name, kind))
    put(status, output, *grids(status))


def _answer(told: Told, state: FilingState) -> FilingAnswer:
    """Without a reason the state's usual one; words belong to the first."""
    if state is FilingState.EXPIRED and not told.reasons:
        raise WrongUsage(say("--reason is needed: say why it expired."))
    reasons = told.reasons or (USUAL_REASONS[state],)
    return FilingAnswer(state, reasons, None, {reasons[0]: told.texts} if told.texts else {})


def file_again(
    account: str,
    names: Sequence[str],
    kind: SignatureKind | None,
    carriers: Sequence[Carrier],
    output: OutputFormat,
) -> None:
    """Hand over what can be, and say which; a mistyped name stops it before anything has changed."""
    found = [found_signature(account, name, kind) for name in names]
    shown = []
    for signature in found:
        with naming({Noun.FILING: signature.name}):
            done = refile(operator(), signature, clock.now(), carriers)
        shown.append(RefiledShown(signature.name, done))
    rows = [(one.name, title(carrier)) for one in shown for carrier in one.carriers]
    put(shown[0] if len(shown) == 1 else shown, output, Grid(("Signature", "Carrier"), rows))
