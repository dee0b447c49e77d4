"""Every code has its words in both languages, and the words can be said."""

import re
import string
from enum import StrEnum

import pytest

from qianming.core import codes
from qianming.core.codes import Abnormality, FilingReason, FindingCode
from qianming.core.findings import Finding, Severity
from qianming.core.message_codes import SendRefusal
from qianming.core.names.lookalike import Resemblance
from qianming.core.names.meaning import NONE_KNOWN, SAME
from qianming.core.names.personal import Likeness
from qianming.core.names.restricted import OPERATOR, categories
from qianming.texts import catalog
from qianming.texts.catalog import PARTICULARS, SPOKEN, Lang, UnknownCode, Words, explain, sentence, words

MEMBERS = [member for kind in SPOKEN for member in kind]
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
HAN = re.compile(r"[\u4e00-\u9fff]")
# Not shown to people as such: they choose which words are shown.
UNSPOKEN: set[type[StrEnum]] = set()


def parts(member: StrEnum, lang: Lang) -> tuple[str, str, str]:
    said = words(member, lang)
    return said.title, said.why, said.fix


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_every_member_has_three_texts(member: StrEnum, lang: Lang) -> None:
    for text in parts(member, lang):
        assert text == text.strip()
        assert text
        assert text not in {member.value, member.name}
    title, why, fix = parts(member, lang)
    assert len({title, why, fix}) == 3


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_chinese_texts_contain_chinese_and_english_ones_none(member: StrEnum) -> None:
    assert all(HAN.search(text) for text in parts(member, Lang.ZH))
    assert not any(CJK.search(text) for text in parts(member, Lang.EN))


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_sentences_end_and_titles_do_not(member: StrEnum) -> None:
    for lang, stop in ((Lang.ZH, "。"), (Lang.EN, ".")):
        title, why, fix = parts(member, lang)
        assert not title.endswith(stop)
        assert why.endswith(stop)
        assert fix.endswith(stop)


VERBS_ZH = ("请", "可以", "可", "一般情况下请", "如", "主体相同请", "发往大陆号码请", "需要", "测试请")


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_a_fix_tells_to_do_something(member: StrEnum) -> None:
    chinese, english = parts(member, Lang.ZH)[2], parts(member, Lang.EN)[2]
    assert chinese.startswith(VERBS_ZH)
    first = english.split()[0].rstrip(",;")
    assert first[0].isupper()
    assert first.lower() not in {
        "the",
        "a",
        "an",
        "it",
        "this",
        "there",
        "nothing",
        "no",
        "your",
        "you",
        "none",
    }


