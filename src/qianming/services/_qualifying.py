"""What submitting and updating a qualification share: its checks, its columns, its work order.

Decides whether the fields are sound, the files there and the phone proven; the truth is a reviewer's to find.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from qianming.core.china_time import china_day
from qianming.core.codes import CompanyType, Purpose, WorkOrderKind
from qianming.core.findings import Finding, Verdict
from qianming.core.papers.entity import EntitySubject, check_entity
from qianming.core.papers.identity import compact_credit_code
from qianming.core.papers.qualification import (
    PersonFields,
    QualificationFields,
    parse_period,
    qualification_problems,
)
from qianming.core.papers.sources import purpose_account, purpose_entity
from qianming.core.problems import Problem
from qianming.core.status.calendar import qualification_due
from qianming.core.subjects import ApplicationSubject, Period
from qianming.documents.kinds import PICTURES
from qianming.registry.models import Account, Material, Qualification, RegisterCheck, WorkOrder
from qianming.registry.persons import Person, Persons, seal_persons
from qianming.registry.phones import person_hash
from qianming.registry.queries import for_account
from qianming.registry.standing import stands_elsewhere
from qianming.registry.subjects import Papers, completed
from qianming.services import phone_codes
from qianming.services._fields import policy_at
from qianming.services._orders import open_order
from qianming.services.actors import Actor
from qianming.services.refusals import Conflict, Invalid, RefusalCode


def file_problems(account_id: int, fields: QualificationFields) -> Iterator[Problem]:
    """A file key that names no upload of the account, or a document where a picture is needed."""
    named = list(_named_files(fields))
    keys = {key for key, *_ in named}
    rows = for_account(Material, account_id).filter(key__in=keys)
    kinds = dict(rows.values_list("key", "media_type"))
    for key, field, unknown, wrong in named:
        if key not in kinds:
            yield Problem(unknown, field)
        elif wrong and kinds[key] not in PICTURES:
            yield Problem(wrong, field)


def make_qualification(
    account: Account, fields: QualificationFields, now: datetime, *, share: bool, remark: str
) -> Qualification:
    """Store a sound submission with its work order."""
    return Qualification.objects.create(
        account=account,
        work_order=open_review(account, fields, now),
        name=fields.name.strip(),
        purpose=_purpose(fields),
        company_type=CompanyType(fields.company_type),
        credit_code=compact_credit_code(fields.credit_code),
        share=share and fields.own_use,
        remark=remark,
        created_at=now,
        **changeable(account, fields),
    )


def changeable(account: Account, fields: QualificationFields) -> dict[str, Any]:
    """The columns that an update may change; persons go into one sealed document."""
    licence = _period(fields.licence_period)
    persons = Persons(
        legal_representative=_person(fields.legal_representative),
        administrator=_person(fields.administrator),
        administrator_phone=fields.administrator_phone.strip(),
    )
    return {
        "company_name": fields.company_name.strip(),
        "licence_kind": fields.licences[0].kind if fields.licences else "",
        "licence_from": licence.start,
        "licence_until": licence.end,
        "sealed_persons": seal_persons(account, persons),
        "legal_representative_hash": _hash(fields.legal_representative),
        "administrator_hash": administrator_hash(fields),
        "legal_representative_id_until": persons.legal_representative.valid_until,
        "administrator_id_until": persons.administrator.valid_until,
        "materials": {
            "licences": [{"key": licence.key, "kind": licence.kind} for licence in fields.licences],
            "others": list(fields.other_keys),
        },
    }


def administrator_hash(fields: QualificationFields) -> str:
    """By which the administrator is recognised in every account."""
    return _hash(fields.administrator)


def open_review(account: Account, fields: QualificationFields, now: datetime) -> WorkOrder:
    """A work order that tells the reviewer what the rules say; a register is asked about the entity."""
    policy = policy_at(now)
    credit_code = compact_credit_code(fields.credit_code)
    shared = stands_elsewhere(administrator_hash(fields), credit_code)
    findings = (
        *purpose_findings(account, _purpose(fields), fields.company_name.strip(), now),
        *check_entity(EntitySubject(credit_code, shared), policy).findings,
    )
    verdict = Verdict(policy.effective, findings)
    due = qualification_due(now, policy)
    order = open_order(account, WorkOrderKind.QUALIFICATION, verdict, now, due)
    RegisterCheck.objects.create(account=account, work_order=order, due_at=now)
    return order


def purpose_findings(
    account: Account, purpose: Purpose, company_name: str, now: datetime
) -> tuple[Finding, ...]:
    """What the rules about purposes say: not errors, but for the reviewer to weigh."""
    policy = policy_at(now)
    typed = ApplicationSubject(name="", today=china_day(now), purpose=purpose)
    entity = replace(completed(typed, account, Papers()), enterprise_name=company_name)
    return (*purpose_account(entity, policy), *purpose_entity(entity, policy))


def need_no_twin(account_id: int, credit_code: str, administrator: str, but: int = 0) -> None:
    """Raise `Conflict` when the account has the same company with the same administrator already."""
    twins = for_account(Qualification, account_id).filter(
        credit_code=compact_credit_code(credit_code),
        administrator_hash=administrator,
        deleted_at__isnull=True,
    )
    if twins.exclude(pk=but).exists():
        raise Conflict(RefusalCode.QUALIFICATION_TWIN)


def need_sound(actor: Actor, account_id: int, fields: QualificationFields, now: datetime) -> None:
    """Raise every problem of the fields, the files and the phone code at once."""
    found = (
        *qualification_problems(fields, china_day(now), policy_at(now)),
        *file_problems(account_id, fields),
    )
    problems = list(dict.fromkeys(found))
    given = fields.administrator_phone.strip() and fields.phone_code.strip()
    if given and not phone_codes.is_valid(actor, fields.administrator_phone, fields.phone_code, now):
        problems.append(Problem(RefusalCode.PHONE_CODE_WRONG, "phone_code"))
    if problems:
        raise Invalid(*problems)


def use_up_phone_code(account_id: int, fields: QualificationFields, now: datetime) -> None:
    """Raise `Invalid` when somebody else was quicker; inside the transaction of what the code proves."""
    if not phone_codes.consume(account_id, fields.administrator_phone, fields.phone_code, now):
        raise Invalid(Problem(RefusalCode.PHONE_CODE_WRONG, "phone_code"))


_NamedFile = tuple[str, str, str, str]


def _named_files(fields: QualificationFields) -> Iterator[_NamedFile]:
    """Every file that is named: its key, the field, and the codes for "not uploaded" and "no picture"."""
    legal, administrator = fields.legal_representative, fields.administrator
    pictures = [
        *(
            (licence.key, "licences", "BusinessLicenseOssFileNotUploadError", "BusinessLicensePicsFileError")
            for licence in fields.licences
        ),
        (legal.front_key, "legal_representative", "LegalFrontOssFileNotUploadError", "InvalidParameter"),
        (legal.back_key, "legal_representative", "LegalBackOssFileNotUploadError", "InvalidParameter"),
        (
            administrator.front_key,
            "administrator",
            "AdminFrontOssFileNotUploadError",
            "AdminIdcardFrontFaceFileError",
        ),
        (
            administrator.back_key,
            "administrator",
            "AdminBackOssFileNotUploadError",
            "AdminIdcardPicsFileError",
        ),
    ]
    yield from (named for named in pictures if named[0].strip())
    yield from ((key, "other_keys", "OtherOssFileNotUploadError", "") for key in fields.other_keys)


def _purpose(fields: QualificationFields) -> Purpose:
    return Purpose.OWN_USE if fields.own_use else Purpose.FOR_OTHERS


def _person(fields: PersonFields) -> Person:
    period = _period(fields.period)
    return Person(
        name=fields.name.strip(),
        document=fields.document,
        number=fields.number.strip(),
        valid_from=period.start,
        valid_until=period.end,
        front_key=fields.front_key.strip(),
        back_key=fields.back_key.strip(),
    )


def _hash(person: PersonFields) -> str:
    return person_hash(person.document, person.number)


def _period(text: str) -> Period:
    """A period that was found sound before."""
    period = parse_period(text)
    if period is None:
        raise ValueError("the period was not checked")
    return period
