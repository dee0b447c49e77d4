"""Proposed names: compliant, ranked, with reasons, collisions last."""

from hypothesis import given
from hypothesis import strategies as st

from qianming.core.findings import Severity
from qianming.core.names.abbreviation import departures
from qianming.core.names.suggest import Suggestion, SuggestionReason, suggestions

LICENCE = "杭州甲未丙科技有限公司"


def names(found: tuple[Suggestion, ...]) -> list[str]:
    return [suggestion.name for suggestion in found]


def test_it_ranks_from_the_full_name_to_the_trademark() -> None:
    found = suggestions(LICENCE, trademark="乙午")
    assert [(suggestion.name, suggestion.reason) for suggestion in found] == [
        (LICENCE, SuggestionReason.FULL_NAME),
        ("杭州甲未丙", SuggestionReason.LOCATION_BRAND),
        ("杭州甲未丙科技", SuggestionReason.LOCATION_BRAND_INDUSTRY),
        ("乙午", SuggestionReason.TRADEMARK),
    ]


def test_a_long_full_name_is_left_out() -> None:
    assert names(suggestions("杭州甲未丙科技发展股份有限公司"))[0] == "杭州甲未丙"


def test_brackets_are_dropped() -> None:
    found = names(suggestions("甲未（福建）融资租赁股份有限公司"))
    assert found == ["甲未福建", "甲未福建融资租赁"]


def test_a_collision_goes_last() -> None:
    found = suggestions(LICENCE, taken=frozenset({LICENCE}))
    assert found[-1] == Suggestion(LICENCE, SuggestionReason.FULL_NAME, collides=True)


def test_what_the_other_rules_refuse_is_left_out() -> None:
    assert names(suggestions(LICENCE, acceptable=lambda name: "科技" not in name)) == ["杭州甲未丙"]


def test_nothing_is_proposed_where_a_person_must_decide() -> None:
    assert suggestions("甲未丙科技发展股份有限公司") == ()
    assert suggestions("杭州甲未丙科技有限公司宁波分公司第二门市部") == ()
    assert suggestions("") == ()


def test_the_national_authority_needs_no_location() -> None:
    assert names(suggestions("甲未丙科技发展股份有限公司", "91100000MA00000000"))[0] == "甲未丙"


def test_a_name_without_brand_has_only_its_full_form() -> None:
    assert names(suggestions("广德种子公司")) == ["广德种子公司"]
    assert names(suggestions("广德甲未")) == ["广德甲未"]


@given(st.text(max_size=40))
def test_every_proposal_from_a_licence_complies(licence_name: str) -> None:
    for suggestion in suggestions(licence_name):
        found = departures(suggestion.name, licence_name)
        assert all(departure.severity is Severity.NOTICE for departure in found)
