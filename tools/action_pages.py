"""Writes the reference of all actions, `docs/api/actions*.md`; `--check` only compares."""

import os
import sys
from importlib import import_module
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "api"


def texts() -> dict[str, str]:
    """The pages by their files' names. The actions are known once Django is set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianming.project.settings")
    django.setup()
    made: dict[str, str] = import_module("tools.action_reference").pages()
    return made


def out_of_date() -> list[str]:
    """The pages that say something else than the registry."""
    return [
        name
        for name, text in texts().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text("utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        stale = out_of_date()
        print(f"Out of date, run `make docs`: {', '.join(stale)}" if stale else "The actions are current.")
        return 1 if stale else 0
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
