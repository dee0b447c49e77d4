"""What an application tells, without what it says: the parts that decide which rules can speak at all.

Decides no rule. A rule that declares what it needs is left out where that is missing, so that a bare name
costs only the rules about names; and which codes stay unchecked follows from the outline alone.
"""

import re
from enum import IntFlag, auto
from functools import cache

from qianming.core.codes import AccountType, Industry, Purpose, SignatureKind, SignatureSource
from qianming.core.names.scripts import DIGITS, LETTERS
from qianming.core.names.wording import wording
from qianming.core.papers.industries import PAPERS, industry_of
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject, TrademarkSubject
from qianming.core.tables.standard_characters import CHARACTERS


class Part(IntFlag):
    """A part of an application that some rule needs before it can find anything."""

    UNCOMMON = (
        auto()
    )  # a character in the name that is neither Chinese and standard nor a letter or digit, or no Chinese one
    LENGTH = auto()  # a name that is too short or too long
    LISTED_WORD = auto()  # something in the name that may be a word of a list
    PERSON_LIKE = auto()  # a name that may be a person's
    GENERIC = auto()  # a name that may be made of generic words
    ENDED_SOURCE = auto()
    ENTERPRISE_SOURCE = auto()
    TRADEMARK_SOURCE = auto()
    ENTERPRISE = auto()  # a name of the qualification's entity
    LICENCE = auto()  # the same, as the source of the name
    CREDIT_CODE = auto()
    PERSONS = auto()  # both persons of the qualification
    ACCOUNT_NAME = auto()
    ACCOUNT_TYPE = auto()
    INDIVIDUAL = auto()
    PURPOSE = auto()
    FOR_OTHERS = auto()
    INDUSTRY = auto()  # told or inferred, and with rules of its own
    INDUSTRY_WANTS_PAPERS = auto()
    TRADEMARK = auto()  # with the trademark as the source
    TRADEMARK_OWNER = auto()
    TRADEMARK_STATUS = auto()
    TRADEMARK_UNTIL = auto()
    POWER = auto()  # for another's use
    POWER_SCOPE = auto()
    POWER_UNTIL = auto()
    POWER_GRANTOR = auto()
    POWER_CREDIT_CODE = auto()
    TAKEN_NAMES = auto()
    NAMES_OF_OTHERS = auto()
    MATERIALS = auto()
    APPLIED_TODAY = auto()
    REMARK = auto()
    VERIFICATION_CODE = auto()
    GOVERNMENT = auto()  # the industry, told or inferred


def outline(subject: ApplicationSubject, policy: RulePolicy) -> int:
    """The parts of an application, joined as one number."""
    parts = worded(subject.name, policy)
    if subject.legal_representative or subject.administrator or subject.account_name:
        parts |= _PERSON_LIKE  # a name, however long, may be equal to one of theirs
    source = subject.source
    if source is _FROM_ENTERPRISE:
        parts |= _ENTERPRISE_SOURCE
    elif source is _FROM_TRADEMARK:
        parts |= _TRADEMARK_SOURCE
    if source in policy.ended_sources:
        parts |= _ENDED_SOURCE
    if subject.enterprise_name:
        parts |= _entity(subject, source) | _industry(subject)
    elif parts & _LISTED_WORD or subject.industry is not None or subject.company_type is not None:
        parts |= _industry(subject)
    return parts | _others(subject)


def worded(name: str, policy: RulePolicy) -> int:
    """The parts that a name itself has, by its characters and its words; mostly none."""
    tests = wording(policy)
    length = 0 if policy.name_length_min <= len(name) <= policy.name_length_max else _LENGTH
    if tests.always or name.isascii() or not _common().fullmatch(name):
        return length | _UNCOMMON | _ANY_WORDING
    name = name.lower()
    parts = length | _GENERIC if tests.generic(name) else length
    if tests.listed(name):
        return parts | _LISTED_WORD | _PERSON_LIKE
    return parts | _PERSON_LIKE if tests.like_a_person(name) else parts


def _industry(subject: ApplicationSubject) -> int:
    industry = industry_of(subject)
    if industry is _GENERAL_INDUSTRY:
        return 0
    known = _INDUSTRY_WITH_PAPERS if industry in PAPERS else _INDUSTRY
    return known | _GOVERNMENT if industry is Industry.GOVERNMENT else known


@cache
def _common() -> re.Pattern[str]:
    """A name of such characters: the pattern's bit map is a third of the time of looking each up in a set."""
    return re.compile(f"[{''.join(common_characters())}]+")


