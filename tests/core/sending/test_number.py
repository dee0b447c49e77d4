"""Mainland mobile numbers and their carriers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.codes import Carrier
from qianming.core.sending.number import PhoneNumber, carrier_of, normalise


@pytest.mark.parametrize(
    "text",
    [
        "13900000001",
        "+13900000001",
        "+8613900000001",
        "8613900000001",
        "008613900000001",
        "+86 139-0000-0001",
        " 139 0000 0001\n",
        "86-13900000001",
    ],
)
def test_it_reads_a_number_as_people_write_it(text: str) -> None:
    assert normalise(text) == "13900000001"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "1390000000",
        "139000000011",
        "12900000001",
        "10086",
        "95188",
        "01012345678",
        "1390000000a",
        "１３９００００００００１",
        "٠13900000001",
        "+85213900000001",
        "+008613900000001",
        "++8613900000001",
        "86 86 13900000001",
        "0013900000001",
        "13900000001,13900000002",
        "+1 213 373 4253",
        "139.0000.0001",
    ],
)
def test_it_reads_no_number_out_of_anything_else(text: str) -> None:
    assert normalise(text) is None


@pytest.mark.parametrize(
    ("prefixes", "carrier"),
    [
        ("134 1340 1348 135 136 137 138 139 147 148 150 151 152 157 158 159", Carrier.MOBILE),
        ("165 172 178 182 183 184 187 188 192 195 197 198 1703 1705 1706", Carrier.MOBILE),
        ("130 131 132 145 146 155 156 166 167 171 175 176 185 186 196 1704 1707 1708 1709", Carrier.UNICOM),
        ("133 149 153 162 173 174 177 180 181 189 190 191 193 199 1349 1700 1701 1702", Carrier.TELECOM),
        # ranges that nobody was given yet go the way of the largest
        ("154 194", Carrier.MOBILE),
    ],
)
def test_it_knows_the_carrier_of_every_prefix(prefixes: str, carrier: Carrier) -> None:
    for prefix in prefixes.split():
        assert carrier_of(PhoneNumber(prefix.ljust(11, "0"))) is carrier, prefix


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    number = normalise(text)
    if number is not None:
        assert len(number) == 11
        assert normalise(number) == number
        assert carrier_of(number) in Carrier


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), st.sampled_from(["", "+", "86", "+86", "0086"]))
def test_a_prefix_changes_nothing(digits: str, prefix: str) -> None:
    assert normalise(prefix + digits) == digits
