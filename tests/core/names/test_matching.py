"""What the comparison with the licence name amounts to: three outcomes, their evidence, and the fix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core import citations
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names.matching import (
    is_supported,
    licence_name_match,
    licence_name_untold,
    name_combination,
)
from qianming.core.subjects import TrademarkSubject
from tests.core.samples import POLICY, application, codes, told

WIDTH, CASE = FindingCode.MATCH_BRACKET_WIDTH, FindingCode.MATCH_LETTER_CASE
SKIPS, ELSEWHERE = FindingCode.MATCH_SKIPS, FindingCode.MATCH_NOT_IN_NAME
REORDERED, OMITTED = FindingCode.MATCH_REORDERED, FindingCode.MATCH_LOCATION_OMITTED
SHORTENED, CUT = FindingCode.MATCH_LOCATION_SHORTENED, FindingCode.MATCH_BRAND_CUT
TOO_SHORT, UNCERTAIN = FindingCode.MATCH_TOO_SHORT, FindingCode.MATCH_BOUNDARY_UNCERTAIN
NO_LOCATION, BRANCH = FindingCode.MATCH_NO_LOCATION, FindingCode.MATCH_BRANCH

REJECT, REVIEW, NOTICE = Severity.REJECT, Severity.REVIEW, Severity.NOTICE
XAX = "北京市XAX科技有限公司"
BRACKETS = "样例云（中国）有限公司"
CLOUD = "杭州云帆网络科技有限公司"
LAYERED = "浙江省杭州市云帆网络科技有限公司"


def match(name: str, enterprise: str | None, credit_code: str | None = None) -> list[Finding]:
    subject = application(name, enterprise_name=enterprise, credit_code=credit_code)
    return list(licence_name_match(subject, POLICY))


@pytest.mark.parametrize(
    ("name", "enterprise", "expected"),
    [
        # the whole name
        (XAX, XAX, []),
        (XAX, f" {XAX}\n", []),
        (BRACKETS, BRACKETS, []),
        ("样例云中国有限公司", BRACKETS, []),
        ("样例云(中国)有限公司", BRACKETS, [(WIDTH, REVIEW)]),
        ("北京市xax科技有限公司", XAX, [(CASE, REVIEW)]),
        ("abc(中国)公司", "ABC（中国）公司", [(CASE, REVIEW), (WIDTH, REVIEW)]),
        # a proper abbreviation
        ("北京市XAX", XAX, []),
        ("北京市XAX科技", XAX, []),
        ("杭州云帆", CLOUD, []),
        ("杭州云帆网络", CLOUD, []),
        ("杭州云帆网络科技有限", CLOUD, []),
        ("样例云中国", BRACKETS, []),
        ("浙江省杭州市云帆", LAYERED, []),
        ("中国云帆", "中国云帆网络有限公司", []),
        ("北京市xax", XAX, [(CASE, REVIEW)]),
        # the location
        ("XAX科技", XAX, [(OMITTED, REJECT)]),
        ("云帆", CLOUD, [(OMITTED, REJECT)]),
        ("网络科技", CLOUD, [(OMITTED, REJECT)]),
        ("样例云", BRACKETS, [(OMITTED, REJECT)]),
        ("（中国）", BRACKETS, [(OMITTED, REJECT)]),
        ("杭州市云帆", LAYERED, [(SHORTENED, REVIEW)]),
        ("杭州云帆", "杭州市云帆网络有限公司", [(SHORTENED, REVIEW)]),
        ("北京XAX科技", XAX, [(SHORTENED, REVIEW)]),
        ("北京xax科技", XAX, [(SHORTENED, REVIEW)]),
        # the distinctive name
        ("杭州云", CLOUD, [(TOO_SHORT, REJECT)]),
        ("杭州", CLOUD, [(TOO_SHORT, REJECT)]),
        ("杭州魔方", "杭州魔方根网络科技有限公司", [(CUT, REJECT)]),
        # where the end is a guess
        ("杭州云帆网", CLOUD, [(UNCERTAIN, REVIEW)]),
        ("杭州云帆网络科技有", CLOUD, [(UNCERTAIN, REVIEW)]),
        # without a location, and branches
        ("云帆网络", "云帆网络科技有限公司", [(NO_LOCATION, REVIEW)]),
        ("网络科技", "云帆网络科技有限公司", [(CUT, REJECT)]),
        ("杭州云帆", CLOUD + "上海分公司", [(BRANCH, REVIEW)]),
        # characters left out, order, elsewhere
        ("XX科技", XAX, [(SKIPS, REJECT)]),
        ("样例国", BRACKETS, [(SKIPS, REJECT)]),
        ("杭州云帆科技", CLOUD, [(SKIPS, REJECT)]),
        ("科技北京", XAX, [(REORDERED, REJECT)]),
        ("网络科技杭州云帆", CLOUD, [(REORDERED, REJECT)]),
        ("云帆科技", XAX, [(ELSEWHERE, REJECT)]),
        ("北京市XAX科技有限公司海淀", XAX, [(ELSEWHERE, REJECT)]),
        ("()", XAX, [(ELSEWHERE, REJECT)]),
        ("北", "南京", [(ELSEWHERE, REJECT)]),
        ("Beijing XAX", XAX, [(ELSEWHERE, REJECT)]),
    ],
)
def test_it_judges_how_a_name_is_taken_from_the_licence(
    name: str, enterprise: str, expected: list[tuple[FindingCode, Severity]]
) -> None:
    found = match(name, enterprise)
    assert [(finding.code, finding.severity) for finding in found] == expected
    for finding in found:
        assert finding.field == "name"
        assert told(finding)["enterprise"] == enterprise.strip()


def test_the_national_authority_registers_names_without_a_location() -> None:
    name = "云帆网络科技有限公司"
    assert match("云帆网络", name, "91100000MA0000002B") == []
    assert codes(match("云帆网络", name, "91330100MA0000000C")) == [NO_LOCATION]


def test_under_four_characters_is_a_notice() -> None:
    (finding,) = match("云中国", "云（中国）有限公司")
    assert (finding.code, finding.severity) == (TOO_SHORT, NOTICE)


@pytest.mark.parametrize(
    ("code", "name", "enterprise", "source"),
    [
        (WIDTH, "样例云(中国)有限公司", BRACKETS, citations.OWN_POLICY),
        (CASE, "北京市xax", XAX, citations.CREATE_SIGNATURE),
        (SKIPS, "XX科技", XAX, citations.SPECIFICATIONS),
        (REORDERED, "科技北京", XAX, citations.REJECTIONS),
        (OMITTED, "XAX", XAX, citations.SPECIFICATIONS),
        (SHORTENED, "北京XAX", XAX, citations.SPECIFICATIONS),
        (TOO_SHORT, "杭州云", CLOUD, citations.SPECIFICATIONS),
        (UNCERTAIN, "杭州云帆网", CLOUD, citations.OWN_POLICY),
        (NO_LOCATION, "云帆网络", "云帆网络科技有限公司", citations.OWN_POLICY),
        (BRANCH, "杭州云帆", CLOUD + "上海分公司", citations.OWN_POLICY),
        (ELSEWHERE, "云帆", XAX, citations.REJECTIONS),
    ],
)
def test_it_says_where_the_rule_comes_from(
    code: FindingCode, name: str, enterprise: str, source: str
) -> None:
    (finding,) = match(name, enterprise)
    assert (finding.code, finding.source) == (code, source)


@pytest.mark.parametrize(
    ("name", "enterprise", "param", "value", "span"),
    [
        ("XX科技", XAX, "skipped", "A", (1, 4)),
        ("样例(国)", BRACKETS, "skipped", "云中", (3, 4)),
        ("杭州云帆科技", CLOUD, "skipped", "网络", (4, 6)),
        ("北京XAX科技", XAX, "location", "北京市", (0, 2)),
        ("云帆", CLOUD, "location", "杭州", (0, 2)),
        ("杭州魔方", "杭州魔方根网络科技有限公司", "brand", "魔方根", (2, 4)),
        ("北京市xax", XAX, "spelling", "北京市XAX", None),
        ("样例云(中国)", BRACKETS, "spelling", "样例云（中国）", None),
        ("杭州云帆", CLOUD + "上海分公司", "branch", "上海分公司", None),
    ],
)
def test_it_shows_the_evidence(
    name: str, enterprise: str, param: str, value: str, span: tuple[int, int] | None
) -> None:
    (finding,) = match(name, enterprise)
    assert told(finding)[param] == value
    assert finding.span == span


@pytest.mark.parametrize(
    ("name", "span"), [("云帆科技", (0, 2)), ("北京市云", (3, 4)), ("北京市Z", (3, 4)), ("帆科云技", (0, 3))]
)
def test_it_points_at_what_the_licence_lacks(name: str, span: tuple[int, int] | None) -> None:
    (finding,) = match(name, XAX)
    assert (finding.code, finding.span) == (ELSEWHERE, span)


@pytest.mark.parametrize(
    ("name", "enterprise", "source"),
    [
        ("", XAX, SignatureSource.ENTERPRISE_NAME),
        ("云帆", None, SignatureSource.ENTERPRISE_NAME),
        ("云帆", " ", SignatureSource.ENTERPRISE_NAME),
        ("云帆", XAX, SignatureSource.TRADEMARK),
        ("云帆", XAX, SignatureSource.APP),
    ],
)
def test_it_compares_nothing_without_a_name_a_licence_and_that_source(
    name: str, enterprise: str | None, source: SignatureSource
) -> None:
    subject = application(name, enterprise_name=enterprise, source=source)
    assert list(licence_name_match(subject, POLICY)) == []
    assert list(name_combination(subject, POLICY)) == []


@pytest.mark.parametrize(
    ("enterprise", "source", "untold"),
    [
        (None, SignatureSource.ENTERPRISE_NAME, True),
        ("  ", SignatureSource.ENTERPRISE_NAME, True),
        (XAX, SignatureSource.ENTERPRISE_NAME, False),
        (None, SignatureSource.TRADEMARK, False),
    ],
)
def test_it_says_whether_it_could_compare(
    enterprise: str | None, source: SignatureSource, untold: bool
) -> None:
    assert licence_name_untold(application(enterprise_name=enterprise, source=source)) is untold


@pytest.mark.parametrize(
    ("name", "enterprise", "added", "span"),
    [
        ("杭州云帆商城", CLOUD, "商城", (4, 6)),
        ("杭州云帆网络商城", CLOUD, "商城", (6, 8)),
        (CLOUD + "商城", CLOUD, "商城", (12, 14)),
        ("样例云(中国)商城", BRACKETS, "商城", None),
    ],
)
def test_it_rejects_an_enterprise_name_with_a_product(
    name: str, enterprise: str, added: str, span: tuple[int, int] | None
) -> None:
    (finding,) = name_combination(application(name, enterprise_name=enterprise), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_COMBINATION, REJECT)
    assert told(finding) == {"enterprise": enterprise, "added": added}
    assert finding.span == span


@pytest.mark.parametrize("name", ["杭州云帆", "杭州云帆科技", "杭州商城", "云帆商城", "杭州云", CLOUD])
def test_it_sees_no_product_in_other_names(name: str) -> None:
    assert list(name_combination(application(name, enterprise_name=CLOUD), POLICY)) == []


def test_it_sees_no_product_where_the_licence_has_no_distinctive_name() -> None:
    assert list(name_combination(application("有限公司商城", enterprise_name="有限公司"), POLICY)) == []


@pytest.mark.parametrize(
    ("name", "enterprise", "supported"),
    [("杭州云帆", CLOUD, True), ("云帆", CLOUD, False), ("杭州云帆网", CLOUD, False), ("云帆", None, False)],
)
def test_a_licence_supports_its_proper_abbreviations(
    name: str, enterprise: str | None, supported: bool
) -> None:
    assert is_supported(application(name, enterprise_name=enterprise), POLICY) is supported


@pytest.mark.parametrize(
    ("trademark", "supported"),
    [(TrademarkSubject(" 云帆 "), True), (TrademarkSubject("云帆网"), False), (None, False)],
)
def test_a_trademark_supports_its_own_text(trademark: TrademarkSubject | None, supported: bool) -> None:
    subject = application("云帆", source=SignatureSource.TRADEMARK, trademark=trademark)
    assert is_supported(subject, POLICY) is supported


ALPHABET = st.sampled_from("甲乙丙AB()（）")


@given(st.text(ALPHABET, min_size=1, max_size=20), st.data())
def test_a_contiguous_part_neither_skips_nor_comes_from_elsewhere(
    enterprise: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(enterprise) - 1))
    end = data.draw(st.integers(start + 1, len(enterprise)))
    name = enterprise[start:end]
    if name.strip("()（）"):
        assert not {SKIPS, REORDERED, ELSEWHERE} & set(codes(match(name, enterprise)))


@given(st.text(ALPHABET, min_size=1, max_size=8), st.text(ALPHABET, min_size=1, max_size=20))
def test_skipping_means_in_order_but_not_side_by_side(name: str, enterprise: str) -> None:
    if SKIPS not in codes(match(name, enterprise)):
        return
    drop = str.maketrans("AB", "ab", "()（）")
    wanted, whole = name.translate(drop), enterprise.translate(drop)
    rest = iter(whole)
    assert all(character in rest for character in wanted)
    assert wanted not in whole


@given(st.text(), st.text())
def test_any_two_texts_get_an_answer(name: str, enterprise: str) -> None:
    subject = application(name, enterprise_name=enterprise)
    for finding in (*licence_name_match(subject, POLICY), *name_combination(subject, POLICY)):
        assert finding.span is None or 0 <= finding.span[0] <= finding.span[1] <= len(name)
