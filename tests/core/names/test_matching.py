"""Whether a name is taken from the licence name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core import citations
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names.matching import licence_name_match, licence_name_untold
from tests.core.samples import POLICY, application, codes, told

SHORT, WIDTH, CASE = (
    FindingCode.MATCH_SHORT_NAME,
    FindingCode.MATCH_BRACKET_WIDTH,
    FindingCode.MATCH_LETTER_CASE,
)
SKIPS, ELSEWHERE = FindingCode.MATCH_SKIPS, FindingCode.MATCH_NOT_IN_NAME

XAX = "北京市XAX科技有限公司"
BRACKETS = "样例云（中国）有限公司"


def match(name: str, enterprise: str | None) -> list[Finding]:
    return list(licence_name_match(application(name, enterprise_name=enterprise), POLICY))


@pytest.mark.parametrize(
    ("name", "enterprise", "expected"),
    [
        # the whole name
        (XAX, XAX, []),
        (XAX, f" {XAX}\n", []),
        (BRACKETS, BRACKETS, []),
        ("样例云(中国)有限公司", BRACKETS, [WIDTH]),
        ("样例云中国有限公司", BRACKETS, [WIDTH]),
        ("北京市xax科技有限公司", XAX, [CASE]),
        ("abc(中国)公司", "ABC（中国）公司", [WIDTH, CASE]),
        # a part of it
        ("北京市XAX科技", XAX, [SHORT]),
        ("XAX科技", XAX, [SHORT]),
        ("（中国）", BRACKETS, [SHORT]),
        ("北京市xax", XAX, [CASE, SHORT]),
        ("样例云中国", BRACKETS, [WIDTH, SHORT]),
        ("样例云(中国)", BRACKETS, [WIDTH, SHORT]),
        ("abc中国", "ABC（中国）公司", [WIDTH, CASE, SHORT]),
        # characters left out
        ("北京XAX科技", XAX, [SKIPS]),
        ("XX科技", XAX, [SKIPS]),
        ("北京xax科技", XAX, [SKIPS]),
        ("样例国", BRACKETS, [SKIPS]),
        ("样例(国)", BRACKETS, [SKIPS]),
        # from elsewhere
        ("科技北京", XAX, [ELSEWHERE]),
        ("云帆科技", XAX, [ELSEWHERE]),
        ("北京市XAX科技有限公司北京", XAX, [ELSEWHERE]),
        ("()", XAX, [ELSEWHERE]),
        ("北", "南京", [ELSEWHERE]),
    ],
)
def test_it_tells_how_a_name_is_taken_from_the_licence(
    name: str, enterprise: str, expected: list[FindingCode]
) -> None:
    found = match(name, enterprise)
    assert codes(found) == expected
    for finding in found:
        rejected = finding.code in {SKIPS, ELSEWHERE}
        assert finding.severity is (Severity.REJECT if rejected else Severity.REVIEW)
        assert finding.field == "name"
        assert told(finding)["enterprise"] == enterprise.strip()


@pytest.mark.parametrize(
    ("code", "name", "enterprise", "source"),
    [
        (SHORT, "北京市", XAX, citations.SPECIFICATIONS),
        (WIDTH, "样例云(中国)有限公司", BRACKETS, citations.OWN_POLICY),
        (CASE, "xax", "XAX", citations.CREATE_SIGNATURE),
        (SKIPS, "北京XAX", XAX, citations.SPECIFICATIONS),
        (ELSEWHERE, "云帆", XAX, citations.REJECTIONS),
    ],
)
def test_it_says_where_the_rule_comes_from(
    code: FindingCode, name: str, enterprise: str, source: str
) -> None:
    (finding,) = match(name, enterprise)
    assert (finding.code, finding.source) == (code, source)


@pytest.mark.parametrize(
    ("name", "enterprise", "skipped", "before", "span"),
    [
        ("北京XAX科技", XAX, "市", "X", (2, 7)),
        ("XX科技", XAX, "A", "X", (1, 4)),
        ("xx科技", XAX, "A", "x", (1, 4)),
        ("北京科技", XAX, "市", "科", (2, 4)),
        ("样例国", BRACKETS, "云", "国", (2, 3)),
        # where the name may start at several places, the one that it follows longest is shown
        ("云云帆公司", "云云帆样例公司", "样", "公", (3, 5)),
        ("云帆公司", "云云帆样例公司", "样", "公", (2, 4)),
        ("甲乙丁", "甲丙甲乙丙丁", "丙", "丁", (2, 3)),
        ("甲丙丁", "甲丙乙丁甲乙丙丁", "乙", "丁", (2, 3)),
        # a later place counts although it follows no longer than where it stands
        ("甲乙丙丁", "戊戊戊甲丙甲乙戊丙丁", "戊", "丙", (2, 4)),
        # a longer run that leads nowhere does not count
        ("甲乙丙丁", "甲戊乙丙丁甲乙丙", "戊", "乙", (1, 4)),
        # brackets in the name hide where it stands
        ("样例(国)", BRACKETS, "云", "国", None),
    ],
)
def test_it_names_the_first_skipped_character(
    name: str, enterprise: str, skipped: str, before: str, span: tuple[int, int] | None
) -> None:
    (finding,) = match(name, enterprise)
    assert finding.code is SKIPS
    assert told(finding) == {"skipped": skipped, "before": before, "enterprise": enterprise}
    assert finding.span == span


@pytest.mark.parametrize(
    ("name", "span"),
    [("云帆科技", (0, 1)), ("北京市云", (3, 4)), ("科技北京", None), ("xax北京", None), ("北京市Z", (3, 4))],
)
def test_it_points_at_the_first_character_that_the_licence_lacks(
    name: str, span: tuple[int, int] | None
) -> None:
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


ALPHABET = st.sampled_from("甲乙丙AB()（）")


@given(st.text(ALPHABET, min_size=1, max_size=20), st.data())
def test_a_contiguous_part_is_never_rejected(enterprise: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(enterprise) - 1))
    end = data.draw(st.integers(start + 1, len(enterprise)))
    found = match(enterprise[start:end], enterprise)
    assert codes(found) == ([] if enterprise[start:end] == enterprise else [SHORT])


@given(st.text(ALPHABET, min_size=1, max_size=8), st.text(ALPHABET, min_size=1, max_size=20))
def test_skipping_means_in_order_but_not_side_by_side(name: str, enterprise: str) -> None:
    found = match(name, enterprise)
    if SKIPS not in codes(found):
        return
    drop = str.maketrans("ABab", "abab", "()（）")
    rest = iter(enterprise.translate(drop))
    wanted = name.translate(drop)
    assert all(character in rest for character in wanted)
    assert wanted not in enterprise.translate(drop)


@given(st.text(), st.text())
def test_any_two_texts_get_an_answer(name: str, enterprise: str) -> None:
    for finding in match(name, enterprise):
        assert finding.span is None or 0 <= finding.span[0] < finding.span[1] <= len(name)
