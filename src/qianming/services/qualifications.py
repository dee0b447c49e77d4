"""Qualifications: submitting and withdrawing the real-name papers of an entity.

Decides whether a submission is complete and proven by the phone code; whether it is true is a reviewer's.
"""

from dataclasses import dataclass
from datetime import datetime

from qianming.core.codes import AccountType, EventKind, QualificationState
from qianming.core.papers.qualification import (
    LicenceFields,
    PersonFields,
    QualificationFields,
    qualification_problems,
)
from qianming.core.permissions import Permission
from qianming.registry.models import Account, Qualification
from qianming.registry.queries import for_account
from qianming.services import phone_codes
from qianming.services._command import Change, lock_accounts, record, write
from qianming.services._fields import china_day, need_fitting, policy_at
from qianming.services._moves import Move, move_qualification
from qianming.services._qualifying import file_problems, make_qualification
from qianming.services._related import refresh_related, take_related_turn
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, Invalid, NotFound, Noun, Problem, RefusalCode

__all__ = [
    "LicenceFields",
    "PersonFields",
    "SubmitQualification",
    "SubmittedQualification",
    "submit",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class SubmitQualification:
    """The fields of a submission as typed; judged together, so that every problem is answered at once."""

    name: str
    company_name: str
    company_type: str
    credit_code: str
    licence_period: str
    legal_representative: PersonFields
    administrator: PersonFields
    administrator_phone: str
    phone_code: str
    own_use: bool
    share: bool = False
    licences: tuple[LicenceFields, ...] = ()
    other_keys: tuple[str, ...] = ()
    remark: str = ""

    @property
    def fields(self) -> QualificationFields:
        """The fields that the rules judge."""
        return QualificationFields(
            name=self.name,
            company_name=self.company_name,
            company_type=self.company_type,
            credit_code=self.credit_code,
            licence_period=self.licence_period,
            legal_representative=self.legal_representative,
            administrator=self.administrator,
            administrator_phone=self.administrator_phone,
            phone_code=self.phone_code,
            own_use=self.own_use,
            licences=self.licences,
            other_keys=self.other_keys,
        )


@dataclass(frozen=True, slots=True)
class SubmittedQualification:
    """The numbers of a submission that was stored."""

    qualification_id: int
    order_id: int
    state: QualificationState


def submit(
    actor: Actor, command: SubmitQualification, now: datetime, *, enterprises_only: bool = False
) -> SubmittedQualification:
    """Store a qualification for review and use up its phone code.

    `enterprises_only` is the API's rule. Raises `Invalid` with every problem of the fields, `Conflict` when
    the name is taken.
    """
    account = Account.objects.get(pk=actor.account_for(Permission.QUALIFICATION_SUBMIT))
    if enterprises_only and account.account_type != AccountType.ENTERPRISE:
        raise Invalid(Problem(RefusalCode.NOT_AN_ENTERPRISE, "account"))
    need_fitting(("remark", command.remark, 2000))
    _need_sound(actor, account.pk, command, now)
    with write():
        lock_accounts(account.pk)
        _need_free_name(account.pk, command.name.strip())
        if not phone_codes.consume(account.pk, command.administrator_phone, command.phone_code, now):
            raise Invalid(Problem(RefusalCode.PHONE_CODE_WRONG, "phone_code"))
        qualification = make_qualification(
            account, command.fields, now, share=command.share, remark=command.remark
        )
        state = QualificationState(qualification.state)
        subject = f"qualification:{qualification.pk}"
        record(Change(EventKind.QUALIFICATION_MOVED, subject, account.pk, new=state), actor, now)
    return SubmittedQualification(qualification.pk, qualification.work_order_id, state)


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take a submission back while it waits for its decision; `NotFound`, `Conflict` once it is decided."""
    found = Qualification.objects.filter(work_order_id=order_id).first()
    if found is None or not actor.may(Permission.QUALIFICATION_SUBMIT, found.account_id):
        raise NotFound(Noun.WORK_ORDER)
    with write():
        take_related_turn(found)
        found.refresh_from_db()
        move_qualification(found, QualificationState.WITHDRAWN, Move(actor, now))
        refresh_related(found, now)


def _need_sound(actor: Actor, account_id: int, command: SubmitQualification, now: datetime) -> None:
    """Raise every problem of the fields, the files and the phone code at once."""
    found = (
        *qualification_problems(command.fields, china_day(now), policy_at(now)),
        *file_problems(account_id, command.fields),
    )
    problems = list(dict.fromkeys(Problem(problem.code, problem.field) for problem in found))
    given = command.administrator_phone.strip() and command.phone_code.strip()
    if given and not phone_codes.is_valid(actor, command.administrator_phone, command.phone_code, now):
        problems.append(Problem(RefusalCode.PHONE_CODE_WRONG, "phone_code"))
    if problems:
        raise Invalid(*problems)


def _need_free_name(account_id: int, name: str) -> None:
    if for_account(Qualification, account_id).filter(name=name, deleted_at__isnull=True).exists():
        raise Conflict(RefusalCode.QUALIFICATION_NAME_EXISTS)
