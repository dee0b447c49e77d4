"""Writes generated Python modules of `qianming.core.tables` and the manifest that tests check them by.

Every generator reads files of a package whose licence allows shipping a derived table, and writes one module.
The manifest keeps digests of inputs, generator and module, so that a test can tell whether they still agree
without having the inputs.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from unicodedata import east_asian_width

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "src" / "qianming" / "core" / "tables"
MANIFEST = Path(__file__).resolve().parent / "manifest.json"
LINE_WIDTH = 96


def digest(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wrapped(name: str, text: str) -> str:
    """An assignment of a long string to a name, broken into source lines; readers drop the line ends.

    One literal, because Python compiles it a hundred times faster than as many short ones.
    """
    return f'{name} = """\n' + "\n".join(_lines(text)) + '\n"""\n'


def write(module: str, docstring: str, body: str, generator: Path, inputs: Mapping[str, Path]) -> None:
    """Write one table module and its line in the manifest. `inputs` maps a source's label to its file."""
    path = TABLES / f"{module}.py"
    path.write_text(f'"""{docstring}\n"""\n\n{body}', encoding="utf-8")
    manifest = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}
    manifest[module] = {
        "generator": generator.name,
        "generator_digest": digest(generator),
        "table_digest": digest(path),
        "inputs": {label: digest(file) for label, file in inputs.items()},
    }
    MANIFEST.write_text(json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def _lines(text: str) -> Iterator[str]:
    """Pieces of a text that are no wider than a source line; a Han character is two columns wide."""
    line, width = "", 0
    for character in text:
        columns = 2 if east_asian_width(character) in "WF" else 1
        if width + columns > LINE_WIDTH:
            yield line
            line, width = "", 0
        line, width = line + character, width + columns
    yield line
