"""Printing a JSON document whose list is too long to be held in memory."""

import sys
from collections.abc import Iterable, Mapping

from qianming.cli.printing import json_text


def put_json_stream(head: Mapping[str, object], name: str, items: Iterable[object]) -> None:
    """Print one object: the fields of `head`, then a list under `name`, an item a line."""
    write = sys.stdout.write
    write("{\n")
    for field, value in head.items():
        write(f'  "{field}": {json_text(value)},\n')
    write(f'  "{name}": [')
    separator = "\n"
    for item in items:
        write(f"{separator}    {json_text(item)}")
        separator = ",\n"
    write("]\n}\n" if separator == "\n" else "\n  ]\n}\n")
