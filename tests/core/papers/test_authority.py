"""The power of attorney of a name for another's use."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from qianming.core import citations
from qianming.core.codes import FindingCode, Purpose
from qianming.core.findings import Severity
from qianming.core.papers import authority
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject
from tests.core.samples import ENTERPRISE, POLICY, application, told

CODE = "91330100MA0000000C"
LETTER = PowerOfAttorneySubject(ENTERPRISE, CODE, ("云帆样例",), date(2027, 1, 1), date(2026, 1, 1))


def subject(letter: PowerOfAttorneySubject | None = LETTER, **changes: Any) -> ApplicationSubject:
    values: dict[str, Any] = {"purpose": Purpose.FOR_OTHERS, "credit_code": CODE, **changes}
    return application("云帆样例", power_of_attorney=letter, **values)


def findings(given: ApplicationSubject) -> list[tuple[FindingCode, Severity]]:
    rules = (authority.power_missing, authority.power_scope, authority.power_expired, authority.power_party)
    return [(finding.code, finding.severity) for rule in rules for finding in rule(given, POLICY)]


def test_a_fitting_letter_is_accepted() -> None:
    assert findings(subject()) == []


def test_it_rejects_another_use_without_a_letter() -> None:
    (finding,) = authority.power_missing(subject(None), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.POWER_MISSING, Severity.REJECT)
    assert (finding.field, finding.source) == ("power_of_attorney", citations.SPECIFICATIONS)
    assert findings(subject(None)) == [(FindingCode.POWER_MISSING, Severity.REJECT)]


@pytest.mark.parametrize("purpose", [Purpose.OWN_USE, None])
def test_own_use_needs_no_letter_and_judges_none(purpose: Purpose | None) -> None:
    wrong = PowerOfAttorneySubject("上海样例公司", "other", ("别名",), date(2020, 1, 1))
    assert findings(subject(None, purpose=purpose)) == []
    assert findings(subject(wrong, purpose=purpose)) == []


def test_it_rejects_a_name_outside_the_letter() -> None:
    (finding,) = authority.power_scope(subject(replace(LETTER, scope=("别名", "云帆"))), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.POWER_SCOPE, Severity.REJECT)
    assert (finding.field, finding.source) == ("power_of_attorney", citations.CREATE_POWER_OF_ATTORNEY)
    assert told(finding) == {"name": "云帆样例", "scope": "别名、云帆"}


@pytest.mark.parametrize("scope", [(), ("别名", "云帆样例")])
def test_it_accepts_a_name_of_the_letter_and_an_untold_list(scope: tuple[str, ...]) -> None:
    assert list(authority.power_scope(subject(replace(LETTER, scope=scope)), POLICY)) == []


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "shown"),
    [
        (None, date(2026, 11, 17), ("-", "2026-11-17")),
        (date(2026, 1, 1), date(2026, 11, 17), ("2026-01-01", "2026-11-17")),
        (date(2026, 11, 19), date(2027, 1, 1), ("2026-11-19", "2027-01-01")),
        (date(2026, 11, 19), None, ("2026-11-19", "-")),
    ],
)
def test_it_rejects_a_letter_that_is_not_valid_today(
    valid_from: date | None, valid_until: date | None, shown: tuple[str, str]
) -> None:
    letter = replace(LETTER, valid_from=valid_from, valid_until=valid_until)
    (finding,) = authority.power_expired(subject(letter), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.POWER_EXPIRED, Severity.REJECT)
    assert (finding.field, finding.source) == ("power_of_attorney", citations.CREATE_POWER_OF_ATTORNEY)
    assert told(finding) == {"valid_from": shown[0], "valid_until": shown[1]}


@pytest.mark.parametrize(
    ("valid_from", "valid_until"),
    [
        (None, None),
        (date(2026, 11, 18), date(2026, 11, 18)),
        (None, date(2026, 11, 18)),
        (date(2026, 11, 18), None),
    ],
)
def test_it_accepts_a_letter_that_is_valid_today(valid_from: date | None, valid_until: date | None) -> None:
    letter = replace(LETTER, valid_from=valid_from, valid_until=valid_until)
    assert list(authority.power_expired(subject(letter), POLICY)) == []


NEWER, OLDER = "样例（中国）公司", "样例(中国)公司"


@pytest.mark.parametrize(
    ("grantor", "code", "changes", "severity", "shown"),
    [
        (ENTERPRISE, "91330100ma0000 000c", {}, None, None),
        (ENTERPRISE, "91330100MA0000001F", {}, Severity.REJECT, ("91330100MA0000001F", CODE)),
        ("上海样例公司", CODE, {}, Severity.REVIEW, ("上海样例公司", ENTERPRISE)),
        ("上海样例公司", None, {}, Severity.REJECT, ("上海样例公司", ENTERPRISE)),
        ("上海样例公司", CODE, {"credit_code": None}, Severity.REJECT, ("上海样例公司", ENTERPRISE)),
        (NEWER, None, {"enterprise_name": OLDER}, Severity.REVIEW, (NEWER, OLDER)),
        (NEWER, CODE, {"enterprise_name": OLDER}, Severity.REVIEW, (NEWER, OLDER)),
        (None, CODE, {}, None, None),
        ("", None, {}, None, None),
        ("上海样例公司", None, {"enterprise_name": None}, None, None),
        (ENTERPRISE, None, {}, None, None),
    ],
)
def test_the_letter_is_granted_by_the_entity(
    grantor: str | None,
    code: str | None,
    changes: dict[str, Any],
    severity: Severity | None,
    shown: tuple[str, str] | None,
) -> None:
    letter = replace(LETTER, grantor=grantor, credit_code=code)
    found = list(authority.power_party(subject(letter, **changes), POLICY))
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    for finding in found:
        by_code = shown is not None and shown[1] == CODE
        assert (finding.code, finding.field) == (FindingCode.POWER_PARTY, "power_of_attorney")
        assert finding.source == (citations.CREATE_POWER_OF_ATTORNEY if by_code else citations.OWN_POLICY)
        assert tuple(told(finding).items()) == (
            ("grantor", shown and shown[0]),
            ("enterprise", shown and shown[1]),
        )


@pytest.mark.parametrize(
    ("untold", "without"),
    [
        (authority.scope_untold, {"scope": ()}),
        (authority.validity_untold, {"valid_until": None}),
        (authority.party_untold, {"grantor": None, "credit_code": None}),
    ],
)
def test_it_says_what_it_was_not_told(
    untold: Callable[[ApplicationSubject], bool], without: dict[str, Any]
) -> None:
    assert not untold(subject())
    assert untold(subject(replace(LETTER, **without)))
    assert not untold(subject(None))
    assert not untold(subject(replace(LETTER, **without), purpose=Purpose.OWN_USE))
    assert untold(subject(None, purpose=None))


@pytest.mark.parametrize(
    ("grantor", "code", "changes", "untold"),
    [
        (None, CODE, {}, False),
        (ENTERPRISE, None, {}, False),
        (None, CODE, {"credit_code": None}, True),
        (ENTERPRISE, None, {"enterprise_name": None}, True),
        (ENTERPRISE, CODE, {"enterprise_name": None, "credit_code": None}, True),
    ],
)
def test_one_pair_is_enough_to_compare_parties(
    grantor: str | None, code: str | None, changes: dict[str, Any], untold: bool
) -> None:
    letter = replace(LETTER, grantor=grantor, credit_code=code)
    assert authority.party_untold(subject(letter, **changes)) is untold


@pytest.mark.parametrize(
    ("purpose", "untold"), [(None, True), (Purpose.OWN_USE, False), (Purpose.FOR_OTHERS, False)]
)
def test_whether_a_letter_is_missing_depends_on_the_purpose(purpose: Purpose | None, untold: bool) -> None:
    assert authority.purpose_untold(subject(None, purpose=purpose)) is untold
