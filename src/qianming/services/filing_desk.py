"""The filing desk's queue: what waits for a carrier or its answer, how long, and when one is expected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qianming.core.codes import Carrier, FilingReason, FilingState, ReviewState, SignatureSource
from qianming.core.permissions import Permission
from qianming.core.policy import RulePolicy
from qianming.core.status.calendar import working_time_between
from qianming.core.status.forecast import Forecast, PastFiling, forecast
from qianming.registry.carrier_words import open_texts
from qianming.registry.models import CarrierFiling
from qianming.services._fields import policy_at
from qianming.services.actors import Actor
from qianming.services.filing_history import history

OPEN = tuple(state for state in FilingState if state is not FilingState.FILED)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One filing of the queue. `age_days` are whole working days since it came into its state.

    `forecast` is None unless the carrier has been asked and has not answered.
    """

    filing_id: int
    account: str
    signature: str
    carrier: Carrier
    state: FilingState
    reasons: tuple[FilingReason, ...]
    texts: Mapping[FilingReason, Sequence[str]]
    since: datetime
    age_days: int
    reference: str
    extension: str
    forecast: Forecast | None

    @property
    def overdue_since(self) -> date | None:
        """The day by which nine of ten such filings had been answered, once it has passed."""
        return self.forecast.overdue_since if self.forecast else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the queue; everything that is not filed where nothing is said."""

    carrier: Carrier | None = None
    state: FilingState | None = None
    account: str = ""


def queue(actor: Actor, wanted: Wanted, now: datetime) -> list[DeskRow]:
    """The queue, the longest waiting first; raises `Forbidden`."""
    actor.need(Permission.FILING_OPERATE)
    return list(_rows(wanted, now, policy_at(now)))


def _rows(wanted: Wanted, now: datetime, policy: RulePolicy) -> Iterator[DeskRow]:
    known: dict[tuple[str, str], Sequence[PastFiling]] = {}
    found = CarrierFiling.objects.filter(
        superseded_at__isnull=True,
        signature__deleted_at__isnull=True,
        application__state=ReviewState.APPROVED,
        state__in=(wanted.state,) if wanted.state else OPEN,
    )
    if wanted.carrier:
        found = found.filter(carrier=wanted.carrier)
    if wanted.account:
        found = found.filter(account__name=wanted.account)
    for row in found.select_related("account", "signature", "application").order_by("since", "pk"):
        yield _row(row, known, now, policy)


def _row(
    row: CarrierFiling, known: dict[tuple[str, str], Sequence[PastFiling]], now: datetime, policy: RulePolicy
) -> DeskRow:
    expected = None
    if row.state == FilingState.FILING:
        carrier, source = Carrier(row.carrier), SignatureSource(row.application.source)
        if (carrier, source) not in known:
            known[carrier, source] = history(carrier, source, now, policy)
        expected = forecast(row.asked_at or row.since, now, carrier, known[carrier, source], policy)
    return DeskRow(
        filing_id=row.pk,
        account=row.account.name,
        signature=row.signature.name,
        carrier=Carrier(row.carrier),
        state=FilingState(row.state),
        reasons=tuple(map(FilingReason, row.reasons)),
        texts=open_texts(row),
        since=row.since,
        age_days=working_time_between(row.since, now, policy.calendar).days,
        reference=row.reference,
        extension=row.extension,
        forecast=expected,
    )
