"""The form of a qualification: the six elements with the papers that show them, in the order of the papers.

Decides what is asked and how it is put; every judgement is `qianming.services.qualifications`'.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianming.console.forms.fields import LONG_TERM_TICK, PaperForm, Section, choices, day_field, described
from qianming.console.forms.uploads import LIMIT, UploadField
from qianming.core.codes import CompanyType, IdentityDocument, LicenceKind, Purpose
from qianming.services.qualifications import LicenceFields, PersonFields, SubmitQualification


class QualificationForm(PaperForm):
    """All fields of a qualification."""

    purpose = forms.ChoiceField(label=_("Whose name will the messages carry?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the qualification"),
        max_length=200,
        help_text=_("Only for your own lists: Chinese characters, letters and digits."),
    )
    company_type = forms.ChoiceField(label=_("Kind of entity"), widget=forms.RadioSelect)
    licence_kind = forms.ChoiceField(label=_("Kind of licence"))
    licences = UploadField(
        label=_("Picture of the licence"),
        limit=LIMIT,
        help_text=_(
            "JPG, PNG or GIF, at most 5 MB. A colour original needs no seal, a copy the red company seal."
        ),
    )
    company_name = forms.CharField(
        label=_("Name of the entity"), max_length=400, help_text=_("Sign by sign as on the licence.")
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=400, help_text=_("18 letters and digits.")
    )
    licence_from = day_field(_("Licence valid from"))
    licence_until = day_field(_("Licence valid until"))
    licence_long_term = forms.BooleanField(label=_("Long term"))

    legal_name = forms.CharField(label=_("Name of the person"), max_length=200)
    legal_document = forms.ChoiceField(label=_("Identity document"))
    legal_number = forms.CharField(label=_("Number of the document"), max_length=100)
    legal_from = day_field(_("Document valid from"))
    legal_until = day_field(_("Document valid until"))
    legal_long_term = forms.BooleanField(label=_("Long term"))
    legal_front = UploadField(label=_("Side with the emblem (optional)"))
    legal_back = UploadField(label=_("Side with the portrait (optional)"))

    admin_name = forms.CharField(label=_("Name of the person"), max_length=200)
    admin_document = forms.ChoiceField(label=_("Identity document"))
    admin_number = forms.CharField(label=_("Number of the document"), max_length=100)
    admin_from = day_field(_("Document valid from"))
    admin_until = day_field(_("Document valid until"))
    admin_long_term = forms.BooleanField(label=_("Long term"))
    admin_front = UploadField(label=_("Side with the emblem"))
    admin_back = UploadField(label=_("Side with the portrait"))
    admin_phone = forms.CharField(
        label=_("Mobile number"),
        max_length=30,
        help_text=_("Of the Chinese mainland. A code is sent there."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    phone_code = forms.CharField(
        label=_("Code from the phone"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    others = UploadField(label=_("Further papers (optional)"), pictures_only=False, limit=LIMIT)
    share = forms.BooleanField(label=_("Other products of this service may use the qualification too"))
    remark = forms.CharField(
        label=_("Remark for the reviewer (optional)"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._choose("purpose", described(Purpose))
        self._choose("company_type", described(CompanyType))
        self._choose("licence_kind", choices(LicenceKind))
        self._choose("legal_document", choices(IdentityDocument))
        self._choose("admin_document", choices(IdentityDocument))

    def _choose(self, name: str, listed: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = listed

    def sections(self) -> Iterator[Section]:
        """The entity, its two persons, and the rest."""
        yield self.part(
            _("What it is for"),
            _("One qualification holds the real-name papers of one entity. All your signatures rest on it."),
            "purpose",
            "name",
        )
        yield self.part(
            _("The entity and its licence"),
            _("Two of the six elements: the name and the credit code."),
            *("company_type", "licences", "licence_kind", "company_name", "credit_code"),
            *("licence_from", "licence_until", "licence_long_term"),
            part="licence",
        )
        yield self.part(
            _("The legal representative"),
            _("Two more elements: name and number, as in the business register."),
            *_person("legal"),
        )
        yield self.part(
            _("The administrator"),
            _(
                "The last two: the person who runs your messages. One person may stand for one enterprise "
                "only; the legal representative may be administrator too."
            ),
            *_person("admin"),
        )
        yield self.part(
            _("The administrator's phone"),
            _("A code shows that the administrator knows of this. It counts for five minutes."),
            *("admin_phone", "phone_code"),
            part="phone",
        )
        yield self.part(_("Further papers"), "", "others", "share", "remark")

    def command(self) -> SubmitQualification:
        """What was filled in, as the services take it; call it after `is_valid`."""
        kind = self.typed("licence_kind")
        return SubmitQualification(
            name=self.typed("name"),
            company_name=self.typed("company_name"),
            company_type=self.typed("company_type"),
            credit_code=self.typed("credit_code"),
            licence_period=self.period("licence"),
            legal_representative=self._person("legal"),
            administrator=self._person("admin"),
            administrator_phone=self.typed("admin_phone"),
            phone_code=self.typed("phone_code"),
            own_use=self.typed("purpose") == Purpose.OWN_USE,
            share=bool(self.cleaned_data.get("share")),
            licences=tuple(LicenceFields(key, kind) for key in self.keys("licences")),
            other_keys=self.keys("others"),
            remark=self.typed("remark"),
        )

    def _person(self, who: str) -> PersonFields:
        return PersonFields(
            name=self.typed(f"{who}_name"),
            document=self.typed(f"{who}_document"),
            number=self.typed(f"{who}_number"),
            period=self.period(who),
            front_key=self.key(f"{who}_front"),
            back_key=self.key(f"{who}_back"),
        )


def _person(who: str) -> tuple[str, ...]:
    """The fields of a person: the pictures first, because the rest is read from them."""
    ticked = who + LONG_TERM_TICK
    parts = ("front", "back", "name", "document", "number", "from", "until")
    return (*(f"{who}_{part}" for part in parts), ticked)
