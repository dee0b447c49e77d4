"""The characters of a name: how many, which, in which writing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core import citations
from qianming.core.codes import FindingCode, SignatureSource
from qianming.core.findings import Finding, Severity
from qianming.core.names import characters
from qianming.core.tables.standard_characters import CHARACTERS
from tests.core.samples import POLICY, application, codes, told

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
STANDARD = CHARACTERS.replace("\n", "")
PLAIN = st.text(
    st.one_of(st.sampled_from(STANDARD), st.sampled_from("ABCXYZabcxyz0123456789")), min_size=2, max_size=12
)


def all_characters(name: str, source: SignatureSource = SignatureSource.ENTERPRISE_NAME) -> list[Finding]:
    subject = application(name, source=source)
    rules = (
        characters.name_length,
        characters.name_characters,
        characters.name_brackets,
        characters.name_traditional,
        characters.name_digits_only,
        characters.name_letters_only,
        characters.name_no_chinese,
    )
    return [finding for rule in rules for finding in rule(subject, POLICY)]


@pytest.mark.parametrize(
    ("name", "length"), [("", 0), ("云", 1), ("云" * 13, 13), ("云a1" * 5, 15), ("𠮷" * 13, 13)]
)
def test_it_rejects_a_name_too_short_or_too_long(name: str, length: int) -> None:
    (finding,) = characters.name_length(application(name), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_LENGTH, Severity.REJECT)
    assert (finding.field, finding.source) == ("name", citations.SPECIFICATIONS)
    assert finding.span == ((12, length) if length > 12 else None)
    assert told(finding) == {"length": str(length), "min": "2", "max": "12"}


@pytest.mark.parametrize("name", ["云帆", "云" * 12, "Aliyun通信", "a1"])
def test_it_accepts_two_to_twelve_characters(name: str) -> None:
    assert list(characters.name_length(application(name), POLICY)) == []


@pytest.mark.parametrize(
    ("what", "name", "span", "code_points"),
    [
        ("full-width letter", "云帆Ａ", (2, 3), "U+FF21"),
        ("full-width digit", "云帆１", (2, 3), "U+FF11"),
        ("zero-width space", "云\u200b帆", (1, 2), "U+200B"),
        ("byte order mark", "\ufeff云帆", (0, 1), "U+FEFF"),
        ("variation selector", "云帆\ufe0f", (2, 3), "U+FE0F"),
        ("Kangxi radical", "⼤云", (0, 1), "U+2F24"),
        ("compatibility ideograph", "云\uf900", (1, 2), "U+F900"),
        ("Cyrillic", "云帆А", (2, 3), "U+0410"),
        ("Greek", "云帆Α", (2, 3), "U+0391"),
        ("accent", "café云", (3, 4), "U+00E9"),
        ("kana", "云カ", (1, 2), "U+30AB"),
        ("bopomofo", "ㄅ云", (0, 1), "U+3105"),
        ("hangul", "云한", (1, 2), "U+D55C"),
        ("circled digit", "云①", (1, 2), "U+2460"),
        ("Roman numeral", "云Ⅱ", (1, 2), "U+2161"),
        ("Arabic digit", "云٣", (1, 2), "U+0663"),
        ("emoji", "云帆😀", (2, 3), "U+1F600"),
        ("space", "云 帆", (1, 2), "U+0020"),
        ("ideographic space", "云\u3000帆", (1, 2), "U+3000"),
        ("comma", "云，帆", (1, 2), "U+FF0C"),
        ("enumeration comma", "云、帆", (1, 2), "U+3001"),
        ("full stop", "云帆。", (2, 3), "U+3002"),
        ("underscore", "云_帆", (1, 2), "U+005F"),
        ("several", "云+-*帆", (1, 4), "U+002B U+002D U+002A"),
        ("lone surrogate", "云\ud800", (1, 2), "U+D800"),
        ("null", "云\x00", (1, 2), "U+0000"),
    ],
)
def test_it_points_at_what_is_no_character_of_a_name(
    what: str, name: str, span: tuple[int, int], code_points: str
) -> None:
    (finding,) = characters.name_characters(application(name), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_CHARACTERS, Severity.REJECT), what
    assert (finding.field, finding.source) == ("name", citations.SPECIFICATIONS)
    assert finding.span == span
    assert told(finding) == {"characters": name[slice(*span)], "code_points": code_points}


def test_it_points_at_every_foreign_stretch() -> None:
    found = list(characters.name_characters(application("a b，c！！"), POLICY))
    assert [finding.span for finding in found] == [(1, 2), (3, 4), (5, 7)]


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("㐂云", (0, 1)),
        ("云䶿", (1, 2)),
        ("𠮷云", (0, 1)),
        ("云〇", (1, 2)),
        ("云\U000323af", (1, 2)),
        ("囧云", (0, 1)),
        ("云囧㐂帆", (1, 3)),
    ],
)
def test_it_leaves_rare_chinese_characters_to_a_person(name: str, span: tuple[int, int]) -> None:
    (finding,) = characters.name_characters(application(name), POLICY)
    assert finding.severity is Severity.REVIEW
    assert (finding.field, finding.source, finding.span) == ("name", citations.OWN_POLICY, span)
    assert told(finding)["characters"] == name[slice(*span)]


@pytest.mark.parametrize("name", ["一龠", "AZaz09云", "上海魔方根教育科技工作室", "燊喆祎玥", "㭎𬶍𫖯", ""])
def test_it_accepts_common_characters_letters_and_digits(name: str) -> None:
    assert list(characters.name_characters(application(name), POLICY)) == []


@pytest.mark.parametrize(
    "character", ["@", "[", "`", "{", "/", ":", "\u4dff", "\ua000", "\U0001ffff", "\U000323b0"]
)
def test_it_rejects_the_neighbours_of_what_it_accepts(character: str) -> None:
    found = [*characters.name_characters(application(f"云{character}"), POLICY)]
    found += characters.name_brackets(application(f"云{character}"), POLICY)
    assert [finding.severity for finding in found] == [Severity.REJECT]


@pytest.mark.parametrize(
    ("name", "spans"),
    [
        ("【云帆】", [(0, 1), (3, 4)]),
        ("云帆(中国)", [(2, 3), (5, 6)]),
        ("云帆（中国）", [(2, 3), (5, 6)]),
        ("[云帆]", [(0, 1), (3, 4)]),
        ("云「」帆", [(1, 3)]),
        ("《云帆》", [(0, 1), (3, 4)]),
    ],
)
def test_it_rejects_brackets_under_their_own_code(name: str, spans: list[tuple[int, int]]) -> None:
    found = list(characters.name_brackets(application(name), POLICY))
    assert [finding.span for finding in found] == spans
    for finding, span in zip(found, spans, strict=True):
        assert (finding.code, finding.severity) == (FindingCode.NAME_BRACKETS, Severity.REJECT)
        assert (finding.field, finding.source) == ("name", citations.CREATE_SIGNATURE)
        assert told(finding) == {"characters": name[slice(*span)]}
    assert list(characters.name_characters(application(name), POLICY)) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("臺灣雲端", [(0, "臺", "台"), (1, "灣", "湾"), (2, "雲", "云")]),
        ("杭州雲帆", [(2, "雲", "云")]),
        ("客戶您好", [(1, "戶", "户")]),
    ],
)
def test_it_rejects_traditional_characters_and_names_the_simplified_ones(
    name: str, expected: list[tuple[int, str, str]]
) -> None:
    found = list(characters.name_traditional(application(name), POLICY))
    assert [(finding.span, told(finding)) for finding in found] == [
        ((position, position + 1), {"character": old, "simplified": new}) for position, old, new in expected
    ]
    assert {(finding.code, finding.severity, finding.field, finding.source) for finding in found} == {
        (FindingCode.NAME_TRADITIONAL, Severity.REJECT, "name", citations.SPECIFICATIONS)
    }


def test_a_traditional_character_is_named_under_its_own_code_only() -> None:
    assert list(characters.name_characters(application("雲帆鮀浦"), POLICY)) == []


@pytest.mark.parametrize(
    "name",
    ["乾元", "昇腾", "於氏", "釐米", "著名", "皇后", "杭州云帆", "Abc123", "カナ", "①②", "囧云", "【云】"],
)
def test_it_takes_no_simplified_character_for_a_traditional_one(name: str) -> None:
    assert list(characters.name_traditional(application(name), POLICY)) == []


@pytest.mark.parametrize("name", ["12", "0123456789"])
def test_it_rejects_a_digits_only_name(name: str) -> None:
    (finding,) = characters.name_digits_only(application(name), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_DIGITS_ONLY, Severity.REJECT)
    assert (finding.field, finding.source) == ("name", citations.SPECIFICATIONS)
    assert finding.span == (0, len(name))


@pytest.mark.parametrize("name", ["", "12a", "12云", "１２"])
def test_it_accepts_digits_in_company(name: str) -> None:
    assert list(characters.name_digits_only(application(name), POLICY)) == []


@pytest.mark.parametrize(
    ("source", "severity"),
    [
        (SignatureSource.ENTERPRISE_NAME, Severity.REJECT),
        (SignatureSource.TRADEMARK, Severity.REVIEW),
        (SignatureSource.APP, Severity.REJECT),
    ],
)
def test_letters_only_are_rejected_but_reviewed_as_a_trademark(
    source: SignatureSource, severity: Severity
) -> None:
    (finding,) = characters.name_letters_only(application("AZaz", source=source), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_LETTERS_ONLY, severity)
    assert (finding.field, finding.source, finding.span) == ("name", citations.REJECTIONS, (0, 4))


@pytest.mark.parametrize("name", ["", "VIP1", "VIP云", "Ａｂ", "A B"])
def test_it_accepts_letters_in_company(name: str) -> None:
    assert list(characters.name_letters_only(application(name), POLICY)) == []


@pytest.mark.parametrize("name", ["3M8", "a1", "A B", "！！", "カナ"])
def test_it_doubts_a_name_without_a_chinese_character(name: str) -> None:
    (finding,) = characters.name_no_chinese(application(name), POLICY)
    assert (finding.code, finding.severity) == (FindingCode.NAME_NO_CHINESE, Severity.REVIEW)
    assert (finding.field, finding.source, finding.span) == ("name", citations.REJECTIONS, (0, len(name)))


@pytest.mark.parametrize("name", ["", "云a1", "上海3M", "123", "abc", "𠮷1"])
def test_it_leaves_other_names_to_other_rules(name: str) -> None:
    assert list(characters.name_no_chinese(application(name), POLICY)) == []


def test_an_endless_name_is_pointed_at_in_part_only() -> None:
    name = "a！" * 50_000
    assert len(list(characters.name_characters(application(name), POLICY))) == 100
    assert len(list(characters.name_brackets(application("(a" * 50_000), POLICY))) == 100
    assert len(list(characters.name_traditional(application("雲" * 50_000), POLICY))) == 200


@given(PLAIN)
def test_no_rule_finds_a_forbidden_character_in_plain_text(name: str) -> None:
    found = set(codes(all_characters(name)))
    others = {FindingCode.NAME_DIGITS_ONLY, FindingCode.NAME_LETTERS_ONLY, FindingCode.NAME_NO_CHINESE}
    assert found <= others


@given(st.text(max_size=30))
def test_every_character_is_plain_or_pointed_at(name: str) -> None:
    found = all_characters(name)
    spans = [
        finding.span
        for finding in found
        if finding.code in {FindingCode.NAME_CHARACTERS, FindingCode.NAME_BRACKETS} and finding.span
    ]
    pointed_at = {position for start, end in spans for position in range(start, end)}
    plain = {
        position
        for position, character in enumerate(name)
        if (character.isascii() and character.isalnum())
        or character in STANDARD
        or characters.simplified_form(character) != character
    }
    assert plain | pointed_at == set(range(len(name)))
    assert not plain & pointed_at
    assert sum(end - start for start, end in spans) == len(pointed_at)


@given(st.text(max_size=30), st.sampled_from(SignatureSource))
def test_any_text_gets_an_answer(name: str, source: SignatureSource) -> None:
    for finding in all_characters(name, source):
        assert finding.span is None or 0 <= finding.span[0] < finding.span[1] <= len(name)


@given(HAN)
def test_what_is_called_simplified_is_stable(character: str) -> None:
    simplified = characters.simplified_form(character)
    assert characters.simplified_form(simplified) == simplified
    assert len(simplified) == 1
    assert unicodedata.category(simplified) == "Lo"
