"""Early warnings as pages and calendars show them: the signature, what ends, on which day, what to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from qianming.console.wording import say
from qianming.core.status.warnings import Threat
from qianming.registry.models import WarningTold
from qianming.texts.catalog import Words

if TYPE_CHECKING:
    from icalendar import Event

_DAY = timedelta(days=1)
_ASKED_AGAIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class WarningCard:
    """One warning; from `day` on the reason holds, `days_left` counts from today."""

    id: int
    signature: str
    words: Words
    day: date
    days_left: int
    told_at: datetime
    link: str


def cards_of(rows: Iterable[WarningTold], today: date) -> Iterator[WarningCard]:
    """The warnings in the reader's language; the rows must come with their signatures."""
    for row in rows:
        yield WarningCard(
            id=row.pk,
            signature=row.signature.name,
            words=say(Threat(row.threat)),
            day=row.day,
            days_left=(row.day - today).days,
            told_at=row.told_at,
            link=reverse("signature_detail", args=[row.signature_id]),
        )


def calendar_of(cards: Iterable[WarningCard], host: str) -> bytes:
    """The warnings as a calendar (RFC 5545), a whole day each.

    A warning keeps its UID in every language and at every reading, so that calendars show it once.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Qianming//Early warnings//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Signatures: what ends soon"))
    calendar.add("refresh-interval", _ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    for card in cards:
        calendar.add_component(_event(card, host))
    return bytes(calendar.to_ical())


def _event(card: WarningCard, host: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"warning-{card.id}@{host}")
    event.add("dtstamp", card.told_at)
    event.add("dtstart", card.day)
    event.add("dtend", card.day + _DAY)
    event.add("summary", f"【{card.signature}】{card.words.title}")
    event.add("description", f"{card.words.why}\n{card.words.fix}")
    event.add("transp", "TRANSPARENT")
    return event
