"""Every code that core knows has its words, in both languages, and the words are no codes."""

import ast
import importlib
import re
from collections.abc import Iterator
from enum import StrEnum

import pytest

from qianming.core.codes import Carrier
from qianming.texts import catalog
from qianming.texts.catalog import PARTICULARS, SPOKEN, Lang, Words, words
from tests.house.tree import Module, modules, sample

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"\{\w+\}")


def enums(module: Module) -> list[str]:
    """The names of the enums of codes that a module declares."""
    classes = (node for node in module.tree.body if isinstance(node, ast.ClassDef))
    return [node.name for node in classes if any(ast.unparse(base) == "StrEnum" for base in node.bases)]


def problems(found: Words, lang: Lang, code: StrEnum) -> Iterator[str]:
    """What is wrong with the words of one code."""
    for part, text in (("title", found.title), ("why", found.why), ("fix", found.fix)):
        where = f"{lang} {type(code).__name__}.{code.name} {part}"
        if not text.strip() or text in (code.name, code.value):
            yield f"{where} is empty or the code itself"
        if bool(CHINESE.search(PLACEHOLDER.sub("", text))) is not (lang is Lang.ZH):
            yield f"{where} is in another language: {text}"


def unspoken(kind: type[StrEnum]) -> list[str]:
    """The members of an enum that no language has as the value of a particular."""
    known = [
        {value for values in catalog._tables(lang)[PARTICULARS].values() for value in values} for lang in Lang
    ]
    return [member for member in kind if not all(member in values for values in known)]


def test_every_enum_of_core_is_spoken() -> None:
    core = [module for module in modules() if module.package == "core"]
    declared = {(module.name, name) for module in core for name in enums(module)}
    assert ("qianming.core.codes", "FindingCode") in declared
    spoken = {(kind.__module__, kind.__name__) for kind in SPOKEN}
    assert spoken <= declared
    for module, name in declared - spoken:
        assert unspoken(getattr(importlib.import_module(module), name)) == [], name


def test_it_sees_an_enum() -> None:
    assert enums(sample("class Novelty(StrEnum): ...\nclass Other: ...")) == ["Novelty"]
    assert unspoken(Carrier) == [*Carrier]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("kind", SPOKEN, ids=lambda kind: kind.__name__)
def test_every_code_has_words(kind: type[StrEnum], lang: Lang) -> None:
    assert [problem for code in kind for problem in problems(words(code, lang), lang, code)] == []


@pytest.mark.parametrize(
    ("title", "lang"),
    [("", Lang.ZH), ("MOBILE", Lang.EN), ("mobile", Lang.ZH), ("China Mobile", Lang.ZH), ("移动", Lang.EN)],
)
def test_it_sees_words_that_are_none(title: str, lang: Lang) -> None:
    fine = {Lang.ZH: "说明", Lang.EN: "words"}[lang]
    assert list(problems(Words(title, fine, fine), lang, Carrier.MOBILE))


@pytest.mark.parametrize("lang", Lang)
def test_a_code_without_words_is_an_error(lang: Lang) -> None:
    class Novelty(StrEnum):
        NEW = "new"

    with pytest.raises(catalog.UnknownCode):
        words(Novelty.NEW, lang)
