"""Templates: submitting them for review. The rulebook decides what it is certain of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qianming.core.codes import ReviewState, TemplateType
from qianming.core.findings import Finding
from qianming.services.actors import Actor


@dataclass(frozen=True, slots=True)
class SubmitTemplate:
    """An application for a template; `rule` maps each variable to the kind of value it takes."""

    name: str
    content: str
    template_type: TemplateType
    related_signature: str = ""
    rule: Mapping[str, str] = field(default_factory=dict)
    scene: str = ""
    remark: str = ""
    material_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmittedTemplate:
    """The stored template's code and number, and where it stands already."""

    code: str
    name: str
    order_id: int
    state: ReviewState
    due_at: datetime
    findings: tuple[Finding, ...]


def submit(actor: Actor, command: SubmitTemplate, now: datetime) -> SubmittedTemplate:
    """Apply for a template.

    The related signature must be the account's own (`NotFound`) and approved (`Conflict`). Format and number
    of variables are errors; other reject findings store a rejected template.
    """
    raise NotImplementedError


def withdraw(actor: Actor, order_id: int, now: datetime) -> None:
    """Take an application back while it is in review."""
    raise NotImplementedError
