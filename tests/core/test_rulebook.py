"""The rulebook as a whole: what every rule owes, and what comes of whole applications."""

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core import citations
from qianming.core.codes import (
    AccountType,
    CompanyType,
    FindingCode,
    Industry,
    PaperKind,
    Purpose,
    SignatureKind,
    SignatureSource,
)
from qianming.core.findings import Outcome, RuleBook
from qianming.core.papers.entity import ENTITY_RULES
from qianming.core.rulebook import RULES, check
from qianming.core.sending.template import TEMPLATE_RULES
from qianming.core.subjects import ApplicationSubject, PowerOfAttorneySubject, TrademarkSubject
from tests.core.samples import CLEAN, ENTERPRISE, POLICY, TODAY, application, codes

BOOKS: tuple[RuleBook[object, object], ...] = (RULES, TEMPLATE_RULES, ENTITY_RULES)  # type: ignore[assignment]
MATCHES = tuple(code for code in FindingCode if code.startswith("MATCH_"))
CITED = {value for name, value in vars(citations).items() if name.isupper()}


def test_every_code_belongs_to_one_rule() -> None:
    known = [code for book in BOOKS for rule in book.rules for code in rule.codes]
    assert sorted(known) == sorted(FindingCode)


def test_every_rule_describes_itself_and_says_where_it_comes_from() -> None:
    for book in BOOKS:
        for rule in book.rules:
            assert rule.description.endswith((".", "!")), rule.codes
            assert rule.source in CITED, rule.codes


def test_the_sources_of_the_rules() -> None:
    assert {code: rule.source for rule in RULES.rules for code in rule.codes} == {
        FindingCode.NAME_LENGTH: citations.SPECIFICATIONS,
        FindingCode.NAME_CHARACTERS: citations.SPECIFICATIONS,
        FindingCode.NAME_BRACKETS: citations.CREATE_SIGNATURE,
        FindingCode.NAME_TRADITIONAL: citations.SPECIFICATIONS,
        FindingCode.NAME_DIGITS_ONLY: citations.SPECIFICATIONS,
        FindingCode.NAME_LETTERS_ONLY: citations.REJECTIONS,
        FindingCode.NAME_NO_CHINESE: citations.REJECTIONS,
        FindingCode.NAME_TEST_WORD: citations.CREATE_SIGNATURE,
        FindingCode.NAME_INITIALS: citations.REJECTIONS,
        FindingCode.NAME_PERSONAL: citations.SPECIFICATIONS,
        FindingCode.NAME_NEUTRAL: citations.SPECIFICATIONS,
        FindingCode.NAME_RESTRICTED: citations.SPECIFICATIONS,
        FindingCode.NAME_COMBINATION: citations.SPECIFICATIONS,
        FindingCode.NAME_TAKEN: citations.CREATE_SIGNATURE,
        FindingCode.NAME_LOOKALIKE: citations.OWN_POLICY,
        **dict.fromkeys(MATCHES, citations.SPECIFICATIONS),
        FindingCode.TRADEMARK_MISSING: citations.CREATE_SIGNATURE,
        FindingCode.TRADEMARK_TEXT: citations.CREATE_TRADEMARK,
        FindingCode.TRADEMARK_OWNER: citations.SPECIFICATIONS,
        FindingCode.TRADEMARK_STATUS: citations.SPECIFICATIONS,
        FindingCode.TRADEMARK_EXPIRED: citations.CREATE_TRADEMARK,
        FindingCode.TRADEMARK_NOT_UNIQUE: citations.OWN_POLICY,
        FindingCode.TRADEMARK_PREFER_ENTERPRISE: citations.SPECIFICATIONS,
        FindingCode.SOURCE_UNSUPPORTED: citations.SOURCES_ENDED,
        FindingCode.SOURCE_HIGH_RISK: citations.SOURCES_ENDED,
        FindingCode.PURPOSE_ACCOUNT: citations.INDIVIDUALS_ENDED,
        FindingCode.PURPOSE_ENTITY: citations.SPECIFICATIONS,
        FindingCode.PURPOSE_INDUSTRY: citations.SPECIFICATIONS,
        FindingCode.INDUSTRY_INFERRED: citations.OWN_POLICY,
        FindingCode.INDUSTRY_PAPERS: citations.SPECIFICATIONS,
        FindingCode.INDUSTRY_LANDLINE: citations.SPECIFICATIONS,
        FindingCode.MATERIAL_MISSING: citations.SPECIFICATIONS,
        FindingCode.POWER_MISSING: citations.SPECIFICATIONS,
        FindingCode.POWER_SCOPE: citations.CREATE_POWER_OF_ATTORNEY,
        FindingCode.POWER_EXPIRED: citations.CREATE_POWER_OF_ATTORNEY,
        FindingCode.POWER_PARTY: citations.CREATE_POWER_OF_ATTORNEY,
        FindingCode.KIND_DISCOURAGED: citations.ERROR_CODES,
        FindingCode.REMARK_LENGTH: citations.CREATE_SIGNATURE,
        FindingCode.LIMIT_DAILY: citations.SPECIFICATIONS,
    }


