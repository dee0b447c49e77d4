"""The papers that qualify an entity (资质): which of the six elements are missing, which fields are wrong.

Decides on the fields as typed. Whether a file exists, a phone code is right or a name is free needs the
registry and is decided by the services. A problem carries the public error code of the API and the field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from qianming.core.codes import CompanyType, IdentityDocument, LicenceKind
from qianming.core.papers.documents import NumberProblem, document_problem
from qianming.core.policy import RulePolicy
from qianming.core.problems import Problem
from qianming.core.subjects import Period, SixElements

PICTURE_ENDINGS = ("jpg", "jpeg", "png", "gif")
FILE_ENDINGS = (*PICTURE_ENDINGS, "doc", "docx", "pdf")
LONG_TERM = date(2099, 12, 31)

_QUALIFICATION_NAME_MAX = 100
_COMPANY_NAME_MAX = 150
_CREDIT_CODE_MAX = 150
_PERSON_NAME_MAX = 50
_DIGITS = re.compile(r"[0-9]+")
_PLAIN_NAME = re.compile(r"[㐀-䶿一-鿿A-Za-z0-9]+")
_COMPANY_NAME = re.compile(r"[㐀-䶿一-鿿〇\U00020000-\U000323AFA-Za-z0-9·【】（）() ]+")
_PERIOD = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})~([0-9]{4}-[0-9]{2}-[0-9]{2})")


@dataclass(frozen=True, slots=True)
class PersonFields:
    """A person as typed: `document` is the kind of identity document, `period` "YYYY-MM-DD~YYYY-MM-DD".

    `front_key` is the file key of the emblem side, `back_key` that of the portrait side.
    """

    name: str
    document: str
    number: str
    period: str
    front_key: str = ""
    back_key: str = ""


@dataclass(frozen=True, slots=True)
class LicenceFields:
    """One picture of the licence: its file key and the kind of licence, as typed."""

    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class QualificationFields:
    """The fields of a submission as typed; an empty string means that nothing was given."""

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
    licences: tuple[LicenceFields, ...] = ()
    other_keys: tuple[str, ...] = ()


def missing_elements(six: SixElements) -> tuple[str, ...]:
    """The names of the six elements that are empty, in their usual order."""
    return tuple(element.name for element in fields(six) if not getattr(six, element.name).strip())


def parse_period(text: str) -> Period | None:
    """A period written "YYYY-MM-DD~YYYY-MM-DD", or None if it is not one or ends before it starts."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        return None
    try:
        start, end = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    except ValueError:
        return None
    return Period(start, end) if start <= end else None


def qualification_problems(
    submission: QualificationFields, today: date, policy: RulePolicy
) -> tuple[Problem, ...]:
    """Every problem of every field, in the order of the form."""
    return tuple(
        Problem(*found)
        for part in (_naming, _company, _licence, _legal_representative, _administrator, _attachments)
        for found in part(submission, today, policy)
    )


_Problems = Iterator[tuple[str, str] | tuple[str, str, NumberProblem]]


def _naming(submission: QualificationFields, today: date, policy: RulePolicy) -> _Problems:
    name = submission.name.strip()
    if not name:
        yield "QualificationNameNullError", "name"
    elif len(name) > _QUALIFICATION_NAME_MAX or not _PLAIN_NAME.fullmatch(name) or _DIGITS.fullmatch(name):
        yield "QualificationNameNotMatchRegex", "name"


def _company(submission: QualificationFields, today: date, policy: RulePolicy) -> _Problems:
    name = submission.company_name.strip()
    if not name:
        yield "CompanyNameNullError", "company_name"
    elif len(name) > _COMPANY_NAME_MAX or not _COMPANY_NAME.fullmatch(name) or _DIGITS.fullmatch(name):
        yield "InvalidCompanyName", "company_name"
    if submission.company_type not in tuple(CompanyType):
        yield "CompanyTypeError", "company_type"
    code = submission.credit_code.strip()
    if not code:
        yield "OrganizationCodeNullError", "credit_code"
    elif len(code) > _CREDIT_CODE_MAX:
        yield "InvalidOrganizationCode", "credit_code"


