"""When two witnesses of a document agree."""

import pytest

from qianming.core.papers.witnesses import agreement
from qianming.core.readings import Agreement


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), Agreement.NOT_SEEN),
        (("", " "), Agreement.NOT_SEEN),
        (("云帆", ""), Agreement.ALONE),
        (("杭州（云帆）", "杭州(云帆)", "杭州 （云帆）"), Agreement.STRONG),
        (("91330100ma2b0aaa1k", "91330100MA2B0AAA1K"), Agreement.STRONG),
        (("上海市干巷", "上海市千巷"), Agreement.LOOKALIKE),
        (("王凤", "王风", ""), Agreement.LOOKALIKE),
        (("王凤", "王明"), Agreement.DIFFERS),
        (("云帆", "云帆", "云杉"), Agreement.DIFFERS),
    ],
)
def test_witnesses_agree_as_far_as_they_say_the_same(values: tuple[str, ...], expected: Agreement) -> None:
    assert agreement(values) is expected