def test_every_enum_of_the_vocabulary_is_spoken() -> None:
    kinds = {
        kind
        for kind in vars(codes).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    assert kinds - set(SPOKEN) == UNSPOKEN


@pytest.mark.parametrize("lang", Lang)
def test_the_files_hold_nothing_else(lang: Lang) -> None:
    tables = {name: table for name, table in catalog._tables(lang).items() if name != PARTICULARS}
    known = {catalog._table_name(kind): set(kind.__members__) for kind in SPOKEN}
    assert {name: set(table) for name, table in tables.items()} == known
    assert {key for table in tables.values() for entry in table.values() for key in entry} == {
        "title",
        "why",
        "fix",
    }


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_both_languages_mention_known_particulars_only(member: StrEnum) -> None:
    for lang in Lang:
        for text in parts(member, lang):
            for _, name, format_spec, conversion in string.Formatter().parse(text):
                assert not format_spec
                assert not conversion
                assert name is None or re.fullmatch(r"[a-z_]+", name)
                assert name is None or isinstance(member, FindingCode | SendRefusal)


def test_a_code_is_found_by_its_value_and_by_its_name() -> None:
    assert words("isv.SMS_SIGN_ILLEGAL", Lang.EN) == words(SendRefusal.SIGNATURE_FORBIDDEN, Lang.EN)
    assert words("SIGNATURE_FORBIDDEN", Lang.ZH) == words(SendRefusal.SIGNATURE_FORBIDDEN, Lang.ZH)
    assert words("UNBINDING_QUA", Lang.ZH) == words(FilingReason.UNBINDING_QUA, Lang.ZH)


def test_a_member_is_told_apart_from_one_of_the_same_name() -> None:
    assert words("SOURCE_UNSUPPORTED", Lang.EN) == words(FindingCode.SOURCE_UNSUPPORTED, Lang.EN)
    assert words(Abnormality.SOURCE_UNSUPPORTED, Lang.EN) != words(FindingCode.SOURCE_UNSUPPORTED, Lang.EN)


class Unheard(StrEnum):
    """An enum that nobody gave words."""

    OF = "of"


@pytest.mark.parametrize("code", ["NO_SUCH_CODE", "", Unheard.OF])
def test_an_unknown_code_is_an_error(code: str) -> None:
    with pytest.raises(UnknownCode, match=f"^{code}$"):
        words(code, Lang.ZH)


LENGTH = Finding(
    FindingCode.NAME_LENGTH,
    Severity.REJECT,
    "name",
    "here",
    params=(("length", "13"), ("min", "2"), ("max", "12")),
)


def test_a_sentence_says_why_and_what_to_do() -> None:
    assert sentence(LENGTH, Lang.EN) == (
        "The name has 13 characters; it must have 2 to 12, where a Chinese character, a letter and a digit "
        "count one each. Choose a name of 2 to 12 characters; if the full name is too long, take a "
        "contiguous part of the licence name that keeps its location."
    )
    assert sentence(LENGTH, Lang.ZH) == (
        "签名有 13 个字符，应为 2 到 12 个；汉字、字母、数字各计一个字符。"
        "请把签名改为 2 到 12 个字符；全称过长时，请选用营业执照名称中连续且含地区的一段。"
    )


def test_what_is_filled_in_is_not_read_as_a_placeholder() -> None:
    told = explain(FindingCode.NAME_TAKEN, Lang.EN, [("name", "{name}")])
    assert "“{name}”" in told.why
    assert told == Words(told.title, told.why, told.fix)


def test_a_particular_that_was_not_supplied_shows_its_name() -> None:
    assert "“name”" in explain(FindingCode.NAME_TAKEN, Lang.EN).why


def test_a_literal_brace_stays_one() -> None:
    assert "${name}" in explain(FindingCode.TEMPLATE_VARIABLES, Lang.EN, [("variables", "x")]).fix


@pytest.mark.parametrize("lang", Lang)
def test_every_particular_that_is_a_code_has_words(lang: Lang) -> None:
    expected = {
        "likeness": {*Likeness, *Resemblance, SAME},
        "candidates": {NONE_KNOWN},
        "category": {category.lower() for category, _ in categories().values()} | {OPERATOR.lower()},
    }
    table = catalog._tables(lang)[PARTICULARS]
    assert {name: set(values) for name, values in table.items()} == expected
    for values in table.values():
        assert all(bool(HAN.search(text)) is (lang is Lang.ZH) for text in values.values())


@pytest.mark.parametrize(
    ("lang", "code", "params", "expected"),
    [
        (Lang.EN, FindingCode.NAME_LOOKALIKE, [("likeness", "sound")], "(likeness: sound)"),
        (Lang.ZH, FindingCode.NAME_LOOKALIKE, [("likeness", "sound")], "（相似之处：读音）"),
        (Lang.EN, FindingCode.NAME_RESTRICTED, [("category", "personal_data")], "trade in personal data"),
        (Lang.ZH, FindingCode.INDUSTRY_INFERRED, [("industry", "gaming")], "“游戏”"),
        (
            Lang.EN,
            FindingCode.INDUSTRY_PAPERS,
            [("papers", "game_filing、courier_permit")],
            "record, Courier",
        ),
        (Lang.ZH, FindingCode.MATERIAL_MISSING, [("material", "licence")], "：营业执照。"),
        # what an older release stored stays as it was
        (Lang.EN, FindingCode.MATERIAL_MISSING, [("material", "blank form")], ": blank form."),
        (Lang.EN, FindingCode.NAME_LOOKALIKE, [("likeness", "smell")], "(likeness: smell)"),
    ],
)
def test_particulars_are_put_into_words(
    lang: Lang, code: FindingCode, params: list[tuple[str, str]], expected: str
) -> None:
    assert expected in explain(code, lang, params).why
