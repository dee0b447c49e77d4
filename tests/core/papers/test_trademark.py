"""A registered trademark as a name's source."""

from datetime import date
from typing import Any

import pytest

from qianming.core import citations
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Severity
from qianming.core.papers import trademark
from qianming.core.subjects import ApplicationSubject, TrademarkSubject
from tests.core.samples import ENTERPRISE, POLICY, application, told


def subject(name: str = "云帆", mark: TrademarkSubject | None = None, **changes: Any) -> ApplicationSubject:
    changes.setdefault("source", SignatureSource.TRADEMARK)
    return application(name, trademark=mark, **changes)


def test_it_rejects_the_source_without_a_trademark() -> None:
    (finding,) = trademark.trademark_missing(subject(), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.TRADEMARK_MISSING, Severity.REJECT)
    assert (finding.field, finding.source) == ("trademark", citations.CREATE_SIGNATURE)


@pytest.mark.parametrize(
    "present", [subject(mark=TrademarkSubject("云帆")), subject(source=SignatureSource.ENTERPRISE_NAME)]
)
def test_it_misses_no_trademark_otherwise(present: ApplicationSubject) -> None:
    assert list(trademark.trademark_missing(present, POLICY)) == []


@pytest.mark.parametrize(
    ("name", "text", "severity"),
    [
        ("云帆", "云帆", None),
        ("云帆", " 云帆 ", None),
        ("Yunfan云帆", "YUNFAN云帆", Severity.REVIEW),
        ("云帆", "云帆科技", Severity.REVIEW),
        ("云帆科技", "云帆", Severity.REJECT),
        ("云科", "云帆科技", Severity.REJECT),
        ("", "云帆", Severity.REJECT),
    ],
)
def test_the_name_is_the_trademarks_text(name: str, text: str, severity: Severity | None) -> None:
    found = list(trademark.trademark_text(subject(name, TrademarkSubject(text)), POLICY))
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    for finding in found:
        assert (finding.code, finding.field) == (FindingCode.TRADEMARK_TEXT, "name")
        assert finding.source == citations.CREATE_TRADEMARK
        assert told(finding) == {"trademark": text}


@pytest.mark.parametrize(
    ("owner", "severity"),
    [
        (ENTERPRISE, None),
        ("杭州云帆样例科技有限公司 ", None),
        ("上海样例公司", Severity.REJECT),
        ("", None),
        (None, None),
    ],
)
def test_the_owner_is_the_entity(owner: str | None, severity: Severity | None) -> None:
    found = list(trademark.trademark_owner(subject(mark=TrademarkSubject("云帆", owner)), POLICY))
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    for finding in found:
        assert (finding.code, finding.field) == (FindingCode.TRADEMARK_OWNER, "trademark")
        assert finding.source == citations.SPECIFICATIONS
        assert told(finding) == {"owner": owner, "enterprise": ENTERPRISE}


def test_an_owner_that_differs_in_brackets_is_left_to_a_person() -> None:
    mark = TrademarkSubject("云帆", "样例（中国）公司")
    (finding,) = trademark.trademark_owner(subject(mark=mark, enterprise_name="样例(中国)公司"), POLICY)
    assert finding.severity is Severity.REVIEW


@pytest.mark.parametrize("enterprise", [None, ""])
def test_the_owner_is_compared_with_nothing_untold(enterprise: str | None) -> None:
    untold = subject(mark=TrademarkSubject("云帆", "上海样例公司"), enterprise_name=enterprise)
    assert list(trademark.trademark_owner(untold, POLICY)) == []
    assert trademark.owner_untold(untold)


@pytest.mark.parametrize(
    ("status", "rejected"),
    [
        ("registered", False),
        ("pending", True),
        ("refused", True),
        ("invalid", True),
        ("", False),
        (None, False),
    ],
)
def test_only_a_registered_trademark_counts(status: str | None, rejected: bool) -> None:
    mark = TrademarkSubject("云帆", status=status)
    found = list(trademark.trademark_status(subject(mark=mark), POLICY))
    assert len(found) == rejected
    for finding in found:
        assert (finding.code, finding.severity) == (FindingCode.TRADEMARK_STATUS, Severity.REJECT)
        assert (finding.field, finding.source) == ("trademark", citations.SPECIFICATIONS)
        assert told(finding) == {"status": status}
    assert trademark.status_untold(subject(mark=mark)) is (not status)


@pytest.mark.parametrize(
    ("until", "rejected"), [(date(2026, 11, 17), True), (date(2026, 11, 18), False), (None, False)]
)
def test_the_exclusive_right_has_not_ended(until: date | None, rejected: bool) -> None:
    mark = TrademarkSubject("云帆", valid_until=until)
    found = list(trademark.trademark_expired(subject(mark=mark), POLICY))
    assert len(found) == rejected
    for finding in found:
        assert (finding.code, finding.severity) == (FindingCode.TRADEMARK_EXPIRED, Severity.REJECT)
        assert (finding.field, finding.source) == ("trademark", citations.CREATE_TRADEMARK)
        assert told(finding) == {"until": "2026-11-17"}
    assert trademark.validity_untold(subject(mark=mark)) is (until is None)


@pytest.mark.parametrize("source", SignatureSource)
def test_the_enterprise_name_is_recommended_to_trademarks_only(source: SignatureSource) -> None:
    found = list(trademark.trademark_prefer_enterprise(subject(source=source), POLICY))
    assert len(found) == (source is SignatureSource.TRADEMARK)
    for finding in found:
        assert (finding.code, finding.severity) == (FindingCode.TRADEMARK_PREFER_ENTERPRISE, Severity.NOTICE)
        assert (finding.field, finding.source) == ("source", citations.SPECIFICATIONS)


def test_other_sources_have_no_trademark_to_judge() -> None:
    bad = TrademarkSubject("别名", "上海样例公司", "invalid", date(2020, 1, 1))
    other = subject(mark=bad, source=SignatureSource.ENTERPRISE_NAME)
    rules = (
        trademark.trademark_text,
        trademark.trademark_owner,
        trademark.trademark_status,
        trademark.trademark_expired,
    )
    assert [finding for rule in rules for finding in rule(other, POLICY)] == []


@pytest.mark.parametrize(
    "untold", [trademark.owner_untold, trademark.status_untold, trademark.validity_untold]
)
def test_a_missing_trademark_is_one_finding_not_four(untold: Any) -> None:
    assert untold(subject()) is False
    assert untold(subject(mark=TrademarkSubject("云帆"))) is True
    told_all = TrademarkSubject("云帆", ENTERPRISE, "registered", date(2030, 1, 1))
    assert untold(subject(mark=told_all)) is False


def test_an_owner_alone_is_not_enough() -> None:
    assert trademark.owner_untold(subject(mark=TrademarkSubject("云帆", ENTERPRISE), enterprise_name=None))
    assert trademark.owner_untold(subject(mark=TrademarkSubject("云帆", None)))
