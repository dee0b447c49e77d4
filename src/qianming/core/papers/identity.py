"""Numbers that stand for an entity or a person: whether they can be genuine, and how they are shown masked.

Decides from the number alone; whether the entity or the person exists is for a register to say. Only what
cannot occur in reality is called a problem.
"""

import re
from datetime import date
from enum import StrEnum

from qianming.core.policy import RulePolicy

MASK = "*"
_HEAD, _TAIL = 3, 4
_READABLE_FROM = 11


class CreditCodeProblem(StrEnum):
    """Why a text cannot be a unified social credit code (GB 32100-2015)."""

    OLD_REGISTRATION_NUMBER = "OLD_REGISTRATION_NUMBER"
    CREDIT_CODE_LENGTH = "CREDIT_CODE_LENGTH"
    CREDIT_CODE_CHARACTERS = "CREDIT_CODE_CHARACTERS"
    CREDIT_CODE_CHECK_DIGIT = "CREDIT_CODE_CHECK_DIGIT"


class ResidentIdProblem(StrEnum):
    """Why a text cannot be a resident identity number (GB 11643-1999) of an adult."""

    RESIDENT_ID_FORMAT = "RESIDENT_ID_FORMAT"
    RESIDENT_ID_REGION = "RESIDENT_ID_REGION"
    RESIDENT_ID_BIRTH_DATE = "RESIDENT_ID_BIRTH_DATE"
    RESIDENT_ID_AGE = "RESIDENT_ID_AGE"
    RESIDENT_ID_CHECK_DIGIT = "RESIDENT_ID_CHECK_DIGIT"


_CREDIT_CODE_LENGTH = 18
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_OLD_REGISTRATION_NUMBER = re.compile(r"[0-9]{13,15}")


def credit_code_problem(code: str) -> CreditCodeProblem | None:
    """Why a text is no credit code, or None. Lower case and spaces are accepted.

    The authority and the kind of entity may be letters (village collectives, the army), which the library's
    own validation refuses; so only its check digit is used.
    """
    from stdnum.cn import uscc

    code = compact_credit_code(code)
    if _OLD_REGISTRATION_NUMBER.fullmatch(code):
        return CreditCodeProblem.OLD_REGISTRATION_NUMBER
    if len(code) != _CREDIT_CODE_LENGTH:
        return CreditCodeProblem.CREDIT_CODE_LENGTH
    if not _CREDIT_CODE.fullmatch(code):
        return CreditCodeProblem.CREDIT_CODE_CHARACTERS
    if uscc.calc_check_digit(code[:-1]) != code[-1]:
        return CreditCodeProblem.CREDIT_CODE_CHECK_DIGIT
    return None


def compact_credit_code(code: str) -> str:
    """A credit code as it is compared: without white space, in capitals."""
    return "".join(code.split()).upper()


_RESIDENT_ID = re.compile(r"[0-9]{17}[0-9X]")
_PROVINCES = frozenset(
    str(code)
    for group in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(group[0], group[1] + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


def resident_id_problem(
    number: str, today: date, policy: RulePolicy | None = None
) -> ResidentIdProblem | None:
    """Why a text is no resident identity number of an adult, or None. A small x is accepted.

    The county's digits are not judged: codes are abolished and numbers were assigned long after birth.
    """
    policy = policy or RulePolicy(effective=today)
    number = number.strip().upper()
    if not _RESIDENT_ID.fullmatch(number):
        return ResidentIdProblem.RESIDENT_ID_FORMAT
    if number[:2] not in _PROVINCES:
        return ResidentIdProblem.RESIDENT_ID_REGION
    born = _birth_date(number)
    if born is None or born > today:
        return ResidentIdProblem.RESIDENT_ID_BIRTH_DATE
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not policy.person_age_min <= age <= policy.person_age_max:
        return ResidentIdProblem.RESIDENT_ID_AGE
    if resident_id_check_character(number[:17]) != number[17]:
        return ResidentIdProblem.RESIDENT_ID_CHECK_DIGIT
    return None


def resident_id_check_character(seventeen: str) -> str:
    """The check character after seventeen digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def mask_id_number(number: str) -> str:
    """An identity number with its first three and last four characters; of short ones less is shown."""
    return _masked(number)


def mask_phone(phone: str) -> str:
    """A phone number with its first three and last four digits; of short ones less is shown."""
    return _masked(phone)


def mask_name(name: str) -> str:
    """A person's name with its first character only; a name of one character is hidden whole."""
    return _stars(name, 1 if len(name) > 1 else 0)


def _masked(text: str) -> str:
    if len(text) < _READABLE_FROM:
        return mask_name(text)
    return _stars(text[:-_TAIL], _HEAD) + text[-_TAIL:]


def _stars(text: str, head: int) -> str:
    return text[:head] + MASK * (len(text) - head)
