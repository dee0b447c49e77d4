"""Marks, moments and small helps for the console's templates. Decides nothing about signatures."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from django import template
from django.forms import BoundField, CheckboxInput, Select, Textarea
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from qianming.console.desk import Desk, desk_of
from qianming.console.moments import day, short_moment
from qianming.console.reach import reach_of
from qianming.console.wording import say
from qianming.core.china_time import CHINA
from qianming.registry.models import User
from qianming.services import readings
from qianming.texts.catalog import Words

register = template.Library()

_ICONS = Path(__file__).resolve().parent.parent / "static" / "console" / "vendor" / "tabler-icons-3.51.0"


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    """The strokes of a vendored icon, without its frame."""
    text = (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", inner).strip()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A vendored icon drawn in place; a reading aid skips it, because words stand beside it."""
    drawing = mark_safe(_drawing(name))  # our own vendored files
    return format_html(
        '<svg class="icon {}" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        classes,
        drawing,
    )


@register.filter
def moment(value: datetime | None) -> str:
    """A time in China time, short; the whole of it stands in the element's attributes."""
    if value is None:
        return ""
    local = value.astimezone(CHINA)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        f"{local:%Y-%m-%d %H:%M:%S} {_('China time')}",
        short_moment(value),
    )


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether a form's field is shown as a box to tick."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether a form's field is several controls under one heading."""
    return bool(field.field.widget.use_fieldset)


@register.filter
def is_long(field: BoundField) -> bool:
    """Whether a form's field takes the whole width."""
    return isinstance(field.field.widget, Textarea)


@register.filter
def said_of(field: BoundField) -> tuple[Words, ...]:
    """What a reviewer said about a field the last time."""
    return tuple(getattr(field.form, "said", {}).get(field.name, ()))


@register.simple_tag
def control(field: BoundField, classes: str) -> SafeString:
    """A form's field with the style sheet's class; Django ties hints and errors to it for reading aids."""
    widget = field.field.widget
    if type(widget) is Select:
        classes = "form-select"
    return field.as_widget(attrs={"class": f"{classes} is-invalid" if field.errors else classes})


@register.simple_tag(takes_context=True)
def the_desk(context: template.Context) -> Desk | None:
    """The reader's desk, which the menu depends on."""
    request = context.get("request")
    return desk_of(request) if request is not None else None


@register.simple_tag
def reads_documents() -> bool:
    """Whether a machine can read pictures here: what cannot be done is not offered."""
    return readings.can_read()


@register.simple_tag
def role_names(user: User) -> list[str]:
    """The user's roles in the reader's language."""
    return [say(role).title for role in reach_of(user).roles]


@register.filter
def calendar_day(value: date | None) -> str:
    """A day of a validity; no day means that there is no end."""
    return day(value) if value is not None else _("long term")


@register.filter
def title_of(code: StrEnum) -> str:
    """The name of a code in the reader's language."""
    return say(code).title


@register.filter
def has_choices(choices: Iterable[tuple[object, object]]) -> bool:
    """Whether a list offers anything to choose."""
    return any(value not in ("", None) for value, _label in choices)
