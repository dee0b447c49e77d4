"""The project's own files, as the rules of the house read them. Knows no rule."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
BINARY = frozenset({".png", ".woff2", ".woff", ".ico", ".pdf", ".ttf", ".mo", ".parquet", ".xlsx"})


@dataclass(frozen=True)
class Module:
    """One Python file with its dotted name ("qianming.core.codes") and its syntax tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The layer that it belongs to: the part of its name below `qianming`."""
        return self.name.split(".")[1] if "." in self.name else ""

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (
            node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        )

    def imports(self) -> set[str]:
        """The dotted names that it imports, wherever in the file."""
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
        return names


def sample(text: str, name: str = "qianming.console.sample") -> Module:
    """A module that exists in a test only, to show that a rule sees what it forbids."""
    return Module(name, text, ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package, the generated migrations left out."""
    files = [file for file in sorted(SOURCE.rglob("*.py")) if file.parent.name != "migrations"]
    return tuple(sample(file.read_text(encoding="utf-8"), _dotted(file)) for file in files)


def _dotted(file: Path) -> str:
    parts = file.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def own_files() -> list[Path]:
    """The text files that are under version control, or would be; vendored ones left out."""
    files = [ROOT / name for name in _listed() if name and "/vendor/" not in name]
    return [file for file in files if file.is_file() and file.suffix not in BINARY]


def _listed() -> list[str]:
    """Names from git; it is told to trust a checkout that belongs to somebody else, as machines have it."""
    trusting = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others"]
    done = subprocess.run([*trusting, "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    return done.stdout.decode().split("\0")
