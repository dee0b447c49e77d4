"""What every form of the console shares: fields in sections, errors where they belong, choices in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.html import format_html

from qianming.console.faults import Fault, faults_of
from qianming.console.wording import say
from qianming.core.papers.qualification import LONG_TERM
from qianming.services.refusals import Refusal
from qianming.texts.catalog import Words

LONG_TERM_TICK = "_long_term"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form: its heading, what it is for, and its fields."""

    title: str | Promise
    lead: str | Promise
    fields: tuple[BoundField, ...]
    part: str = ""


class PaperForm(forms.Form):
    """A form whose fields are judged by a service, so that every face gives the same answers.

    Nothing is required here: what is missing is one of the service's problems, like everything else.
    """

    use_required_attribute = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*arguments, **options)
        self.said: Mapping[str, Sequence[Words]] = {}
        for field in self.fields.values():
            field.required = False

    def part(self, title: str | Promise, lead: str | Promise, *names: str, part: str = "") -> Section:
        return Section(title, lead, tuple(self[name] for name in names if name in self.fields), part)

    def leave_unjudged(self) -> None:
        """Show what was typed without a word about it."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    def take_refusal(self, refusal: Refusal) -> None:
        """Put every fault of a refusal beside its field; what belongs to none stands above the form."""
        self.take_faults(faults_of(refusal))

    def take_faults(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            name = fault.field if fault.field in self.fields else None
            self.add_error(name, fault.sentence)

    def take_upload_faults(self, faults: Mapping[str, list[str]]) -> None:
        """Files that were not taken, beside their slots."""
        self.take_faults(Fault(slot, sentence) for slot, told in faults.items() for sentence in told)

    def typed(self, name: str) -> str:
        """A field's cleaned text; empty where nothing or nothing sound was given."""
        return str(self.cleaned_data.get(name) or "").strip()

    def key(self, name: str) -> str:
        """The only file of a slot."""
        return next(iter(self.keys(name)), "")

    def keys(self, name: str) -> tuple[str, ...]:
        return tuple(self.cleaned_data.get(name) or ())

    def period(self, name: str) -> str:
        """Two dates as the services read a period; empty parts make it one that is refused."""
        start: date | None = self.cleaned_data.get(f"{name}_from")
        end: date | None = self.cleaned_data.get(f"{name}_until")
        if self.cleaned_data.get(name + LONG_TERM_TICK):
            end = LONG_TERM
        return f"{start or ''}~{end or ''}"


def choices(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Members as choices of a list, in words."""
    return [(member.value, say(member).title) for member in members]


def day_field(label: Any) -> forms.DateField:
    """A day of the calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": LONG_TERM.isoformat()})
    return forms.DateField(label=label, widget=widget)


def described(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Members as choices that say what they mean."""
    return [
        (
            member.value,
            format_html('{}<span class="form-hint">{}</span>', say(member).title, say(member).why),
        )
        for member in members
    ]
