"""The files that were submitted for one review, each with what it is meant to show. Decides nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from qianming.registry.models import Application, Material, Qualification, Template
from qianming.registry.persons import Person, open_persons


class Slot(StrEnum):
    """The place in a form that a file was put into."""

    LICENCE = "licence"
    LEGAL_REPRESENTATIVE_ID = "legal_representative_id"
    ADMINISTRATOR_ID = "administrator_id"
    POWER_OF_ATTORNEY = "power_of_attorney"
    TRADEMARK = "trademark"
    APP_RECORD = "app_record"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """One file; `kind` is the code of what it is said to be, empty where nobody said it.

    Type and size, in bytes, are empty and 0 when the file itself is no longer kept.
    """

    key: str
    slot: Slot
    kind: str
    media_type: str
    size: int


Named = Iterator[tuple[str, Slot, str]]


def documents_of(row: Qualification | Application | Template) -> tuple[Document, ...]:
    """All of them, in the order of the form."""
    named = [one for one in _named(row) if one[0]]
    stored = {
        material.key: material
        for material in Material.objects.filter(account_id=row.account_id, key__in=[one[0] for one in named])
    }
    return tuple(_document(key, slot, kind, stored.get(key)) for key, slot, kind in named)


def _document(key: str, slot: Slot, kind: str, material: Material | None) -> Document:
    if material is None:
        return Document(key, slot, kind, "", 0)
    return Document(key, slot, kind, material.media_type, material.size)


def _named(row: Qualification | Application | Template) -> Named:
    if isinstance(row, Qualification):
        return _of_qualification(row)
    if isinstance(row, Application):
        return _of_application(row)
    return _others(row.material_keys)


def _of_qualification(row: Qualification) -> Named:
    yield from ((one["key"], Slot.LICENCE, one["kind"]) for one in row.materials.get("licences", []))
    persons = open_persons(row)
    yield from _sides(persons.legal_representative, Slot.LEGAL_REPRESENTATIVE_ID)
    yield from _sides(persons.administrator, Slot.ADMINISTRATOR_ID)
    yield from _others(row.materials.get("others", []))


def _sides(person: Person, slot: Slot) -> Named:
    yield from ((key, slot, person.document) for key in (person.front_key, person.back_key))


def _of_application(row: Application) -> Named:
    if row.power_of_attorney is not None:
        yield row.power_of_attorney.picture_key, Slot.POWER_OF_ATTORNEY, ""
    if row.trademark is not None:
        yield row.trademark.picture_key, Slot.TRADEMARK, ""
    if (app := row.app_record) is not None:
        yield from ((key, Slot.APP_RECORD, "") for key in (app.picture_key, app.runtime_key, app.store_key))
    yield from ((key, Slot.OTHER, row.material_kinds.get(key, "")) for key in row.material_keys)


def _others(keys: Iterable[str]) -> Named:
    yield from ((key, Slot.OTHER, "") for key in keys)
