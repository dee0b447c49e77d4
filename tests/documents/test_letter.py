"""The form of a power of attorney: everything typed stands in it, in the font that comes with us."""

from ctypes import create_string_buffer
from dataclasses import replace
from datetime import date
from functools import cache

import pypdfium2
import pytest
from PIL import ImageFont
from pypdfium2 import raw

from qianming.documents.letter import Letter, Unprintable, make, problems, unprintable
from qianming.documents.letter.making import FONTS
from qianming.policy.loader import policy_on

TODAY = date(2026, 6, 10)
LETTER = Letter(
    grantor="杭州云帆样例信息技术服务有限公司",
    grantor_code="91330100MA2B0BBB2L",
    grantee="上海鑫淼样例（中国）网络·有限公司",
    grantee_code="91330100MA2B0AAA1K",
    names=("云帆样例", "云帆样例Plus", "犇骉旅行"),
    valid_from=date(2026, 6, 1),
    valid_until=date(2028, 5, 31),
)


@cache
def printed(letter: Letter) -> tuple[str, ...]:
    """The text of each page, without the spaces and line ends that setting adds."""
    document = pypdfium2.PdfDocument(make(letter))
    pages = tuple("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return pages


def fonts(content: bytes) -> set[tuple[str, bool]]:
    """The names of the fonts in use, and whether each is embedded."""
    document = pypdfium2.PdfDocument(content)
    found = set()
    for page in document:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(item.raw)
            name = create_string_buffer(100)
            raw.FPDFFont_GetBaseFontName(font, name, 100)
            found.add((name.value.decode(), bool(raw.FPDFFont_GetIsEmbedded(font))))
    document.close()
    return found


def test_it_names_parties_codes_names_and_days() -> None:
    (text,) = printed(LETTER)
    for part in (LETTER.grantor, LETTER.grantor_code, LETTER.grantee, LETTER.grantee_code, *LETTER.names):
        assert part in text
    assert "自2026年6月1日起至2028年5月31日止" in text
    for part in ("授权委托书", "授权用途", "盖章", "签字", "日期", "共3个"):
        assert part in text


def test_its_one_font_is_embedded() -> None:
    ((name, embedded),) = fonts(make(LETTER))
    assert name.endswith("NotoSansSC-Regular")
    assert embedded


def test_a_hundred_names_fill_several_pages_and_none_is_lost() -> None:
    names = tuple(f"云帆样例业务{number}号" for number in range(100))
    pages = printed(replace(LETTER, names=names))
    assert len(pages) > 1
    assert all(name in "".join(pages) for name in names)
    assert all(f"第{number + 1}页，共{len(pages)}页" in page for number, page in enumerate(pages))
    assert "盖章" in pages[-1]


def test_what_is_typed_is_never_markup() -> None:
    (text,) = printed(replace(LETTER, grantee='#panic() *a* $b$ "c"', names=("#sys.inputs",)))
    assert '#panic()*a*$b$"c"' in text
    assert "#sys.inputs" in text


@pytest.mark.parametrize(
    ("field", "value"), [("grantor", "杭州𠮷样例"), ("grantee", "体育😀"), ("names", ("云帆\n",))]
)
def test_a_character_that_the_font_lacks_is_refused(field: str, value: object) -> None:
    with pytest.raises(Unprintable) as lack:
        make(replace(LETTER, **{field: value}))  # type: ignore[arg-type]
    assert lack.value.field == field
    assert lack.value.characters in ("𠮷", "😀", "\n")


def test_the_font_has_what_names_are_made_of() -> None:
    from qianming.core.tables.standard_characters import CHARACTERS

    assert unprintable("".join(CHARACTERS.split())) == ""
    assert unprintable("有限公司（集团）【】《》·—…“”％＋－０９ＡＺａｚ 〇") == ""


def test_the_list_of_its_characters_is_the_fonts() -> None:
    font = ImageFont.truetype(str(FONTS / "NotoSansSC.ttf"), 20)
    empty = bytes(font.getmask("\U00020bb7"))
    listed = (FONTS / "NotoSansSC.txt").read_text(encoding="utf-8")
    sample = listed[300::40]
    assert len(sample) > 200
    assert [character for character in sample if bytes(font.getmask(character)) == empty] == []
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8").count("SIL OPEN FONT LICENSE")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"grantor_code": ""}, None),
        ({"names": ()}, "scope"),
        ({"names": ("云",)}, "scope"),
        ({"names": tuple(f"云帆{number}" for number in range(101))}, "scope"),
        ({"grantor": "云帆!"}, "grantor"),
        ({"grantee": ""}, "grantee"),
        ({"valid_until": date(2026, 6, 9)}, "period"),
        ({"valid_until": date(2026, 5, 1)}, "period"),
    ],
)
def test_a_letter_that_would_be_refused_is_refused_before_anybody_seals_it(
    changes: dict[str, object], field: str | None
) -> None:
    found = problems(replace(LETTER, **changes), TODAY, policy_on(TODAY))  # type: ignore[arg-type]
    assert {problem.field for problem in found} == ({field} if field else set())
