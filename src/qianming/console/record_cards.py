"""Powers of attorney and trademarks as pages show them. Decides how states are put, never what is true."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from qianming.console.tones import Look, Tone
from qianming.core.china_time import china_day
from qianming.core.trademarks import TrademarkStatus
from qianming.registry.models import PowerOfAttorney, Trademark

_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Validity:
    """Whether a paper is in force today, in words and looks."""

    title: str
    look: Look


@dataclass(frozen=True, slots=True)
class RecordCard:
    """One paper of the account; `states` are its badges, `names` what it covers."""

    id: int
    title: str
    party: str
    number: str
    names: tuple[str, ...]
    valid_from: date
    valid_until: date
    validity: Validity
    review: Validity | None
    picture_key: str
    created_at: datetime


def power_card(row: PowerOfAttorney, now: datetime) -> RecordCard:
    """A letter: in force or not, judged or not yet."""
    passed = Validity(_("Accepted in a review"), Look(Tone.GOOD, "check"))
    waiting = Validity(_("Judged with its first signature"), Look(Tone.IDLE, "hourglass-empty"))
    return RecordCard(
        id=row.pk,
        title=row.name,
        party=row.grantor,
        number=row.credit_code,
        names=tuple(row.scope),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        validity=validity_of(row.valid_from, row.valid_until, now),
        review=passed if row.passed else waiting,
        picture_key=row.picture_key,
        created_at=row.created_at,
    )


def trademark_card(row: Trademark, now: datetime) -> RecordCard:
    """A trademark: in force or not, and what the register says where it knows it."""
    return RecordCard(
        id=row.pk,
        title=row.text,
        party=row.owner,
        number=row.registration_number,
        names=(),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        validity=validity_of(row.valid_from, row.valid_until, now),
        review=_registered(row),
        picture_key=row.picture_key,
        created_at=row.created_at,
    )


def validity_of(start: date, end: date, now: datetime) -> Validity:
    """In force, soon to end, ended, or not begun; each with its own mark."""
    today = china_day(now)
    if today < start:
        return Validity(_("Not valid yet"), Look(Tone.WAIT, "clock"))
    if end < today:
        return Validity(_("Expired"), Look(Tone.BAD, "circle-x"))
    if end - today <= _SOON:
        return Validity(_("Expires soon"), Look(Tone.WARN, "alert-triangle"))
    return Validity(_("Valid"), Look(Tone.GOOD, "circle-check"))


def _registered(row: Trademark) -> Validity | None:
    match row.status:
        case TrademarkStatus.REGISTERED:
            return Validity(_("Register: registered"), Look(Tone.GOOD, "check"))
        case TrademarkStatus.PENDING:
            return Validity(_("Register: still pending"), Look(Tone.WARN, "hourglass-empty"))
        case TrademarkStatus.REFUSED | TrademarkStatus.INVALID:
            return Validity(_("Register: not in force"), Look(Tone.BAD, "circle-x"))
        case _:
            return None
