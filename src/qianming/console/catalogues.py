"""Compiles the console's translations: `python -m qianming.console.catalogues` writes the .mo files.

Reads the part of the .po format that translations use (contexts, plurals, strings over several lines); it
stands in for GNU msgfmt, which not every machine has. Decides nothing about words.
"""

import ast
import struct
from collections.abc import Iterator
from pathlib import Path

LOCALES = Path(__file__).resolve().parent / "locale"
_MAGIC = 0x950412DE
_HEADER_BYTES = 28
_CONTEXT_END, _PLURAL_END = "\x04", "\x00"

Entry = dict[str, str]


class BadCatalogue(ValueError):
    """A line that is not understood; the message names file and line."""


def read_entries(file: Path) -> Iterator[Entry]:
    """Each message as its keywords (msgctxt, msgid, msgid_plural, msgstr, msgstr[0] …) with their strings."""
    entry: Entry = {}
    keyword = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            if entry and not text:
                yield entry
                entry = {}
            continue
        if not text.startswith('"'):
            keyword, _, text = text.partition(" ")
            entry[keyword] = ""
        try:
            entry[keyword] += str(ast.literal_eval(text))
        except (SyntaxError, ValueError, KeyError) as error:
            raise BadCatalogue(f"{file.name}:{number}: {line}") from error
    if entry:
        yield entry


def messages_of(file: Path) -> dict[str, str]:
    """What a compiled catalogue holds: keys with context and plural joined in, untranslated ones left out."""
    messages = {}
    for entry in read_entries(file):
        key = entry["msgid"]
        if "msgctxt" in entry:
            key = entry["msgctxt"] + _CONTEXT_END + key
        if "msgid_plural" in entry:
            key += _PLURAL_END + entry["msgid_plural"]
        text = _PLURAL_END.join(value for name, value in entry.items() if name.startswith("msgstr"))
        if text.strip(_PLURAL_END):
            messages[key] = text
    return messages


def compiled(messages: dict[str, str]) -> bytes:
    """The messages as a .mo file: sorted, so that the same words always give the same bytes."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    keys_at = _HEADER_BYTES
    texts_at = keys_at + 8 * len(pairs)
    strings_at = texts_at + 8 * len(pairs)
    tables, strings = b"", b""
    for column in (0, 1):
        for pair in pairs:
            tables += struct.pack("<II", len(pair[column]), strings_at + len(strings))
            strings += pair[column] + b"\x00"
    header = struct.pack("<7I", _MAGIC, 0, len(pairs), keys_at, texts_at, 0, strings_at)
    return header + tables + strings


def main() -> None:
    """Write the compiled file of every catalogue."""
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        file.with_suffix(".mo").write_bytes(compiled(messages_of(file)))


if __name__ == "__main__":
    main()
