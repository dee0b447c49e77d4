"""Personal names: certain ones, likely ones, brands that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.names.personal import Likeness, looks_personal, score


@pytest.mark.parametrize(
    ("name", "likeness", "certain"),
    [
        ("阿依古丽·买买提", Likeness.MINORITY, True),
        ("王医生", Likeness.TITLE, False),
        ("李总", Likeness.TITLE, False),
        ("欧阳老师", Likeness.TITLE, False),
        ("小王", Likeness.TITLE, False),
        ("张丽娟", Likeness.LIKELY, True),
        ("刘秀英", Likeness.LIKELY, True),
        ("欧阳丽娟", Likeness.LIKELY, True),
        ("李伟", Likeness.POSSIBLE, False),
        ("张王丽娟", Likeness.LIKELY, True),
        ("巴特尔", Likeness.MINORITY, False),
        ("格桑卓玛", Likeness.MINORITY, False),
        ("WangWei", Likeness.LATIN, False),
        ("li na", Likeness.LATIN, False),
    ],
)
def test_it_flags_a_person(name: str, likeness: Likeness, certain: bool) -> None:
    found = looks_personal(name)
    assert found is not None
    assert (found.likeness, found.certain) == (likeness, certain)


@pytest.mark.parametrize(
    "name",
    [
        "金太阳",
        "方便面",
        "万佳达",
        "华润",
        "小米",
        "雅诗兰",
        "Apple",
        "阳光海岸",
        "黑龙江",
        "A",
        "",
        "小牛",
        "东方明珠",
        "金鑫隆",
    ],
)
def test_it_leaves_a_brand_alone(name: str) -> None:
    assert looks_personal(name) is None


def test_equality_with_a_person_of_the_qualification_is_certain() -> None:
    found = looks_personal("甲", ("甲", None))
    assert found is not None
    assert (found.likeness, found.certain) == (Likeness.EQUAL, True)
    assert looks_personal("", ("", None)) is None


def test_two_characters_are_never_certain() -> None:
    found = looks_personal("刘娟")
    assert found is not None
    assert found.score > 0
    assert not found.certain


def test_the_score_is_for_two_to_four_characters_with_a_surname() -> None:
    assert score("王") == score("王小明小明") == -99.0
    assert score("的小明") == -99.0
    assert score("王的小明") == -99.0


def test_a_given_name_that_is_a_word_counts_less() -> None:
    assert score("程建设") < score("程建华")


@given(st.text(max_size=30))
def test_it_never_raises(name: str) -> None:
    looks_personal(name, (name[:2],))
