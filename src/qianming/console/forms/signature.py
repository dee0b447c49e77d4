"""The form of an application for a signature: what its purpose and source need, and nothing else.

Decides which papers can be chosen; whether they fit is the services' to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qianming.console.desk import Desk
from qianming.console.forms.fields import PaperForm, Section, choices, described
from qianming.console.forms.uploads import UploadField
from qianming.console.needs import Needs, needs_of
from qianming.console.numbers import int_or_none
from qianming.console.wording import say
from qianming.core.codes import Industry, PaperKind, Purpose, QualificationState, SignatureSource
from qianming.core.papers.materials import kind_of_file
from qianming.registry.models import Signature, Trademark
from qianming.registry.queries import for_account, powers_of_attorney, qualifications
from qianming.services.applications import SubmitApplication

SOURCES = (SignatureSource.ENTERPRISE_NAME, SignatureSource.TRADEMARK)
MemberT = TypeVar("MemberT", bound=StrEnum)
_FILES_OF_A_KIND = 3


class ApplicationForm(PaperForm):
    """One application; with `edited` a further one for that signature, whose approved name stays."""

    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    qualification = forms.TypedChoiceField(label=_("Qualification"), coerce=int, empty_value=None)
    source = forms.ChoiceField(label=_("The name is taken from"), widget=forms.RadioSelect)
    trademark = forms.TypedChoiceField(label=_("Trademark"), coerce=int, empty_value=None)
    power_of_attorney = forms.TypedChoiceField(label=_("Power of attorney"), coerce=int, empty_value=None)
    industry = forms.ChoiceField(label=_("Industry"))
    name = forms.CharField(
        label=_("Name"),
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "off", "lang": "zh-Hans", "spellcheck": "false"}),
        help_text=_("2 to 12 characters, without the brackets 【】: they are added when a message is sent."),
    )
    scene = forms.CharField(
        label=_("Where it is used (helps the review)"),
        max_length=500,
        help_text=_("A link to the website or app, or what the messages are about."),
    )
    remark = forms.CharField(
        label=_("Remark for the reviewer (optional)"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At most 200 characters: an example of a whole message helps most."),
    )

    def __init__(
        self,
        desk: Desk,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        edited: Signature | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._desk = desk
        self.edited = edited
        self.live_name = edited.name if edited and edited.approved_id else ""
        self._offer_choices()
        if self.live_name:
            self.fields["name"].disabled = True
            self.initial["name"] = self.live_name
            self.fields["name"].help_text = _("The name of an approved signature stays.")
        self.needs: Needs = needs_of(desk, self._so_far(), edited)
        self._leave_out()
        self._add_slots()

    def sections(self) -> Iterator[Section]:
        """Whose name it is, where it comes from, the name itself, and what proves it."""
        yield self.part(
            _("Whose name it is"), "", "purpose", "qualification", "power_of_attorney", part="purpose"
        )
        yield self.part(_("Where the name comes from"), "", "source", "trademark", "industry", part="source")
        yield self.part(
            _("The name"), _("It is checked while you type, by the rules of the review."), "name", part="name"
        )
        slots = tuple(kind.value for kind in self.needs.slots)
        yield self.part(_("What shows your right to it"), "", *slots, "scene", "remark", part="materials")

    def command(self) -> SubmitApplication:
        """What was filled in, as the services take it; call it after `is_valid`."""
        kept = {kind: self.keys(kind.value) for kind in self.needs.slots}
        kinds = {key: kind for kind, keys in kept.items() for key in keys}
        return self._command(kinds)

    def _command(self, kinds: Mapping[str, PaperKind]) -> SubmitApplication:
        industry = self._value("industry")
        return SubmitApplication(
            name=(self.live_name or self._value("name")).strip(),
            source=_member(SignatureSource.ENTERPRISE_NAME, self._value("source")),
            purpose=_member(Purpose.OWN_USE, self._value("purpose")),
            qualification_id=int_or_none(self._value("qualification")),
            power_of_attorney_id=int_or_none(self._value("power_of_attorney")),
            trademark_id=int_or_none(self._value("trademark")),
            scene=self._value("scene").strip(),
            remark=self._value("remark").strip(),
            material_keys=tuple(kinds),
            material_kinds=dict(kinds),
            industry=Industry(industry) if industry in tuple(Industry) else None,
        )

    def _so_far(self) -> SubmitApplication:
        return self._command({})

    def _value(self, name: str) -> str:
        """What stands in a field now, judged or not."""
        if name not in self.fields:
            return ""
        given = self.data if self.is_bound and not self.fields[name].disabled else self.initial
        value = given.get(name)
        return "" if value is None else str(value)

    def _offer_choices(self) -> None:
        purpose = _member(Purpose.OWN_USE, self._value("purpose"))
        self._choose("purpose", described(Purpose))
        self._choose("source", described(SOURCES))
        self._choose("industry", [("", _("As the papers tell")), *choices(Industry)])
        usable = qualifications(self._desk.account.pk).filter(
            state=QualificationState.APPROVED, purpose=purpose
        )
        self._choose("qualification", [(row.pk, f"{row.name} · {row.company_name}") for row in usable])
        letters = powers_of_attorney(self._desk.account.pk)
        self._choose("power_of_attorney", [(row.pk, f"{row.name} · {row.grantor}") for row in letters])
        marks = for_account(Trademark, self._desk.account.pk).select_related("account").order_by("-pk")
        self._choose("trademark", [(row.pk, f"{row.text} · {row.registration_number}") for row in marks])

    def _choose(self, name: str, listed: Sequence[tuple[Any, Any]]) -> None:
        """Offer a list; where a paper is chosen, an empty line stands first unless there is just one."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        is_paper = isinstance(field, forms.TypedChoiceField)
        empty = [("", _("Choose …"))] if is_paper and len(listed) != 1 else []
        field.choices = [*empty, *listed]
        if is_paper:
            field.widget.attrs["translate"] = "no"
        if is_paper and len(listed) == 1 and not self._value(name):
            self.initial[name] = listed[0][0]
            if self.is_bound:
                self.data = _with(self.data, name, str(listed[0][0]))

    def _leave_out(self) -> None:
        """Ask for no paper that the purpose or the source does not need."""
        if self._value("purpose") != Purpose.FOR_OTHERS:
            del self.fields["power_of_attorney"]
        if self._value("source") != SignatureSource.TRADEMARK:
            del self.fields["trademark"]

    def _add_slots(self) -> None:
        for kind in self.needs.slots:
            words = say(kind)
            self.fields[kind.value] = UploadField(
                label=words.title, pictures_only=False, limit=_FILES_OF_A_KIND, help_text=words.why
            )


def initial_of(command: SubmitApplication) -> dict[str, Any]:
    """An earlier application as the beginning of the next one; its files lie in their slots again."""
    kinds = {key: command.material_kinds.get(key) or kind_of_file(key) for key in command.material_keys}
    slots: dict[str, tuple[str, ...]] = {}
    for key, kind in kinds.items():
        slot = (kind or PaperKind.FUNCTION_SCREENSHOT).value
        slots[slot] = (*slots.get(slot, ()), key)
    return {
        "purpose": command.purpose,
        "qualification": command.qualification_id,
        "source": command.source,
        "trademark": command.trademark_id,
        "power_of_attorney": command.power_of_attorney_id,
        "industry": command.industry or "",
        "name": command.name,
        "scene": command.scene,
        "remark": command.remark,
        **slots,
    }


def _member(otherwise: MemberT, value: str) -> MemberT:
    """The member of that value, else the one that stands where nothing sound was chosen."""
    kind = type(otherwise)
    return kind(value) if value in [member.value for member in kind] else otherwise


def _with(data: Any, name: str, value: str) -> Any:
    changed = data.copy()
    changed[name] = value
    return changed