@cache
def common_characters() -> frozenset[str]:
    """Characters of the Table of General Standard Characters, letters and digits: they raise no question.

    Only a name without any Chinese character still does.
    """
    return LETTERS | DIGITS | frozenset(CHARACTERS.replace("\n", ""))


def _others(subject: ApplicationSubject) -> int:
    """What is told beside the name and the entity; mostly nothing."""
    told = 0
    if subject.purpose is not None or subject.account_type is not None or subject.account_name:
        told = _account(subject)
    if subject.trademark is not None and subject.source is _FROM_TRADEMARK:
        told |= _trademark(subject.trademark)
    if subject.legal_representative is not None and subject.administrator is not None:
        told |= _PERSONS
    if subject.taken_names is not None:
        told |= _TAKEN_NAMES
    if subject.names_of_others is not None:
        told |= _NAMES_OF_OTHERS
    if subject.materials is not None:
        told |= _MATERIALS
    if subject.applied_today is not None:
        told |= _APPLIED_TODAY
    if subject.remark:
        told |= _REMARK
    if subject.kind is not _UNIVERSAL:
        told |= _VERIFICATION_CODE
    return told | _CREDIT_CODE if subject.credit_code else told


def _entity(subject: ApplicationSubject, source: SignatureSource) -> int:
    named = source is _FROM_ENTERPRISE and bool((subject.enterprise_name or "").strip())
    return _ENTERPRISE | _LICENCE if named else _ENTERPRISE


def _account(subject: ApplicationSubject) -> int:
    told = Part.ACCOUNT_NAME if subject.account_name else Part(0)
    if subject.account_type is not None:
        told |= Part.ACCOUNT_TYPE
    if subject.account_type is AccountType.INDIVIDUAL:
        told |= Part.INDIVIDUAL
    if subject.purpose is not None:
        told |= Part.PURPOSE
    if subject.purpose is Purpose.FOR_OTHERS:
        told |= Part.FOR_OTHERS
        if subject.power_of_attorney is not None:
            told |= _power(subject.power_of_attorney)
    return int(told)


def _trademark(trademark: TrademarkSubject) -> int:
    told = Part.TRADEMARK
    if trademark.owner:
        told |= Part.TRADEMARK_OWNER
    if trademark.status:
        told |= Part.TRADEMARK_STATUS
    if trademark.valid_until is not None:
        told |= Part.TRADEMARK_UNTIL
    return int(told)


def _power(power: PowerOfAttorneySubject) -> Part:
    told = Part.POWER
    if power.scope:
        told |= Part.POWER_SCOPE
    if power.valid_until is not None:
        told |= Part.POWER_UNTIL
    if power.grantor:
        told |= Part.POWER_GRANTOR
    return told | Part.POWER_CREDIT_CODE if power.credit_code else told


# Plain names and numbers for what every check asks: joining members of an enumeration costs as much as a
# rule, and looking one up, before Python 3.12, as much as calling a function.
_FROM_ENTERPRISE, _FROM_TRADEMARK = SignatureSource.ENTERPRISE_NAME, SignatureSource.TRADEMARK
_GENERAL_INDUSTRY, _UNIVERSAL = Industry.GENERAL, SignatureKind.UNIVERSAL
_LENGTH, _LISTED_WORD, _PERSON_LIKE = int(Part.LENGTH), int(Part.LISTED_WORD), int(Part.PERSON_LIKE)
_GENERIC, _ENDED_SOURCE = int(Part.GENERIC), int(Part.ENDED_SOURCE)
_ANY_WORDING = _LISTED_WORD | _PERSON_LIKE | _GENERIC
_UNCOMMON, _ENTERPRISE, _LICENCE = int(Part.UNCOMMON), int(Part.ENTERPRISE), int(Part.LICENCE)
_ENTERPRISE_SOURCE, _TRADEMARK_SOURCE = int(Part.ENTERPRISE_SOURCE), int(Part.TRADEMARK_SOURCE)
_INDUSTRY, _INDUSTRY_WITH_PAPERS = int(Part.INDUSTRY), int(Part.INDUSTRY | Part.INDUSTRY_WANTS_PAPERS)
_PERSONS, _TAKEN_NAMES = int(Part.PERSONS), int(Part.TAKEN_NAMES)
_NAMES_OF_OTHERS, _MATERIALS = int(Part.NAMES_OF_OTHERS), int(Part.MATERIALS)
_APPLIED_TODAY, _REMARK = int(Part.APPLIED_TODAY), int(Part.REMARK)
_GOVERNMENT = int(Part.GOVERNMENT)
_VERIFICATION_CODE, _CREDIT_CODE = int(Part.VERIFICATION_CODE), int(Part.CREDIT_CODE)
