"""Updating a qualification: it is reviewed again, and what it said before is kept.

Decides whether an update is complete and proven by a new phone code. Name, purpose, kind of company and
credit code stay what they were; while the update waits, the signatures of the qualification are abnormal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from qianming.core.codes import EventKind, Purpose, QualificationState
from qianming.core.papers.qualification import LicenceFields, PersonFields, QualificationFields
from qianming.registry.models import Account, Qualification, QualificationVersion
from qianming.registry.persons import Person
from qianming.registry.versions import Content, content_of, seal_content
from qianming.services import readings
from qianming.services._command import Change, Detail, record, write
from qianming.services._fields import need_fitting
from qianming.services._moves import Move, move_qualification
from qianming.services._qualifying import (
    administrator_hash,
    changeable,
    need_no_twin,
    need_sound,
    open_review,
    use_up_phone_code,
)
from qianming.services._related import refresh_related, take_related_turn
from qianming.services.actors import Actor
from qianming.services.qualifications import (
    WAITING,
    SubmittedQualification,
    need_current,
    need_enterprise,
    taken,
)
from qianming.services.refusals import Conflict, RefusalCode


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """What changes of a person; None stays as it is."""

    name: str | None = None
    document: str | None = None
    number: str | None = None
    period: str | None = None
    front_key: str | None = None
    back_key: str | None = None

    def of(self, person: PersonFields) -> PersonFields:
        """The person with the changes."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return replace(person, **{name: value for name, value in given.items() if value is not None})


@dataclass(frozen=True, slots=True)
class UpdateQualification:
    """The fields of an update as typed; None stays as it is. `order_id` is the present work order's."""

    qualification_id: int
    order_id: int
    administrator_phone: str
    phone_code: str
    company_name: str | None = None
    licence_period: str | None = None
    legal_representative: PersonChanges = field(default_factory=PersonChanges)
    administrator: PersonChanges = field(default_factory=PersonChanges)
    licences: tuple[LicenceFields, ...] | None = None
    other_keys: tuple[str, ...] | None = None
    share: bool | None = None
    remark: str | None = None

    @property
    def beside(self) -> dict[str, bool | str]:
        """What no review judges and no version keeps, where it is told."""
        told = {"share": self.share, "remark": self.remark}
        return {name: value for name, value in told.items() if value is not None}


def update(
    actor: Actor, command: UpdateQualification, now: datetime, *, enterprises_only: bool = False
) -> SubmittedQualification:
    """Store an update for review and use up its phone code; returns the new work order.

    Raises `Invalid` with every problem of the fields as they would be, `Conflict` while the qualification is
    under review, when it has another work order now, or when the account would have the same company with the
    same administrator twice.
    """
    found = taken(actor, command.qualification_id)
    if enterprises_only:
        need_enterprise(found.account)
    need_current(found, command.order_id)
    need_fitting(("remark", command.remark or "", 2000))
    wanted = updated(found, command)
    need_sound(actor, found.account_id, wanted, now)
    with write():
        administrators = (found.administrator_hash, administrator_hash(wanted))
        take_related_turn(found, administrators[1])
        found.refresh_from_db()
        need_current(found, command.order_id)
        if found.state in WAITING:
            raise Conflict(RefusalCode.STATE_FORBIDS)
        need_no_twin(found.account_id, found.credit_code, administrators[1], but=found.pk)
        use_up_phone_code(found.account_id, wanted, now)
        _store(found, wanted, command.beside, Move(actor, now))
        refresh_related(found, now, administrators[0])
    return SubmittedQualification(found.pk, found.work_order_id, QualificationState(found.state))


def updated(row: Qualification, command: UpdateQualification) -> QualificationFields:
    """The fields as they would be: those of the command, and of the rest what the qualification says."""
    stored = stored_fields(row)
    return replace(
        stored,
        company_name=stored.company_name if command.company_name is None else command.company_name,
        licence_period=stored.licence_period if command.licence_period is None else command.licence_period,
        legal_representative=command.legal_representative.of(stored.legal_representative),
        administrator=command.administrator.of(stored.administrator),
        administrator_phone=command.administrator_phone,
        phone_code=command.phone_code,
        licences=stored.licences if command.licences is None else command.licences,
        other_keys=stored.other_keys if command.other_keys is None else command.other_keys,
    )


def stored_fields(row: Qualification) -> QualificationFields:
    """What a qualification says, in the form in which it was typed; without a phone code."""
    content = content_of(row)
    return QualificationFields(
        name=row.name,
        company_name=content.company_name,
        company_type=row.company_type,
        credit_code=row.credit_code,
        licence_period=f"{content.licence_from}~{content.licence_until}",
        legal_representative=_typed(content.persons.legal_representative),
        administrator=_typed(content.persons.administrator),
        administrator_phone=content.persons.administrator_phone,
        phone_code="",
        own_use=row.purpose == Purpose.OWN_USE,
        licences=tuple(LicenceFields(key, kind) for key, kind in content.licences),
        other_keys=content.other_keys,
    )


def _typed(person: Person) -> PersonFields:
    return PersonFields(
        name=person.name,
        document=person.document,
        number=person.number,
        period=f"{person.valid_from}~{person.valid_until}",
        front_key=person.front_key,
        back_key=person.back_key,
    )


def _store(
    row: Qualification, wanted: QualificationFields, beside: Mapping[str, bool | str], move: Move
) -> None:
    """Keep the version that is replaced, change the columns, and queue a new work order."""
    before = content_of(row)
    QualificationVersion.objects.create(
        account_id=row.account_id,
        qualification=row,
        work_order_id=row.work_order_id,
        sealed_content=seal_content(row),
        state=row.state,
        replaced_at=move.now,
    )
    account, replaced = Account.objects.get(pk=row.account_id), row.work_order_id
    values = {**changeable(account, wanted), **beside}
    row.work_order = open_review(account, wanted, move.now)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=["work_order", *values])
    readings.queue_licences(row, move.now)
    detail: Detail = {"order": row.work_order_id, "replaced": replaced}
    changed = tuple(_different(before, content_of(row)))
    subject = f"qualification:{row.pk}"
    record(
        Change(EventKind.QUALIFICATION_CHANGED, subject, row.account_id, reasons=changed, detail=detail),
        move.actor,
        move.now,
    )
    move_qualification(row, QualificationState.QUEUED, move)


def _different(before: Content, after: Content) -> Iterator[str]:
    """The names of the fields that an update changed; never their values."""
    for name in ("company_name", "licence_from", "licence_until", "licences", "other_keys"):
        if getattr(before, name) != getattr(after, name):
            yield name
    for name in ("legal_representative", "administrator", "administrator_phone"):
        if getattr(before.persons, name) != getattr(after.persons, name):
            yield name
