"""Files and functions that fit on a screen, names that say something, documentation where it is read."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import Module, modules, sample

FILE_LINES = 400
FUNCTION_LINES = 40
SAY_NOTHING = frozenset(
    {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "tools", "base"}
)


def too_long(module: Module) -> Iterator[str]:
    generated = ".tables." in module.name
    if not generated and len(module.text.splitlines()) > FILE_LINES:
        yield f"{module.name} has more than {FILE_LINES} lines"
    for function in module.functions():
        # The parameters are left out: a command has as many options as its contract says.
        lines = (function.end_lineno or 0) - function.body[0].lineno + 1
        if lines > FUNCTION_LINES:
            yield f"{module.name}:{function.lineno} {function.name} has {lines} lines"


def says_nothing(module: Module) -> Iterator[str]:
    """Parts of its name that could hold anything."""
    yield from (f"{module.name}: {part}" for part in module.name.split(".") if part.strip("_") in SAY_NOTHING)


def undocumented(module: Module) -> Iterator[str]:
    """A module, or a public function or class, without a docstring.

    The API's own structs are left out: the vendor's reference describes them under the same names.
    """
    if not ast.get_docstring(module.tree):
        yield module.name
    for node in module.tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.ClassDef) and module.name.startswith("qianming.rpc.handlers."):
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{module.name}.{node.name}"


def test_files_and_functions_stay_short() -> None:
    assert [problem for module in modules() for problem in too_long(module)] == []


@pytest.mark.parametrize(
    "text",
    ["x = 1\n" * (FILE_LINES + 1), "def f():\n" + "    x = 1\n" * (FUNCTION_LINES + 1)],
    ids=["file", "function"],
)
def test_it_sees_what_is_too_long(text: str) -> None:
    assert list(too_long(sample(text)))


def test_names_of_modules_say_something() -> None:
    assert [problem for module in modules() for problem in says_nothing(module)] == []


@pytest.mark.parametrize(
    "name", ["qianming.core.utils", "qianming.console.helpers.forms", "qianming.cli._misc"]
)
def test_it_sees_a_name_that_says_nothing(name: str) -> None:
    assert list(says_nothing(sample("", name)))


def test_what_is_public_is_documented() -> None:
    assert [problem for module in modules() for problem in undocumented(module)] == []


@pytest.mark.parametrize(
    "text", ["x = 1", '"""Fine."""\ndef public(): ...', '"""Fine."""\nclass Public: ...']
)
def test_it_sees_what_is_not_documented(text: str) -> None:
    assert list(undocumented(sample(text, "qianming.core.sample")))
