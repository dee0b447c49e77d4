"""The papers that an application names: its qualification, and what its purpose and source need beside it.

Decides which papers may be used: the account's own, with an approved qualification of the same purpose.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model

from qianming.core.codes import Purpose, QualificationState, SignatureSource
from qianming.registry.models import AppRecord, PowerOfAttorney, Qualification, Trademark
from qianming.registry.queries import for_account, qualification
from qianming.registry.subjects import Papers
from qianming.services.refusals import NotFound, Noun, RefusalCode, RuleViolation

PaperT = TypeVar("PaperT", bound=Model)


@dataclass(frozen=True, slots=True)
class NamedPapers:
    """What an application names; ids are the account's own. `unbound` ones come without a qualification."""

    source: SignatureSource
    purpose: Purpose
    qualification_id: int | None
    power_of_attorney_id: int | None = None
    trademark_id: int | None = None
    app_record_id: int | None = None
    unbound: bool = False


def named_papers(account_id: int, named: NamedPapers) -> Papers:
    """The papers that the ids name; what is missing or does not fit is a documented error."""
    bound = None if named.unbound else _qualification(account_id, named)
    for_others = named.purpose is Purpose.FOR_OTHERS
    of_trademark = named.source is SignatureSource.TRADEMARK
    of_app = named.source is SignatureSource.APP
    return Papers(
        qualification=bound,
        power_of_attorney=_paper(
            PowerOfAttorney, account_id, named.power_of_attorney_id if for_others else None
        ),
        trademark=_paper(Trademark, account_id, named.trademark_id if of_trademark else None),
        app_record=_paper(AppRecord, account_id, named.app_record_id if of_app else None),
    )


def _qualification(account_id: int, named: NamedPapers) -> Qualification:
    bound = qualification(account_id, named.qualification_id) if named.qualification_id else None
    if bound is None:
        raise NotFound(Noun.QUALIFICATION)
    if bound.state != QualificationState.APPROVED:
        raise RuleViolation(RefusalCode.QUALIFICATION_NOT_APPROVED)
    if bound.purpose != named.purpose:
        raise RuleViolation(RefusalCode.PURPOSE_MISMATCH)
    return bound


_UNKNOWN: dict[type[Model], RefusalCode] = {
    PowerOfAttorney: RefusalCode.POWER_UNKNOWN,
    Trademark: RefusalCode.TRADEMARK_UNKNOWN,
    AppRecord: RefusalCode.APP_RECORD_UNKNOWN,
}


def _paper(kind: type[PaperT], account_id: int, paper_id: int | None) -> PaperT | None:
    """The account's paper of that id; None where none is named."""
    if not paper_id:
        return None
    row = for_account(kind, account_id).filter(pk=paper_id).first()
    if row is None:
        raise RuleViolation(_UNKNOWN[kind])
    return row
