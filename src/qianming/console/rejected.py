"""What a decision against something said: each reason with the field it is about, its cause and its fix."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qianming.console.wording import language
from qianming.registry.models import WorkOrder
from qianming.registry.rejections import ReasonGiven, rejection_of
from qianming.texts.catalog import Words

_FIELDS: Mapping[str, Promise] = {
    "name": _("Name"),
    "source": _("Source of the name"),
    "purpose": _("Purpose"),
    "qualification": _("Qualification"),
    "enterprise_name": _("Qualification"),
    "credit_code": _("Qualification"),
    "materials": _("Papers"),
    "industry": _("Industry"),
    "power_of_attorney": _("Power of attorney"),
    "trademark": _("Trademark"),
    "scene": _("Where it is used"),
    "remark": _("Remark"),
    "content": _("Text"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One reason; `field` is the name of what is to be mended, empty where it is the whole."""

    words: Words
    field: str
    may_resubmit: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """A decision against something, and whether mending it is worth while."""

    decided_at: datetime
    reasons: tuple[Told, ...]
    note: str
    may_resubmit: bool


def rejected(order: WorkOrder) -> Rejected | None:
    """The last decision on an order, if it was one against it or asked for more."""
    found = rejection_of(order)
    if found is None:
        return None
    reasons = tuple(_told(reason) for reason in found.reasons)
    return Rejected(found.decided_at, reasons, found.note, found.may_resubmit)


def said_by_field(order: WorkOrder) -> dict[str, list[Words]]:
    """The reasons of the last decision by the input that each is about, to stand beside it in the form."""
    found = rejection_of(order)
    said: dict[str, list[Words]] = defaultdict(list)
    for reason in found.reasons if found else ():
        said[reason.field].append(reason.words(language()))
    return dict(said)


def _told(reason: ReasonGiven) -> Told:
    return Told(reason.words(language()), str(_FIELDS.get(reason.field, "")), reason.may_resubmit)
