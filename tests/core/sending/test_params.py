"""The values for a template's variables."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.message_codes import SendRefusal
from qianming.core.sending.params import GateRefusal, params_refusal, parse_params
from tests.core.samples import POLICY

NOT_JSON = GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_NOT_JSON)
INVALID = GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_INVALID)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (None, {}),
        ("", {}),
        (" \n", {}),
        ("{}", {}),
        ('{"code":"1234"}', {"code": "1234"}),
        (' { "name" : "云\\u5e06 \\" " } ', {"name": '云帆 " '}),
        ('{"n":1.50,"m":-0,"l":12345678901234567890123,"e":1E3}',
         {"n": "1.50", "m": "-0", "l": "12345678901234567890123", "e": "1E3"}),
        ('{"t":true,"f":false,"n":null}', {"t": "true", "f": "false"}),
        ('{"a":"1","a":"2"}', {"a": "2"}),
    ],
)  # fmt: skip
def test_it_reads_values_as_they_are_written(text: str | None, values: dict[str, str]) -> None:
    assert parse_params(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "code=1234",
        "[]",
        '"x"',
        "null",
        "1",
        "{",
        '{"a":}',
        '{"a":"1"}x',
        "{'a':'1'}",
        '{"a":"\\ud800"}',
        '{"a":"\ud800"}',
        '{"a":"\n"}',
        '{"a":NaN}',
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_it_refuses_what_is_no_json_object(text: str) -> None:
    assert parse_params(text) == NOT_JSON


@pytest.mark.parametrize("text", ['{"a":[]}', '{"a":{}}', '{"a":"1","b":["x"]}'])
def test_it_refuses_values_that_are_no_text(text: str) -> None:
    assert parse_params(text) == INVALID


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1", None),
        ("云" * 35, None),
        ("a@b.com", None),
        ("陳", None),
        ("", SendRefusal.TEMPLATE_PARAMETERS_INVALID),
        ("云" * 36, SendRefusal.PARAMETER_TOO_LONG),
        ("https://a.example", SendRefusal.PARAMETER_HAS_LINK),
        ("t.cn/abc", SendRefusal.PARAMETER_HAS_LINK),
        ("【云帆】", SendRefusal.CONTENT_UNSUPPORTED),
        ("😀", SendRefusal.CONTENT_UNSUPPORTED),
        ("https://a.example/" + "x" * 30, SendRefusal.PARAMETER_TOO_LONG),
    ],
)
def test_each_value_is_judged(value: str, code: SendRefusal | None) -> None:
    refusal = params_refusal(("a", "b"), {"a": "好", "b": value}, POLICY)
    assert refusal == (GateRefusal(code, (("variable", "b"), ("max", "35"))) if code else None)


def test_it_names_every_variable_without_a_value() -> None:
    refusal = params_refusal(("a", "b", "c"), {"b": ""}, POLICY)
    assert refusal == GateRefusal(SendRefusal.TEMPLATE_PARAMETERS_MISSING, (("variables", "a, c"),))


def test_values_without_a_variable_are_ignored() -> None:
    assert params_refusal((), {"a": "", "b": "【】"}, POLICY) is None
    assert params_refusal(("a",), {"a": "1", "b": "【】"}, POLICY) is None


@given(st.none() | st.text())
def test_any_text_gets_an_answer(text: str | None) -> None:
    parsed = parse_params(text)
    if not isinstance(parsed, GateRefusal):
        params_refusal(tuple(parsed), parsed, POLICY)


@given(st.dictionaries(st.text(), st.text()))
def test_texts_come_through_unchanged(values: dict[str, str]) -> None:
    assert parse_params(json.dumps(values)) == values
