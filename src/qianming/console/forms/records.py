"""The forms of the papers beside a qualification: powers of attorney and trademarks."""

import re
from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from qianming.console.forms.fields import PaperForm, Section, day_field
from qianming.console.forms.uploads import UploadField
from qianming.core.problems import Problem
from qianming.services.letters import DraftLetter
from qianming.services.powers import PowerFields
from qianming.services.refusals import Invalid
from qianming.services.trademarks import TrademarkFields

_BETWEEN_NAMES = re.compile(r"[\n,，、;；]+")


class PowerForm(PaperForm):
    """A letter by which another entity lets the account use its names."""

    grantor = forms.CharField(
        label=_("Grantor"),
        max_length=2000,
        help_text=_("The entity that the names belong to, as on its licence."),
    )
    credit_code = forms.CharField(
        label=_("Grantor's unified social credit code"),
        max_length=400,
        help_text=_("The same as in the qualification that the signature will rest on."),
    )
    grantee = forms.CharField(
        label=_("Grantee"), max_length=2000, help_text=_("The verified entity of this account.")
    )
    scope = forms.CharField(
        label=_("Names that it covers"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        help_text=_(
            "One a line, 1 to 100. List every name that you may ever need: it saves the next letter."
        ),
    )
    valid_from = day_field(_("Valid from"))
    valid_until = day_field(_("Valid until"))
    picture = UploadField(
        label=_("Picture of the signed and sealed letter"),
        help_text=_(
            "JPG, PNG or GIF, at most 5 MB. The grantor's legal representative signs it; the grantor's seal "
            "stands at the bottom right."
        ),
    )
    name = forms.CharField(
        label=_("Name of the letter (optional)"),
        max_length=200,
        help_text=_("Only for your own lists. Left empty it becomes the grantor's name with a number."),
    )

    def sections(self) -> Iterator[Section]:
        yield self.part(
            _("The letter"),
            _("No letter yet? Fill in the rest, have it made below, then let the grantor sign and seal it."),
            *("picture", "name"),
            part="letter",
        )
        yield self.part(
            _("Who lets whom"),
            _("For a name that belongs to another entity, that entity allows you to use it."),
            *("grantor", "credit_code", "grantee"),
        )
        yield self.part(
            _("Which names, and how long"),
            _("One to three years are usual. When it ends, signatures that rest on it become abnormal."),
            *("scope", "valid_from", "valid_until"),
        )

    def draft(self) -> DraftLetter:
        """The letter before it is signed; raises `Invalid` where its last day is not told."""
        until = self.cleaned_data.get("valid_until")
        if until is None:
            raise Invalid(Problem("AuthorizationLetterDateNotMatchRegex", "valid_until"))
        return DraftLetter(
            grantor=self.typed("grantor"),
            grantor_code=self.typed("credit_code"),
            grantee=self.typed("grantee"),
            names=names_in(self.typed("scope")),
            valid_from=self.cleaned_data.get("valid_from"),
            valid_until=until,
        )

    def given(self) -> PowerFields:
        """What was filled in, as the services take it; call it after `is_valid`."""
        return PowerFields(
            name=self.typed("name"),
            grantor=self.typed("grantor"),
            grantee=self.typed("grantee"),
            credit_code=self.typed("credit_code"),
            period=self.period("valid"),
            scope=names_in(self.typed("scope")),
            picture_key=self.key("picture"),
        )


def names_in(text: str) -> tuple[str, ...]:
    """The listed names; people paste them as they stand in a message, brackets included."""
    listed = (name.strip().strip("【】").strip() for name in _BETWEEN_NAMES.split(text))
    return tuple(name for name in listed if name)


class TrademarkForm(PaperForm):
    """A registered trademark that a name is taken from."""

    text = forms.CharField(
        label=_("Text of the trademark"),
        max_length=200,
        help_text=_("Sign by sign, with capital and small letters as registered."),
    )
    registration_number = forms.CharField(label=_("Registration number"), max_length=100)
    owner = forms.CharField(
        label=_("Owner"), max_length=400, help_text=_("The same entity as that of the qualification.")
    )
    valid_from = day_field(_("Valid from"))
    valid_until = day_field(_("Valid until"))
    picture = UploadField(
        label=_("Screenshot of the trademark office's page"),
        help_text=_(
            "JPG, PNG or GIF, at most 5 MB, with the whole address, the mark, its owner and “registered”."
        ),
    )

    def sections(self) -> Iterator[Section]:
        yield self.part(
            _("The trademark"),
            _("Only a registered one counts: an acceptance notice does not show the right to the name."),
            *("text", "registration_number", "owner", "valid_from", "valid_until", "picture"),
        )

    def given(self) -> TrademarkFields:
        """What was filled in, as the services take it; call it after `is_valid`."""
        return TrademarkFields(
            text=self.typed("text"),
            registration_number=self.typed("registration_number"),
            owner=self.typed("owner"),
            period=self.period("valid"),
            picture_key=self.key("picture"),
        )
