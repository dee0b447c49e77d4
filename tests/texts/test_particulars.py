"""Whatever the rules and the gate find, its sentence is complete: every placeholder is supplied."""

import string
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from qianming.core.codes import (
    AccountType,
    FindingCode,
    Purpose,
    SignatureKind,
    SignatureSource,
    TemplateType,
)
from qianming.core.findings import Finding
from qianming.core.message_codes import SendRefusal
from qianming.core.rulebook import check
from qianming.core.sending.batch import read_batch
from qianming.core.sending.extension import extension_refusal
from qianming.core.sending.gate import SendingState, TemplateState, decide
from qianming.core.sending.params import GateRefusal, parse_params
from qianming.core.sending.template import template_findings
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject, TrademarkSubject
from qianming.texts.catalog import Lang, words
from tests.core.samples import ENTERPRISE, POLICY, application, template
from tools.rule_examples import EXAMPLES, judged

TRADEMARK = {"source": SignatureSource.TRADEMARK}
OTHERS = {"purpose": Purpose.FOR_OTHERS, "account_name": "上海样例公司"}
PAST = date(2020, 1, 1)

APPLICATIONS: tuple[ApplicationSubject, ...] = (
    application("云"),
    application("云！雲【test测试"),
    application("𠮷云"),
    application("123"),
    application("abc"),
    application("abc1"),
    application("法人甲"),
    application("样例", taken_names=frozenset({"样例"})),
    application("杭州样例"),
    application("yunfan", enterprise_name="YUNFAN（中国）公司"),
    application("yunfan中国", enterprise_name="YUNFAN（中国）公司"),
    application("云帆", **TRADEMARK),
    application("云帆", **TRADEMARK, trademark=TrademarkSubject("别名", "上海样例公司", "invalid", PAST)),
    application("云帆", source=SignatureSource.APP, account_type=AccountType.INDIVIDUAL, applied_today=1),
    application(account_name="上海样例公司"),
    application(**OTHERS),
    application(**OTHERS, power_of_attorney=PowerOfAttorneySubject("上海样例公司", None, ("别名",), PAST)),
    application(**OTHERS, power_of_attorney=PowerOfAttorneySubject(None, "9", valid_from=date(2099, 1, 1))),
    application(kind=SignatureKind.VERIFICATION_CODE, remark="注" * 201),
)

TEMPLATES = (
    replace(template(""), name=""),
    template("【${1}详见a.cn或致电95188或10.0.0.1"),
    template("${a}${b}", TemplateType.VERIFICATION_CODE),
    template("新品", TemplateType.PROMOTION),
)

OPEN = SendingState(approved=True)
CODE = TemplateState(True, TemplateType.VERIFICATION_CODE, "您的验证码为${code}")
REFUSALS = (
    decide(None, CODE, {}, 1, POLICY),
    decide(SendingState(approved=True, frozen=True), CODE, {}, 1, POLICY),
    decide(SendingState(approved=True, disabled=True), CODE, {}, 1, POLICY),
    decide(
        SendingState(approved=True, kind=SignatureKind.VERIFICATION_CODE),
        TemplateState(True, TemplateType.NOTIFICATION, ""),
        {},
        1,
        POLICY,
    ),
    decide(OPEN, None, {}, 1, POLICY),
    decide(OPEN, TemplateState(True, TemplateType.INTERNATIONAL, ""), {}, 1, POLICY),
    *(
        decide(OPEN, CODE, parse_params(text), 1, POLICY)
        for text in ("{}", "{", '{"code":[]}', '{"code":""}', '{"code":"%s"}' % ("x" * 36))
    ),
    *(decide(OPEN, CODE, {"code": value}, 1, POLICY) for value in ("a.cn", "😀")),
    *(decide(OPEN, CODE, {"code": "1"}, numbers, POLICY) for numbers in (0, 1001)),
    read_batch("[", "[]"),
    read_batch('["13900000001"]', "[]"),
    *(GateRefusal(code) for code in (extension_refusal("x", None, 1), extension_refusal("1", 2, 1)) if code),
)


def findings() -> Iterable[Finding]:
    for subject in APPLICATIONS:
        yield from check(subject, POLICY).findings
    for text in TEMPLATES:
        yield from template_findings(text, POLICY)
    for example in EXAMPLES.values():
        yield from judged(example.fails, POLICY).findings


def supplied() -> dict[FindingCode | SendRefusal, list[set[str]]]:
    """For every code, the names that each of its findings or refusals supplies."""
    names: dict[FindingCode | SendRefusal, list[set[str]]] = defaultdict(list)
    for said in (*findings(), *REFUSALS):
        assert isinstance(said, Finding | GateRefusal)
        names[said.code].append({name for name, _ in said.params})
    return names


SUPPLIED = supplied()


@pytest.mark.parametrize("code", [*FindingCode, *SendRefusal])
@pytest.mark.parametrize("lang", Lang)
def test_every_placeholder_is_supplied(code: FindingCode | SendRefusal, lang: Lang) -> None:
    said = words(code, lang)
    texts = (said.title, said.why, said.fix)
    wanted = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    assert SUPPLIED[code], "this sample finds every code"
    for names in SUPPLIED[code]:
        assert wanted <= names


def test_the_sample_is_about_one_enterprise() -> None:
    assert APPLICATIONS[0].enterprise_name == ENTERPRISE
