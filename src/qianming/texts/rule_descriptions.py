"""What a rule says as a whole, in the words of people who apply.

Decides nothing. English is the rule's own documentation; Chinese stands in a file of its own, by the name of
the rule's function.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from qianming.texts.catalog import Lang

_FILE = Path(__file__).with_name("rules_zh_hans.toml")


def rule_description(name: str, documentation: str, lang: Lang) -> str:
    """The rule's description on one line; `KeyError` for a rule without a line in Chinese."""
    return chinese()[name] if lang is Lang.ZH else " ".join(documentation.split())


@cache
def chinese() -> Mapping[str, str]:
    """Every rule in Chinese, by the name of its function."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
