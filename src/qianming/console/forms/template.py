"""The form of a template, and what its text would look like on a phone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qianming.console.desk import Desk
from qianming.console.forms.fields import PaperForm, Section, described
from qianming.console.needs import Said, said_of
from qianming.core.china_time import china_day
from qianming.core.codes import AccountType, TemplateType
from qianming.core.sending.segments import message_text, segments
from qianming.core.sending.template import check_template, render, variables
from qianming.core.subjects import TemplateSubject
from qianming.policy.loader import policy_on
from qianming.registry.queries import signatures
from qianming.services.templates import SubmitTemplate

_SAMPLE = "1234"
_VARIABLE = re.compile(r"(\$\{[A-Za-z][A-Za-z0-9_]*\})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text as it is previewed: plain, or one of the variables."""

    text: str
    is_variable: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A message of the template: its pieces, variables, length and price in segments, and what the rules say.

    The length is counted with four signs in the place of each variable.
    """

    signature: str
    pieces: tuple[Piece, ...]
    variables: tuple[str, ...]
    length: int
    segments: int
    said: tuple[Said, ...]


class TemplateForm(PaperForm):
    """An application for a template."""

    template_type = forms.ChoiceField(label=_("What it is for"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the template"), max_length=60, help_text=_("Only for your own lists; at most 30.")
    )
    related_signature = forms.ChoiceField(
        label=_("Signature that it is sent with (optional)"),
        help_text=_("It shows the review who will send this."),
    )
    content = forms.CharField(
        label=_("Text"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "zh-Hans"}),
        help_text=_("Without the signature. Variables are written ${code}: letters, digits, underscores."),
    )
    scene = forms.CharField(label=_("Where it is used (helps the review)"), max_length=500)
    remark = forms.CharField(
        label=_("Remark for the reviewer (optional)"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At most 200 characters: an example of what the variables will hold helps most."),
    )

    def __init__(self, desk: Desk, data: QueryDict | None = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._today = china_day(desk.now())
        kinds = [kind for kind in TemplateType if kind is not TemplateType.INTERNATIONAL]
        if desk.account.account_type != AccountType.ENTERPRISE:
            kinds.remove(TemplateType.PROMOTION)
        self._offer("template_type", described(kinds))
        approved = signatures(desk.account.pk).filter(approved__isnull=False)
        self.fields["related_signature"].widget.attrs["translate"] = "no"
        names = dict.fromkeys(approved.values_list("name", flat=True))
        self._offer(
            "related_signature", [("", _("None in particular")), *((name, f"【{name}】") for name in names)]
        )

    def _offer(self, name: str, listed: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = listed

    def sections(self) -> Iterator[Section]:
        """What it is, its text, and what helps its review."""
        yield self.part(_("What it is"), "", "template_type", "name", "related_signature")
        yield self.part(
            _("The text"),
            _("The message as it will arrive is shown beside it while you type."),
            "content",
            part="content",
        )
        yield self.part(_("For the review"), "", "scene", "remark")

    def command(self) -> SubmitTemplate:
        """What was filled in, as the services take it; call it after `is_valid`."""
        return SubmitTemplate(
            name=self.typed("name"),
            content=self.typed("content"),
            template_type=self._kind(),
            related_signature=self.typed("related_signature"),
            scene=self.typed("scene"),
            remark=self.typed("remark"),
        )

    @property
    def preview(self) -> Preview:
        """What the text would look like, judged by the rules of the review."""
        text, name = self._now("content"), self._now("related_signature")
        found = variables(text)
        sample = message_text(name, render(text, dict.fromkeys(found, _SAMPLE)))
        subject = TemplateSubject(self._now("name") or _SAMPLE, text, self._kind(), self._now("remark"))
        verdict = check_template(subject, policy_on(self._today))
        return Preview(
            signature=name,
            pieces=tuple(
                Piece(piece[2:-1] if _VARIABLE.fullmatch(piece) else piece, bool(_VARIABLE.fullmatch(piece)))
                for piece in _VARIABLE.split(text)
                if piece
            ),
            variables=found,
            length=len(sample) if text else 0,
            segments=segments(sample) if text else 0,
            said=tuple(said_of(verdict.findings)) if text else (),
        )

    def _now(self, name: str) -> str:
        return str(self[name].value() or "").strip()

    def _kind(self) -> TemplateType:
        typed = self._now("template_type")
        return TemplateType(typed) if typed in tuple(TemplateType) else TemplateType.NOTIFICATION