CLEAN_12 = "上海魔方根教育科技工作室"
SHANGHAI = "91310100MA0000001A"


def full(name: str, enterprise: str, **changes: Any) -> ApplicationSubject:
    return replace(CLEAN, name=name, enterprise_name=enterprise, account_name=enterprise, **changes)


MARK = TrademarkSubject("云帆", CLEAN_12, "registered", date(2030, 1, 1))
LETTER = PowerOfAttorneySubject("上海样例公司", "A", ("上海样例",), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("subject", "outcome", "expected"),
    [
        (full(CLEAN_12, CLEAN_12), Outcome.PASS, []),
        (
            full(
                "云帆",
                CLEAN_12,
                source=SignatureSource.TRADEMARK,
                trademark=MARK,
                materials=frozenset(PaperKind),
            ),
            Outcome.PASS,
            [FindingCode.TRADEMARK_PREFER_ENTERPRISE],
        ),
        (full("上海魔方根", CLEAN_12, credit_code=SHANGHAI), Outcome.PASS, []),
        (
            full("上海魔方根教", CLEAN_12, credit_code=SHANGHAI),
            Outcome.REVIEW,
            [FindingCode.MATCH_BOUNDARY_UNCERTAIN],
        ),
        (
            full("北京XAX科技", "北京市XAX科技有限公司"),
            Outcome.REVIEW,
            [FindingCode.MATCH_LOCATION_SHORTENED],
        ),
        (
            full("test【云】", CLEAN_12),
            Outcome.REJECT,
            [
                FindingCode.NAME_BRACKETS,
                FindingCode.NAME_BRACKETS,
                FindingCode.NAME_TEST_WORD,
                FindingCode.MATCH_NOT_IN_NAME,
            ],
        ),
        (
            full(
                "上海样例",
                "上海样例公司",
                purpose=Purpose.FOR_OTHERS,
                power_of_attorney=LETTER,
                credit_code="A",
                materials=frozenset({PaperKind.LICENCE}),
            ),
            Outcome.REVIEW,
            [FindingCode.PURPOSE_ENTITY],
        ),
        (
            full(
                CLEAN_12, CLEAN_12, account_type=AccountType.INDIVIDUAL, kind=SignatureKind.VERIFICATION_CODE
            ),
            Outcome.REJECT,
            [FindingCode.PURPOSE_ACCOUNT, FindingCode.KIND_DISCOURAGED],
        ),
        (
            full("雲帆", CLEAN_12, source=SignatureSource.APP, remark="注" * 201),
            Outcome.REJECT,
            [FindingCode.NAME_TRADITIONAL, FindingCode.SOURCE_UNSUPPORTED, FindingCode.REMARK_LENGTH],
        ),
    ],
)
def test_whole_applications_get_their_verdict(
    subject: ApplicationSubject, outcome: Outcome, expected: list[FindingCode]
) -> None:
    verdict = check(subject, POLICY)
    assert codes(verdict.findings) == expected
    assert verdict.outcome is outcome
    assert verdict.policy == date(2026, 4, 27)
    assert verdict.not_checked == ()


def test_a_bare_name_is_judged_and_the_rest_is_listed() -> None:
    verdict = check(ApplicationSubject("云帆样例", TODAY), POLICY)
    assert verdict.findings == ()
    assert verdict.not_checked == (
        FindingCode.NAME_PERSONAL,
        FindingCode.NAME_TAKEN,
        FindingCode.NAME_LOOKALIKE,
        *MATCHES,
        FindingCode.PURPOSE_ACCOUNT,
        FindingCode.PURPOSE_ENTITY,
        FindingCode.POWER_MISSING,
        FindingCode.POWER_SCOPE,
        FindingCode.POWER_EXPIRED,
        FindingCode.POWER_PARTY,
        FindingCode.LIMIT_DAILY,
    )


