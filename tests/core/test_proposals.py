"""Names that would pass: each was held against the whole rulebook."""

from dataclasses import replace

import pytest

from bench import _names
from qianming.core.codes import SignatureSource
from qianming.core.findings import Outcome
from qianming.core.names import matching
from qianming.core.names.suggest import SuggestionReason
from qianming.core.outline import Part
from qianming.core.proposals import best_proposal, proposals
from qianming.core.rulebook import RULES, check
from qianming.core.subjects import ApplicationSubject, TrademarkSubject
from tests.core.samples import POLICY, TODAY

FULL, BRAND = SuggestionReason.FULL_NAME, SuggestionReason.LOCATION_BRAND
INDUSTRY, MARK = SuggestionReason.LOCATION_BRAND_INDUSTRY, SuggestionReason.TRADEMARK


def of(
    licence: str | None, mark: str | None = None, others: frozenset[str] | None = None
) -> ApplicationSubject:
    return ApplicationSubject(
        "",
        TODAY,
        enterprise_name=licence,
        trademark=TrademarkSubject(mark) if mark else None,
        names_of_others=others,
    )


@pytest.mark.parametrize(
    ("licence", "mark", "expected"),
    [
        (
            "杭州云帆网络科技有限公司",
            "云帆",
            [
                ("杭州云帆网络科技有限公司", FULL),
                ("杭州云帆", BRAND),
                ("杭州云帆网络科技", INDUSTRY),
                ("云帆", MARK),
            ],
        ),
        ("云帆（中国）有限公司", None, [("云帆中国", BRAND)]),
        # a trademark that is neutral, or in traditional characters, is no proposal
        ("杭州云帆网络有限公司上海分公司", "服务提醒", []),
        (None, "雲帆", []),
        (None, None, []),
        ("", " 云帆 ", [("云帆", MARK)]),
    ],
)
def test_it_proposes_what_passes(
    licence: str | None, mark: str | None, expected: list[tuple[str, SuggestionReason]]
) -> None:
    found = proposals(of(licence, mark), POLICY)
    shown = [(proposal.name, proposal.reason) for proposal in found]
    assert [pair for pair in shown if pair in expected] == expected
    assert licence is not None or shown == expected


def test_a_name_that_another_entity_has_comes_last_and_is_marked() -> None:
    found = proposals(of("杭州云帆网络科技有限公司", others=frozenset({"杭州云帆"})), POLICY)
    assert (found[-1].name, found[-1].collides) == ("杭州云帆", True)
    assert not any(proposal.collides for proposal in found[:-1])


def test_every_proposal_passes_the_check() -> None:
    licence = "杭州云帆网络科技有限公司"
    for proposal in proposals(of(licence), POLICY):
        assert check(ApplicationSubject(proposal.name, TODAY, enterprise_name=licence), POLICY).outcome is (
            Outcome.PASS
        )


@pytest.mark.parametrize(
    ("licence", "mark"),
    [
        ("杭州云帆网络科技有限公司", "云帆"),
        ("云帆（中国）有限公司", None),
        (None, "服务提醒"),
        ("", "云帆"),
        (None, None),
    ],
)
def test_the_best_proposal_is_the_first(licence: str | None, mark: str | None) -> None:
    subject = of(licence, mark)
    assert best_proposal(subject, POLICY) == next(iter(proposals(subject, POLICY)), None)


def test_only_comparing_rules_speak_about_a_plain_proposal() -> None:
    told = Part.ENTERPRISE_SOURCE | Part.ENTERPRISE | Part.LICENCE | Part.CREDIT_CODE | Part.PERSONS
    assert set(RULES.deciding(told)) == {matching.name_combination, matching.licence_name_match}


@pytest.mark.parametrize("code", [None, "91330100MA0000000C", "91100000MA0000000C"])
@pytest.mark.parametrize("person", [None, "云帆甲"])
def test_the_best_proposal_is_the_first_of_all_and_passes(code: str | None, person: str | None) -> None:
    for _, licence in _names.named(600, seed=3):
        told = replace(of(licence), credit_code=code, legal_representative=person)
        best = best_proposal(told, POLICY)
        assert best == next(iter(proposals(told, POLICY)), None)
        if best is not None:
            assert check(replace(told, name=best.name), POLICY).outcome is Outcome.PASS


def test_nothing_is_proposed_once_the_source_has_ended() -> None:
    ended = replace(POLICY, ended_sources={SignatureSource.ENTERPRISE_NAME: TODAY})
    assert best_proposal(of("杭州云帆网络科技有限公司"), ended) is None