def _licence(submission: QualificationFields, today: date, policy: RulePolicy) -> _Problems:
    if not submission.own_use and not submission.licences:
        yield "BusinessLicensePicsNullError", "licences"
    for licence in submission.licences:
        if not licence.key.strip():
            yield "BusinessLicensePicsNullError", "licences"
        elif not _ends_with(licence.key, PICTURE_ENDINGS):
            yield "BusinessLicensePicsFileError", "licences"
        if licence.kind not in tuple(LicenceKind):
            yield "BusinessLicenseTypeError", "licences"
    yield from _period(
        submission.licence_period,
        today,
        "licence_period",
        ("BusinessLicenseDateNotMatchRegexError", "BusinessLicenseDateNotValid"),
    )


def _legal_representative(submission: QualificationFields, today: date, policy: RulePolicy) -> _Problems:
    person, where = submission.legal_representative, "legal_representative"
    yield from _name(person, where, "LegalPersonNameNullError", "InvalidLegalPersonName")
    if person.document not in tuple(IdentityDocument):
        yield "LegalPersonIdcardTypeError", where
    yield from _number(person, where, today, policy, ("LegalIdCardNoNullError", "LegalIdCardNotMatchRegex"))
    yield from _period(
        person.period, today, where, ("LegalPersonIdcardEfftimeNotMatchRegexError", "LegalDateNotValid")
    )


def _administrator(submission: QualificationFields, today: date, policy: RulePolicy) -> _Problems:
    person, where = submission.administrator, "administrator"
    yield from _name(person, where, "AdminNameNullError", "InvalidAdminName")
    if person.document not in tuple(IdentityDocument):
        yield "AdminIdcardTypeError", where
    yield from _number(person, where, today, policy, ("AdminIdcardNoNullError", "AdminIdcardNotMatchRegex"))
    yield from _period(
        person.period, today, where, ("AdminIdcardExpdateNotMatchRegexError", "AdminDateNotValid")
    )
    yield from _picture(
        person.front_key, where, "AdminIdcardFrontFaceNullError", "AdminIdcardFrontFaceFileError"
    )
    yield from _picture(person.back_key, where, "AdminIdcardPicsNullError", "AdminIdcardPicsFileError")
    if not submission.administrator_phone.strip() or not submission.phone_code.strip():
        yield "PhoneNoCertifyCodeNullError", "administrator_phone"


def _attachments(submission: QualificationFields, today: date, policy: RulePolicy) -> _Problems:
    if not all(_ends_with(key, FILE_ENDINGS) for key in submission.other_keys):
        yield "OtherFileTypeError", "other_keys"


def _name(person: PersonFields, where: str, missing: str, wrong: str) -> _Problems:
    if not person.name.strip():
        yield missing, where
    elif len(person.name.strip()) > _PERSON_NAME_MAX:
        yield wrong, where


def _number(
    person: PersonFields, where: str, today: date, policy: RulePolicy, codes: tuple[str, str]
) -> _Problems:
    """A number of an unknown kind of document is judged as one of any other kind."""
    missing, wrong = codes
    known = person.document in tuple(IdentityDocument)
    kind = IdentityDocument(person.document) if known else IdentityDocument.OTHER
    if not person.number.strip():
        yield missing, where
    elif (cause := document_problem(kind, person.number, today, policy)) is not None:
        yield wrong, where, cause


def _period(text: str, today: date, where: str, codes: tuple[str, str]) -> _Problems:
    malformed, outside = codes
    period = parse_period(text)
    if period is None:
        yield malformed, where
    elif not period.covers(today):
        yield outside, where


def _picture(key: str, where: str, missing: str, wrong: str) -> _Problems:
    if not key.strip():
        yield missing, where
    elif not _ends_with(key, PICTURE_ENDINGS):
        yield wrong, where


def _ends_with(key: str, endings: tuple[str, ...]) -> bool:
    stem, dot, ending = key.strip().rpartition(".")
    return bool(stem and dot) and ending.lower() in endings
