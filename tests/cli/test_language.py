"""Which language is spoken, and that every sentence has its translation."""

import ast
import errno
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qianming.cli
from qianming.cli.language import chinese, in_force, printable, reason_of, set_language, wanted
from qianming.cli.refusals import sentences
from qianming.services.refusals import Noun, RefusalCode
from qianming.texts.catalog import Lang
from tests.cli.tree import commands

FOLDER = Path(qianming.cli.__file__).parent
CHINESE = re.compile(r"[一-鿿]")
PLACEHOLDER = re.compile(r"\{\w*\}")
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        (["check", "--lang", "en"], {"QIANMING_LANG": "zh"}, Lang.EN),
        (["--lang=zh", "check"], {"QIANMING_LANG": "en"}, Lang.ZH),
        (["check"], {"QIANMING_LANG": "en", "LANG": "zh_CN.UTF-8"}, Lang.EN),
        (["check"], {"QIANMING_LANG": "zh-Hans"}, Lang.ZH),
        (["check"], {"LANG": "zh_CN.UTF-8"}, Lang.ZH),
        (["check"], {"LANG": "en_US.UTF-8"}, Lang.EN),
        (["check"], {"LC_ALL": "zh_TW", "LANG": "en_US.UTF-8"}, Lang.ZH),
        (["check"], {"LANG": "de_DE"}, Lang.EN),
        (["check"], {"LANG": "C.UTF-8"}, Lang.ZH),
        (["check"], {}, Lang.ZH),
        (["check", "--", "--lang", "en"], {}, Lang.ZH),
        (["check", "--lang"], {}, Lang.ZH),
        (["check", "--lang", "fr"], {"QIANMING_LANG": "en"}, Lang.EN),
    ],
)
def test_the_language_is_the_one_asked_for(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str], lang: Lang
) -> None:
    for name in ("QIANMING_LANG", *LOCALE):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wanted(arguments) is lang


def spoken_in_code() -> Iterator[str]:
    """Every English sentence that the code says, and every heading of a table."""
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", "")
                if name in ("say", "translated") and isinstance(node.args[0], ast.Constant):
                    yield str(node.args[0].value)
                if name in ("Grid", "Examined"):
                    yield from _texts(node.args[0])


def _texts(node: ast.expr) -> Iterator[str]:
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    yield from (str(part.value) for part in parts if isinstance(part, ast.Constant))


def spoken_in_help() -> Iterator[str]:
    for _, command in commands():
        yield command.help
        yield from (parameter.help for parameter in command.params if parameter.help)


@pytest.mark.parametrize("english", sorted({*spoken_in_code(), *spoken_in_help()}))
def test_every_sentence_has_its_translation(english: str) -> None:
    key = " ".join(english.split())
    assert key in chinese()
    translation = chinese()[key]
    assert sorted(PLACEHOLDER.findall(key)) == sorted(PLACEHOLDER.findall(translation))
    assert not CHINESE.search(key)
    assert CHINESE.search(translation) or "：" in translation


def test_no_translation_is_left_over() -> None:
    """Sentences that come from tables rather than from calls are looked for as they stand."""
    fields_of_reviews = (FOLDER.parent / "services").glob("_review_*.py")
    files = (*FOLDER.glob("*.py"), *fields_of_reviews)
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    said = {" ".join(english.split()) for english in (*spoken_in_code(), *spoken_in_help())}
    left = [english for english in chinese() if english not in said and f'"{english}"' not in code]
    fields = {
        "Show this message and exit.",
        *(english for english in left if english.replace(" ", "_") in code),
    }
    assert set(left) <= fields


@pytest.mark.parametrize("code", [*RefusalCode, *sentences()])
def test_every_refusal_that_a_command_can_meet_has_its_sentences(code: str) -> None:
    of_other_faces = {
        RefusalCode.TEMPLATE_SIGNATURE_NOT_APPROVED, RefusalCode.TEMPLATE_CONTENT_FORMAT,
        RefusalCode.TEMPLATE_TOO_MANY_VARIABLES, RefusalCode.PERMIT_INVALID, RefusalCode.PERMIT_EXPIRED,
    }  # fmt: skip
    if code not in of_other_faces:
        assert CHINESE.search(sentences()[code]["zh"])
        assert not CHINESE.search(sentences()[code]["en"])


def test_every_noun_can_be_missed() -> None:
    from qianming.cli.naming import not_found

    assert all(not_found(noun, "x").lines for noun in Noun)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("云帆 a", "云帆 a"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb", "a\\nb"),
        ("\u202e", "\\u202e"),
        ("\udcff", "\\udcff"),
    ],
)
def test_text_cannot_reach_the_terminal_as_control(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (OSError(errno.ENOENT, "as the system has it"), "文件或目录不存在", "No such file or directory"),
        (OSError(errno.ENOSPC, "as the system has it"), "磁盘已满", "No space left on device"),
        (OSError(errno.EXDEV, "Cross-device link"), "Cross-device link", "Cross-device link"),
        (OSError("no number"), "OSError", "OSError"),
    ],
)
def test_the_commonest_reasons_of_the_system_are_told_in_the_language(
    monkeypatch: pytest.MonkeyPatch, error: OSError, zh: str, en: str
) -> None:
    before = in_force()
    try:
        for language, told in ((Lang.ZH, zh), (Lang.EN, en)):
            set_language(language)
            assert reason_of(error) == told
    finally:
        set_language(before)
