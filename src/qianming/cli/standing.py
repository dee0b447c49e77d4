"""Where a signature stands, read from the registry, in the names of the contract. Decides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from qianming.cli.forecasting import ForecastShown, forecast_shown
from qianming.cli.language import in_force
from qianming.cli.printing import moment
from qianming.cli.telling import told_code
from qianming.console.evidence import fixes_of, sentences_of
from qianming.console.remedies import page_of
from qianming.core.china_time import china_day
from qianming.core.codes import (
    Abnormality,
    Availability,
    Carrier,
    FilingReason,
    FilingState,
    ReviewState,
    Unavailability,
)
from qianming.core.status.remedies import Reason, ReasonGroup, Remedy, group_of, remedy_of
from qianming.core.veil import mask_numbers
from qianming.policy.loader import policy_on
from qianming.registry.carrier_words import open_texts, open_verdict
from qianming.registry.models import Application, CarrierFiling, CarrierVerdict, HealthReason, Signature
from qianming.registry.queries import for_account, latest_application
from qianming.registry.rejections import ReasonGiven, rejection_of
from qianming.services import clock
from qianming.services.filing_history import forecast_of
from qianming.texts.catalog import Lang

_DJANGOS = {Lang.ZH: "zh-hans", Lang.EN: "en"}


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """Why a signature is abnormal or unavailable, since when, what shows it, and what to do.

    `group` is the title that it is told under, `told` its evidence in sentences, `remedy` the step that mends
    it and `link` the console's page for that, empty where there is none.
    """

    code: str
    since: str | None
    evidence: Mapping[str, Any]
    fix: str
    group: ReasonGroup
    told: tuple[str, ...]
    remedy: Remedy
    link: str


@dataclass(frozen=True, slots=True)
class ObjectionShown:
    """Since when a carrier objects to a signature, and why in its own words, which may be empty."""

    since: str | None
    text: str


@dataclass(frozen=True, slots=True)
class FilingShown:
    """One carrier's filing with the carrier's own words; while it is open a forecast, which is no promise.

    `objection` is why the signature is not compliant to the carrier, whatever its filing; None where it is.
    """

    state: FilingState
    reasons: tuple[str, ...]
    since: str | None
    forecast: ForecastShown | None = None
    completed_at: str | None = None
    texts: Mapping[FilingReason, Sequence[str]] = field(default_factory=dict)
    overdue_since: date | None = None
    objection: ObjectionShown | None = None


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
        yield _reason(signature, code, since[code] or signature.availability_since, evidence)


def _reason(
    signature: Signature, code: Reason, since: datetime | None, evidence: Mapping[str, Any]
) -> ReasonShown:
    remedy = remedy_of(code)
    with override(_DJANGOS[in_force()]):
        told, fixes = sentences_of(evidence), fixes_of(evidence)
    return ReasonShown(
        code=code.value,
        since=moment(since),
        evidence=evidence,
        fix=" ".join((told_code(code).fix, *fixes)),
        group=group_of(code),
        told=told,
        remedy=remedy,
        link=page_of(remedy, signature),
    )


def _decision(application: Application) -> Mapping[str, Any]:
    """What the reviewer, or the rulebook, gave as reasons."""
    decision = application.work_order.decisions.order_by("-pk").first()
    if decision is None:
        return {}
    note = mask_numbers(decision.note)
    return {"order": application.work_order_id, "reasons": decision.reasons, "note": note}


def _abnormalities(signature: Signature) -> Iterator[ReasonShown]:
    """The reasons of Available-Abnormal, heaviest first."""
    rows = {
        row.code: row for row in for_account(HealthReason, signature.account_id).filter(signature=signature)
    }
    for code in Abnormality:
        if code in rows:
            row = rows[code]
            yield _reason(signature, code, row.since, row.evidence)


def _filings(signature: Signature) -> Mapping[Carrier, FilingShown]:
    """The filings of the approved version; a carrier that has none has not been asked yet."""
    rows = for_account(CarrierFiling, signature.account_id).filter(application=signature.approved_id)
    rows = rows.select_related("account", "application").order_by("pk")
    stored = {Carrier(row.carrier): row for row in rows} if signature.approved_id else {}
    objections = _objections(signature)
    return {
        carrier: replace(_filing(stored.get(carrier)), objection=objections.get(carrier))
        for carrier in Carrier
    }


def _objections(signature: Signature) -> Mapping[str, ObjectionShown]:
    verdicts = for_account(CarrierVerdict, signature.account_id).filter(signature=signature)
    return {
        verdict.carrier: ObjectionShown(moment(verdict.since), open_verdict(verdict))
        for verdict in verdicts.select_related("account")
    }


def _filing(row: CarrierFiling | None) -> FilingShown:
    if row is None:
        return FilingShown(FilingState.NOT_FILED, (), None)
    now = clock.now()
    expected = forecast_of(row, now, policy_on(china_day(now)))
    return FilingShown(
        state=FilingState(row.state),
        reasons=tuple(row.reasons),
        since=moment(row.since),
        completed_at=moment(row.completed_at),
        texts=open_texts(row),
        forecast=forecast_shown(expected),
        overdue_since=expected.overdue_since if expected else None,
    )
