"""Qualifications: submitting and withdrawing the real-name papers of an entity.

Decides whether a submission is complete and proven by the phone code; whether it is true is a reviewer's.
"""

from dataclasses import dataclass
from datetime import datetime

from qianming.core.codes import QualificationState
from qianming.services.actors import Actor


@dataclass(frozen=True, slots=True)
class PersonFields:
    """A person as typed: `document` is the kind of identity document, `period` "YYYY-MM-DD~YYYY-MM-DD"."""

    name: str
    document: str
    number: str
    period: str
    front_key: str = ""
    back_key: str = ""


@dataclass(frozen=True, slots=True)
class LicenceFields:
    """One picture of the licence: its file key and the kind of licence, as typed."""

    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class SubmitQualification:
    """The fields of a submission as typed; judged together, so that every problem is answered at once."""

    name: str
    company_name: str
    company_type: str
    credit_code: str
    licence_period: str
    legal_representative: PersonFields
    administrator: PersonFields
    administrator_phone: str
    phone_code: str
    own_use: bool
    share: bool = False
    licences: tuple[LicenceFields, ...] = ()
    other_keys: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SubmittedQualification:
    """The numbers of a submission that was stored."""

    qualification_id: int
    order_id: int
    state: QualificationState


def submit(
    actor: Actor, command: SubmitQualification, now: datetime, *, enterprises_only: bool = False
) -> SubmittedQualification:
    """Store a qualification for review and use up its phone code.

    `enterprises_only` is the API's rule. Raises `Invalid` with every problem of the fields, `Conflict` when
    the name is taken.
    """
    raise NotImplementedError


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take a submission back while it waits for its decision."""
    raise NotImplementedError
