"""How types are written on the pages of actions: the parameters of a request and the fields of an answer.

Decides nothing: types, limits and defaults are those of the structs that the service itself reads and writes.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import inspect

from qianming.core.codes import CompanyType, IdentityDocument, LicenceKind
from qianming.rpc.limits import plain
from qianming.rpc.vocabulary import KINDS, SOURCES, TEMPLATE_TYPES
from qianming.texts.catalog import Lang
from qianming.texts.catalog import words as words_of

_WORDS = {
    Lang.EN: {
        "text": "text", "int": "integer", "bool": "boolean", "object": "object", "map": "object of text",
        "list": "list of {item}", "most": "at most {n} characters", "items": "at most {n}",
        "from": "{low} to {high}", "least": "{low} or more", "form": "in the form `{form}`",
        "default": "default {value}", "yes": "yes", "no": "no",
    },
    Lang.ZH: {
        "text": "文本", "int": "整数", "bool": "布尔", "object": "对象", "map": "文本对象",
        "list": "{item}列表", "most": "至多 {n} 个字符", "items": "至多 {n} 项",
        "from": "{low} 至 {high}", "least": "不小于 {low}", "form": "形如 `{form}`",
        "default": "默认 {value}", "yes": "是", "no": "否",
    },
}  # fmt: skip


# What the services, not the structs, ask of a text.
_PERIOD, _DAY = "YYYY-MM-DD~YYYY-MM-DD", "yyyyMMdd"
_FORMS = {
    **dict.fromkeys(
        (
            *("BussinessLicenseExpDate", "LegalPersonIdCardEffTime", "AdminIDCardExpDate"),
            *("AuthorizationLetterExpDate", "TrademarkEffExpDate"),
        ),
        _PERIOD,
    ),
    **dict.fromkeys(("SendDate", "StartDate", "EndDate"), _DAY),
    "AppApprovalDate": "YYYY-MM-DD",
    "TemplateParam": '{"code":"1234"}',
    "TemplateRule": '{"code":"numberCaptcha"}',
}
_CHOICES: Mapping[str, type[StrEnum]] = {
    "CompanyType": CompanyType,
    "LegalPersonIDCardType": IdentityDocument,
    "AdminIDCardType": IdentityDocument,
    "Type": LicenceKind,
}
_NUMBERS: Mapping[str, Mapping[int, StrEnum]] = {
    "SignSource": SOURCES,
    "SignType": KINDS,
    "TemplateType": TEMPLATE_TYPES,
}


def parameter_rows(kind: type[msgspec.Struct], lang: Lang) -> Iterator[str]:
    """A row of a table for each parameter: name, type, whether it is required, what it may be."""
    for field in _fields(kind):
        words = _WORDS[lang]
        required = words["yes"] if field.required else words["no"]
        limits = "; ".join(_limits(field, lang))
        yield f"| `{field.encode_name}` | {_named(field.type, lang)} | {required} | {limits} |"
        item = _item(field.type)
        if isinstance(item, inspect.StructType):
            for row in parameter_rows(item.cls, lang):
                yield row.replace("`", f"`{field.encode_name}.", 1)


def answer_lines(kind: type[msgspec.Struct], lang: Lang, depth: int = 0) -> Iterator[str]:
    """A line for each field of an answer, what is inside it below."""
    for field in _fields(kind):
        yield f"{'  ' * depth}- `{field.encode_name}`: {_named(field.type, lang)}"
        inner = _item(field.type)
        if isinstance(inner, inspect.StructType):
            yield from answer_lines(inner.cls, lang, depth + 1)


def _fields(kind: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    return described.fields


def _item(kind: inspect.Type) -> inspect.Type:
    """What a list holds; anything else is itself."""
    one = plain(kind)
    return one.item_type if isinstance(one, inspect.ListType | inspect.VarTupleType) else one


def _named(kind: inspect.Type, lang: Lang) -> str:
    words, one = _WORDS[lang], plain(kind)
    if isinstance(one, inspect.ListType | inspect.VarTupleType):
        return words["list"].format(item=_named(one.item_type, lang))
    if isinstance(one, inspect.LiteralType):
        return words["int"] if all(isinstance(value, int) for value in one.values) else words["text"]
    names: dict[type[inspect.Type], str] = {
        inspect.BoolType: "bool",
        inspect.IntType: "int",
        inspect.StructType: "object",
        inspect.DictType: "map",
    }
    return words[names.get(type(one), "text")]


def _limits(field: inspect.Field, lang: Lang) -> Iterator[str]:
    words, item = _WORDS[lang], _item(field.type)
    if isinstance(item, inspect.LiteralType):
        yield ", ".join(_value(field.encode_name, value, lang) for value in item.values if value != "")
    elif field.encode_name in _CHOICES:
        yield ", ".join(f"`{value}`" for value in _CHOICES[field.encode_name])
    if field.encode_name in _FORMS:
        yield words["form"].format(form=_FORMS[field.encode_name])
    else:
        yield from _measured(plain(field.type), words)
    default: Any = field.default
    if default not in (msgspec.NODEFAULT, None, "", ()):
        yield words["default"].format(
            value=f"`{str(default).lower() if isinstance(default, bool) else default}`"
        )


def _value(name: str, value: object, lang: Lang) -> str:
    """One of a parameter's values, with its meaning where it is a number that stands for a code."""
    code = _NUMBERS.get(name, {}).get(value) if isinstance(value, int) else None
    return f"`{value}`" if code is None else f"`{value}` {words_of(code, lang).title}"


def _measured(kind: inspect.Type, words: dict[str, str]) -> Iterator[str]:
    if isinstance(kind, inspect.StrType):
        if kind.max_length is not None:
            yield words["most"].format(n=kind.max_length)
        if kind.pattern is not None:
            yield words["form"].format(form=kind.pattern)
    if isinstance(kind, inspect.VarTupleType) and kind.max_length is not None:
        yield words["items"].format(n=kind.max_length)
    if isinstance(kind, inspect.IntType) and kind.ge is not None:
        key = "least" if kind.le is None else "from"
        yield words[key].format(low=kind.ge, high=kind.le)
