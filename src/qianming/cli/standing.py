"""Where a signature stands, read from the registry, in the names of the contract. Decides nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qianming.cli.language import in_force, say
from qianming.cli.printing import Grid, moment
from qianming.cli.telling import title, told_code
from qianming.core.codes import Abnormality, Availability, Carrier, FilingState, ReviewState, Unavailability
from qianming.registry.models import Application, CarrierFiling, HealthReason, Signature
from qianming.registry.queries import for_account, latest_application
from qianming.registry.rejections import ReasonGiven, rejection_of


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
class MendShown:
    """One reason of a rejection: which field it is about, what to do, and whether to come again then."""

    code: str
    field: str
    title: str
    why: str
    fix: str
    may_resubmit: bool


@dataclass(frozen=True, slots=True)
class RejectionShown:
    """Why the last application was rejected; `order` is its number, `note` the reviewer's own words."""

    order: int
    decided_at: str | None
    reasons: tuple[MendShown, ...]
    note: str
    may_resubmit: bool


@dataclass(frozen=True, slots=True)
class SignatureShown:
    """A signature as it is printed.

    `review`, `due` and `rejection` are the last application's: while an edit of a live signature is in review
    its availability and its filings are those of the approved version.
    """

    name: str
    review: ReviewState
    availability: Availability | None
    due: str | None
    reasons: tuple[ReasonShown, ...]
    rejection: RejectionShown | None
    filings: Mapping[Carrier, FilingShown]

    @property
    def is_filed(self) -> bool:
        """Whether every carrier has filed it."""
        return all(filing.state is FilingState.FILED for filing in self.filings.values())


def shown(signature: Signature) -> SignatureShown:
    """Everything that is known of one signature now."""
    latest = latest_application(signature)
    return SignatureShown(
        name=signature.name,
        review=ReviewState(latest.state),
        availability=Availability(signature.availability) if signature.availability else None,
        due=moment(latest.work_order.due_at) if latest.state == ReviewState.IN_REVIEW else None,
        reasons=(*_unavailabilities(signature, latest), *_abnormalities(signature)),
        rejection=_rejection(latest),
        filings=_filings(signature),
    )


def _rejection(latest: Application) -> RejectionShown | None:
    given = rejection_of(latest.work_order)
    if given is None:
        return None
    return RejectionShown(
        order=given.order_id,
        decided_at=moment(given.decided_at),
        reasons=tuple(_mend(reason) for reason in given.reasons),
        note=given.note,
        may_resubmit=given.may_resubmit,
    )


def _mend(reason: ReasonGiven) -> MendShown:
    words = reason.words(in_force())
    return MendShown(reason.code, reason.field, words.title, words.why, words.fix, reason.may_resubmit)


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


def grids(signature: SignatureShown) -> tuple[Grid, ...]:
    """The same for people: how it stands, each carrier's filing, and each reason with its way out."""
    head = [(_level(signature), title(signature.review))]
    tables = [Grid(("Availability", "Review"), head, signature.name), _filing_grid(signature)]
    if signature.reasons:
        rows = [
            (reason.code, told_code(reason.code).title, reason.since or "", reason.fix)
            for reason in signature.reasons
        ]
        tables.append(Grid(("Reason", "What it means", "Since", "What to do"), rows))
    if signature.rejection:
        tables.append(_mending_grid(signature.rejection))
    return tuple(tables)


def _mending_grid(rejection: RejectionShown) -> Grid:
    """Why the last application was rejected, a line for each thing to mend."""
    yes_or_no = {True: say("yes"), False: say("no")}
    rows = [
        (
            reason.code,
            reason.field,
            f"{reason.title}: {reason.why}",
            reason.fix,
            yes_or_no[reason.may_resubmit],
        )
        for reason in rejection.reasons
    ]
    if rejection.note:
        rows.append(("", "", rejection.note, "", ""))
    return Grid(("Rejected for", "Field", "Why", "What to do", "May come again"), rows)


def _level(signature: SignatureShown) -> str:
    told = [title(signature.availability)] if signature.availability else []
    if signature.due:
        told.append(say("not decided yet; due {due}", due=signature.due))
    return "\n".join(told) or say("none")


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
