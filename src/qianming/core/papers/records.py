"""The records that a signature's name can rest on: letters, trademarks and filings of apps, as typed.

Decides which fields are wrong. A problem carries the public error code of the API and the field. Whether a
file exists or a name is free needs the registry and is decided by the services.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qianming.core.papers.qualification import PICTURE_ENDINGS, parse_period
from qianming.core.policy import RulePolicy
from qianming.core.problems import Problem

NAME_MAX, PARTY_MAX, CODE_MAX, SCOPE_MAX = 100, 150, 150, 100
MARK_MAX, NUMBER_MAX, OWNER_MAX = 15, 15, 50

_DIGITS = re.compile(r"[0-9]+")
_PLAIN_NAME = re.compile(r"[㐀-䶿一-鿿A-Za-z0-9]+")
_PARTY = re.compile(r"[㐀-䶿一-鿿〇\U00020000-\U000323AFA-Za-z0-9·【】（）() ]+")
_LINK = re.compile(r"https?://[^\s/?#\[\]]+\S*")
_CODE = re.compile(r"[0-9A-Za-z-]+")
# The number of a mark or of a filing: digits and letters, for filings with the province's character and 号.
_NUMBER = re.compile(r"[0-9A-Za-z一-鿿()（）-]+")


@dataclass(frozen=True, slots=True)
class PowerFields:
    """A power of attorney as typed; `period` is "YYYY-MM-DD~YYYY-MM-DD". An empty name is given by us."""

    name: str
    grantor: str
    grantee: str
    credit_code: str
    period: str
    scope: tuple[str, ...]
    picture_key: str


@dataclass(frozen=True, slots=True)
class TrademarkFields:
    """A trademark as typed."""

    text: str
    registration_number: str
    owner: str
    period: str
    picture_key: str


@dataclass(frozen=True, slots=True)
class AppRecordFields:
    """An app's filing as typed."""

    service_name: str
    holder: str
    licence_number: str
    approved_on: str
    domain: str
    picture_key: str
    runtime_key: str = ""
    store_key: str = ""


_Problems = Iterator[Problem]


def power_problems(given: PowerFields, today: date, policy: RulePolicy) -> tuple[Problem, ...]:
    """Every problem of a letter (CreateSmsAuthorizationLetter), in the order of the form."""
    return tuple(_power(given, today, policy))


def trademark_problems(given: TrademarkFields, today: date) -> tuple[Problem, ...]:
    """Every problem of a trademark (CreateSmsTrademark), in the order of the form."""
    return tuple(_trademark(given, today))


def app_record_problems(given: AppRecordFields, today: date) -> tuple[Problem, ...]:
    """Every problem of an app's filing (CreateSmsAppIcpRecord), in the order of the form."""
    return tuple(_app_record(given, today))


def _power(given: PowerFields, today: date, policy: RulePolicy) -> _Problems:
    if given.name:
        yield from _text(given.name, "name", _PLAIN_NAME, NAME_MAX, "AuthorizationLetterName")
    yield from _text(given.grantor, "grantor", _PARTY, PARTY_MAX, "Authorization")
    yield from _text(given.credit_code, "credit_code", _CODE, CODE_MAX, "OrganizationCode", digits=True)
    yield from _text(given.grantee, "grantee", _PARTY, PARTY_MAX, "ProxyAuthorization")
    yield from _period(
        given.period, today, ("AuthorizationLetterDateNotMatchRegex", "AuthorizationLetterDateNotValid")
    )
    if not _is_picture(given.picture_key):
        yield Problem("AuthorizationOssFileNotUploadError", "picture_key")
    yield from _scope(given.scope, policy)


def _scope(scope: tuple[str, ...], policy: RulePolicy) -> _Problems:
    if not scope or any(not policy.name_length_min <= len(name) <= policy.name_length_max for name in scope):
        yield Problem("SignNotMatchRegex", "scope")
    if len(set(scope)) > SCOPE_MAX:
        yield Problem("SignNumOverLimit", "scope")


def _trademark(given: TrademarkFields, today: date) -> _Problems:
    yield from _text(given.text, "text", _PARTY, MARK_MAX, "TrademarkName")
    yield from _text(
        given.registration_number,
        "registration_number",
        _NUMBER,
        NUMBER_MAX,
        "TrademarkRegistrationNumber",
        digits=True,
    )
    yield from _text(given.owner, "owner", _PARTY, OWNER_MAX, "TrademarkApplicantName")
    yield from _period(given.period, today, ("TrademarkLetterDateNotMatchRegex", "TrademarkDateNotValid"))
    if not _is_picture(given.picture_key):
        yield Problem("TrademarkPicsFileError", "picture_key")


def _app_record(given: AppRecordFields, today: date) -> _Problems:
    yield from _text(given.service_name, "service_name", _PARTY, MARK_MAX, "AppServiceName")
    yield from _text(given.holder, "holder", _PARTY, OWNER_MAX, "AppPrincipalUnitName")
    yield from _text(
        given.licence_number, "licence_number", _NUMBER, NUMBER_MAX, "AppIcpLicenseNumber", digits=True
    )
    yield from _domain(given.domain)
    yield from _approval(given.approved_on, today)
    keys = {"picture_key": given.picture_key, "runtime_key": given.runtime_key, "store_key": given.store_key}
    for field, key in keys.items():
        if (key or field == "picture_key") and not _is_picture(key):
            yield Problem("AppIcpRecordPicsFileError", field)


def _domain(domain: str) -> _Problems:
    if len(domain) > 500:
        yield Problem("AppDomainOverLimit", "domain")
    elif not is_link(domain):
        yield Problem("AppDomainNotMatchRegex", "domain")


def _approval(text: str, today: date) -> _Problems:
    """The ministry approved it on a day, which is not to come."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        yield Problem("AppIcpRecordDateNotMatchRegex", "approved_on")
        return
    if day > today:
        yield Problem("AppApprovalDateNotValid", "approved_on")


def is_link(text: str) -> bool:
    """Whether a text is an http or https address."""
    return _LINK.fullmatch(text) is not None


def _text(
    given: str, field: str, allowed: re.Pattern[str], longest: int, code: str, *, digits: bool = False
) -> _Problems:
    """A text that is missing, has other characters, is only digits where it may not, or is too long."""
    if not allowed.fullmatch(given) or (not digits and _DIGITS.fullmatch(given)):
        yield Problem(f"{code}NotMatchRegex", field)
    if len(given) > longest:
        yield Problem(f"{code}OverLimit", field)


def _period(text: str, today: date, codes: tuple[str, str]) -> _Problems:
    malformed, outside = codes
    period = parse_period(text)
    if period is None:
        yield Problem(malformed, "period")
    elif not period.covers(today):
        yield Problem(outside, "period")


def _is_picture(key: str) -> bool:
    stem, dot, ending = key.strip().rpartition(".")
    return bool(stem and dot) and ending.lower() in PICTURE_ENDINGS
