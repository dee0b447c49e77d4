"""What two policies differ in."""

from dataclasses import replace
from datetime import date

from qianming.core.codes import Carrier, FindingCode, SignatureSource
from qianming.core.findings import Severity
from qianming.core.policy import CarrierStance, EffectOnStock, RulePolicy, StockEffect
from qianming.core.status.holiday_table import HolidayTable
from qianming.policy.difference import Difference, PolicyPart, differences

BEFORE = RulePolicy(date(2026, 4, 27), neutral_words=("甲", "乙"))


def test_equal_policies_of_two_days_differ_in_nothing() -> None:
    assert differences(BEFORE, replace(BEFORE, effective=date(2027, 1, 1))) == ()


def test_every_part_is_told() -> None:
    after = replace(
        BEFORE,
        name_length_max=10,
        neutral_words=("乙", "丙"),
        severities={FindingCode.NAME_LOOKALIKE: Severity.REJECT},
        effects={**BEFORE.effects, FindingCode.NAME_RESTRICTED: EffectOnStock(StockEffect.FREEZE, 7)},
        shortened_location={**BEFORE.shortened_location, Carrier.MOBILE: CarrierStance.REJECT},
        ended_sources={**BEFORE.ended_sources, SignatureSource.TRADEMARK: date(2027, 1, 1)},
        delivery=replace(BEFORE.delivery, window_days=14),
        filing=replace(
            BEFORE.filing, published_days={**BEFORE.filing.published_days, Carrier.MOBILE: (7, 10)}
        ),
        calendar=HolidayTable(years=frozenset({2031})),
    )
    assert set(differences(BEFORE, after)) == {
        Difference(PolicyPart.FIGURE, "name_length_max", "name_length_max", "12", "10"),
        Difference(PolicyPart.WORD, "neutral_words", "甲", "", None),
        Difference(PolicyPart.WORD, "neutral_words", "丙", None, ""),
        Difference(PolicyPart.SEVERITY, "severities", "NAME_LOOKALIKE", None, "reject"),
        Difference(PolicyPart.EFFECT, "effects", "NAME_RESTRICTED", None, "freeze 7"),
        Difference(PolicyPart.CARRIER, "shortened_location", "mobile", "review", "reject"),
        Difference(PolicyPart.FIGURE, "delivery.window_days", "delivery.window_days", "7", "14"),
        Difference(PolicyPart.CARRIER, "filing.published_days", "mobile", "(5, 10)", "(7, 10)"),
        Difference(PolicyPart.SOURCE, "ended_sources", "trademark", None, "2027-01-01"),
    }
