"""Parameters as text, turned into typed structs.

Decides how each type is spelled on the wire: the three styles of lists, booleans in any case, integers as
decimal text, and that an empty value counts as missing. Parameters that a struct does not name are ignored.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import inspect

from qianming.rpc.errors import invalid, malformed, missing
from qianming.rpc.limits import limit_of, plain

ParametersT = TypeVar("ParametersT", bound=msgspec.Struct)
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_INDEX = re.compile(r"[1-9][0-9]{0,4}")
_INT64 = 2**63
_BOOLEANS = {"true": True, "false": False}


PageNumber = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
PageSize = Annotated[int, msgspec.Meta(ge=1, le=50)]


class Parameters(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """The base of every action's parameters. A field without a default is required."""


class PageByIndex(Parameters, frozen=True, kw_only=True):
    """A page of a list, as the older lists ask for it."""

    page_index: PageNumber = 1
    page_size: PageSize = 10


def parse(given: Mapping[str, str], kind: type[ParametersT]) -> ParametersT:
    """The struct that the parameters make; raises `PublicError` naming the first that is missing or wrong."""
    values: dict[str, Any] = {}
    fields = _fields(kind)
    for field in fields:
        value = _value(given, field.encode_name, plain(field.type))
        if value is not None:
            values[field.encode_name] = value
        elif field.required:
            raise missing(field.encode_name)
    for field in fields:
        if field.encode_name in values:
            _require_valid(values[field.encode_name], field, kind)
    return msgspec.convert(values, kind)


@lru_cache(maxsize=256)
def _fields(kind: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    return described.fields


@lru_cache(maxsize=1024)
def _annotation(kind: type[msgspec.Struct], name: str) -> Any:
    return next(field.type for field in msgspec.structs.fields(kind) if field.name == name)


def _require_valid(value: object, field: inspect.Field, kind: type[msgspec.Struct]) -> None:
    try:
        msgspec.convert(value, _annotation(kind, field.name))
    except msgspec.ValidationError:
        raise invalid(field.encode_name, limit_of(field.type)) from None


def _value(given: Mapping[str, str], name: str, kind: inspect.Type) -> object | None:
    if isinstance(kind, (inspect.ListType, inspect.VarTupleType)):
        return _list(given, name, kind.item_type)
    text = given.get(name, "")
    return _scalar(text, name, kind) if text else None


def _scalar(text: str, name: str, kind: inspect.Type) -> object:
    if isinstance(kind, inspect.BoolType):
        return _boolean(text, name)
    if isinstance(kind, inspect.IntType) or _is_numbers(kind):
        return _integer(text, name)
    if "\0" in text or not _is_text(text):
        raise invalid(name)
    return text


def _is_numbers(kind: inspect.Type) -> bool:
    """Whether the type is a choice between integers, as the wire's code numbers are."""
    return isinstance(kind, inspect.LiteralType) and all(isinstance(value, int) for value in kind.values)


def _is_text(text: str) -> bool:
    """False for halves of a surrogate pair, which JSON can write and no database stores."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _boolean(text: str, name: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise invalid(name, "Use true or false.")
    return _BOOLEANS[text.lower()]


def _integer(text: str, name: str) -> int:
    if not _INTEGER.fullmatch(text) or not -_INT64 <= int(text) < _INT64:
        raise invalid(name, "Use a decimal integer.")
    return int(text)


def _list(given: Mapping[str, str], name: str, item: inspect.Type) -> list[object] | None:
    """A JSON array, `Name.N` and `Name.N.Field`, or one plain value; None when nothing is given."""
    text = given.get(name, "")
    if text:
        return [_item(element, name, item) for element in _elements(text, name)]
    numbered = _numbered(given, name)
    return [_item(numbered[index], name, item) for index in sorted(numbered)] if numbered else None


def _elements(text: str, name: str) -> list[object]:
    stripped = text.strip()
    if not stripped.startswith(("[", "{")):
        return [text]
    try:
        parsed = json.loads(stripped)
    except (ValueError, RecursionError):
        raise malformed(f"{name} is not a JSON array") from None
    return parsed if isinstance(parsed, list) else [parsed]


def _numbered(given: Mapping[str, str], name: str) -> dict[int, object]:
    """The flattened style: a text per index, or a document of fields per index."""
    found: dict[int, Any] = {}
    prefix = f"{name}."
    for key, text in given.items():
        if not key.startswith(prefix):
            continue
        index, _, field = key[len(prefix) :].partition(".")
        if not _INDEX.fullmatch(index):
            raise malformed(f"{key} has no index from 1")
        if not field:
            found[int(index)] = text
        elif isinstance(found.setdefault(int(index), {}), dict):
            found[int(index)][field] = text
    return found


def _item(element: object, name: str, kind: inspect.Type) -> object:
    """One element, read like a parameter of its own."""
    if not isinstance(kind, inspect.StructType):
        if isinstance(element, (dict, list)) or element is None:
            raise malformed(f"{name} has an element of the wrong kind")
        return _scalar(_text(element), name, kind)
    if not isinstance(element, dict):
        raise malformed(f"{name} has an element that is no object")
    texts = {key: _text(value) for key, value in element.items() if value is not None}
    values = {field.encode_name: _value(texts, field.encode_name, plain(field.type)) for field in kind.fields}
    for field in kind.fields:
        if field.required and values[field.encode_name] is None:
            raise invalid(name, f"Each element needs {field.encode_name}.")
    return {key: value for key, value in values.items() if value is not None}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
