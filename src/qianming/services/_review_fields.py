"""What each kind of submission says, field by field, for a reviewer: the papers, the name, the text.

Decides nothing but what is masked: names of persons, their numbers and phones, and a grantee who is one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qianming.core.codes import AccountType
from qianming.core.papers.identity import mask_id_number, mask_name, mask_phone
from qianming.core.veil import mask_numbers, mask_party
from qianming.registry.models import Application, PowerOfAttorney, Qualification, Template, Trademark
from qianming.registry.persons import Person, open_persons

Fields = Iterator[tuple[str, str]]

_LEGAL_REPRESENTATIVE = (
    "legal_representative",
    "legal_representative_document",
    "legal_representative_number",
    "legal_representative_document_until",
)
_ADMINISTRATOR = (
    "administrator",
    "administrator_document",
    "administrator_number",
    "administrator_document_until",
)


@dataclass(frozen=True, slots=True)
class Veil:
    """How personal values are shown: in the clear once the opening was logged, masked else."""

    opened: bool

    def name(self, text: str) -> str:
        """A person's name."""
        return self._shown(text, mask_name)

    def number(self, text: str) -> str:
        """The number of an identity document."""
        return self._shown(text, mask_id_number)

    def phone(self, text: str) -> str:
        """A phone number."""
        return self._shown(text, mask_phone)

    def party(self, text: str) -> str:
        """A party of a letter or an owner, who may be a person."""
        return self._shown(text, mask_party)

    def text(self, text: str) -> str:
        """What somebody typed freely: without phone and identity numbers."""
        return self._shown(text, mask_numbers)

    def _shown(self, text: str, mask: Callable[[str], str]) -> str:
        return text if self.opened else mask(text)


def qualification_fields(row: Qualification, veil: Veil) -> Fields:
    """Real-name papers, with their two persons."""
    persons = open_persons(row)
    yield "qualification", row.name
    yield "purpose", row.purpose
    yield "company_name", row.company_name
    yield "company_type", row.company_type
    yield "credit_code", row.credit_code
    yield "licence_kind", row.licence_kind
    yield "licence_from", str(row.licence_from)
    yield "licence_until", str(row.licence_until)
    yield from _person(_LEGAL_REPRESENTATIVE, persons.legal_representative, veil)
    yield from _person(_ADMINISTRATOR, persons.administrator, veil)
    yield "administrator_phone", veil.phone(persons.administrator_phone)
    yield "remark", veil.text(row.remark)


def _person(names: tuple[str, str, str, str], person: Person, veil: Veil) -> Fields:
    shown = (veil.name(person.name), person.document, veil.number(person.number), str(person.valid_until))
    yield from zip(names, shown, strict=True)


def application_fields(row: Application, veil: Veil) -> Fields:
    """The name, what it rests on, and what was said about its use."""
    yield "signature", row.signature.name
    yield "kind_of_signature", row.signature.kind
    yield "source", row.source
    yield "purpose", row.purpose
    yield "industry", row.industry
    yield "scene", veil.text(row.scene)
    yield "remark", veil.text(row.remark)
    if row.qualification is not None:
        yield "company_name", row.qualification.company_name
        yield "credit_code", row.qualification.credit_code
    if row.power_of_attorney is not None:
        yield from _letter(row.power_of_attorney, veil)
    if row.trademark is not None:
        yield from _mark(row.trademark, veil)
    if row.app_record is not None:
        yield "app_record", f"{row.app_record.service_name} {row.app_record.licence_number}"


def grantee(row: PowerOfAttorney, veil: Veil) -> str:
    """Whom a letter empowers; the holder of an individual account is a person."""
    if row.account.account_type == AccountType.INDIVIDUAL:
        return veil.name(row.grantee)
    return veil.party(row.grantee)


def _letter(row: PowerOfAttorney, veil: Veil) -> Fields:
    yield "power_of_attorney", row.name if veil.party(row.grantor) == row.grantor else veil.name(row.name)
    yield "grantor", veil.party(row.grantor)
    yield "grantee", grantee(row, veil)
    yield "scope", "、".join(row.scope)
    yield "valid_from", str(row.valid_from)
    yield "valid_until", str(row.valid_until)


def _mark(row: Trademark, veil: Veil) -> Fields:
    yield "trademark", f"{row.text} {row.registration_number}"
    yield "owner", veil.party(row.owner)
    yield "status_in_register", row.status
    yield "owner_in_register", veil.party(row.register_owner)
    yield "other_owners", "、".join(veil.party(owner) for owner in row.other_owners)


def template_fields(row: Template, veil: Veil) -> Fields:
    """The text and what it is for."""
    yield "template", row.name
    yield "template_code", row.code
    yield "template_type", row.template_type
    yield "content", row.content
    yield "related_signature", row.related_signature
    yield "scene", veil.text(row.scene)
    yield "remark", veil.text(row.remark)
