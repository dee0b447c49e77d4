"""Parameters as text: lists in three styles, booleans, integers, what is missing and what is wrong."""

from typing import Annotated, Literal

import pytest
from msgspec import Meta, field

from qianming.rpc.errors import PublicError
from qianming.rpc.wire import PageSize, Parameters, parse


class Picture(Parameters, frozen=True, kw_only=True):
    licence_pic: str = field(name="LicensePic")
    type: str = ""


class Sample(Parameters, frozen=True, kw_only=True):
    sign_name: str
    sign_source: Literal[0, 1, 5] = 0
    third_party: bool = False
    page_size: PageSize = 10
    order_id: int | None = None
    remark: Annotated[str, Meta(max_length=5)] = ""
    names: Annotated[tuple[str, ...], Meta(max_length=3)] = ()
    ids: tuple[int, ...] = ()
    pictures: tuple[Picture, ...] = ()


def parsed(**given: str) -> Sample:
    return parse({"SignName": "云帆", **given}, Sample)


def test_it_fills_in_defaults_and_ignores_what_it_does_not_know() -> None:
    assert parsed(OwnerId="1", ResourceOwnerAccount="a", RegionId="cn-hangzhou") == Sample(sign_name="云帆")


@pytest.mark.parametrize("given", [{}, {"SignName": ""}])
def test_a_required_parameter_that_is_absent_or_blank_is_missing(given: dict[str, str]) -> None:
    with pytest.raises(PublicError) as caught:
        parse(given, Sample)
    assert (caught.value.code, caught.value.status) == ("MissingSignName", 400)
    assert caught.value.message == "SignName is mandatory for this action."


def test_a_blank_value_leaves_the_default() -> None:
    assert parsed(ThirdParty="", PageSize="", Names="") == Sample(sign_name="云帆")


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False)],
)
def test_booleans_are_read_in_any_case(text: str, value: bool) -> None:
    assert parsed(ThirdParty=text).third_party is value


@pytest.mark.parametrize(("text", "value"), [("5", 5), ("+7", 7), ("-1", -1), (str(2**63 - 1), 2**63 - 1)])
def test_integers_are_decimal_text(text: str, value: int) -> None:
    assert parsed(OrderId=text).order_id == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ThirdParty", "yes"),
        ("ThirdParty", "1"),
        ("OrderId", "1.0"),
        ("OrderId", "1e3"),
        ("OrderId", "٣"),
        ("OrderId", str(2**63)),
        ("OrderId", "9" * 5000),
        ("SignSource", "9"),
        ("SignSource", "a"),
        ("PageSize", "0"),
        ("PageSize", "51"),
        ("Remark", "123456"),
        ("Remark", "a\0b"),
        ("Remark", "\udcff"),
        ("Names", '["a","b","c","d"]'),
        ("Ids", '["a"]'),
        ("Ids", "[1.5]"),
        ("Pictures", '[{"Type":"a"}]'),
    ],
)
def test_a_wrong_value_names_its_parameter(name: str, text: str) -> None:
    with pytest.raises(PublicError) as caught:
        parsed(**{name: text})
    assert (caught.value.code, caught.value.status) == (f"Invalid{name}", 400)
    assert caught.value.message.startswith(f"Specified parameter {name} is not valid.")


@pytest.mark.parametrize(
    "given",
    [
        {"Names": '["a","b 2"]'},
        {"Names.1": "a", "Names.2": "b 2"},
        {"Names.2": "b 2", "Names.1": "a"},
        {"Names.10": "b 2", "Names.9": "a"},
    ],
)
def test_lists_of_texts_are_read_in_every_style(given: dict[str, str]) -> None:
    assert parsed(**given).names == ("a", "b 2")


@pytest.mark.parametrize(("text", "names"), [("a", ("a",)), ("a,b", ("a,b",)), ("[]", ()), ("[7]", ("7",))])
def test_one_plain_value_is_a_list_of_one(text: str, names: tuple[str, ...]) -> None:
    assert parsed(Names=text).names == names


@pytest.mark.parametrize("given", [{"Ids": "[1,2]"}, {"Ids": '["1","2"]'}, {"Ids.1": "1", "Ids.2": "2"}])
def test_lists_of_numbers_are_read_in_every_style(given: dict[str, str]) -> None:
    assert parsed(**given).ids == (1, 2)


@pytest.mark.parametrize(
    "given",
    [
        {"Pictures": '[{"LicensePic":"1/a.png","Type":"x"},{"LicensePic":"1/b.png","Other":null}]'},
        {"Pictures.1.LicensePic": "1/a.png", "Pictures.1.Type": "x", "Pictures.2.LicensePic": "1/b.png"},
    ],
)
def test_lists_of_objects_are_read_in_every_style(given: dict[str, str]) -> None:
    expected = (Picture(licence_pic="1/a.png", type="x"), Picture(licence_pic="1/b.png"))
    assert parsed(**given).pictures == expected


def test_one_object_is_a_list_of_one() -> None:
    assert parsed(Pictures='{"LicensePic":"1/a.png"}').pictures == (Picture(licence_pic="1/a.png"),)


@pytest.mark.parametrize(
    "given",
    [
        {"Names": '["a"'},
        {"Names": "[" * 100_000},
        {"Names": '[["a"]]'},
        {"Names": "[null]"},
        {"Names": '{"a":1}'},
        {"Names.0": "a"},
        {"Names.x": "a"},
        {"Names.": "a"},
        {"Names.1.Key": "a"},
        {"Pictures": "1/a.png"},
        {"Pictures": '["1/a.png"]'},
        {"Pictures.1": "1/a.png"},
        {"Pictures.1": "1/a.png", "Pictures.1.Type": "x"},
    ],
)
def test_a_malformed_list_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(PublicError) as caught:
        parsed(**given)
    assert (caught.value.code, caught.value.status) == ("InvalidParameter.Format", 400)


def test_the_first_problem_in_the_documented_order_is_told() -> None:
    with pytest.raises(PublicError) as caught:
        parsed(PageSize="0", SignSource="9")
    assert caught.value.code == "InvalidSignSource"


class Limited(Parameters, frozen=True, kw_only=True):
    size: Annotated[int, Meta(ge=1, le=50)] = 1
    kind: Literal[0, 1] | None = None
    note: Annotated[str, Meta(max_length=3)] = ""
    day: Annotated[str, Meta(pattern="^[0-9]{8}$")] = "20260101"
    ids: Annotated[tuple[int, ...], Meta(max_length=2)] = ()
    states: tuple[Literal["A", "B"], ...] = ()


@pytest.mark.parametrize(
    ("name", "text", "advice"),
    [
        ("Size", "51", "It is 1 to 50."),
        ("Kind", "2", "It is 0 or 1."),
        ("Note", "four", "It is at most 3 characters long."),
        ("Day", "today", "It is of the form ^[0-9]{8}$."),
        ("Ids", "[1,2,3]", "There are 0 to 2 of them."),
        ("States", '["C"]', "Each is A or B."),
    ],
)
def test_what_is_wrong_is_told_what_it_may_be(name: str, text: str, advice: str) -> None:
    with pytest.raises(PublicError) as refused:
        parse({name: text}, Limited)
    assert (refused.value.code, refused.value.advice) == (f"Invalid{name}", advice)
    assert refused.value.message == f"Specified parameter {name} is not valid. {advice}"
