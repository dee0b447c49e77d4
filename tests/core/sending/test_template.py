"""Templates: variables, rules, filling in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core import citations
from qianming.core.codes import FindingCode, TemplateType
from qianming.core.findings import Finding, Outcome, Severity
from qianming.core.sending.template import (
    TEMPLATE_RULES,
    check_template,
    render,
    template_findings,
    variables,
)
from tests.core.samples import POLICY, codes, template, told

PLAIN, CODE, PROMOTION = TemplateType.NOTIFICATION, TemplateType.VERIFICATION_CODE, TemplateType.PROMOTION
NOTICES = {FindingCode.TEMPLATE_LINK, FindingCode.TEMPLATE_CONTACT, FindingCode.TEMPLATE_IP_ADDRESS}
SOURCES = {rule.codes[0]: rule.source for rule in TEMPLATE_RULES.rules}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("您的验证码为${code}", ("code",)),
        ("${a}与${b_1}与${a}", ("a", "b_1")),
        ("${A9}${}${1a}${变量}$x{y}", ("A9",)),
        ("${a${b}}", ("b",)),
    ],
)
def test_it_reads_variables_in_order_and_once(text: str, names: tuple[str, ...]) -> None:
    assert variables(text) == names


def test_it_fills_in_and_reads_nothing_twice() -> None:
    assert render("${a}，${b}，${a}", {"a": "${b}", "b": r"\1$"}) == r"${b}，\1$，${b}"


def test_a_missing_value_is_an_error_here() -> None:
    with pytest.raises(KeyError):
        render("${a}", {})


def found(content: str, kind: TemplateType = TemplateType.NOTIFICATION, name: str = "样例") -> list[Finding]:
    return list(template_findings(template(content, kind, name), POLICY))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("您的验证码为${code}，5分钟内有效。", CODE),
        ("您的注册码为${code}", CODE),
        ("您的校验码为${code}", CODE),
        ("您的动态码为${code}", CODE),
        ("您的动态密码为${code}", CODE),
        ("验证码已失效", CODE),
        ("${a}您好，${b}已发货。", TemplateType.NOTIFICATION),
        ("新品上市，拒收请回复R", PROMOTION),
        ("新品上市，拒收请回复R \n", PROMOTION),
        ("云" * 500, TemplateType.NOTIFICATION),
        ("乾隆年间", TemplateType.NOTIFICATION),
        ("鮀浦", TemplateType.NOTIFICATION),
    ],
)
def test_it_accepts_good_templates(content: str, kind: TemplateType) -> None:
    assert found(content, kind) == []


@pytest.mark.parametrize(
    ("content", "kind", "code", "spans"),
    [
        ("", PLAIN, FindingCode.TEMPLATE_LENGTH, [None]),
        (" \n", PLAIN, FindingCode.TEMPLATE_LENGTH, [None]),
        (" " * 500, PLAIN, FindingCode.TEMPLATE_LENGTH, [None]),
        ("云" * 501, PLAIN, FindingCode.TEMPLATE_LENGTH, [(500, 501)]),
        ("你好【云帆】", PLAIN, FindingCode.TEMPLATE_CHARACTERS, [(2, 3), (5, 6)]),
        ("恭喜🎉🎉", PLAIN, FindingCode.TEMPLATE_CHARACTERS, [(2, 4)]),
        ("您的訂單已發貨", PLAIN, FindingCode.TEMPLATE_CHARACTERS, [(2, 4), (5, 7)]),
        ("你好${变量}再见", PLAIN, FindingCode.TEMPLATE_VARIABLES, [(2, 7)]),
        ("你好${}再见${ a}", PLAIN, FindingCode.TEMPLATE_VARIABLES, [(2, 5), (7, 12)]),
        ("你好${code", PLAIN, FindingCode.TEMPLATE_VARIABLES, [(2, 8)]),
        ("验证码${a}${b}", CODE, FindingCode.TEMPLATE_VARIABLES, [None]),
        ("您的密码为${code}", CODE, FindingCode.TEMPLATE_VERIFICATION_WORD, [None]),
        ("新品上市", PROMOTION, FindingCode.TEMPLATE_UNSUBSCRIBE, [None]),
        ("拒收请回复R，新品上市", PROMOTION, FindingCode.TEMPLATE_UNSUBSCRIBE, [None]),
        ("详见a.cn/x", PLAIN, FindingCode.TEMPLATE_LINK, [(2, 8)]),
        ("致电95188", PLAIN, FindingCode.TEMPLATE_CONTACT, [(2, 7)]),
        ("访问10.0.0.1", PLAIN, FindingCode.TEMPLATE_IP_ADDRESS, [(2, 10)]),
    ],
)
def test_each_fault_has_its_code_and_place(
    content: str, kind: TemplateType, code: FindingCode, spans: list[tuple[int, int] | None]
) -> None:
    findings = found(content, kind)
    assert [(finding.code, finding.span) for finding in findings] == [(code, span) for span in spans]
    for finding in findings:
        notice = finding.code in NOTICES
        assert finding.severity is (Severity.NOTICE if notice else Severity.REJECT)
        assert (finding.field, finding.source) == ("content", SOURCES[finding.code])


@pytest.mark.parametrize(
    ("content", "kind", "params"),
    [
        ("云" * 501, TemplateType.NOTIFICATION, {"field": "content", "length": "501", "max": "500"}),
        ("你好【", TemplateType.NOTIFICATION, {"characters": "【"}),
        ("你好${1}", TemplateType.NOTIFICATION, {"variables": "${1}"}),
        ("验证码${a}${b}", CODE, {"variables": "a, b"}),
        ("您的密码", CODE, {"words": "验证码、注册码、校验码、动态码、动态密码"}),
        ("新品上市", PROMOTION, {"hint": "拒收请回复R"}),
        ("详见a.cn/x", TemplateType.NOTIFICATION, {"found": "a.cn/x"}),
        ("致电95188", TemplateType.NOTIFICATION, {"found": "95188"}),
        ("访问10.0.0.1", TemplateType.NOTIFICATION, {"found": "10.0.0.1"}),
    ],
)
def test_each_fault_carries_what_its_sentence_needs(
    content: str, kind: TemplateType, params: dict[str, str]
) -> None:
    (finding,) = found(content, kind)
    assert told(finding) == params


@pytest.mark.parametrize(("name", "span"), [("", None), (" ", None), ("样" * 31, (30, 31))])
def test_a_template_needs_a_name_of_at_most_30_characters(name: str, span: tuple[int, int] | None) -> None:
    (finding,) = found("正文", name=name)
    assert (finding.code, finding.severity) == (FindingCode.TEMPLATE_LENGTH, Severity.REJECT)
    assert (finding.field, finding.source, finding.span) == ("name", citations.CREATE_TEMPLATE, span)
    assert told(finding) == {"field": "name", "length": str(len(name)), "max": "30"}
    assert found("正文", name="样" * 30) == []


@pytest.mark.parametrize("kind", [TemplateType.NOTIFICATION, TemplateType.INTERNATIONAL])
def test_words_and_hints_are_wanted_of_their_own_type_only(kind: TemplateType) -> None:
    assert found("${a}与${b}", kind) == []


def test_what_lies_beyond_the_limit_is_refused_by_its_length_alone() -> None:
    text = "云" * 500 + "${}【a.cn 95188 10.0.0.1"
    assert codes(found(text)) == [FindingCode.TEMPLATE_LENGTH]


def test_all_faults_are_told_together() -> None:
    text = "【云帆】${1}详见a.cn或致电95188或10.0.0.1"
    assert codes(found(text, CODE)) == [
        FindingCode.TEMPLATE_CHARACTERS,
        FindingCode.TEMPLATE_CHARACTERS,
        FindingCode.TEMPLATE_VARIABLES,
        FindingCode.TEMPLATE_VERIFICATION_WORD,
        FindingCode.TEMPLATE_LINK,
        FindingCode.TEMPLATE_CONTACT,
        FindingCode.TEMPLATE_IP_ADDRESS,
    ]


def test_a_risky_template_still_passes() -> None:
    verdict = check_template(template("详见a.cn"), POLICY)
    assert verdict.outcome is Outcome.PASS
    assert verdict.policy == POLICY.effective
    assert codes(verdict.findings) == [FindingCode.TEMPLATE_LINK]
    assert verdict.not_checked == ()


def test_the_first_rule_is_about_length() -> None:
    assert SOURCES == {
        FindingCode.TEMPLATE_LENGTH: citations.CREATE_TEMPLATE,
        FindingCode.TEMPLATE_CHARACTERS: citations.ERROR_CODES,
        FindingCode.TEMPLATE_VARIABLES: citations.CREATE_TEMPLATE,
        FindingCode.TEMPLATE_VERIFICATION_WORD: citations.VERIFICATION_TEMPLATES,
        FindingCode.TEMPLATE_UNSUBSCRIBE: citations.ERROR_CODES,
        FindingCode.TEMPLATE_LINK: citations.SPECIFICATIONS,
        FindingCode.TEMPLATE_CONTACT: citations.SPECIFICATIONS,
        FindingCode.TEMPLATE_IP_ADDRESS: citations.SPECIFICATIONS,
    }


@given(st.text(), st.sampled_from(TemplateType), st.text())
def test_any_text_gets_an_answer(content: str, kind: TemplateType, name: str) -> None:
    for finding in found(content, kind, name):
        whole = name if finding.field == "name" else content
        assert finding.span is None or 0 <= finding.span[0] < finding.span[1] <= len(whole)


@given(st.text(st.sampled_from("ab${}_1")), st.text())
def test_what_is_filled_in_leaves_no_variable_open(content: str, value: str) -> None:
    names = variables(content)
    filled = render(content, dict.fromkeys(names, "值"))
    assert variables(filled) == ()
    assert render(content, dict.fromkeys(names, value)).count(value) >= len(names)
