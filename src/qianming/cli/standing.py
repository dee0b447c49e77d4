"""Where a signature stands, read from the registry, in the names of the contract. Decides nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qianming.cli.language import say
from qianming.cli.printing import Grid, moment
from qianming.cli.telling import title, told_code
from qianming.core.codes import Abnormality, Availability, Carrier, FilingState, ReviewState, Unavailability
from qianming.registry.models import Application, CarrierFiling, HealthReason, Signature
from qianming.registry.queries import for_account, latest_application


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """Why a signature is abnormal or unavailable, since when, what shows it, and what to do."""

    code: str
    since: str | None
    evidence: Mapping[str, Any]
    fix: str


@dataclass(frozen=True, slots=True)
class FilingShown:
    """One carrier's filing; a forecast is null where nothing can be said yet."""

    state: FilingState
    reasons: tuple[str, ...]
    since: str | None
    forecast: None = None


@dataclass(frozen=True, slots=True)
class SignatureShown:
    """A signature as it is printed."""

    name: str
    review: ReviewState
    availability: Availability | None
    reasons: tuple[ReasonShown, ...]
    filings: Mapping[Carrier, FilingShown]

    @property
    def is_filed(self) -> bool:
        """Whether every carrier has filed it."""
        return all(filing.state is FilingState.FILED for filing in self.filings.values())


def shown(signature: Signature) -> SignatureShown:
    """Everything that is known of one signature now."""
    latest = latest_application(signature)
    return SignatureShown(
        signature.name,
        ReviewState(latest.state),
        Availability(signature.availability) if signature.availability else None,
        (*_unavailabilities(signature, latest), *_abnormalities(signature)),
        _filings(signature),
    )


def decision_due(signature: Signature) -> datetime | None:
    """When the decision on the latest application is due, while it is open."""
    latest = latest_application(signature)
    return latest.work_order.due_at if latest.state == ReviewState.IN_REVIEW else None


def _unavailabilities(signature: Signature, latest: Application) -> Iterator[ReasonShown]:
    since = {
        Unavailability.APPROVAL_REJECTED: latest.decided_at,
        Unavailability.DISABLED: signature.disabled_at,
        Unavailability.FROZEN_BY_PLATFORM: signature.frozen_by_platform_at,
        Unavailability.FROZEN_BY_CUSTOMER: signature.frozen_by_customer_at,
    }
    for code in map(Unavailability, signature.unavailabilities):
        evidence = _decision(latest) if code is Unavailability.APPROVAL_REJECTED else {}
        yield ReasonShown(
            code.value, moment(since[code] or signature.availability_since), evidence, told_code(code).fix
        )


def _decision(application: Application) -> Mapping[str, Any]:
    """What the reviewer, or the rulebook, gave as reasons."""
    decision = application.work_order.decisions.order_by("-pk").first()
    if decision is None:
        return {}
    return {"order": application.work_order_id, "reasons": decision.reasons, "note": decision.note}


def _abnormalities(signature: Signature) -> Iterator[ReasonShown]:
    """The reasons of Available-Abnormal, heaviest first."""
    rows = {
        row.code: row for row in for_account(HealthReason, signature.account_id).filter(signature=signature)
    }
    for code in Abnormality:
        if code in rows:
            row = rows[code]
            yield ReasonShown(code.value, moment(row.since), row.evidence, told_code(code).fix)


def _filings(signature: Signature) -> Mapping[Carrier, FilingShown]:
    """The filings of the approved version; a carrier that has none has not been asked yet."""
    rows = for_account(CarrierFiling, signature.account_id).filter(application=signature.approved_id)
    stored = {Carrier(row.carrier): row for row in rows} if signature.approved_id else {}
    return {carrier: _filing(stored.get(carrier)) for carrier in Carrier}


def _filing(row: CarrierFiling | None) -> FilingShown:
    if row is None:
        return FilingShown(FilingState.NOT_FILED, (), None)
    return FilingShown(FilingState(row.state), tuple(row.reasons), moment(row.since))


def grids(signature: SignatureShown, due: datetime | None) -> tuple[Grid, ...]:
    """The same for people: how it stands, each carrier's filing, and each reason with its way out."""
    head = [(_level(signature, due), title(signature.review))]
    tables = [Grid(("Availability", "Review"), head, signature.name), _filing_grid(signature)]
    if signature.reasons:
        rows = [
            (reason.code, told_code(reason.code).title, reason.since or "", reason.fix)
            for reason in signature.reasons
        ]
        tables.append(Grid(("Reason", "What it means", "Since", "What to do"), rows))
    return tuple(tables)


def _level(signature: SignatureShown, due: datetime | None) -> str:
    if signature.availability is not None:
        return title(signature.availability)
    return say("not decided yet; due {due}", due=moment(due)) if due else say("none")


def _filing_grid(signature: SignatureShown) -> Grid:
    rows = [
        (title(carrier), title(filing.state), "\n".join(filing.reasons), filing.since or "")
        for carrier, filing in signature.filings.items()
    ]
    return Grid(("Carrier", "Filing", "Reasons", "Since"), rows)


def list_grid(rows: list[SignatureShown]) -> Grid:
    """One line for each signature."""
    lines = [
        (
            row.name,
            title(row.review),
            title(row.availability) if row.availability else say("none"),
            *(title(filing.state) for filing in row.filings.values()),
            "\n".join(reason.code for reason in row.reasons),
        )
        for row in rows
    ]
    return Grid(
        ("Signature", "Review", "Availability", *(title(carrier) for carrier in Carrier), "Reasons"), lines
    )
