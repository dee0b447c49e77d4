"""Sources, purposes and kinds of account."""

from datetime import date
from itertools import product

import pytest

from qianming.core import citations
from qianming.core.codes import AccountType, FindingCode, Purpose, SignatureSource
from qianming.core.findings import Severity
from qianming.core.papers import sources
from tests.core.samples import ENTERPRISE, POLICY, TODAY, application, told

ENDED = {
    SignatureSource.MINI_PROGRAM: "2025-03-17",
    SignatureSource.SHOP: "2025-03-17",
    SignatureSource.TEST: "2025-03-17",
    SignatureSource.TRIAL: "2025-03-17",
    SignatureSource.WEBSITE: "2025-09-28",
    SignatureSource.APP: "2026-04-27",
}


@pytest.mark.parametrize("source", SignatureSource)
def test_it_rejects_retired_sources_with_the_day_they_ended(source: SignatureSource) -> None:
    found = list(sources.source_unsupported(application(source=source), POLICY))
    if source not in ENDED:
        assert found == []
        assert source in sources.COMPLIANT_SOURCES
        return
    (finding,) = found
    assert (finding.code, finding.severity) == (FindingCode.SOURCE_UNSUPPORTED, Severity.REJECT)
    assert (finding.field, finding.source) == ("source", citations.SOURCES_ENDED)
    assert told(finding) == {"source": source.value, "ended": ENDED[source]}


@pytest.mark.parametrize(("today", "count"), [(date(2026, 4, 26), 0), (date(2026, 4, 27), 1)])
def test_a_source_ends_on_its_day(today: date, count: int) -> None:
    subject = application(source=SignatureSource.APP, today=today)
    assert len(list(sources.source_unsupported(subject, POLICY))) == count


TABLE = {
    (AccountType.INDIVIDUAL, Purpose.OWN_USE): 1,
    (AccountType.INDIVIDUAL, Purpose.FOR_OTHERS): 0,
    (AccountType.ENTERPRISE, Purpose.OWN_USE): 0,
    (AccountType.ENTERPRISE, Purpose.FOR_OTHERS): 0,
}


@pytest.mark.parametrize(("account", "purpose", "source"), [*product(AccountType, Purpose, SignatureSource)])
def test_the_table_of_accounts_purposes_and_sources(
    account: AccountType, purpose: Purpose, source: SignatureSource
) -> None:
    found = list(
        sources.purpose_account(application(account_type=account, purpose=purpose, source=source), POLICY)
    )
    assert len(found) == TABLE[account, purpose]
    assert sources.ALLOWED_SOURCES[account, purpose] == (
        () if TABLE[account, purpose] else (SignatureSource.ENTERPRISE_NAME, SignatureSource.TRADEMARK)
    )
    for finding in found:
        assert (finding.code, finding.severity) == (FindingCode.PURPOSE_ACCOUNT, Severity.REJECT)
        assert (finding.field, finding.source) == ("purpose", citations.INDIVIDUALS_ENDED)


@pytest.mark.parametrize(
    ("account", "purpose"),
    [(None, None), (None, Purpose.OWN_USE), (AccountType.INDIVIDUAL, None), (None, Purpose.FOR_OTHERS)],
)
def test_it_needs_both_account_and_purpose(account: AccountType | None, purpose: Purpose | None) -> None:
    subject = application(account_type=account, purpose=purpose)
    assert list(sources.purpose_account(subject, POLICY)) == []
    assert sources.account_untold(subject)


def test_told_account_and_purpose_are_enough() -> None:
    assert not sources.account_untold(application())


@pytest.mark.parametrize(
    ("purpose", "account", "enterprise", "severity"),
    [
        (Purpose.OWN_USE, ENTERPRISE, ENTERPRISE, None),
        (Purpose.OWN_USE, "样例（中国）公司", "样例(中国)公司", Severity.REVIEW),
        (Purpose.OWN_USE, ENTERPRISE, "上海样例公司", Severity.REJECT),
        (Purpose.FOR_OTHERS, ENTERPRISE, "上海样例公司", None),
        (Purpose.FOR_OTHERS, ENTERPRISE, ENTERPRISE, Severity.REVIEW),
        (Purpose.FOR_OTHERS, "样例（中国）公司", "样例(中国)公司", Severity.REVIEW),
    ],
)
def test_own_use_is_the_accounts_entity_and_others_is_not(
    purpose: Purpose, account: str, enterprise: str, severity: Severity | None
) -> None:
    subject = application(purpose=purpose, account_name=account, enterprise_name=enterprise)
    found = list(sources.purpose_entity(subject, POLICY))
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    for finding in found:
        assert (finding.code, finding.field) == (FindingCode.PURPOSE_ENTITY, "purpose")
        own = purpose is Purpose.OWN_USE
        assert finding.source == (citations.SPECIFICATIONS if own else citations.OWN_POLICY)
        assert told(finding) == {"purpose": purpose.value, "account": account, "enterprise": enterprise}


@pytest.mark.parametrize(
    ("purpose", "account", "enterprise"),
    [
        (None, ENTERPRISE, "上海样例公司"),
        (Purpose.OWN_USE, None, "上海样例公司"),
        (Purpose.OWN_USE, "", "上海样例公司"),
        (Purpose.OWN_USE, ENTERPRISE, None),
        (Purpose.OWN_USE, ENTERPRISE, ""),
    ],
)
def test_it_needs_purpose_and_both_entities(
    purpose: Purpose | None, account: str | None, enterprise: str | None
) -> None:
    subject = application(purpose=purpose, account_name=account, enterprise_name=enterprise)
    assert list(sources.purpose_entity(subject, POLICY)) == []
    assert sources.entities_untold(subject)


def test_told_entities_are_enough() -> None:
    assert not sources.entities_untold(application(today=TODAY))


@pytest.mark.parametrize(
    ("today", "high_risk", "unsupported"),
    [(date(2026, 4, 26), 1, 0), (date(2026, 4, 27), 0, 1), (date(2027, 1, 1), 0, 1)],
)
def test_a_source_is_at_risk_before_its_day(today: date, high_risk: int, unsupported: int) -> None:
    subject = application(today=today, source=SignatureSource.APP)
    risks = list(sources.source_high_risk(subject, POLICY))
    assert (len(risks), len(list(sources.source_unsupported(subject, POLICY)))) == (high_risk, unsupported)
    for finding in risks:
        assert (finding.code, finding.severity) == (FindingCode.SOURCE_HIGH_RISK, Severity.REVIEW)
        assert (finding.field, finding.source) == ("source", citations.SOURCES_ENDED)
        assert told(finding) == {"source": "app", "ended": "2026-04-27"}


@pytest.mark.parametrize("source", sources.COMPLIANT_SOURCES)
def test_a_compliant_source_is_at_no_risk(source: SignatureSource) -> None:
    assert list(sources.source_high_risk(application(source=source), POLICY)) == []
