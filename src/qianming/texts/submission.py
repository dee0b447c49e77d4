"""Sentences for what is wrong with a qualification as it was submitted: field, reason and fix in one line.

Decides nothing. The code is the API's public one; where the rules know more than the code says, such as which
part of an identity number is wrong, the cause is told too.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from qianming.texts.catalog import Lang, words

_FILE = Path(__file__).with_name("submission.toml")


def submission_sentence(code: str, lang: Lang, cause: StrEnum | None = None) -> str | None:
    """What people read for a public code of a submission; None for a code that is not one of them."""
    said = sentences().get(code)
    if said is None:
        return None
    if cause is None:
        return said[lang]
    more = words(cause, lang)
    # The field stays, the cause takes the place of the general reason.
    field = said[lang].partition("：" if lang is Lang.ZH else " ")[0].rstrip(":")
    return f"{field}：{more.why}{more.fix}" if lang is Lang.ZH else f"{field}: {more.why} {more.fix}"


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """The sentences of every code, per language."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
