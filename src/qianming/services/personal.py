"""Looking at personal data in the clear: who may, and the event that says who did and why."""

from datetime import datetime

from qianming.core.access import AccessReason
from qianming.core.codes import EventKind
from qianming.core.permissions import Permission, Role
from qianming.registry.models import Material, PowerOfAttorney, Qualification, WorkOrder
from qianming.registry.persons import Persons, open_persons
from qianming.services._command import Change, record, write
from qianming.services.actors import Actor, ActorKind
from qianming.services.refusals import NotFound, Noun


def open_qualification(actor: Actor, qualification_id: int, reason: AccessReason, now: datetime) -> Persons:
    """The persons of a qualification in the clear; the history says who looked, and why."""
    with write():
        row = Qualification.objects.select_related("account").filter(pk=qualification_id).first()
        if row is None or row.account.erased_at is not None:
            raise NotFound(Noun.QUALIFICATION)
        _note_opening(actor, f"qualification:{row.pk}", row.account_id, reason, now)
        return open_persons(row)


def open_power(actor: Actor, row: PowerOfAttorney, reason: AccessReason, now: datetime) -> None:
    """Say in the history that the parties of a letter are looked at in the clear, and why."""
    with write():
        _note_opening(actor, f"power_of_attorney:{row.pk}", row.account_id, reason, now)


def open_work_order(actor: Actor, order: WorkOrder, reason: AccessReason, now: datetime) -> None:
    """Say in the history that all that was submitted with a work order is looked at in the clear, and why."""
    with write():
        _note_opening(actor, f"work_order:{order.pk}", order.account_id, reason, now)


def _note_opening(actor: Actor, subject: str, account_id: int, reason: AccessReason, now: datetime) -> None:
    actor.need(Permission.PERSONAL_OPEN, account_id)
    record(Change(EventKind.PERSONAL_OPENED, subject, account_id, reasons=[reason]), actor, now)


# Who opens a link is not known; who was given it is in the history of the call.
DOWNLOAD_LINK = Actor(ActorKind.SYSTEM, "download-link", None, Role.REVIEWER)


def note_view(actor: Actor, material: Material, now: datetime) -> None:
    """Say in the history that an uploaded file was looked at."""
    with write():
        subject = f"material:{material.pk}"
        record(Change(EventKind.MATERIAL_VIEWED, subject, material.account_id), actor, now)
