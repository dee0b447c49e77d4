"""The vocabulary is stored and sent, so its spelling stays."""

from datetime import timedelta
from enum import StrEnum

import pytest

from qianming.core import codes, message_codes, rejections
from qianming.core.subjects import Period
from tests.core.samples import TODAY

ENUMS = [
    kind
    for kind in vars(codes).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]
NAMED_BY_THEMSELVES = [
    codes.FilingReason,
    codes.Abnormality,
    codes.Unavailability,
    message_codes.ReceiptCode,
    codes.FindingCode,
    rejections.RejectionReason,
]


@pytest.mark.parametrize("kind", NAMED_BY_THEMSELVES)
def test_codes_are_spelled_as_their_names(kind: type[StrEnum]) -> None:
    assert {member.value for member in kind} == {member.name for member in kind}


def test_the_numbers_of_reasons() -> None:
    assert len(codes.Abnormality) == 16
    assert len(codes.Unavailability) == 4
    assert len(codes.FilingReason) == 15
    assert len(codes.FilingState) == 6


@pytest.mark.parametrize("kind", ENUMS)
def test_no_value_stands_twice(kind: type[StrEnum]) -> None:
    assert len(kind.__members__) == len(set(kind))


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [(0, 0, True), (-1, 1, True), (1, 2, False), (-2, -1, False), (-1, 0, True), (0, 1, True)],
)
def test_a_period_includes_both_its_ends(start: int, end: int, covered: bool) -> None:
    period = Period(TODAY + timedelta(days=start), TODAY + timedelta(days=end))
    assert period.covers(TODAY) is covered
