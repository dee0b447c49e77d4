"""Finds the legal form of an enterprise's name, and where the words of a branch begin.

Decides where the entity's own name ends. It does not judge whether a branch may use the name of its parent.
"""

import re
from functools import cache

from msgspec import Struct

from qianming.core.names.endings import Endings
from qianming.core.tables import legal_forms

GROUP = ("集团", "(集团)")
OWN_ENTITY = ("有限公司", "有限责任公司", "股份公司", "合伙企业", "专业合作社")
BRANCHES = "|".join(re.escape(word) for word in legal_forms.WORKS_BRANCH.split()) + "|(?<!有限)(?<!责任)公司"
WORKS = re.compile(f"(?<!加)厂(?=.*(?:{BRANCHES})$)")
TRAILING_NOTE = re.compile(r"\(([^()]*)\)\.?$")
NOTE_ENDINGS = (")", ").")
STRAY = ".。、,，;；* \t"


class LegalForm(Struct, frozen=True):
    """Ends of the parts: the head (location, brand, industry), the form, the branch (may be empty)."""

    head_end: int
    form_end: int
    branch_end: int


def find_form(text: str, start: int) -> LegalForm:
    """Split a name, whose widths are folded, into head, form and branch; the location ends at `start`."""
    end = _without_notes(text)
    split = _entity_end(text, start, end)
    if split is not None:
        return LegalForm(_form_start(text, start, split), split, end)
    return LegalForm(_form_start(text, start, end), end, end)


def _without_notes(text: str) -> int:
    """Where the name ends once stray marks and bracketed notes (原…, 第二名称…) are cut off."""
    end = len(text.rstrip(STRAY))
    note = _trailing_note(text, end)
    while note is not None and note.start() > 3 and note.group(1) not in _form_notes():
        end = note.start()
        note = _trailing_note(text, end)
    return end


def _trailing_note(text: str, end: int) -> re.Match[str] | None:
    return TRAILING_NOTE.search(text, 0, end) if text.endswith(NOTE_ENDINGS, 0, end) else None


def _entity_end(text: str, start: int, end: int) -> int | None:
    """Where a legal person's name ends although words follow; None when nothing follows."""
    for match in _entities().finditer(text, start, end):
        if match.end() >= end:
            return None
        if text.startswith("(", match.end()):
            continue
        if text.endswith(OWN_ENTITY, match.end(), end):
            continue
        return match.end()
    works = WORKS.search(text, start + 2, end) if text.find("厂", start + 2, end) >= 0 else None
    return works.end() if works and works.end() < end else None


def _form_start(text: str, start: int, end: int) -> int:
    position = end
    note = _trailing_note(text, end)
    if note is not None and note.group(1) in _form_notes():
        position = note.start()
    form_start = position - _longest_form(text, start, position)
    if form_start == position:
        return position if position < end else end
    if text.endswith(GROUP, start, form_start) and text[form_start:position] not in ("厂", "店"):
        return form_start - (len("(集团)") if text[form_start - 1] == ")" else len("集团"))
    return form_start


def _longest_form(text: str, start: int, end: int) -> int:
    """Length of the longest legal form that a name ends with; 0 for none."""
    forms = _forms()
    for length in forms.lengths(text, end) if end > start else ():
        form = text[end - length : end]
        if end - length >= start and form in forms.words:
            return length - _belongs_before(text, end - length, form)
    return 0


def _belongs_before(text: str, start: int, form: str) -> int:
    """How many characters of a form rather end the word before it: 加工|厂, 图书|店."""
    return int(len(form) > 1 and text[start - 1 : start + 1] in _endings_before_form())


@cache
def _endings_before_form() -> frozenset[str]:
    return frozenset(legal_forms.ENDING_BEFORE_FORM.split())


@cache
def _forms() -> Endings:
    return Endings((legal_forms.ENTITY + legal_forms.GENERIC).split())


@cache
def _form_notes() -> frozenset[str]:
    return frozenset(legal_forms.FORM_NOTES.split())


@cache
def _entities() -> re.Pattern[str]:
    """Forms of legal persons; a bank's name goes on before its own form, so it does not end there."""
    forms = sorted(legal_forms.ENTITY.split(), key=len, reverse=True)
    return re.compile(
        "(?:" + "|".join(re.escape(form) for form in forms) + ")(?!股份|有限|集团|总公司|联合社|控股)"
    )
