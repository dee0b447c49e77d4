"""The lists of a batch: read, counted, brought together."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.message_codes import SendRefusal
from qianming.core.sending.batch import NUMBERS_MAX, BatchLine, read_batch
from qianming.core.sending.params import GateRefusal

PHONES = '["13900000001",13000000001]'
NAMES = '["云帆","样例"]'
VALUES = '[{"code":"1"},{"code":2}]'


def code_of(*lists: str) -> SendRefusal:
    refused = read_batch(*lists)
    assert isinstance(refused, GateRefusal), refused
    return refused.code


def test_it_brings_the_lists_together() -> None:
    assert read_batch(PHONES, NAMES, VALUES, '["01",""]') == (
        BatchLine("13900000001", "云帆", '{"code":"1"}', "01"),
        BatchLine("13000000001", "样例", '{"code":2}', ""),
    )


@pytest.mark.parametrize("nothing", ["", "  "])
def test_values_and_codes_may_be_left_out(nothing: str) -> None:
    lines = read_batch(PHONES, NAMES, nothing, nothing)
    assert isinstance(lines, tuple)
    assert [(line.params, line.extension) for line in lines] == [("", ""), ("", "")]


@pytest.mark.parametrize(
    ("lists", "code"),
    [
        (("13900000001", NAMES), SendRefusal.BATCH_NOT_A_LIST),
        (("{", NAMES), SendRefusal.BATCH_NOT_A_LIST),
        ((PHONES, "云帆"), SendRefusal.BATCH_NOT_A_LIST),
        ((PHONES, '[["云帆"],"样例"]'), SendRefusal.BATCH_NOT_A_LIST),
        ((PHONES, NAMES, VALUES, "01"), SendRefusal.BATCH_NOT_A_LIST),
        ((PHONES, NAMES, "{}"), SendRefusal.TEMPLATE_PARAMETERS_NOT_JSON),
        (("[]", "[]", "[]"), SendRefusal.NUMBER_ILLEGAL),
        ((PHONES, '["云帆"]', VALUES), SendRefusal.BATCH_UNEVEN),
        ((PHONES, NAMES, '[{"code":"1"}]'), SendRefusal.BATCH_UNEVEN),
        ((PHONES, NAMES, VALUES, '["01"]'), SendRefusal.BATCH_UNEVEN),
    ],
)
def test_what_it_refuses(lists: tuple[str, ...], code: SendRefusal) -> None:
    assert code_of(*lists) is code


def test_a_hundred_numbers_are_the_most() -> None:
    def lists(count: int) -> tuple[str, str]:
        return json.dumps(["13900000001"] * count), json.dumps(["云帆"] * count)

    most = read_batch(*lists(NUMBERS_MAX))
    assert isinstance(most, tuple)
    assert len(most) == NUMBERS_MAX
    refused = read_batch(*lists(NUMBERS_MAX + 1))
    assert refused == GateRefusal(SendRefusal.TOO_MANY_NUMBERS, (("max", "100"),))


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_makes_it_fail(phones: str, names: str, values: str, codes: str) -> None:
    assert isinstance(read_batch(phones, names, values, codes), tuple | GateRefusal)
