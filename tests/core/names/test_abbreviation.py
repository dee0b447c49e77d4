"""The abbreviation rule, point by point, on invented licence names."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qianming.core.codes import FindingCode
from qianming.core.findings import Severity
from qianming.core.names.abbreviation import departures
from qianming.core.names.contiguity import canonical, missing_part, reordered, skipped_at

LEADING = "杭州甲未丙科技发展有限公司"
CHAIN = "浙江省杭州市甲未丙科技有限公司"
BRACKETS = "甲未丙（福建）融资租赁有限公司"
REJECT, REVIEW, NOTICE = Severity.REJECT, Severity.REVIEW, Severity.NOTICE
CASES = [
    (LEADING, LEADING, []),
    ("杭州甲未丙", LEADING, []),
    ("杭州甲未丙科技", LEADING, []),
    ("杭州甲未丙科技发展", LEADING, []),
    ("杭州甲未丙科技发展有限", LEADING, []),
    ("杭州甲未丙科技发展有", LEADING, [("MATCH_BOUNDARY_UNCERTAIN", REVIEW)]),
    ("杭州甲未丙科", LEADING, [("MATCH_BOUNDARY_UNCERTAIN", REVIEW)]),
    ("甲未丙", LEADING, [("MATCH_LOCATION_OMITTED", REJECT)]),
    ("未丙科技", LEADING, [("MATCH_LOCATION_OMITTED", REJECT)]),
    ("杭州", LEADING, [("MATCH_TOO_SHORT", REJECT)]),
    ("杭州甲", LEADING, [("MATCH_TOO_SHORT", REJECT)]),
    ("杭州甲未", LEADING, [("MATCH_BRAND_CUT", REJECT)]),
    ("杭州甲未丙丁", "杭州甲未丙丁戊科技有限公司", [("MATCH_BRAND_CUT", REJECT)]),
    ("杭州甲未", "杭州甲未丙丁戊科技有限公司", [("MATCH_BOUNDARY_UNCERTAIN", REVIEW)]),
    ("杭州甲未", "杭州甲未丙丁科技有限公司", [("MATCH_BOUNDARY_UNCERTAIN", REVIEW)]),
    ("杭州甲丙科技", LEADING, [("MATCH_SKIPS", REJECT)]),
    ("甲未丙杭州", LEADING, [("MATCH_REORDERED", REJECT)]),
    ("杭州乙午", LEADING, [("MATCH_NOT_IN_NAME", REJECT)]),
    ("丙甲", LEADING, [("MATCH_NOT_IN_NAME", REJECT)]),
    ("杭州甲未丙", CHAIN, [("MATCH_LOCATION_SHORTENED", REVIEW)]),
    ("杭州市甲未丙", CHAIN, [("MATCH_LOCATION_SHORTENED", REVIEW)]),
    ("浙江甲未丙", CHAIN, [("MATCH_LOCATION_SHORTENED", REVIEW)]),
    ("浙江杭州甲未丙", CHAIN, [("MATCH_LOCATION_SHORTENED", REVIEW)]),
    ("杭州甲未", CHAIN, [("MATCH_LOCATION_SHORTENED", REVIEW), ("MATCH_BRAND_CUT", REJECT)]),
    ("杭州市", CHAIN, [("MATCH_LOCATION_OMITTED", REJECT)]),
    ("浙江省杭州市", CHAIN, [("MATCH_TOO_SHORT", REJECT)]),
    ("甲未丙福建", BRACKETS, []),
    ("甲未丙（福建）", BRACKETS, []),
    ("甲未丙(福建)", BRACKETS, [("MATCH_BRACKET_WIDTH", REVIEW)]),
    ("甲未丙福建融资租赁", BRACKETS, []),
    ("甲未丙", BRACKETS, [("MATCH_LOCATION_OMITTED", REJECT), ("MATCH_TOO_SHORT", NOTICE)][:1]),
    ("福建融资", BRACKETS, [("MATCH_LOCATION_OMITTED", REJECT)]),
    ("甲未丙科技", "甲未丙科技有限公司", [("MATCH_NO_LOCATION", REVIEW)]),
    ("未丙科技", "甲未丙科技有限公司", [("MATCH_BRAND_CUT", REJECT)]),
    ("杭州Ab科技", "杭州AB科技有限公司", [("MATCH_LETTER_CASE", REVIEW)]),
    ("杭州ＡＢ科技", "杭州AB科技有限公司", [("MATCH_BRACKET_WIDTH", REVIEW)]),
    ("杭州甲未丙", "杭州甲未丙科技有限公司宁波分公司", [("MATCH_BRANCH", REVIEW)]),
    ("甲未邯郸", "甲未控股邯郸分公司", [("MATCH_SKIPS", REJECT), ("MATCH_BRANCH", REVIEW)]),
    ("广德种子", "广德种子公司", [("MATCH_BOUNDARY_UNCERTAIN", REVIEW)]),
    ("赵县甲", "赵县甲科技有限公司", [("MATCH_TOO_SHORT", REJECT)]),
    ("杭州甲未丙科技有限公司宁波", "杭州甲未丙科技有限公司宁波分公司", [("MATCH_BRANCH", REVIEW)]),
    ("（）", LEADING, [("MATCH_NOT_IN_NAME", REJECT)]),
    ("", LEADING, [("MATCH_NOT_IN_NAME", REJECT)]),
    ("甲" * 61, LEADING, [("MATCH_NOT_IN_NAME", REJECT)]),
    ("甲未丙福建融资租赁有限公司", BRACKETS, []),
]


@pytest.mark.parametrize(("signature", "licence_name", "expected"), CASES)
def test_it_judges_an_abbreviation(
    signature: str, licence_name: str, expected: list[tuple[str, Severity]]
) -> None:
    found = [(departure.code.value, departure.severity) for departure in departures(signature, licence_name)]
    assert found == expected


def test_a_short_name_gets_a_notice() -> None:
    (notice, review) = departures("甲未丙", "甲未丙科技有限公司")[::-1]
    assert (notice.code, notice.severity) == (FindingCode.MATCH_TOO_SHORT, NOTICE)
    assert review.code is FindingCode.MATCH_NO_LOCATION


def test_the_national_authority_needs_no_location() -> None:
    assert departures("甲未丙科技", "甲未丙科技有限公司", "91100000MA00000000") == ()


def test_a_brand_of_two_characters_is_enough_where_no_location_precedes_it() -> None:
    (notice,) = departures("甲未", "甲未科技有限公司", "91100000MA00000000")
    assert (notice.code, notice.severity) == (FindingCode.MATCH_TOO_SHORT, NOTICE)


def test_it_names_the_brand_that_a_name_without_a_location_cuts() -> None:
    (departure,) = departures("未丙科技", "甲未丙科技有限公司")
    assert (departure.code, departure.severity) == (FindingCode.MATCH_BRAND_CUT, REJECT)
    assert (departure.span, departure.params) == ((0, 4), (("brand", "甲未丙"),))


def test_the_policy_says_what_a_shortened_location_weighs() -> None:
    (departure,) = departures("杭州甲未丙", CHAIN, shortened=Severity.REJECT)
    assert departure.severity is Severity.REJECT
    assert departure.span == (0, 2)
    assert dict(departure.params)["location"] == "浙江省杭州市"


def test_spans_are_counted_in_the_signature_as_typed() -> None:
    (_, departure) = departures("甲未丙(福建)融", BRACKETS)
    assert departure.code is FindingCode.MATCH_BOUNDARY_UNCERTAIN
    assert departure.span == (7, 8)
    (_, omitted) = departures("(甲未)丙科技", LEADING)
    assert omitted.span == (1, 7)


def test_it_names_the_skipped_characters() -> None:
    (departure,) = departures("杭州甲丙科技", LEADING)
    assert departure.span == (3, 6)
    assert departure.params == (("skipped", "未"),)


@given(st.text(max_size=90), st.text(max_size=150))
def test_it_never_raises(signature: str, licence_name: str) -> None:
    departures(signature, licence_name)


@given(st.data())
def test_every_part_of_the_name_is_judged(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([LEADING, CHAIN, BRACKETS]))
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assume(canonical(name[start:end]).text)
    codes = {departure.code for departure in departures(name[start:end], name)}
    assert not codes & {FindingCode.MATCH_NOT_IN_NAME, FindingCode.MATCH_SKIPS, FindingCode.MATCH_REORDERED}


def test_comparison_of_strings() -> None:
    assert skipped_at("甲丙", "甲乙丙") == (1, (1, 2))
    assert skipped_at("乙丁", "乙甲乙丙丁") == (1, (1, 4))
    assert skipped_at("丁", "甲乙") is None
    assert skipped_at("乙丙", "甲乙丙") is None
    assert reordered("丙丁甲乙", "甲乙丙丁")
    assert not reordered("丙甲", "甲乙丙丁")
    assert missing_part("甲戊乙", "甲乙") == (1, 2)
    assert missing_part("乙甲", "甲乙") == (0, 2)
    assert canonical("甲（İ）").folded == "甲İ"
