"""Who may import what, and who may write."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator

import pytest

from tests.house.tree import Module, modules, sample

# Pure computing: no clock of their own, no files of the user's, no network.
COMPUTING = frozenset({"ahocorasick_rs", "msgspec", "opencc", "stdnum", "chinese_calendar", "holidays"})
# Of the standard library, what reaches outside a computation.
OUTSIDE = frozenset(
    {"asyncio", "http", "io", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "socket"}
    | {"sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid"}
)

# What lies beside or below the registry and cannot import it.
WITHOUT_ROWS = frozenset({"core", "carriers", "documents", "analytics"})
# The keys are made while the tables are made, below all services.
WRITERS = ("qianming.services", "qianming.gateway.journal", "qianming.registry.service_keys")
CURSORS_THAT_WRITE_NOTHING = {
    "qianming.project.preparation": "holds an advisory lock while migrations run",
}
ALWAYS_A_WRITE = frozenset(
    {"save", "asave", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "get_or_create"}
    | {"aget_or_create", "update_or_create", "aupdate_or_create", "create_user", "create_superuser"}
)
A_WRITE_ON_ROWS = frozenset({"create", "acreate", "update", "aupdate", "delete", "adelete"})
ROWS = frozenset(
    {"objects", "_default_manager", "_base_manager", "filter", "exclude", "all", "select_for_update"}
)
SQL_WRITE = re.compile(
    r"\s*(INSERT INTO|UPDATE \w+ SET|DELETE FROM|TRUNCATE|MERGE INTO|COPY \S+ FROM)\b", re.IGNORECASE
)


def impure_imports(module: Module) -> Iterator[str]:
    """What a module of core imports and must not."""
    for name in sorted(module.imports()):
        top = name.split(".")[0]
        ours = top == "qianming" and name.startswith("qianming.core")
        pure = top in COMPUTING or (top in sys.stdlib_module_names and top not in OUTSIDE)
        if not ours and not pure:
            yield f"{module.name} imports {name}"


def reached_into(module: Module) -> Iterator[str]:
    """What a module takes of another package that begins with an underscore and is that package's own."""
    for name in sorted(module.imports()):
        parts = name.split(".")
        private = next((place for place, part in enumerate(parts) if part.startswith("_")), None)
        if parts[0] != "qianming" or private is None or parts[private] == "__version__":
            continue
        owner = ".".join(parts[:private])
        if module.name != owner and not module.name.startswith(f"{owner}."):
            yield f"{module.name} imports {name}"


def chain(node: ast.expr) -> set[str]:
    """The names along `a.b(…).c`, outermost last."""
    names: set[str] = set()
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return names | ({node.id} if isinstance(node, ast.Name) else set())


def related_names(models: Iterable[Module]) -> frozenset[str]:
    """The names under which a row reaches the rows that point to it."""
    keywords = (node for module in models for node in ast.walk(module.tree) if isinstance(node, ast.keyword))
    values = (node.value for node in keywords if node.arg == "related_name")
    return frozenset(str(value.value) for value in values if isinstance(value, ast.Constant))


def writes(module: Module, related: frozenset[str]) -> Iterator[str]:
    """Calls that change rows, and statements that do, in a module that is no writer."""
    if module.package in WITHOUT_ROWS or module.name.startswith(WRITERS):
        return
    services = _services_named(module)
    for node in ast.walk(module.tree):
        where = f"{module.name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and _asks_a_service(node, services):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            excused = node.func.attr == "cursor" and module.name in CURSORS_THAT_WRITE_NOTHING
            if not excused and _writes(node, related):
                yield f"{where} .{node.func.attr}(…)"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_WRITE.match(node.value):
            yield f"{where} {node.value[:40]!r}"


def _services_named(module: Module) -> frozenset[str]:
    """The names under which a module knows modules of the services, whose verbs may have any name."""
    imports = (node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom))
    chosen = (node for node in imports if node.module == "qianming.services")
    return frozenset(alias.asname or alias.name for node in chosen for alias in node.names)


def _asks_a_service(call: ast.Call, services: frozenset[str]) -> bool:
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(receiver, ast.Name) and receiver.id in services


def _writes(call: ast.Call, related: frozenset[str]) -> bool:
    assert isinstance(call.func, ast.Attribute)
    name, receiver = call.func.attr, chain(call.func.value)
    if name == "save" and len(call.args) > 1:  # a file's name and content: a row's save takes neither
        return False
    if name in ALWAYS_A_WRITE or (
        name == "cursor" and not receiver.isdisjoint({"connection", "connections"})
    ):
        return True
    if name not in A_WRITE_ON_ROWS:
        return False
    bare_delete = name == "delete" and not call.args and not call.keywords
    return bare_delete or not receiver.isdisjoint(ROWS | related)


def test_core_imports_computing_alone() -> None:
    core = [module for module in modules() if module.package == "core"]
    assert core
    assert [problem for module in core for problem in impure_imports(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import django",
        "from qianming.services import clock",
        "def f():\n    import time",
        "from os import path",
    ],
)
def test_it_sees_an_impure_import(text: str) -> None:
    assert list(impure_imports(sample(text, "qianming.core.sample")))


def test_nobody_reaches_into_another_package() -> None:
    assert [problem for module in modules() for problem in reached_into(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "from qianming.services._fields import policy_at",
        "from qianming.services import _fields",
        "import qianming.services._fields",
        "from qianming.services.health import _assessed",
    ],
)
def test_it_sees_who_reaches_into_another_package(text: str) -> None:
    assert list(reached_into(sample(text)))


def test_a_packages_own_modules_share_what_is_private() -> None:
    text = "from qianming.services._fields import policy_at"
    assert not list(reached_into(sample(text, "qianming.services.health")))


def test_only_services_and_the_journal_write() -> None:
    everything = modules()
    related = related_names(
        module for module in everything if module.name.startswith("qianming.registry.models")
    )
    assert {"signatures", "applications"} <= related
    assert [problem for module in everything for problem in writes(module, related)] == []


@pytest.mark.parametrize(
    "text",
    [
        "row.save()",
        "Signature.objects.create(name='x')",
        "Signature.objects.filter(pk=1).update(name='x')",
        "account.signatures.create(name='x')",
        "account.signatures.order_by('pk').update(name='x')",
        "row.delete()",
        "Event.objects.bulk_create([])",
        "connection.cursor().execute('SELECT 1')",
        "execute('UPDATE registry_event SET kind = 1')",
    ],
)
def test_it_sees_a_write(text: str) -> None:
    assert list(writes(sample(text), frozenset({"signatures"})))


@pytest.mark.parametrize(
    "text",
    ["seen = {}\nseen.update(a=1)", "digest.update(b'x')", "storage.delete(name)", "Signature.objects.all()"],
)
def test_it_lets_other_calls_be(text: str) -> None:
    assert not list(writes(sample(text), frozenset({"signatures"})))


def test_writers_may_write() -> None:
    assert not list(writes(sample("row.save()", "qianming.services.signatures"), frozenset()))
