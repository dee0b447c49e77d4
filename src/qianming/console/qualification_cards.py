"""A qualification as the pages show it. Personal data is masked; nothing here decides anything."""

from dataclasses import dataclass
from datetime import date, datetime

from msgspec.structs import replace

from qianming.console.rejected import Rejected, rejected
from qianming.console.tones import QUALIFICATION_LOOKS, Look
from qianming.console.wording import say
from qianming.core.codes import CompanyType, IdentityDocument, LicenceKind, Purpose, QualificationState
from qianming.core.papers.identity import mask_id_number, mask_name, mask_phone
from qianming.core.papers.qualification import LONG_TERM
from qianming.registry.models import Qualification
from qianming.registry.persons import Person, Persons, open_persons
from qianming.texts.catalog import Words

OPEN = frozenset({QualificationState.QUEUED, QualificationState.IN_REVIEW})
_EDITABLE = frozenset(QualificationState) - OPEN


@dataclass(frozen=True, slots=True)
class QualificationCard:
    """One qualification in a list; `due_at` only while a decision is awaited."""

    id: int
    order_id: int
    name: str
    entity: str
    purpose: str
    state: QualificationState
    words: Words
    look: Look
    submitted_at: datetime
    due_at: datetime | None
    is_overdue: bool
    rejected: Rejected | None
    may_edit: bool
    may_withdraw: bool
    may_delete: bool


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person, masked unless opened, and the pictures of the document."""

    name: str
    document: str
    number: str
    valid_from: date
    valid_until: date | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualificationShown:
    """Everything else that a qualification holds; a missing end means long term."""

    company_type: str
    credit_code: str
    licence: str
    licence_from: date
    licence_until: date | None
    licence_keys: tuple[str, ...]
    other_keys: tuple[str, ...]
    legal_representative: PersonShown
    administrator: PersonShown
    phone: str
    remark: str


def card_of(row: Qualification, now: datetime) -> QualificationCard:
    """One qualification, loaded with its work order, as a list shows it at a moment."""
    state = QualificationState(row.state)
    is_open = state in OPEN
    return QualificationCard(
        id=row.pk,
        order_id=row.work_order_id,
        name=row.name,
        entity=row.company_name,
        purpose=say(Purpose(row.purpose)).title,
        state=state,
        words=say(state),
        look=QUALIFICATION_LOOKS[state],
        submitted_at=row.work_order.submitted_at,
        due_at=row.work_order.due_at if is_open else None,
        is_overdue=is_open and row.work_order.due_at < now,
        rejected=rejected(row.work_order),
        may_edit=state in _EDITABLE,
        may_withdraw=is_open,
        may_delete=not is_open,
    )


def shown(row: Qualification, opened: Persons | None = None) -> QualificationShown:
    """The whole of it, with persons masked unless they were opened."""
    persons = opened or _masked(open_persons(row))
    return QualificationShown(
        company_type=say(CompanyType(row.company_type)).title,
        credit_code=row.credit_code,
        licence=say(LicenceKind(row.licence_kind)).title if row.licence_kind else "",
        licence_from=row.licence_from,
        licence_until=ending(row.licence_until),
        licence_keys=licence_keys(row),
        other_keys=tuple(row.materials.get("others", ())),
        legal_representative=_person(persons.legal_representative),
        administrator=_person(persons.administrator),
        phone=persons.administrator_phone,
        remark=row.remark,
    )


def masked(persons: Persons) -> dict[str, str]:
    """What an edit form shows in the place of the personal data that it keeps."""
    legal, administrator = persons.legal_representative, persons.administrator
    return {
        "legal_name": mask_name(legal.name),
        "legal_number": mask_id_number(legal.number),
        "admin_name": mask_name(administrator.name),
        "admin_number": mask_id_number(administrator.number),
        "admin_phone": mask_phone(persons.administrator_phone),
    }


def licence_keys(row: Qualification) -> tuple[str, ...]:
    """The pictures of the licence."""
    return tuple(licence["key"] for licence in row.materials.get("licences", ()))


def ending(day: date) -> date | None:
    """The last day of a validity; None for long term."""
    return None if day == LONG_TERM else day


def _masked(persons: Persons) -> Persons:
    return Persons(
        _veiled(persons.legal_representative),
        _veiled(persons.administrator),
        mask_phone(persons.administrator_phone),
    )


def _veiled(person: Person) -> Person:
    return replace(person, name=mask_name(person.name), number=mask_id_number(person.number))


def _person(person: Person) -> PersonShown:
    known = person.document in tuple(IdentityDocument)
    return PersonShown(
        name=person.name,
        document=say(IdentityDocument(person.document)).title if known else person.document,
        number=person.number,
        valid_from=person.valid_from,
        valid_until=ending(person.valid_until),
        keys=tuple(key for key in (person.front_key, person.back_key) if key),
    )
