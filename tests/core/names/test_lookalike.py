"""Names that can be taken for each other: by spelling, shape, sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.names.lookalike import Resemblance, keys, resemblances
from qianming.core.tables import lookalikes

SPELLING, SHAPE, SOUND = Resemblance.SPELLING, Resemblance.SHAPE, Resemblance.SOUND


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("日光科技", "曰光科技", (SHAPE,)),
        ("未来", "末来", (SHAPE,)),
        ("阿里云", "啊里云", (SOUND,)),
        ("Aliyun通信", "aliyun通信", (SPELLING, SHAPE, SOUND)),
        ("ＡＢ", "AB", (SPELLING, SHAPE, SOUND)),
        ("b0b", "bob", (SHAPE,)),
        ("甲未", "甲未", ()),
        ("甲未", "丙午", ()),
    ],
)
def test_it_sees_a_resemblance(name: str, other: str, expected: tuple[Resemblance, ...]) -> None:
    assert resemblances(name, other) == expected


def test_there_are_enough_pairs_and_no_group_swallows_the_rest() -> None:
    groups = lookalikes.GROUPS.split()
    assert len(groups) >= 60
    assert all(2 <= len(group) <= 6 for group in groups)


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_never_raises_and_is_symmetric(name: str, other: str) -> None:
    assert resemblances(name, other) == resemblances(other, name)
    assert keys(name) == keys(name)


def test_keys_are_stored_as_they_always_were() -> None:
    """They are columns of the registry: another spelling of a key would part old names from new ones."""
    assert keys("ＡＢ云帆") == ("ab云帆", "a8云帆", "a b yun fan")
