"""Fills a form in from a picture: empty fields take what was read, others are only compared with it.

Decides nothing: what a machine reads is a proposal, and the person who looks at it has the last word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from qianming.console.desk import Desk
from qianming.console.faults import faults_of
from qianming.console.forms.uploads import KEYS
from qianming.console.wording import say
from qianming.core.papers.qualification import LONG_TERM
from qianming.core.readings import DocumentField, DocumentKind, ReadingState
from qianming.services import readings
from qianming.services.refusals import Refusal

READ = "read"
LICENCE: Mapping[DocumentField, str] = {
    DocumentField.NAME: "company_name",
    DocumentField.CREDIT_CODE: "credit_code",
    DocumentField.LEGAL_REPRESENTATIVE: "legal_name",
    DocumentField.VALID_FROM: "licence_from",
    DocumentField.VALID_UNTIL: "licence_until",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose value is not what was read."""

    label: str
    read: str


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What came of reading: how many fields were filled in, what differs, and what hindered it."""

    filled: int = 0
    differences: tuple[Difference, ...] = ()
    hindrances: tuple[str, ...] = ()
    has_picture: bool = True


def fill_in_licence(desk: Desk, data: QueryDict) -> Prefilled:
    """Read the licence that was uploaded last and put what it says into the empty fields of the data."""
    keys = data.getlist("licences" + KEYS)
    if not keys:
        return Prefilled(has_picture=False)
    try:
        proposal = readings.read_material(desk.actor, keys[-1], DocumentKind.LICENCE, desk.now())
    except Refusal as refusal:
        return Prefilled(hindrances=tuple(fault.sentence for fault in faults_of(refusal)))
    filled, differences = _compared(data, proposal.fields)
    return Prefilled(filled, differences, _hindrances(proposal))


def _hindrances(proposal: readings.Proposal) -> tuple[str, ...]:
    """Why nothing, or not enough, was read, with what helps."""
    told = [say(flaw) for flaw in proposal.flaws]
    if proposal.state is ReadingState.NOT_READ:
        told.append(say(proposal.state))
    return tuple(f"{words.why} {words.fix}" for words in told)


def _compared(data: QueryDict, read: Mapping[DocumentField, str]) -> tuple[int, tuple[Difference, ...]]:
    """Fill the empty fields in, and tell what the others differ from."""
    filled, differences = 0, []
    for field, value in read.items():
        name = LICENCE.get(field)
        typed = str(data.get(name, "")).strip() if name else value
        if name and value and not typed:
            filled += _put(data, name, value)
        elif typed != value:
            differences.append(Difference(say(field).title, value))
    return filled, tuple(differences)


def _put(data: QueryDict, name: str, value: str) -> int:
    """Fill one field in; the end of what has no end is a tick."""
    if name == "licence_until" and data.get("licence_long_term"):
        return 0
    if value == LONG_TERM.isoformat():
        name, value = "licence_long_term", "on"
    data[name] = value
    return 1
