"""The three carriers' filings of one signature, as lights with words. Never one light for all."""

from dataclasses import dataclass
from datetime import datetime

from qianming.console.tones import FILING_LOOKS, Look, Tone
from qianming.console.wording import say
from qianming.core.codes import Carrier, FilingReason, FilingState
from qianming.registry.models import CarrierFiling, Signature
from qianming.texts.catalog import Words

_NEEDS_WORK = frozenset({Tone.BAD, Tone.WARN})


@dataclass(frozen=True, slots=True)
class Light:
    """One carrier's filing; `since` is None where there is no filing yet.

    `is_moving` while the next change comes by itself, `needs_work` when it waits for the applicant.
    """

    carrier: Carrier
    name: str
    state: FilingState
    words: Words
    look: Look
    since: datetime | None
    completed_at: datetime | None
    reasons: tuple[Words, ...]
    is_moving: bool
    needs_work: bool


def lights_of(signature: Signature) -> tuple[Light, ...]:
    """One light per carrier for the approved version; dark ones before an approval.

    Without an approved version, the newest application's filings are shown if it ever had any.
    """
    rows = list(signature.filings.all())
    version = signature.approved_id or max((row.application_id for row in rows), default=None)
    filings = {row.carrier: row for row in rows if row.application_id == version}
    return tuple(_light(carrier, filings.get(carrier)) for carrier in Carrier)


def _light(carrier: Carrier, filing: CarrierFiling | None) -> Light:
    state = FilingState(filing.state) if filing else FilingState.NOT_FILED
    look = FILING_LOOKS[state]
    return Light(
        carrier=carrier,
        name=say(carrier).title,
        state=state,
        words=say(state),
        look=look,
        since=filing.since if filing else None,
        completed_at=filing.completed_at if filing else None,
        reasons=tuple(say(FilingReason(code)) for code in filing.reasons) if filing else (),
        is_moving=filing is not None and filing.due_at is not None,
        needs_work=look.tone in _NEEDS_WORK,
    )
