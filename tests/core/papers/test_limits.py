"""The application itself: a free name, the remark, the kind, the day's number."""

from dataclasses import replace

import pytest

from qianming.core import citations
from qianming.core.codes import AccountType, FindingCode, SignatureKind
from qianming.core.findings import Severity
from qianming.core.papers import limits
from tests.core.samples import POLICY, application, told


def test_it_rejects_a_name_that_the_account_has() -> None:
    (finding,) = limits.name_taken(application("云帆", taken_names=frozenset({"云帆"})), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_TAKEN, Severity.REJECT)
    assert (finding.field, finding.source) == ("name", citations.CREATE_SIGNATURE)
    assert told(finding) == {"name": "云帆"}


@pytest.mark.parametrize("taken", [None, frozenset(), frozenset({"Yunfan云帆"})])
def test_it_accepts_a_free_name(taken: frozenset[str] | None) -> None:
    subject = application("yunfan云帆", taken_names=taken)
    assert list(limits.name_taken(subject, POLICY)) == []
    assert limits.taken_untold(subject) is (taken is None)


@pytest.mark.parametrize(
    ("kind", "count"), [(SignatureKind.UNIVERSAL, 0), (SignatureKind.VERIFICATION_CODE, 1)]
)
def test_it_notes_the_verification_kind(kind: SignatureKind, count: int) -> None:
    found = list(limits.kind_discouraged(application(kind=kind), POLICY))
    assert len(found) == count
    for finding in found:
        assert (finding.code, finding.severity) == (FindingCode.KIND_DISCOURAGED, Severity.NOTICE)
        assert (finding.field, finding.source) == ("kind", citations.ERROR_CODES)


def test_it_rejects_a_long_remark() -> None:
    (finding,) = limits.remark_length(application(remark="注" * 201), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.REMARK_LENGTH, Severity.REJECT)
    assert (finding.field, finding.source) == ("remark", citations.CREATE_SIGNATURE)
    assert finding.span == (200, 201)
    assert told(finding) == {"length": "201", "max": "200"}


@pytest.mark.parametrize("remark", ["", "注" * 200])
def test_it_accepts_a_remark(remark: str) -> None:
    assert list(limits.remark_length(application(remark=remark), POLICY)) == []


@pytest.mark.parametrize(
    ("account", "count", "rejected", "untold"),
    [
        (AccountType.INDIVIDUAL, 0, False, False),
        (AccountType.INDIVIDUAL, 1, True, False),
        (AccountType.INDIVIDUAL, 2, True, False),
        (AccountType.INDIVIDUAL, None, False, True),
        (AccountType.ENTERPRISE, 1000, False, False),
        (AccountType.ENTERPRISE, None, False, False),
        (None, 5, False, True),
        (None, None, False, True),
    ],
)
def test_individuals_apply_once_a_day(
    account: AccountType | None, count: int | None, rejected: bool, untold: bool
) -> None:
    subject = application(account_type=account, applied_today=count)
    found = list(limits.limit_daily(subject, POLICY))
    assert len(found) == rejected
    assert limits.count_untold(subject) is untold
    for finding in found:
        assert (finding.code, finding.severity) == (FindingCode.LIMIT_DAILY, Severity.REJECT)
        assert (finding.field, finding.source) == ("account", citations.SPECIFICATIONS)
        assert told(finding) == {"max": "1"}


@pytest.mark.parametrize(("count", "rejected"), [(2, False), (3, True)])
def test_an_operator_may_limit_enterprises_too(count: int, rejected: bool) -> None:
    subject = application(account_type=AccountType.ENTERPRISE, applied_today=count)
    found = list(limits.limit_daily(subject, replace(POLICY, enterprise_applications_per_day=3)))
    assert [told(finding) for finding in found] == [{"max": "3"}] * rejected
