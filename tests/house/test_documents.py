"""What the documents say is so: commands exist, both languages have the same parts, pages are current."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from qianming.cli.app import app
from qianming.core.codes import FindingCode
from qianming.project.variables import PREFIX, VARIABLES
from qianming.texts import rule_descriptions
from qianming.texts.catalog import Lang
from tests.house.tree import ROOT, Module, modules, sample
from tools import action_pages, action_words, rule_pages, settings_page

LIST = "qianming.project.variables"
NOT_FOR_OPERATORS = {"QIANMING_DEMO": "set by `make run` alone"}
LANGUAGES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\bqianming ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")
CLASS = re.compile(r"`([A-Z][a-z]\w*)`")
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z%-]+):", makefile, re.MULTILINE))


def code_of(text: str) -> str:
    """What stands in blocks, between backticks and in indented lines, a line each."""
    inline, indented = re.findall(r"`([^`\n]+)`", text), re.findall(r"^ {4}(.*)", text, re.MULTILINE)
    return "\n".join([*BLOCK.findall(text), *inline, *indented])


def unknown_targets(text: str, known: set[str]) -> set[str]:
    """Targets of the Makefile that are named in code and do not exist."""
    named = MAKE.findall(code_of(text))
    return {name for name in named if name not in known and not name.startswith("bench-")}


def unknown_commands(text: str) -> set[str]:
    """Commands of `qianming` that are named in code and do not exist."""
    return {" ".join(words) for words in COMMAND.findall(code_of(text)) if not _is_command(*words)}


def _is_command(first: str, second: str) -> bool:
    tree = typer.main.get_command(app)
    found = getattr(tree, "commands", {}).get(first)
    return found is not None and (not hasattr(found, "commands") or second in found.commands)


def outline(text: str) -> list[int]:
    """The levels of the headings in their order."""
    return [len(found) for found in re.findall(r"^(#+) ", BLOCK.sub("", text), re.MULTILINE)]


def commands(text: str) -> list[str]:
    """The lines of code, without remarks."""
    lines = (re.sub(r"\s*#.*", "", line) for block in BLOCK.findall(text) for line in block.splitlines())
    return [line for line in lines if line.strip()]


def broken_links(name: str, text: str) -> list[str]:
    """Relative links that lead nowhere."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    return [link for link in links if not ((ROOT / name).parent / link).exists()]


def variables_read(module: Module) -> Iterator[str]:
    """The environment variables that a module names."""
    readers = {"environment.text", "environment.one_of", "environment.seconds"}
    if module.name.startswith("qianming.project."):
        readers.add("text")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (f"{PREFIX}{name}" for name in re.findall(rf"{PREFIX}([A-Z_]*[A-Z])", node.value))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in readers and node.args:
            first = node.args[0]
            yield from [f"{PREFIX}{first.value!s}"] if isinstance(first, ast.Constant) else []


def _documents() -> list[str]:
    return [
        *LANGUAGES,
        "CONTRIBUTING.md",
        "SECURITY.md",
        *(file.relative_to(ROOT).as_posix() for file in (ROOT / "docs").rglob("*.md")),
    ]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", _documents())
def test_commands_and_links_exist(name: str) -> None:
    assert unknown_targets(_text(name), targets()) == set()
    assert unknown_commands(_text(name)) == set()
    assert broken_links(name, _text(name)) == []


def test_it_sees_a_command_or_a_link_that_does_not_exist() -> None:
    assert unknown_targets("```\nmake tea\n```", {"run"}) == {"tea"}
    assert unknown_targets("Use `make tea`, and make sure.", {"run"}) == {"tea"}
    assert unknown_commands("`qianming tea`, `qianming review pour 1`") == {"tea ", "review pour"}
    assert unknown_commands("`.venv/bin/qianming review list --data var`, `qianming check`") == set()
    assert broken_links("README.md", "[here](docs/nowhere.md)") == ["docs/nowhere.md"]


def unknown_classes(text: str) -> set[str]:
    """Names of classes in the glossary's middle column that nothing in the code has."""
    glossary = text.partition("\n## Names\n")[2].partition("\n## ")[0]
    named = {
        name
        for row in glossary.splitlines()
        for name in CLASS.findall(row.split("|")[2] if "|" in row else "")
    }
    known = {
        node.name for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)
    }
    return named - known


def test_the_glossary_names_what_there_is() -> None:
    assert unknown_classes(_text("docs/architecture.md")) == set()
    assert unknown_classes("\n## Names\n\n| 签名 | `Signature`, `Teapot` | `SignName` |\n") == {"Teapot"}


