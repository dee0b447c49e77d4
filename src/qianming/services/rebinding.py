"""Binding a signature to another qualification: a further application that differs in its papers alone.

Decides what the new papers must be like; the carriers then file anew, and what they filed before stays in
force until they have.
"""

from dataclasses import dataclass
from datetime import datetime

from qianming.core.codes import FilingReason, FilingState, Purpose, QualificationState, ReviewState
from qianming.core.papers.identity import compact_credit_code
from qianming.core.papers.qualification import missing_elements
from qianming.core.permissions import Permission
from qianming.registry.models import CarrierFiling, PowerOfAttorney, Qualification, Signature
from qianming.registry.persons import open_persons
from qianming.registry.queries import for_account, latest_application, qualification
from qianming.registry.subjects import six_elements
from qianming.services.actors import Actor
from qianming.services.applications import Resubmission, SubmittedApplication, resubmit
from qianming.services.finding import found_signature
from qianming.services.refusals import Conflict, NotFound, Noun, RefusalCode, RuleViolation


@dataclass(frozen=True, slots=True)
class Rebind:
    """Which signature is bound to which qualification; one for others needs its letter too."""

    name: str
    qualification_id: int
    power_of_attorney_id: int | None = None


def rebind(actor: Actor, command: Rebind, now: datetime) -> SubmittedApplication:
    """Bind; `NotFound`, `Conflict` unless the signature is approved, `RuleViolation` for the papers."""
    account_id = actor.account_for(Permission.SIGNATURE_APPLY)
    row = found_signature(account_id, command.name)
    last = latest_application(row)
    if last.state != ReviewState.APPROVED:
        raise Conflict(RefusalCode.STATE_FORBIDS)
    bound = _usable(account_id, command.qualification_id)
    power = _letter(account_id, row, bound, command.power_of_attorney_id)
    resubmission = Resubmission(
        order_id=last.work_order_id,
        purpose=Purpose(bound.purpose),
        qualification_id=bound.pk,
        power_of_attorney_id=power.pk if power else None,
    )
    return resubmit(actor, resubmission, now)


def _usable(account_id: int, qualification_id: int) -> Qualification:
    """The qualification, if it is approved, complete, and no carrier has refused it."""
    bound = qualification(account_id, qualification_id)
    if bound is None:
        raise NotFound(Noun.QUALIFICATION)
    if bound.state != QualificationState.APPROVED:
        raise RuleViolation(RefusalCode.QUALIFICATION_NOT_PASSED)
    if missing_elements(six_elements(bound, open_persons(bound))):
        raise RuleViolation(RefusalCode.QUALIFICATION_NOT_COMPLETE)
    if _was_refused(bound):
        raise RuleViolation(RefusalCode.QUALIFICATION_FILING_FAILED)
    return bound


def _was_refused(bound: Qualification) -> bool:
    """Whether a carrier's standing answer is that this qualification is wrong."""
    failed = CarrierFiling.objects.filter(
        application__qualification=bound, state=FilingState.FAILED, superseded_at__isnull=True
    )
    return any(
        FilingReason.QUALIFICATION_ERROR in reasons for reasons in failed.values_list("reasons", flat=True)
    )


def _letter(
    account_id: int, row: Signature, bound: Qualification, power_id: int | None
) -> PowerOfAttorney | None:
    """The letter for a qualification of others: passed, of the same entity, and listing the name."""
    if bound.purpose == Purpose.OWN_USE:
        return None
    power = for_account(PowerOfAttorney, account_id).filter(pk=power_id).first() if power_id else None
    if power is None:
        raise NotFound(Noun.POWER_OF_ATTORNEY)
    same = compact_credit_code(power.credit_code) == compact_credit_code(bound.credit_code)
    if not (power.passed and same):
        raise RuleViolation(RefusalCode.POWER_NOT_PASSED)
    if row.name not in power.scope:
        raise RuleViolation(RefusalCode.POWER_SCOPE)
    return power
