"""The form that changes a qualification: what is fixed is locked, persons are kept unless typed anew."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qianming.console.forms.qualification import QualificationForm
from qianming.console.qualification_cards import licence_keys, masked
from qianming.core.papers.qualification import LONG_TERM
from qianming.registry.models import Qualification
from qianming.registry.persons import Person, open_persons
from qianming.services.qualification_updates import PersonChanges, UpdateQualification
from qianming.services.qualifications import LicenceFields

FIXED = ("purpose", "name", "company_type", "credit_code")


class QualificationEditForm(QualificationForm):
    """A qualification's fields as they stand, to be changed and reviewed again."""

    def __init__(self, row: Qualification, data: QueryDict | None = None) -> None:
        self._persons = open_persons(row)
        super().__init__(data, initial=_initial(row))
        self._row = row
        for name in FIXED:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("It stays as it is; for another one make a new qualification.")
        for name, value in masked(self._persons).items():
            self.fields[name].widget.attrs["placeholder"] = value
            self.fields[name].help_text = _("Leave it empty to keep what you gave.")

    def update(self) -> UpdateQualification:
        """What was filled in, as the services take it; call it after `is_valid`."""
        kind = self.typed("licence_kind")
        return UpdateQualification(
            qualification_id=self._row.pk,
            order_id=self._row.work_order_id,
            administrator_phone=self.typed("admin_phone") or self._persons.administrator_phone,
            phone_code=self.typed("phone_code"),
            company_name=self.typed("company_name"),
            licence_period=self.period("licence"),
            legal_representative=self._changes("legal"),
            administrator=self._changes("admin"),
            licences=tuple(LicenceFields(key, kind) for key in self.keys("licences")),
            other_keys=self.keys("others"),
            share=bool(self.cleaned_data.get("share")),
            remark=self.typed("remark"),
        )

    def _changes(self, who: str) -> PersonChanges:
        return PersonChanges(
            name=self.typed(f"{who}_name") or None,
            document=self.typed(f"{who}_document"),
            number=self.typed(f"{who}_number") or None,
            period=self.period(who),
            front_key=self.key(f"{who}_front"),
            back_key=self.key(f"{who}_back"),
        )


def _initial(row: Qualification) -> dict[str, Any]:
    persons = open_persons(row)
    return {
        "purpose": row.purpose,
        "name": row.name,
        "company_type": row.company_type,
        "licence_kind": row.licence_kind,
        "licences": licence_keys(row),
        "company_name": row.company_name,
        "credit_code": row.credit_code,
        **_period("licence", row.licence_from, row.licence_until),
        **_person("legal", persons.legal_representative),
        **_person("admin", persons.administrator),
        "others": tuple(row.materials.get("others", ())),
        "share": row.share,
        "remark": row.remark,
    }


def _person(who: str, person: Person) -> Mapping[str, Any]:
    return {
        f"{who}_document": person.document,
        **_period(who, person.valid_from, person.valid_until),
        f"{who}_front": (person.front_key,) if person.front_key else (),
        f"{who}_back": (person.back_key,) if person.back_key else (),
    }


def _period(name: str, start: Any, end: Any) -> Mapping[str, Any]:
    endless = end == LONG_TERM
    return {f"{name}_from": start, f"{name}_until": None if endless else end, f"{name}_long_term": endless}
