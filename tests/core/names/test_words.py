"""Test words in a name."""

import pytest

from qianming.core import citations
from qianming.core.codes import FindingCode
from qianming.core.findings import Severity
from qianming.core.names import words
from tests.core.samples import POLICY, application, told


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("测试", [((0, 2), "测试")]),
        ("业务测试", [((2, 4), "测试")]),
        ("云帆test", [((2, 6), "test")]),
        ("TeSt云帆", [((0, 4), "TeSt")]),
        ("测试Test", [((0, 2), "测试"), ((2, 6), "Test")]),
        ("test云TEST", [((0, 4), "test")]),
    ],
)
def test_it_rejects_test_words_in_any_case(name: str, found: list[tuple[tuple[int, int], str]]) -> None:
    findings = list(words.name_test_word(application(name), POLICY))
    assert [(finding.span, told(finding)["word"]) for finding in findings] == found
    assert {(finding.code, finding.severity, finding.field, finding.source) for finding in findings} == {
        (FindingCode.NAME_TEST_WORD, Severity.REJECT, "name", citations.CREATE_SIGNATURE)
    }


@pytest.mark.parametrize(
    ("name", "enterprise"),
    [
        ("上海样例检测试验", "上海样例检测试验所"),
        ("测试", "上海测试样例公司"),
        ("Latest样例", "杭州LATEST样例公司"),
    ],
)
def test_a_person_decides_where_the_word_stands_in_the_licence_name(name: str, enterprise: str) -> None:
    (finding,) = words.name_test_word(application(name, enterprise_name=enterprise), POLICY)
    assert finding.severity is Severity.REVIEW


@pytest.mark.parametrize("enterprise", [None, "", "上海样例软件公司", "上海测试样例公司"])
def test_it_still_rejects_where_the_name_is_not_of_the_licence(enterprise: str | None) -> None:
    (finding,) = words.name_test_word(application("云帆测试", enterprise_name=enterprise), POLICY)
    assert finding.severity is Severity.REJECT


@pytest.mark.parametrize("name", ["", "云帆科技", "tes云t", "测一试"])
def test_it_accepts_names_without_a_test_word(name: str) -> None:
    assert list(words.name_test_word(application(name), POLICY)) == []
