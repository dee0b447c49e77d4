"""Applications for signatures: submitting and withdrawing.

The rulebook decides what it is certain of; everything else waits for a reviewer.
"""

from dataclasses import dataclass
from datetime import datetime

from qianming.core.codes import Purpose, ReviewState, SignatureKind, SignatureSource
from qianming.core.findings import Finding
from qianming.services.actors import Actor


@dataclass(frozen=True, slots=True)
class SubmitApplication:
    """An application for a new signature; ids are the account's own."""

    name: str
    source: SignatureSource = SignatureSource.ENTERPRISE_NAME
    purpose: Purpose = Purpose.OWN_USE
    qualification_id: int | None = None
    kind: SignatureKind = SignatureKind.UNIVERSAL
    power_of_attorney_id: int | None = None
    trademark_id: int | None = None
    scene: str = ""
    remark: str = ""
    material_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmittedApplication:
    """The number of the stored application and where it stands already."""

    order_id: int
    signature_id: int
    state: ReviewState
    due_at: datetime
    findings: tuple[Finding, ...]


def submit(actor: Actor, command: SubmitApplication, now: datetime) -> SubmittedApplication:
    """Apply for a signature.

    What the API documents as an error is raised (`RuleViolation`, `NotFound`) and stores nothing. Any other
    reject finding stores the application decided rejected; without a doubt left it is approved at once.
    """
    raise NotImplementedError


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take an application back while it is in review."""
    raise NotImplementedError
