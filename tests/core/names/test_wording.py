"""The wide tests before the rules about words: what they let through concerns no rule."""

from dataclasses import replace
from typing import Any

import pytest

from bench import _names
from qianming.core.names.wording import wording
from qianming.core.outline import Part, outline
from qianming.core.rulebook import RULES
from qianming.core.subjects import ApplicationSubject
from tests.core.samples import POLICY, TODAY


def parts(name: str, **changes: Any) -> Part:
    return (
        Part(outline(ApplicationSubject(name, TODAY), replace(POLICY, **changes))) & ~Part.ENTERPRISE_SOURCE
    )


LISTED = Part.LISTED_WORD | Part.PERSON_LIKE
ALL = LISTED | Part.GENERIC


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("杭州旎云帆", Part(0)),
        ("AbC杭州旎云帆", Part(0)),
        ("杭州旎通知", Part(0)),
        ("旎通知", Part.GENERIC),
        ("您的杭州旎云帆", Part.GENERIC),
        ("旎帆旎领导小组", Part.GENERIC),
        ("旎测试", LISTED),
        ("旎帆TEST", LISTED),
        ("王旎帆", Part.PERSON_LIKE),
        ("王旎帆旎旎", Part(0)),
        ("AB好好的", Part.GENERIC),
        ("abcd好好的", Part(0)),
        ("9好的", Part.GENERIC),
        ("123", ALL | Part.UNCOMMON),
        ("旎雲", ALL | Part.UNCOMMON),
        ("", ALL | Part.UNCOMMON | Part.LENGTH),
    ],
)
def test_only_the_rules_are_asked_that_could_speak(name: str, expected: Part) -> None:
    assert parts(name) == expected


def test_words_of_the_policy_count() -> None:
    assert parts("旎旎帆", neutral_words=("旎旎帆",)) == Part.GENERIC
    assert parts("旎旎帆", unlawful_words=("旎帆",)) == LISTED
    assert parts("旎旎帆", ambiguous_words=("旎帆",)) == LISTED
    assert parts("旎旎帆", test_words=("",)) == ALL | Part.UNCOMMON


def test_the_tests_of_a_policy_are_built_once() -> None:
    same, other = replace(POLICY), replace(POLICY, neutral_words=("旎",))
    assert wording(POLICY) is wording(same) is wording(POLICY) is not wording(other)


def test_no_rule_that_is_left_out_could_have_spoken_about_names_in_use() -> None:
    for name, licence in _names.named(3_000, seed=5):
        for told in (None, licence):
            subject = ApplicationSubject(name, TODAY, enterprise_name=told)
            every_rule = tuple(finding for rule in RULES.rules for finding in rule.decide(subject, POLICY))
            assert RULES.findings(subject, POLICY) == every_rule
