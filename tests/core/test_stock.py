"""What a policy, and a change of policy, means for signatures that are there already."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from qianming.core.codes import Abnormality, FindingCode, SignatureSource
from qianming.core.findings import Severity
from qianming.core.policy import EffectOnStock, RulePolicy, StockEffect
from qianming.core.rulebook import check
from qianming.core.stock import StockChange, changes, effects, freeze_day, violations
from qianming.core.subjects import ApplicationSubject

BEFORE = RulePolicy(date(2026, 4, 27))
DAY = date(2026, 12, 1)
NAME = "杭州云帆"
SUBJECT = ApplicationSubject(NAME, DAY, enterprise_name="杭州云帆网络科技有限公司")
NOTICE, ABNORMAL = EffectOnStock(StockEffect.NOTICE), EffectOnStock(StockEffect.ABNORMAL)
FREEZE = EffectOnStock(StockEffect.FREEZE, 14)
RESTRICTED = FindingCode.NAME_RESTRICTED


def unlawful(effect: EffectOnStock) -> RulePolicy:
    return replace(BEFORE, unlawful_words=("云帆",), effects={**BEFORE.effects, RESTRICTED: effect})


def apart(policy: RulePolicy) -> ApplicationSubject:
    """The same name without a licence that has the word, so that it is refused and not looked at."""
    assert check(SUBJECT, policy)
    return replace(SUBJECT, enterprise_name=None)


@pytest.mark.parametrize("effect", [NOTICE, ABNORMAL, FREEZE])
def test_a_broken_rule_has_its_effect(effect: EffectOnStock) -> None:
    policy = unlawful(effect)
    subject = apart(policy)
    assert effects(subject, policy)[RESTRICTED] == effect
    assert (RESTRICTED in violations(subject, policy)) is (effect is ABNORMAL)
    (change,) = changes(subject, None, BEFORE, policy)
    assert change == StockChange(RESTRICTED, None, effect)
    assert changes(subject, None, policy, BEFORE) == (StockChange(RESTRICTED, effect, None),)


def test_a_doubt_is_only_a_notice() -> None:
    policy = unlawful(FREEZE)
    assert effects(SUBJECT, policy)[RESTRICTED] == NOTICE


def test_a_weight_of_the_policy_decides_whether_it_is_a_doubt() -> None:
    policy = replace(unlawful(ABNORMAL), severities={RESTRICTED: Severity.REJECT})
    assert violations(SUBJECT, policy) == {RESTRICTED}
    mild = replace(unlawful(ABNORMAL), severities={RESTRICTED: Severity.NOTICE})
    assert effects(apart(mild), mild) == {}


def test_nothing_changes_with_the_date_or_the_grace_alone() -> None:
    assert changes(SUBJECT, None, BEFORE, replace(BEFORE, effective=DAY)) == ()
    longer = unlawful(EffectOnStock(StockEffect.FREEZE, 30))
    assert changes(apart(longer), None, unlawful(FREEZE), longer) == ()


def test_a_source_ends_with_a_policy() -> None:
    ended = replace(BEFORE, ended_sources={**BEFORE.ended_sources, SignatureSource.TRADEMARK: DAY})
    subject = replace(SUBJECT, source=SignatureSource.TRADEMARK)
    assert FindingCode.SOURCE_UNSUPPORTED in violations(subject, ended)
    assert FindingCode.SOURCE_UNSUPPORTED not in violations(subject, BEFORE)


def test_figures_of_health_count_too() -> None:
    activity = datetime(2026, 9, 22, tzinfo=UTC)  # 70 days before
    sooner = replace(BEFORE, recently_unused_days=60)
    assert changes(SUBJECT, activity, BEFORE, sooner) == (
        StockChange(Abnormality.RECENTLY_UNUSED, None, ABNORMAL),
    )


def test_the_earliest_freeze_counts() -> None:
    found = (
        StockChange(FindingCode.NAME_NEUTRAL, None, EffectOnStock(StockEffect.FREEZE, 30)),
        StockChange(RESTRICTED, None, FREEZE),
        StockChange(FindingCode.NAME_LENGTH, None, ABNORMAL),
    )
    assert freeze_day(found, DAY) == date(2026, 12, 15)
    assert freeze_day(found[2:], DAY) is None
