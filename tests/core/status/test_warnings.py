"""What is told before it becomes abnormal, and from which day it will be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.status.health import administrator_id_expired, long_unused, recently_unused
from qianming.core.status.warnings import DatedFacts, EarlyWarning, Threat, warnings
from tests.core.samples import POLICY
from tests.core.status.facts import TODAY, facts, qualified

DAY = timedelta(days=1)


def at(days_ago: int) -> datetime:
    return datetime(2026, 11, 18, 4, tzinfo=UTC) - days_ago * DAY


@pytest.mark.parametrize(
    ("dated", "threat", "left"),
    [
        (DatedFacts(legal_representative_id_until=TODAY), Threat.LEGAL_REPRESENTATIVE_ID, 1),
        (DatedFacts(administrator_id_until=TODAY + 9 * DAY), Threat.ADMINISTRATOR_ID, 10),
        (DatedFacts(licence_until=TODAY + 29 * DAY), Threat.LICENCE, 30),
        (DatedFacts(power_of_attorney_until=TODAY + 4 * DAY), Threat.POWER_OF_ATTORNEY, 5),
        (DatedFacts(trademark_until=TODAY + 4 * DAY), Threat.TRADEMARK, 5),
        (DatedFacts(last_activity=at(80)), Threat.RECENTLY_UNUSED, 10),
        (DatedFacts(last_activity=at(165)), Threat.LONG_UNUSED, 5),
        (DatedFacts(filed_activity=at(179)), Threat.FILING, 1),
        (DatedFacts(policy_from=TODAY + 3 * DAY), Threat.POLICY, 3),
    ],
)
def test_each_dated_fact_is_told_in_time(dated: DatedFacts, threat: Threat, left: int) -> None:
    assert warnings(dated, TODAY, POLICY) == (EarlyWarning(threat, TODAY + left * DAY, left),)


@pytest.mark.parametrize(
    "dated",
    [
        DatedFacts(),
        DatedFacts(licence_until=TODAY - DAY),
        DatedFacts(licence_until=TODAY + 30 * DAY),
        DatedFacts(licence_until=date(2099, 12, 31)),
        DatedFacts(last_activity=at(0)),
        DatedFacts(last_activity=at(90)),
        DatedFacts(policy_from=TODAY),
    ],
)
def test_what_has_begun_or_is_far_off_is_no_warning(dated: DatedFacts) -> None:
    assert warnings(dated, TODAY, POLICY) == ()


def test_the_soonest_comes_first() -> None:
    dated = DatedFacts(licence_until=TODAY + 9 * DAY, administrator_id_until=TODAY, filed_activity=at(170))
    told = [warning.threat for warning in warnings(dated, TODAY, POLICY)]
    assert told == [Threat.ADMINISTRATOR_ID, Threat.FILING, Threat.LICENCE]


def test_how_early_is_the_policys() -> None:
    early = replace(POLICY, filing=replace(POLICY.filing, warning_days=60))
    dated = DatedFacts(licence_until=TODAY + 50 * DAY)
    assert warnings(dated, TODAY, POLICY) == ()
    assert [warning.days_left for warning in warnings(dated, TODAY, early)] == [51]


@given(st.integers(1, 400), st.integers(0, 200))
def test_the_day_it_tells_is_the_first_on_which_the_reason_holds(left: int, idle: int) -> None:
    policy = replace(POLICY, filing=replace(POLICY.filing, warning_days=500, expiry_days=600))
    dated = DatedFacts(administrator_id_until=TODAY + left * DAY, last_activity=at(idle))
    holds = {
        Threat.ADMINISTRATOR_ID: lambda day: administrator_id_expired(
            qualified(administrator_id_until=TODAY + left * DAY), day, policy
        ),
        Threat.RECENTLY_UNUSED: lambda day: recently_unused(facts(last_activity=at(idle)), day, policy),
        Threat.LONG_UNUSED: lambda day: long_unused(facts(last_activity=at(idle)), day, policy),
    }
    for warning in warnings(dated, TODAY, policy):
        assert holds[warning.threat](warning.day)
        assert not holds[warning.threat](warning.day - DAY)
