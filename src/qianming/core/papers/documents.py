"""Numbers of personal identity documents: one check for each kind.

Decides from the number alone, and refuses only what no document of the kind can bear. Resident identity cards
and the residence permits that are numbered like them are checked to the last digit, the others by their form.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from qianming.core.codes import IdentityDocument
from qianming.core.papers.identity import ResidentIdProblem, resident_id_problem
from qianming.core.policy import RulePolicy


class DocumentProblem(StrEnum):
    """Why a text cannot be the number of a document of its kind."""

    PASSPORT_FORMAT = "PASSPORT_FORMAT"
    HOME_RETURN_PERMIT_FORMAT = "HOME_RETURN_PERMIT_FORMAT"
    TAIWAN_COMPATRIOT_PERMIT_FORMAT = "TAIWAN_COMPATRIOT_PERMIT_FORMAT"
    RESIDENCE_PERMIT_FORMAT = "RESIDENCE_PERMIT_FORMAT"
    DOCUMENT_FORMAT = "DOCUMENT_FORMAT"


NumberProblem = ResidentIdProblem | DocumentProblem
_Check = Callable[[str, date, RulePolicy], NumberProblem | None]

_PASSPORT = re.compile(r"[A-Z0-9]{5,20}")
_HOME_RETURN_PERMIT = re.compile(r"[HM][0-9]{8}(?:[0-9]{2}|[(（][0-9]{2}[)）])?")
_TAIWAN_COMPATRIOT_PERMIT = re.compile(r"[0-9]{8}|[0-9]{10}(?:[A-Z]|[(（][A-Z][)）])?")
_REGIONAL_RESIDENCE_PERMIT = re.compile(r"8[123][0-9]{15}[0-9X]")
_FOREIGN_RESIDENCE_PERMIT = re.compile(r"9[0-9]{16}[0-9X]")
_OLD_FOREIGN_RESIDENCE_PERMIT = re.compile(r"[A-Z]{3}[0-9]{12}")
_ANY_DOCUMENT = re.compile(r"[A-Z0-9()（）/-]{1,50}")
# The digits of foreigners' permits are those of residents' numbers but for the province, which says nothing.
_SOME_PROVINCE = "11"


def document_problem(
    kind: IdentityDocument, number: str, today: date, policy: RulePolicy
) -> NumberProblem | None:
    """Why a text is no number of a document of that kind, or None. Small letters are accepted."""
    return _CHECKS[kind](number.strip().upper(), today, policy)


def _of_form(form: re.Pattern[str], problem: DocumentProblem) -> _Check:
    """A check of the form alone."""

    def check(number: str, today: date, policy: RulePolicy) -> DocumentProblem | None:
        return None if form.fullmatch(number) else problem

    return check


def _residence_permit(number: str, today: date, policy: RulePolicy) -> NumberProblem | None:
    """Of residents of Hong Kong, Macao and Taiwan, or of foreigners; both are numbered like citizens.

    A foreigner's number begins with 9 and has its check digit over all digits, so only the form, the birth
    date and the age are judged.
    """
    if _REGIONAL_RESIDENCE_PERMIT.fullmatch(number):
        return resident_id_problem(number, today, policy)
    if _FOREIGN_RESIDENCE_PERMIT.fullmatch(number):
        found = resident_id_problem(_SOME_PROVINCE + number[2:], today, policy)
        return None if found is ResidentIdProblem.RESIDENT_ID_CHECK_DIGIT else found
    if _OLD_FOREIGN_RESIDENCE_PERMIT.fullmatch(number):
        return None
    return DocumentProblem.RESIDENCE_PERMIT_FORMAT


_CHECKS: Mapping[IdentityDocument, _Check] = MappingProxyType(
    {
        IdentityDocument.IDENTITY_CARD: resident_id_problem,
        IdentityDocument.PASSPORT: _of_form(_PASSPORT, DocumentProblem.PASSPORT_FORMAT),
        IdentityDocument.HOME_RETURN_PERMIT: _of_form(
            _HOME_RETURN_PERMIT, DocumentProblem.HOME_RETURN_PERMIT_FORMAT
        ),
        IdentityDocument.TAIWAN_COMPATRIOT_PERMIT: _of_form(
            _TAIWAN_COMPATRIOT_PERMIT, DocumentProblem.TAIWAN_COMPATRIOT_PERMIT_FORMAT
        ),
        IdentityDocument.RESIDENCE_PERMIT: _residence_permit,
        IdentityDocument.OTHER: _of_form(_ANY_DOCUMENT, DocumentProblem.DOCUMENT_FORMAT),
    }
)