def test_a_bare_trademark_lists_what_was_not_told_of_it() -> None:
    subject = application("云帆", source=SignatureSource.TRADEMARK, trademark=TrademarkSubject("云帆"))
    assert check(subject, POLICY).not_checked == (
        FindingCode.TRADEMARK_OWNER,
        FindingCode.TRADEMARK_STATUS,
        FindingCode.TRADEMARK_EXPIRED,
        FindingCode.MATERIAL_MISSING,
    )


def test_a_bare_letter_lists_what_was_not_told_of_it() -> None:
    subject = application(
        "上海样例公司",
        enterprise_name="上海样例公司",
        purpose=Purpose.FOR_OTHERS,
        power_of_attorney=PowerOfAttorneySubject(),
    )
    assert check(subject, POLICY).not_checked == (
        FindingCode.MATERIAL_MISSING,
        FindingCode.POWER_SCOPE,
        FindingCode.POWER_EXPIRED,
        FindingCode.POWER_PARTY,
    )


TEXT = st.text(st.characters(), max_size=20)
MAYBE = st.none() | TEXT
DAYS = st.none() | st.dates()


SUBJECTS = st.builds(
    ApplicationSubject,
    name=TEXT | st.sampled_from([ENTERPRISE, "test云", "杭州云帆样例物流", "法人甲"]),
    today=st.just(TODAY),
    source=st.sampled_from(SignatureSource),
    kind=st.sampled_from(SignatureKind),
    purpose=st.none() | st.sampled_from(Purpose),
    account_type=st.none() | st.sampled_from(AccountType),
    account_name=MAYBE,
    enterprise_name=MAYBE,
    credit_code=MAYBE,
    legal_representative=MAYBE,
    administrator=MAYBE,
    trademark=st.none() | st.builds(TrademarkSubject, TEXT, MAYBE, MAYBE, DAYS, st.tuples(TEXT)),
    power_of_attorney=st.none()
    | st.builds(PowerOfAttorneySubject, MAYBE, MAYBE, st.tuples(TEXT, TEXT), DAYS, DAYS),
    taken_names=st.none() | st.frozensets(TEXT, max_size=3),
    names_of_others=st.none() | st.frozensets(TEXT, max_size=3),
    company_type=st.none() | st.sampled_from(CompanyType),
    materials=st.none() | st.frozensets(st.sampled_from(PaperKind)),
    applied_today=st.none() | st.integers(),
    remark=TEXT,
    industry=st.none() | st.sampled_from(Industry),
)


@given(SUBJECTS)
def test_any_application_gets_a_verdict(subject: ApplicationSubject) -> None:
    verdict = check(subject, POLICY)
    assert verdict.outcome in Outcome
    for finding in verdict.findings:
        assert finding.source in CITED
        assert finding.field in {
            "name", "source", "kind", "purpose", "account", "trademark", "power_of_attorney", "remark",
            "industry", "materials",
        }  # fmt: skip
        assert all(isinstance(value, str) for pair in finding.params for value in pair)


NASTY = (
    "云",
    "測",
    "A",
    "（",
    "\u200b",
    "𠮷",
    "\ud800",
    "杭州",
    "有限公司",
    "测试test",
    "通知",
    "·",
    "İ",
    "ﬃ",
)


@pytest.mark.parametrize("filling", NASTY)
@pytest.mark.parametrize("length", [100, 3_000, 100_000])
def test_an_endless_text_takes_no_endless_time(filling: str, length: int) -> None:
    text = filling * (length // len(filling))
    subject = replace(
        CLEAN,
        name=text,
        account_name=text,
        enterprise_name=text[1:],
        legal_representative=text,
        trademark=TrademarkSubject(text, text, text, other_owners=(text,)),
        power_of_attorney=PowerOfAttorneySubject(text, text, (text,)),
        purpose=Purpose.FOR_OTHERS,
        names_of_others=frozenset({text[:-1]}),
        remark=text,
    )
    check(subject, POLICY)
    started = time.process_time()
    check(replace(subject, enterprise_name=text[2:]), POLICY)
    # A millisecond per hundred characters is promised on an idle machine; this one may be busy.
    assert time.process_time() - started < 0.02 + 10 * 10 * length / 100 / 1000
