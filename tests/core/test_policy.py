"""What a policy's switches make of names: carriers' stances, weights, and words of the operator."""

from dataclasses import replace
from datetime import date

import pytest

from qianming.core.codes import Carrier, FindingCode, TemplateType
from qianming.core.findings import Finding, Severity, weighed
from qianming.core.policy import CarrierStance, RulePolicy
from qianming.core.rulebook import check
from qianming.core.sending.template import check_template
from qianming.core.subjects import ApplicationSubject, TemplateSubject

POLICY = RulePolicy(date(2026, 4, 27))
DAY = date(2026, 12, 1)
ACCEPT, REVIEW, REJECT = CarrierStance.ACCEPT, CarrierStance.REVIEW, CarrierStance.REJECT
SHORTENED = FindingCode.MATCH_LOCATION_SHORTENED


def stances(*each: CarrierStance) -> RulePolicy:
    return replace(POLICY, shortened_location=dict(zip(Carrier, each, strict=True)))


@pytest.mark.parametrize(
    ("each", "without_suffix", "without_province"),
    [
        ((ACCEPT, ACCEPT, ACCEPT), Severity.NOTICE, Severity.NOTICE),
        ((ACCEPT, REVIEW, ACCEPT), Severity.REVIEW, Severity.REVIEW),
        ((ACCEPT, REVIEW, REJECT), Severity.REJECT, Severity.REVIEW),
    ],
)
def test_the_strictest_carrier_decides_about_a_shortened_location(
    each: tuple[CarrierStance, ...], without_suffix: Severity, without_province: Severity
) -> None:
    policy = stances(*each)
    assert policy.shortened_severity is without_suffix
    for name, severity in (("杭州云帆科技", without_suffix), ("杭州市云帆科技", without_province)):
        subject = ApplicationSubject(name, DAY, enterprise_name="浙江省杭州市云帆科技有限公司")
        weights = {finding.code: finding.severity for finding in check(subject, policy).findings}
        assert weights[SHORTENED] is severity


def test_findings_weigh_what_the_policy_says() -> None:
    found = (
        Finding(SHORTENED, Severity.REVIEW, "name", ""),
        Finding(FindingCode.NAME_LENGTH, Severity.REJECT, "name", ""),
    )
    assert weighed(found, {}) is found
    assert [finding.severity for finding in weighed(found, {SHORTENED: Severity.NOTICE})] == [
        Severity.NOTICE,
        Severity.REJECT,
    ]


def test_templates_are_weighed_too() -> None:
    policy = replace(POLICY, severities={FindingCode.TEMPLATE_LENGTH: Severity.NOTICE})
    subject = TemplateSubject("通知", "云" * 501, TemplateType.NOTIFICATION)
    weights = {finding.code: finding.severity for finding in check_template(subject, policy).findings}
    assert weights[FindingCode.TEMPLATE_LENGTH] is Severity.NOTICE


@pytest.mark.parametrize("name", ["zorp", "ZORP"])
def test_generic_words_of_the_operator_may_be_english(name: str) -> None:
    subject = ApplicationSubject(name, DAY)
    codes = {finding.code for finding in check(subject, replace(POLICY, neutral_words=("Zorp",))).findings}
    assert FindingCode.NAME_NEUTRAL in codes
    assert FindingCode.NAME_NEUTRAL not in {finding.code for finding in check(subject, POLICY).findings}
