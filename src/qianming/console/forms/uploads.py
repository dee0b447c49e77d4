"""Files in forms: a slot keeps what was uploaded, as keys of the account's materials, through every mistake.

Decides how many files a slot takes and what it is called. Which files come in is decided by
`qianming.services.materials`.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from qianming.console.pictures import Upload, upload_of
from qianming.core.papers.qualification import FILE_ENDINGS, PICTURE_ENDINGS

KEYS = "_key"
LIMIT = 5


class Slot(forms.Widget):
    """A place for files: shows what is there with its preview, and takes more."""

    template_name = "console/forms/slot.html"
    use_fieldset = True
    needs_multipart_form = True

    def __init__(self, *, pictures_only: bool, limit: int) -> None:
        super().__init__()
        self.pictures_only = pictures_only
        self.limit = limit

    @property
    def endings(self) -> str:
        """What the browser's dialogue offers."""
        return ",".join(f".{ending}" for ending in (PICTURE_ENDINGS if self.pictures_only else FILE_ENDINGS))

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> tuple[str, ...]:
        """The keys, the newest ones where there are more than the slot takes."""
        keys = data.getlist(name + KEYS) if isinstance(data, QueryDict) else ()
        return tuple(dict.fromkeys(key for key in keys if key))[-self.limit :]

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "uploads": tuple(upload_of(name, key) for key in value or ()),
            "endings": self.endings,
            "limit": self.limit,
        }
        return context

    def format_value(self, value: Any) -> Any:
        return value


class UploadField(forms.Field):
    """A slot of a form; its value is the tuple of the keys of what was uploaded."""

    def __init__(self, *, pictures_only: bool = True, limit: int = 1, **options: Any) -> None:
        super().__init__(required=False, widget=Slot(pictures_only=pictures_only, limit=limit), **options)
        self.help_text = options.get("help_text") or (
            _("JPG, PNG or GIF, at most 5 MB.")
            if pictures_only
            else _("JPG, PNG, GIF, PDF, DOC or DOCX, at most 5 MB each.")
        )

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return tuple(initial or ()) != tuple(data or ())


__all__ = ["KEYS", "LIMIT", "Slot", "Upload", "UploadField"]
