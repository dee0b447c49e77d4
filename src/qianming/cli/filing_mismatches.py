"""The work behind `filing list --mismatches` and `filing dismiss`: answers that fitted nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from qianming.cli.failures import WrongUsage
from qianming.cli.language import say
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.telling import title, told_code
from qianming.core.codes import Carrier
from qianming.core.mismatches import MismatchFault
from qianming.services import clock
from qianming.services.actors import operator
from qianming.services.filing_mismatches import MismatchRow, dismiss, mismatches
from qianming.services.refusals import NotFound


@dataclass(frozen=True, slots=True)
class MismatchShown:
    """An answer that was not taken; `asked_again_at` is empty where only people can go on."""

    number: int
    carrier: Carrier
    fault: MismatchFault
    told: str
    reference: str
    account: str
    signature: str
    times: int
    first_at: str | None
    last_at: str | None
    asked_again_at: str | None


@dataclass(frozen=True, slots=True)
class DismissedShown:
    """How many were laid aside."""

    dismissed: int


def show_mismatches(carrier: Carrier | None, account: str, output: OutputFormat) -> None:
    """What is open, with what to do about it."""
    rows = mismatches(operator(), carrier, account)
    headings = ("No.", "Carrier", "Signature", "Problem", "It said", "Times", "Last", "What to do")
    put([_shown(row) for row in rows], output, Grid(headings, [_line(row) for row in rows]))


def _shown(row: MismatchRow) -> MismatchShown:
    return MismatchShown(
        number=row.number,
        carrier=row.carrier,
        fault=row.fault,
        told=row.told,
        reference=row.reference,
        account=row.account,
        signature=row.signature,
        times=row.times,
        first_at=moment(row.first_at),
        last_at=moment(row.last_at),
        asked_again_at=moment(row.asked_again_at),
    )


def _line(row: MismatchRow) -> tuple[str, ...]:
    name = f"{row.account} {row.signature}".strip() or row.reference
    last = moment(row.last_at) or ""
    words = told_code(row.fault)
    return str(row.number), title(row.carrier), name, words.title, row.told, str(row.times), last, words.fix


def lay_aside(numbers: Sequence[int], output: OutputFormat) -> None:
    """Dismiss them; a number that is none stops it before anything has changed."""
    try:
        done = dismiss(operator(), numbers, clock.now())
    except NotFound:
        raise WrongUsage(say("NUMBER: `qianming filing list --mismatches` shows which there are.")) from None
    put(DismissedShown(done), output, Grid(("Laid aside",), [(str(done),)]))