def test_both_languages_have_the_same_parts() -> None:
    english, chinese = (_text(name) for name in LANGUAGES)
    assert outline(english) == outline(chinese)
    assert commands(english) == commands(chinese)


# Reports of measurements, and pages for who works on the code.
FOR_DEVELOPERS = {"architecture.md", "documents-measured.md", "rules-measured.md"}


def unpaired(names: set[str]) -> set[str]:
    """Pages without their counterpart in the other language."""
    english = {name for name in names if not name.endswith(".zh.md")} - FOR_DEVELOPERS
    wanted = {name.removesuffix(".md") + ".zh.md" for name in english}
    return wanted ^ {name for name in names if name.endswith(".zh.md")}


def test_every_page_for_users_is_there_in_both_languages() -> None:
    pages = {file.name: file for file in (ROOT / "docs").glob("*.md")}
    assert unpaired(set(pages)) == set()
    for name in pages.keys() - FOR_DEVELOPERS:
        other = name.replace(".zh.md", ".md") if ".zh." in name else name.replace(".md", ".zh.md")
        assert outline(pages[name].read_text("utf-8")) == outline(pages[other].read_text("utf-8")), name


def test_it_sees_a_page_without_its_counterpart() -> None:
    assert unpaired({"a.md", "b.md", "b.zh.md", "c.zh.md"}) == {"a.zh.md", "c.zh.md"}


def test_it_sees_a_part_that_is_missing() -> None:
    assert outline("# A\n\n## B\n") != outline("# 甲\n")
    assert (
        commands("```sh\nmake run  # go\n```")
        == commands("```sh\nmake run  # 运行\n```")
        != commands("```sh\n```")
    )


def test_every_setting_is_listed() -> None:
    read = {name for module in modules() if module.name != LIST for name in variables_read(module)}
    listed = {variable.name for variable in VARIABLES}
    with_files = {f"{name}_FILE" for name in listed}
    assert read <= listed | with_files | NOT_FOR_OPERATORS.keys()
    assert listed <= read


@pytest.mark.parametrize("text", ["environment.text('NOVELTY')", "os.environ.get('QIANMING_NOVELTY')"])
def test_it_sees_a_setting_that_is_read(text: str) -> None:
    assert list(variables_read(sample(text))) == ["QIANMING_NOVELTY"]


def test_generated_pages_are_current() -> None:
    assert settings_page.out_of_date() == []
    assert action_pages.out_of_date() == []


def test_every_action_is_told_of_in_both_languages() -> None:
    """An action that is offered has its words, and nothing is told of one that is not."""
    told = action_pages.texts()
    offered = re.findall(r"^### `(\w+)`$", told["actions.md"], re.MULTILINE)
    assert offered == re.findall(r"^### `(\w+)`$", told["actions.zh.md"], re.MULTILINE)
    assert set(offered) == set(action_words.CHINESE) >= set(action_words.DIFFERENCES)


def test_it_sees_a_page_of_actions_that_is_not_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_pages, "FOLDER", tmp_path)
    assert action_pages.main(["--check"]) == 1
    assert action_pages.main([]) == 0
    assert action_pages.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("code", "day"),
    [
        (FindingCode.SOURCE_UNSUPPORTED, "2025-03-17"),
        (FindingCode.PURPOSE_ACCOUNT, "2025-06-06"),
        (FindingCode.NAME_LENGTH, "2026-04-27 or earlier"),
    ],
)
def test_a_rules_first_day_is_told_as_far_as_it_is_known(code: FindingCode, day: str) -> None:
    assert rule_pages.since(code, Lang.EN) == day


def test_the_pages_of_the_rules_are_current() -> None:
    assert rule_pages.out_of_date() == []


def test_every_rule_has_its_page_in_both_languages() -> None:
    described = rule_pages.descriptions()
    assert set(described) == set(FindingCode)
    assert {rule for rule, _ in described.values()} == set(rule_descriptions.chinese())
    for lang in Lang:
        told = [text for name, text in rule_pages.pages().items() if (".zh." in name) is (lang is Lang.ZH)]
        headings = [line for text in told for line in text.splitlines() if line.startswith("## ")]
        assert sorted(headings) == sorted(f"## {code}" for code in FindingCode)


def test_it_sees_a_rule_page_that_is_not_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_pages, "FOLDER", tmp_path / "rules")
    assert rule_pages.main(["--check"]) == 1
    assert rule_pages.main([]) == 0
    assert rule_pages.main(["--check"]) == 0
    (tmp_path / "rules" / "nobody.md").write_text("", encoding="utf-8")
    assert rule_pages.out_of_date() == ["nobody.md"]
