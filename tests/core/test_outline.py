"""The outline leaves no rule out that could speak, and tells all that the unchecked codes depend on."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qianming.core.codes import (
    AccountType,
    CompanyType,
    Industry,
    PaperKind,
    Purpose,
    SignatureKind,
    SignatureSource,
)
from qianming.core.outline import Part, outline
from qianming.core.rulebook import RULES
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject, TrademarkSubject
from tests.core.samples import ENTERPRISE, POLICY, TODAY

TEXT = (
    st.text(max_size=8)
    | st.text("杭州云帆物流政府银行游戏测试會【】aZ9 　", max_size=8)
    | st.just(ENTERPRISE)
)
PIECES = [
    "杭州",
    "云帆",
    "旎",
    "王",
    "欧阳",
    "小",
    "医生",
    "阿依",
    "通知",
    "助手",
    "专班",
    "的",
    "好",
    "赌场",
    "e",
    "AbC",
    "9",
    "Test",
]
NAME = TEXT | st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
MAYBE = st.none() | st.just(" ") | TEXT
DAYS = st.sampled_from([None, TODAY, date(2020, 1, 1)])
SUBJECTS = st.builds(
    ApplicationSubject,
    name=NAME,
    today=st.just(TODAY),
    source=st.sampled_from(SignatureSource),
    kind=st.sampled_from(SignatureKind),
    purpose=st.none() | st.sampled_from(Purpose),
    account_type=st.none() | st.sampled_from(AccountType),
    account_name=MAYBE,
    enterprise_name=MAYBE,
    credit_code=MAYBE,
    company_type=st.none() | st.sampled_from(CompanyType),
    legal_representative=MAYBE,
    administrator=MAYBE,
    trademark=st.none()
    | st.builds(TrademarkSubject, TEXT, MAYBE, MAYBE, DAYS, st.tuples(TEXT) | st.just(())),
    power_of_attorney=st.none()
    | st.builds(PowerOfAttorneySubject, MAYBE, MAYBE, st.tuples(TEXT) | st.just(()), DAYS, DAYS),
    taken_names=st.none() | st.frozensets(TEXT, max_size=2),
    names_of_others=st.none() | st.frozensets(TEXT, max_size=2),
    materials=st.none() | st.frozensets(st.sampled_from(PaperKind), max_size=2),
    applied_today=st.sampled_from([None, 0, 5]),
    remark=TEXT,
    industry=st.none() | st.sampled_from(Industry),
)


@given(SUBJECTS)
@settings(max_examples=600)
def test_no_rule_that_is_left_out_could_have_spoken(subject: ApplicationSubject) -> None:
    every_rule = tuple(finding for rule in RULES.rules for finding in rule.decide(subject, POLICY))
    untold = tuple(code for rule in RULES.rules if rule.untold(subject) for code in rule.codes)
    assert RULES.judge(subject, POLICY) == (every_rule, untold)
    assert RULES.findings(subject, POLICY) == every_rule


@pytest.mark.parametrize(
    ("name", "parts", "rules"),
    [
        ("杭州云帆旎", Part(0), []),
        ("新", Part.LENGTH | Part.GENERIC, ["name_length", "name_neutral"]),
    ],
)
def test_a_bare_name_asks_few_rules(name: str, parts: Part, rules: list[str]) -> None:
    found = outline(ApplicationSubject(name, TODAY), POLICY)
    assert Part(found) == Part.ENTERPRISE_SOURCE | parts
    assert [decide.__name__ for decide in RULES.deciding(found)] == rules


def test_the_book_forgets_outlines_rather_than_grow() -> None:
    from qianming.core.findings import _OUTLINES_KEPT, Rule, RuleBook

    book: RuleBook[int, None] = RuleBook(
        (Rule((), "", lambda *_: iter(())),), outline=lambda number, _: number
    )
    for number in range(_OUTLINES_KEPT + 2):
        assert book.judge(number, None) == ((), ())
    assert len(book._relevant) == 2
