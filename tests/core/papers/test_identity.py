"""Numbers of entities and persons, and how they are masked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.papers.identity import (
    CreditCodeProblem,
    ResidentIdProblem,
    compact_credit_code,
    credit_code_problem,
    mask_id_number,
    mask_name,
    mask_phone,
    resident_id_check_character,
    resident_id_problem,
)
from tests.core.samples import POLICY, TODAY

OLD = CreditCodeProblem.OLD_REGISTRATION_NUMBER
LENGTH = CreditCodeProblem.CREDIT_CODE_LENGTH
CHARACTERS = CreditCodeProblem.CREDIT_CODE_CHARACTERS
CHECK = CreditCodeProblem.CREDIT_CODE_CHECK_DIGIT


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91330100MA0000000C", None),
        ("91330100ma0000000c", None),
        (" 9133 0100 MA00 0000 0C\n", None),
        ("N2330100MF00000006", None),
        ("91330100MA0000001F", None),
        ("91330100MA00000006", CHECK),
        ("19330100MA00000005", CHECK),
        ("91330100MA0000005", LENGTH),
        ("91330100MA0000000C5", LENGTH),
        ("", LENGTH),
        ("330100000000000", OLD),
        ("3301000000000", OLD),
        ("33010000000000", OLD),
        ("330100000000", LENGTH),
        ("3301000000000000", LENGTH),
        ("９1330100MA00000005", CHARACTERS),
        ("91330100MAI0000005", CHARACTERS),
        ("913301O0MA00000005", CHARACTERS),
        ("91330100MA0000000S", CHARACTERS),
        ("I1330100MA00000005", CHARACTERS),
        ("91330100MA-0000005", CHARACTERS),
        ("统一社会信用代码统一社会信用代码统一", CHARACTERS),
    ],
)
def test_it_calls_a_credit_code_wrong_only_when_it_cannot_be_one(
    code: str, problem: CreditCodeProblem | None
) -> None:
    assert credit_code_problem(code) is problem


def test_credit_codes_are_compared_without_space_and_case() -> None:
    assert compact_credit_code(" 91 33ma\t") == "9133MA"


def resident_id(seventeen: str) -> str:
    return seventeen + resident_id_check_character(seventeen)


@pytest.mark.parametrize(
    ("seventeen", "character"),
    # The worked example of ISO 7064, and one number for each end of the table.
    [("11010519491231002", "X"), ("44052418800101001", "4"), ("11010119900307001", "1")],
)
def test_the_check_character_is_the_standards(seventeen: str, character: str) -> None:
    assert resident_id_check_character(seventeen) == character


@pytest.mark.parametrize("digits", ["", "1101051949123100", "110105194912310021"])
def test_a_check_character_stands_after_seventeen_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        resident_id_check_character(digits)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (resident_id("11010119900307001"), None),
        ("11010519491231002X", None),
        ("11010519491231002x", None),
        (" 11010519491231002X ", None),
        ("110105194912310021", ResidentIdProblem.RESIDENT_ID_CHECK_DIGIT),
        ("11010519491231002", ResidentIdProblem.RESIDENT_ID_FORMAT),
        ("11010519491231002XX", ResidentIdProblem.RESIDENT_ID_FORMAT),
        ("1101051949123100X2", ResidentIdProblem.RESIDENT_ID_FORMAT),
        ("１10105194912310021", ResidentIdProblem.RESIDENT_ID_FORMAT),
        ("", ResidentIdProblem.RESIDENT_ID_FORMAT),
        (resident_id("10010119900307001"), ResidentIdProblem.RESIDENT_ID_REGION),
        (resident_id("16010119900307001"), ResidentIdProblem.RESIDENT_ID_REGION),
        (resident_id("72010119900307001"), ResidentIdProblem.RESIDENT_ID_REGION),
        (resident_id("11010119900230001"), ResidentIdProblem.RESIDENT_ID_BIRTH_DATE),
        (resident_id("11010100000101001"), ResidentIdProblem.RESIDENT_ID_BIRTH_DATE),
        (resident_id("11010120270101001"), ResidentIdProblem.RESIDENT_ID_BIRTH_DATE),
        (resident_id("11010120261119001"), ResidentIdProblem.RESIDENT_ID_BIRTH_DATE),
        (resident_id("11010120261118001"), ResidentIdProblem.RESIDENT_ID_AGE),
        (resident_id("11010120081119001"), ResidentIdProblem.RESIDENT_ID_AGE),
        (resident_id("11010120081218001"), ResidentIdProblem.RESIDENT_ID_AGE),
        (resident_id("11010120081118001"), None),
        (resident_id("11010119251119001"), None),
        (resident_id("11010119251118001"), ResidentIdProblem.RESIDENT_ID_AGE),
        # Counties that did not exist yet in the year of birth are genuine.
        (resident_id("11011119850101001"), None),
        (resident_id("33011019900101001"), None),
    ],
)
def test_it_calls_a_resident_id_wrong_only_when_it_cannot_be_one(
    number: str, problem: ResidentIdProblem | None
) -> None:
    assert resident_id_problem(number, TODAY, POLICY) is problem
    assert resident_id_problem(number, TODAY) is problem


@pytest.mark.parametrize("province", [11, 15, 21, 23, 31, 37, 41, 46, 50, 54, 61, 65, 71, 81, 82, 83])
def test_it_knows_every_province(province: int) -> None:
    assert resident_id_problem(resident_id(f"{province}010119900307001"), TODAY, POLICY) is None


@pytest.mark.parametrize("province", [10, 16, 20, 24, 30, 38, 40, 47, 55, 60, 66, 70, 72, 80, 84, 91])
def test_it_knows_what_is_no_province(province: int) -> None:
    problem = resident_id_problem(resident_id(f"{province}010119900307001"), TODAY, POLICY)
    assert problem is ResidentIdProblem.RESIDENT_ID_REGION


@given(
    st.dates(date(1930, 1, 1), date(2008, 1, 1)), st.integers(0, 999), st.integers(0, 17), st.integers(1, 9)
)
def test_one_wrong_digit_is_always_noticed(born: date, serial: int, position: int, shift: int) -> None:
    number = resident_id(f"330100{born:%Y%m%d}{serial:03}")
    assert resident_id_problem(number, TODAY, POLICY) is None
    old = "0123456789X".index(number[position])
    wrong = "0123456789"[(old + shift) % 10]
    if wrong != number[position]:
        assert (
            resident_id_problem(number[:position] + wrong + number[position + 1 :], TODAY, POLICY) is not None
        )


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text: str) -> None:
    assert credit_code_problem(text) is not None or len(compact_credit_code(text)) == 18
    resident_id_problem(text, TODAY, POLICY)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "110***********002X"),
        ("13900000001", "139****0001"),
        ("E123456789", "E*********"),
        ("E1", "E*"),
        ("E", "*"),
        ("", ""),
    ],
)
def test_numbers_are_masked(number: str, shown: str) -> None:
    assert mask_id_number(number) == shown
    assert mask_phone(number) == shown


@pytest.mark.parametrize(("name", "shown"), [("法人甲", "法**"), ("法人", "法*"), ("甲", "*"), ("", "")])
def test_names_are_masked(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@given(st.text(max_size=40))
def test_masking_keeps_the_length_and_hides_a_third_at_least(text: str) -> None:
    for masked in (mask_id_number(text), mask_name(text), mask_phone(text)):
        assert len(masked) == len(text)
        hidden = len(text) - sum(old == new for old, new in zip(text.replace("*", "x"), masked, strict=True))
        assert hidden * 3 >= len(text)
