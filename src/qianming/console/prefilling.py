"""Fills a form in from a picture: empty fields take what was read, others are only compared with it.

Decides nothing: what a machine reads is a proposal, and the person who looks at it has the last word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from qianming.console.desk import Desk
from qianming.console.faults import faults_of
from qianming.console.forms.records import names_in
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
LETTER: Mapping[DocumentField, str] = {
    DocumentField.GRANTOR: "grantor",
    DocumentField.CREDIT_CODE: "credit_code",
    DocumentField.GRANTEE: "grantee",
    DocumentField.SCOPE: "scope",
    DocumentField.VALID_FROM: "valid_from",
    DocumentField.VALID_UNTIL: "valid_until",
}
# Whether a seal stands on the paper is no field of a form.
_NOT_TYPED = frozenset({DocumentField.SEAL})


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
    return _fill_in(desk, data, _Form("licences", DocumentKind.LICENCE, LICENCE))


def fill_in_letter(desk: Desk, data: QueryDict) -> Prefilled:
    """Read the letter that was uploaded and put what it says into the empty fields of the data."""
    return _fill_in(desk, data, _Form("picture", DocumentKind.POWER_OF_ATTORNEY, LETTER))


@dataclass(frozen=True, slots=True)
class _Form:
    """Where a form has the picture, what the picture is, and which field takes which value."""

    slot: str
    kind: DocumentKind
    fields: Mapping[DocumentField, str]


def _fill_in(desk: Desk, data: QueryDict, form: _Form) -> Prefilled:
    keys = data.getlist(form.slot + KEYS)
    if not keys:
        return Prefilled(has_picture=False)
    try:
        proposal = readings.read_material(desk.actor, keys[-1], form.kind, desk.now())
    except Refusal as refusal:
        return Prefilled(hindrances=tuple(fault.sentence for fault in faults_of(refusal)))
    filled, differences = _compared(data, form.fields, proposal.fields)
    return Prefilled(filled, differences, _hindrances(proposal))


def _hindrances(proposal: readings.Proposal) -> tuple[str, ...]:
    """Why nothing, or not enough, was read, with what helps."""
    told = [say(flaw) for flaw in proposal.flaws]
    if proposal.state is ReadingState.NOT_READ:
        told.append(say(proposal.state))
    return tuple(f"{words.why} {words.fix}" for words in told)


def _compared(
    data: QueryDict, fields: Mapping[DocumentField, str], read: Mapping[DocumentField, str]
) -> tuple[int, tuple[Difference, ...]]:
    """Fill the empty fields in, and tell what the others differ from."""
    filled, differences = 0, []
    for field, value in read.items():
        if field in _NOT_TYPED:
            continue
        name = fields.get(field)
        typed = str(data.get(name, "")).strip() if name else value
        if name and value and not typed:
            filled += _put(data, name, value)
        elif value and not _says_same(typed, value):
            differences.append(Difference(say(field).title, value))
    return filled, tuple(differences)


def _says_same(typed: str, read: str) -> bool:
    """Whether both say the same; lists of names are compared however they are separated."""
    return names_in(typed) == names_in(read)


def _put(data: QueryDict, name: str, value: str) -> int:
    """Fill one field in; the end of what has no end is a tick."""
    if name == "licence_until" and data.get("licence_long_term"):
        return 0
    if name == "licence_until" and value == LONG_TERM.isoformat():
        name, value = "licence_long_term", "on"
    data[name] = "\n".join(names_in(value)) if name == "scope" else value
    return 1
