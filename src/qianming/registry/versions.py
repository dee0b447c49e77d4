"""What a qualification says, as one sealed document: the form in which earlier versions are kept.

Decides nothing; an earlier version is as readable as the account's key lets it be.
"""

from datetime import date

import msgspec

from qianming.registry.models import Qualification, QualificationVersion
from qianming.registry.persons import Persons, open_persons
from qianming.registry.sealing import AccountSeal

_CONTEXT = "qualification.version"


class Content(msgspec.Struct, frozen=True):
    """The fields of a qualification that an update can change, with its persons."""

    company_name: str
    licence_kind: str
    licence_from: date
    licence_until: date
    persons: Persons
    licences: tuple[tuple[str, str], ...]
    other_keys: tuple[str, ...]


def content_of(row: Qualification) -> Content:
    """What a qualification says now."""
    licences: list[dict[str, str]] = row.materials.get("licences", [])
    others: list[str] = row.materials.get("others", [])
    return Content(
        company_name=row.company_name,
        licence_kind=row.licence_kind,
        licence_from=row.licence_from,
        licence_until=row.licence_until,
        persons=open_persons(row),
        licences=tuple((one["key"], one["kind"]) for one in licences),
        other_keys=tuple(others),
    )


def seal_content(row: Qualification) -> bytes:
    """What a qualification says now, as it is kept."""
    text = msgspec.json.encode(content_of(row)).decode()
    return AccountSeal(row.account.wrapped_key).seal(text, _CONTEXT)


def open_version(version: QualificationVersion) -> Content:
    """What a qualification said; raises `UnreadableSeal` when the account's key was destroyed."""
    seal = AccountSeal(version.account.wrapped_key)
    return msgspec.json.decode(seal.open(version.sealed_content, _CONTEXT), type=Content)
