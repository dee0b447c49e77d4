"""Reading the files that people hand to commands: every way in which they can be wrong has its line."""

import sys
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import yaml

from qianming.cli.failures import Failure
from qianming.cli.language import reason_of, say

_LARGEST_BYTES = 1024 * 1024


def read_text(file: str, field: str, largest: int = _LARGEST_BYTES) -> str:
    """The text of a file, or of standard input for "-"; one that has more bytes than `largest` is refused."""
    try:
        content = sys.stdin.buffer.read(largest + 1) if file == "-" else _start_of(Path(file), largest)
    except OSError as error:
        reason = reason_of(error)
        raise Failure(
            say("{field}: {file} cannot be read ({reason}).", field=field, file=file, reason=reason)
        ) from error
    if len(content) > largest:
        size = largest // _LARGEST_BYTES
        raise Failure(
            say(
                "{field}: {file} is larger than {size} MiB; it is hardly the right file.",
                field=field,
                file=file,
                size=size,
            )
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(say("{field}: {file} is no UTF-8 text.", field=field, file=file)) from error


def read_bytes(path: Path, field: str = "FILE") -> bytes:
    """The whole content of a file that is no text."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = reason_of(error)
        raise Failure(
            say("{field}: {file} cannot be read ({reason}).", field=field, file=path, reason=reason)
        ) from error


def _start_of(path: Path, largest: int) -> bytes:
    """As much as may be read, so that a device or a huge file does not fill the memory."""
    with path.open("rb") as opened:
        return opened.read(largest + 1)


def read_fields(file: str) -> Mapping[str, Any]:
    """The fields of a JSON or YAML file, which must hold one object with texts as its keys."""
    text = read_text(file, "FILE")
    if not text.strip():
        raise Failure(say("FILE: {file} is empty.", file=file))
    fields = _parsed(text, file)
    if not isinstance(fields, dict):
        raise Failure(
            say(
                "FILE: {file} holds no object with fields; write `name: value` lines or a JSON object.",
                file=file,
            )
        )
    strange = [key for key in fields if not isinstance(key, str)]
    if strange:
        raise Failure(say("FILE: {key} is no field name.", key=strange[0]))
    return fields


def _parsed(text: str, file: str) -> object:
    """JSON is tried first where the text begins like it, so that its complaints name the right place."""
    if text.lstrip()[:1] in ("{", "["):
        import json

        try:
            return json.loads(text, object_pairs_hook=_without_doubles)
        except RecursionError as error:
            raise Failure(say("FILE: {file} is nested too deeply.", file=file)) from error
        except json.JSONDecodeError as error:
            first = error
        # YAML also begins with a brace at times, but then without JSON's quotes.
        if '"' in text:
            where = say("line {line}, column {column}", line=first.lineno, column=first.colno)
            raise Failure(say("FILE: {file} is no valid JSON ({where}).", file=file, where=where)) from first
    return _yaml(text, file)


class TextLoader(yaml.BaseLoader):
    """Builds texts only: the usual loader turns an unquoted day or number into something else."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        pairs = [(str(key.value), None) for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        _without_doubles(pairs)
        return super().construct_mapping(node, deep)


def _yaml(text: str, file: str) -> object:
    try:
        return yaml.load(text, Loader=TextLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise no_yaml(text, file, error) from error


def no_yaml(text: str, file: str, error: Exception) -> Failure:
    """The complaint about a text that is no YAML, with the place where it stops being one."""
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position].split("\n")
        line, column = len(before), len(before[-1]) + 1
    else:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    where = say("line {line}, column {column}", line=line, column=column)
    return Failure(say("FILE: {file} is neither JSON nor YAML ({where}).", file=file, where=where))


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields stand once each: of two values one would be lost silently."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise Failure(say("FILE: the field {name} stands twice.", name=double))
    return fields
