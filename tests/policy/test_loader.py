"""The dated rule sets: which is in force, and which files are refused."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from qianming.core.codes import Carrier, FindingCode, SignatureSource
from qianming.core.findings import Severity
from qianming.core.policy import CarrierStance, EffectOnStock, RulePolicy, StockEffect
from qianming.policy import loader
from qianming.policy.loader import BadPolicy, policies, policy_on, read

CURRENT = Path(loader.__file__).parent / "2026-04-27.toml"


def test_the_set_in_force_is_the_one_that_core_takes_by_default() -> None:
    assert read(CURRENT) == RulePolicy(effective=date(2026, 4, 27))


@pytest.mark.parametrize(
    ("day", "effective"),
    [
        (date(2026, 11, 22), date(2026, 4, 27)),
        (date(2026, 4, 27), date(2026, 4, 27)),
        (date(2099, 1, 1), date(2026, 4, 27)),
        # a clock set before the first set still finds rules
        (date(2025, 1, 1), date(2026, 4, 27)),
    ],
)
def test_the_set_of_a_day(day: date, effective: date) -> None:
    assert policy_on(day).effective == effective


def test_a_later_set_takes_over_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = RulePolicy(effective=date(2026, 4, 27))
    later = replace(first, effective=date(2026, 12, 1), name_length_max=18)
    monkeypatch.setattr(loader, "policies", lambda: (first, later))
    assert policy_on(date(2026, 11, 30)) == first
    assert policy_on(date(2026, 12, 1)) == later


def test_every_file_is_named_by_its_day_and_they_come_in_order() -> None:
    known = policies()
    assert list(known) == sorted(known, key=lambda policy: policy.effective)
    names = {path.stem for path in CURRENT.parent.glob("*.toml")}
    assert names == {policy.effective.isoformat() for policy in known}


def edited(tmp_path: Path, old: str, new: str) -> Path:
    text = CURRENT.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "2027-01-01.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_figures_are_read(tmp_path: Path) -> None:
    policy = read(edited(tmp_path, "name_length_max = 12", "name_length_max = 18"))
    assert policy == replace(RulePolicy(effective=date(2026, 4, 27)), name_length_max=18)
    assert policy.ended_sources[SignatureSource.APP] == date(2026, 4, 27)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("name_length_max = 12", "", "missing or unknown: name_length_max"),
        ("name_length_max = 12", "name_length_max = 12\nname_length = 3", "missing or unknown: name_length"),
        ("name_length_max = 12", 'name_length_max = "12"', "name_length_max"),
        ("name_length_max = 12", "name_length_max = 1", "name_length_min must be"),
        ("name_length_min = 2", "name_length_min = 0", "name_length_min must be"),
        ("name_length_max = 12", "name_length_max", "2027-01-01.toml"),
        ("effective = 2026-04-27", "effective = 1", "effective"),
        ("review_opens = 09:00:00", "review_opens = 21:00:00", "review_opens must be before"),
        ("review_minutes = 120", "review_minutes = 0", "review times must be"),
        ("government_working_days = 2", "government_working_days = 0", "review times must be"),
        ("qualification_working_days = 2", "qualification_working_days = 0", "review times must be"),
        ("individual_applications_per_day = 1", "individual_applications_per_day = 0", "at least 1"),
        ("enterprise_applications_per_day = 0", "enterprise_applications_per_day = -1", "0 or more"),
        ("recently_unused_days = 90", "recently_unused_days = 0", "recently_unused_days must be"),
        ("recently_unused_days = 90", "recently_unused_days = 170", "recently_unused_days must be"),
        ("mini-program = 2025-03-17", "mini = 2025-03-17", "ended_sources"),
        ("[severities]", '[severities]\nNAME_LONG = "reject"', r"NAME_LONG.*severities"),
        ("[severities]", '[severities]\nNAME_LENGTH = "fatal"', "severities"),
        ("[effects]", '[effects]\nNAME_LENGTH = { effect = "freeze" }', "effects.NAME_LENGTH: grace_days"),
        (
            "[effects]",
            '[effects]\nNAME_LENGTH = { effect = "freeze", grace_days = 367 }',
            "effects.NAME_LENGTH: grace_days",
        ),
        (
            "[effects]",
            '[effects]\nNAME_LENGTH = { effect = "notice", grace_days = 7 }',
            "effects.NAME_LENGTH: grace_days belong",
        ),
        (
            "[effects]",
            '[effects]\nNAME_LENGTH = { effect = "freeze", days = 7 }',
            "effects.NAME_LENGTH: missing or unknown: days",
        ),
        ("[effects]", '[effects]\nTEMPLATE_LINK = { effect = "abnormal" }', "effects.TEMPLATE_LINK"),
        ('unicom = "review"', "", "shortened_location.unicom is missing"),
        ('unicom = "review"', 'unicom = "maybe"', "shortened_location"),
        ("window_days = 7", "", "delivery: missing or unknown: window_days"),
        ("window_days = 7", "window_days = 0", "delivery: window and samples"),
        ("rate_min = 0.8", "rate_min = 80", "delivery: rates must lie"),
        ("confidence = 1.96", "confidence = 0", "delivery.confidence"),
        ("warning_days = 30", "warning_days = 180", "filing.warning_days"),
        ("history_min = 30", "history_min = 0", "filing: figures must be at least 1"),
        ("unicom = [5, 10]", "unicom = [10, 5]", "filing.published_days.unicom"),
        ("unicom = [5, 10]", "", "filing.published_days.unicom is missing"),
        ("neutral_words = []", 'neutral_words = [" "]', "neutral_words"),
        ("neutral_words = []", 'neutral_words = ["一二三四五六七"]', "neutral_words"),
        ("unlawful_words = []", 'unlawful_words = [""]', "unlawful_words"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadPolicy, match=says) as refused:
        read(edited(tmp_path, old, new))
    assert str(refused.value).startswith("2027-01-01.toml: ")


def test_every_field_is_a_figure_that_a_file_can_hold() -> None:
    text = CURRENT.read_text(encoding="utf-8")
    names = [field.name for field in fields(RulePolicy) if field.name != "calendar"]
    assert all(f"{name} =" in text or f"[{name}]" in text for name in names)


def test_weights_effects_and_stances_are_read(tmp_path: Path) -> None:
    effect = 'NAME_RESTRICTED = { effect = "freeze", grace_days = 14 }'
    policy = read(edited(tmp_path, "[effects]", f"[effects]\n{effect}"))
    assert policy.effect_of(FindingCode.NAME_RESTRICTED) == EffectOnStock(StockEffect.FREEZE, 14)
    assert policy.effect_of(FindingCode.NAME_LENGTH) == EffectOnStock(StockEffect.NOTICE)
    policy = read(edited(tmp_path, "[severities]", '[severities]\nNAME_LOOKALIKE = "reject"'))
    assert policy.severities == {FindingCode.NAME_LOOKALIKE: Severity.REJECT}


@pytest.mark.parametrize(
    ("stances", "severity"),
    [
        (("accept", "accept", "accept"), Severity.NOTICE),
        (("accept", "review", "accept"), Severity.REVIEW),
        (("accept", "review", "reject"), Severity.REJECT),
    ],
)
def test_the_strictest_carrier_counts(stances: tuple[str, ...], severity: Severity) -> None:
    location = dict(zip(Carrier, map(CarrierStance, stances), strict=True))
    policy = RulePolicy(date(2026, 4, 27), shortened_location=location)
    assert policy.shortened_severity is severity
