"""The question that stands before personal data: why it is to be seen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianming.console.forms.fields import described
from qianming.core.access import AccessReason, reasons_for
from qianming.core.permissions import Role


class OpeningForm(forms.Form):
    """One reason of the list; nothing is chosen beforehand, so that it is given and not let stand.

    Which reasons there are depends on the role in which its reader looks.
    """

    access_reason = forms.ChoiceField(
        label=_("Why do you look at it?"),
        widget=forms.RadioSelect,
        help_text=_("The history keeps who looked, when, and this reason."),
        error_messages={"required": _("Choose the reason; without one the data stays masked.")},
    )

    def __init__(self, role: Role, *arguments: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*arguments, **options)
        field = self.fields["access_reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = described(reasons_for(role))

    def reason(self) -> AccessReason:
        """What was chosen; call it after `is_valid`."""
        return AccessReason(self.cleaned_data["access_reason"])
